"""The course of each matter of the healthy town: settled well before its term, with what happens in every office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from data.demo.days import add_months, roll, term_end, work
from tests.calm.kinds import KINDS, Kind
from tests.calm.people import in_charge

Row = dict[str, Any]
SINCE, UNTIL = date(2025, 10, 1), date(2026, 12, 31)
STEP = 5  # working days between two steps of an officer who works on a case


def matters() -> tuple[list[Row], list[Row]]:
    """Cases and their events, from the autumn before the year to its last day."""
    cases, events = list[Row](), list[Row]()
    for kind in KINDS:
        for number, opened in enumerate(_openings(kind), start=1):
            case, course = _course(kind, number, opened, kind.ways[number % len(kind.ways)])
            cases.append(case)
            events += course
    return cases, events


def _openings(kind: Kind) -> Iterator[date]:
    """Spread evenly over the days, each kind with an offset of its own."""
    span = (UNTIL - SINCE).days
    total = max(2, round(kind.year * span / 365))
    offset = sum(map(ord, kind.id)) % (span // total)
    for n in range(total):
        yield roll(SINCE + timedelta(days=offset + n * span // total))


def _course(kind: Kind, number: int, opened: date, way: str) -> tuple[Row, list[Row]]:
    mark = f"{kind.unit}.{kind.jrwa}.{number}.{opened.year}"
    extra, begins, moved, due = _way(kind, opened, way)
    planned = work(max(begins, *(day for day, *_ in extra), opened), kind.pace)
    last = None if due is None else work(due + timedelta(days=moved), -kind.spare)
    settled = planned if last is None else max(min(planned, last), opened)
    handler = in_charge(
        kind.unit, opened, opened + timedelta(days=7) if due is None else due + timedelta(days=moved), settled
    )
    case = {
        "case_id": mark, "kind": kind.id, "unit": kind.unit, "handler": handler, "opened_on": opened,
        "channel": "paper", "parties": 1, "segment": f"S{number}" if kind.unit == "DR" else None,
    }  # fmt: skip
    steps = [(opened, "received", {}), (opened, "assigned", {}), *extra, *_steps(opened, settled)]
    end = "decided" if way == "decided_anew" else kind.ends
    if end == "forwarded":
        case["closed_on"] = settled
        steps.append((settled, "forwarded", {}))
    else:
        told = {"works_planned": number % 2 == 0} if kind.id == "road_lane_location_telecom" else {}
        steps += [(settled, "decided", told), (settled, "dispatched", {}), _served(settled, number)]
        if way != "returned":
            case |= {"decided_on": settled, "dispatched_on": settled, "closed_on": work(settled, 15)}
    return case, [
        {"case_id": mark, "at": f"{day}T{8 + n // 6:02}:{n % 6}0", "event": event, "actor": handler, **more}
        for n, (day, event, more) in enumerate(steps)
    ]


def _served(sent: date, number: int) -> tuple[date, str, Row]:
    """What the post tells of a decision: mostly that it was received; some wait there, some in the box."""
    return sent + timedelta(days=3), ("notice_left", "in_box", *["delivered"] * 4)[number % 6], {}


def _steps(opened: date, settled: date) -> list[tuple[date, str, Row]]:
    days = [work(opened, n) for n in range(STEP, 200, STEP)]
    return [(day, "czynność w sprawie", {}) for day in days if day < settled]


def _way(kind: Kind, opened: date, way: str) -> tuple[list[tuple[date, str, Row]], date, int, date | None]:
    """What happens meanwhile, when the term begins, the days that do not count, and the (promised) end of the term."""
    due = None if kind.n is None else term_end(opened, kind.n, kind.of)
    paper: Row = {"document_id": f"RPW.{kind.jrwa}.{opened:%m%d}"}
    first = work(opened, 3)
    if due is None or way in ("plain", "decided_anew"):
        return [], opened, 0, due
    if way == "call":
        answered = first + timedelta(days=9)
        calls = [(first, "completion_call", paper | {"days": 14}), (answered, "completed", paper)]
        if kind.anew:
            return calls, answered, 0, term_end(answered, kind.n or 0, kind.of)
        return calls, opened, 0, due
    if way == "notice":
        promised = add_months(opened, 2) if kind.id == "public_information" else add_months(due, 1)
        told = {"new_date": promised, "told_of_ponaglenie": True, "reason": "zebranie materiału"}
        return [(work(due, -kind.spare), "notice_36", paper | told)], opened, 0, promised
    if way == "fee":
        return [(first, "fee_notice", paper)], opened, 0, due
    if way == "returned":
        return _returned(opened, paper, kind)
    begin, end, more, days = {
        "opinion": ("opinion_asked", "opinion_received", {}, 12),
        "hybrid": ("hybrid_sent", "hybrid_delivered", {}, 5),
        "suspended": ("suspended", "resumed", {"reason": "preliminary_question"}, 100),
        "mediation": ("suspended", None, {"reason": "mediation"}, 25),
        "party": ("party_delay", None, {}, 10),
        "delay": ("independent_cause", None, {}, 6),
    }[way]
    over = first + timedelta(days=days)
    if end is None:
        return [(first, begin, paper | more | {"until": over})], opened, 0, due
    counts = days if way == "suspended" else 0
    return [(first, begin, paper | more), (over, end, paper)], opened, counts, due


def _returned(opened: date, paper: Row, kind: Kind) -> tuple[list[tuple[date, str, Row]], date, int, date]:
    """Decided in time, set aside by the higher authority, decided again in time."""
    first, back = work(opened, 15), work(opened, 60)
    steps = [(first, "decided", paper), (first, "dispatched", paper), (work(first, 3), "delivered", {}),
             (work(first, 9), "appealed", paper), (back, "returned", paper)]  # fmt: skip
    return steps, back, 0, term_end(back, kind.n or 0, kind.of)


def documents() -> list[Row]:
    """The mail: given to somebody the next working day and dealt with, some of it requests of public information."""
    rows = list[Row]()
    for n in range(420):
        unit = ("SO", "OS", "OR", "WB", "PO")[n % 5]
        received = roll(SINCE + timedelta(days=n * 456 // 420))
        closed = work(received, 4)
        asked = unit == "OR" and n % 3 == 0
        rows.append({
            "document_id": f"RPW.{n}", "received_on": received, "unit": unit, "assigned_on": work(received, 1),
            "holder": in_charge(unit, received, received + timedelta(days=14), closed), "closed_on": closed,
            "kind": "public_information" if asked else None, "channel": "electronic",
        })  # fmt: skip
    return rows
