"""The parts of a random case: when it was filed, what stopped it, what the parties were told, when it was settled."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.independent.clock import Row
from tests.independent.kinds import CLOSING
from tests.independent.polish_days import months_later


def opened_before(dice: Random, near: date, n: int, unit: str) -> date:
    """A day of filing from which the term ends about `near`."""
    end = near + timedelta(dice.choice([0, 0, 1, 2, 3, 5, 8, 13]) * dice.choice([-1, 1]))
    return months_later(end, -n) if unit == "month" else end - timedelta(n * 7 if unit == "week" else n)


def case_of(kind: str, opened: date) -> Row:
    """A case of a kind; every column the makers may fill is there."""
    return {"case_id": "", "kind": kind, "unit": "WB", "opened_on": opened, "decided_on": None, "dispatched_on": None,
            "closed_on": None}  # fmt: skip


def settle(dice: Random, case: Row, near: date, *columns: str) -> None:
    """Some are settled about the day, most are open."""
    if dice.random() < 0.3:
        day = max(case["opened_on"], near + timedelta(dice.randint(-8, 8)))
        case |= dict.fromkeys(columns, day)


def stopped(dice: Random, words: list[str], first: date, days: int) -> tuple[list[Row], int]:
    """Up to three stops within `days` of `first`, some overlapping, some without an end, and about what they add."""
    events: list[Row] = []
    longest = 0
    for _ in range(dice.choice([0, 0, 0, 1, 1, 2, 3]) if words else 0):
        word, begins = dice.choice(words), first + timedelta(dice.randint(1, max(days, 2)))
        length = dice.choice([0, 1, 5, 14, 20, 40])
        event: Row = {"at": begins, "event": word}
        if word in CLOSING and any(one["event"] == word for one in events):
            continue  # which of two is ended is not fixed where both are open
        if word == "completion_call":
            event["days"] = dice.choice([7, 14])
        if word == "suspended":
            event["reason"] = dice.choice([None, None, "party_request", "preliminary_question"])
        events.append(event)
        if word in {"party_delay", "independent_cause"} or (word == "suspended" and dice.random() < 0.4):
            event["until"] = begins + timedelta(length)
        elif dice.random() < 0.8:
            events.append({"at": begins + timedelta(length), "event": CLOSING[word]})
        longest += length
    return events, longest


def stopped_case(
    dice: Random, near: date, kind: str, term: tuple[int, str], words: list[str], within: int
) -> tuple[Row, list[Row]]:
    """A case whose term ends about `near`, as moved by its stops or without them."""
    opened = opened_before(dice, near, *term)
    events, longer = stopped(dice, words, opened, within)
    shift = timedelta(longer if dice.random() < 0.6 else 0)
    for event in events:
        event["at"] -= shift
        if "until" in event:
            event["until"] -= shift
    return case_of(kind, opened - shift), events


def notices(dice: Random, case: Row, near: date) -> list[Row]:
    """Up to three notices of delay on different days, whole or lacking the new date or the word on the ponaglenie."""
    days = {
        max(case["opened_on"], near + timedelta(dice.randint(-12, 6))) for _ in range(dice.choice([0, 0, 1, 1, 2, 3]))
    }
    told = []
    for sent in sorted(days):
        until = dice.choice([None, *(max(sent, near + timedelta(n)) for n in (-3, -1, 0, 1, 4, 9, 40))])
        told.append({"at": sent, "event": "notice_36", "reason": "opinia", "new_date": until,
                     "told_of_ponaglenie": dice.random() < 0.85})  # fmt: skip
    return told


def hours(dice: Random, events: list[Row]) -> None:
    """Some systems tell the hour; of what begins and ends on one day at most one does, whose order is then open."""
    for event in events:
        pair = {event["event"], CLOSING.get(event["event"])}
        others = [e for e in events if e is not event and e["at"] == event["at"] and "hour" in e]
        if dice.random() < 0.3 and not any(pair & {e["event"], CLOSING.get(e["event"])} for e in others):
            event["hour"] = dice.choice(["00:00", "07:30", "14:00", "23:59"])


def moved_on(dice: Random, case: Row, near: date) -> list[Row]:
    """Some are handed over by competence, some withdrawn by the party."""
    if dice.random() < 0.85:
        return []
    day = max(case["opened_on"] + timedelta(1), near + timedelta(dice.randint(-8, 4)))
    return [{"at": day, "event": dice.choice(["forwarded", "withdrawn"])}]
