"""What a term is told to be made of: every step with every value, since `why` shows them and nothing else tells."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rules.law import LawError, read_law
from rules.law.calendar import Calendar
from rules.law.model import Extension
from rules.law.payments import Bill, Due, effective_due
from rules.law.steps import Step, rolling
from rules.law.stops import Restart, Stop, newest_start, run_on
from rules.law.terms import deadline, end_of, notice_by, prolonged

LAW = read_law("PL")
DAYS = Calendar(LAW)
APRIL, MAY = date(2026, 4, 10), date(2026, 5, 1)  # 21 days of a works notification


def told(steps: Any) -> list[tuple[str, dict[str, Any]]]:
    return [(step.what, dict(step.values)) for step in steps]


# --- terms


def test_a_unit_nobody_counts_in_is_named() -> None:
    with pytest.raises(LawError, match="a term in 'fortnight' cannot be counted"):
        end_of(2, "fortnight", APRIL, DAYS)


def test_a_term_names_its_kind_and_its_length() -> None:
    steps = told(deadline(LAW, "works_notification", APRIL, DAYS).steps)
    assert steps[0] == ("start", {"on": APRIL})
    name, values = steps[1]
    assert (name, values["kind"], values["n"], values["unit"]) == ("term", "works_notification", 21, "day")


def test_without_an_end_there_is_no_last_day_to_tell() -> None:
    assert rolling(None, MAY, DAYS) == rolling(MAY, None, DAYS) == []


def test_an_interrupted_term_has_no_end_and_says_since_when() -> None:
    asked = date(2026, 4, 20)
    found = deadline(LAW, "works_notification", APRIL, DAYS, restarts=[Restart(None, asked)])
    assert found.term.id == "works_notification"
    assert (found.start, found.raw_due_on, found.due_on, found.stop_days) == (APRIL, None, None, 0)
    assert found.stopped_since == asked
    assert ("interrupted", {"asked_on": asked}) in told(found.steps)


def test_the_day_for_the_notice_begins_anew_with_the_term() -> None:
    completed = Restart(date(2026, 5, 11), date(2026, 4, 20))
    assert notice_by(LAW, "works_notification", APRIL, DAYS, restarts=[completed]).raw_due_on == date(2026, 6, 1)


def test_the_notice_is_owed_even_when_the_party_is_at_fault() -> None:
    stops = [
        Stop("party_delay", date(2026, 2, 20), date(2026, 2, 25)),
        Stop("suspension", date(2026, 3, 2), date(2026, 3, 5)),
    ]
    due = deadline(LAW, "kpa_investigation", date(2026, 2, 10), DAYS, stops)
    told = notice_by(LAW, "kpa_investigation", date(2026, 2, 10), DAYS, stops)
    assert due.raw_due_on == date(2026, 3, 18)  # 10 March + 5 + 3
    assert told.raw_due_on == date(2026, 3, 13)  # 10 March + 3


def test_a_restart_counts_only_where_the_law_begins_anew() -> None:
    restart = [Restart(date(2026, 5, 11), date(2026, 4, 20))]
    assert deadline(LAW, "works_notification", date(2026, 4, 10), DAYS, (), restart).start == date(2026, 5, 11)
    assert deadline(LAW, "building_permit", date(2026, 4, 10), DAYS, (), restart).start == date(2026, 4, 10)


def test_what_is_due_at_once_has_no_end_to_compute() -> None:
    with pytest.raises(LawError, match=r"^kpa_immediate has no number of days: it is due at once$"):
        deadline(LAW, "kpa_immediate", date(2026, 3, 2), DAYS)


def test_an_unknown_kind_is_refused_by_name() -> None:
    with pytest.raises(LawError, match="no term flying_permit"):
        deadline(LAW, "flying_permit", date(2026, 3, 2), DAYS)


def test_the_version_of_the_day_of_filing_applies() -> None:
    assert deadline(LAW, "works_notification", date(2016, 12, 31), DAYS).term.n == 30
    assert deadline(LAW, "works_notification", date(2017, 1, 1), DAYS).term.n == 21


def test_a_term_in_working_days_may_begin_anew_too() -> None:
    law = LAW.for_town(terms={"own": {"n": 3, "unit": "working_day", "clock": "restart", "procedure": "works"}})
    found = deadline(law, "own", date(2026, 5, 4), DAYS, restarts=[Restart(date(2026, 5, 8), date(2026, 5, 6))])
    assert (found.start, found.raw_due_on) == (date(2026, 5, 8), date(2026, 5, 13))  # a Friday and three days of work


def test_an_extension_may_be_counted_in_working_days() -> None:
    due = deadline(LAW, "public_information", APRIL, DAYS)
    extension = Extension(n=1, unit="working_day", since="filing")
    ends = prolonged(replace(due, term=replace(due.term, extension=extension)), APRIL, APRIL, DAYS)
    assert ends == (date(2026, 4, 13), date(2026, 4, 13))  # Monday after Friday the 10th


def test_a_term_that_the_law_does_not_prolong_is_not_prolonged() -> None:
    assert prolonged(deadline(LAW, "works_notification", APRIL, DAYS), APRIL, APRIL, DAYS) is None


# --- a term that begins anew


def anew(*restarts: Restart) -> tuple[tuple[date, date | None], list[tuple[str, dict[str, Any]]]]:
    steps: list[Step] = []
    return newest_start(APRIL, restarts, lambda start: end_of(21, "day", start, DAYS), steps), told(steps)


def test_asked_on_the_very_last_day_a_completion_begins_the_term_anew() -> None:
    assert anew(Restart(date(2026, 5, 5), MAY)) == ((date(2026, 5, 5), None), [("restart", {"on": date(2026, 5, 5)})])


def test_asked_a_day_later_it_comes_too_late() -> None:
    late = date(2026, 5, 2)
    assert anew(Restart(date(2026, 5, 5), late)) == (
        (APRIL, None), [("restart_too_late", {"asked_on": late, "end": MAY})]
    )  # fmt: skip


def test_a_completion_of_the_first_day_counts_and_one_of_the_day_before_does_not() -> None:
    assert anew(Restart(APRIL)) == ((APRIL, None), [("restart", {"on": APRIL})])
    assert anew(Restart(date(2026, 4, 9))) == ((APRIL, None), [])


def test_neither_an_empty_completion_nor_an_older_one_hides_the_next() -> None:
    second = Restart(date(2026, 4, 24), date(2026, 4, 20))
    for first in (Restart(None), Restart(date(2026, 4, 1), date(2026, 3, 30))):
        assert anew(first, second)[0] == (date(2026, 4, 24), None)


def test_completions_count_in_the_order_in_which_they_were_asked_for_whichever_way_they_are_written() -> None:
    first, second = Restart(date(2026, 4, 20), date(2026, 4, 15)), Restart(date(2026, 5, 9), date(2026, 5, 8))
    undated = Restart(date(2026, 4, 22))
    for order in ((first, undated, second), (second, undated, first), (undated, second, first)):
        (start, _), steps = anew(*order)
        assert start == date(2026, 5, 9)
        assert [values["on"] for _, values in steps] == [date(2026, 4, 20), date(2026, 4, 22), date(2026, 5, 9)]


def test_of_two_calls_of_one_day_the_answered_one_goes_first() -> None:
    asked = date(2026, 4, 15)
    (start, since), _ = anew(Restart(None, asked), Restart(date(2026, 4, 15), asked))
    assert (start, since) == (asked, asked)


# --- time that does not count


def moved(*stops: Stop, working: bool = False) -> tuple[Any, list[tuple[str, dict[str, Any]]]]:
    steps: list[Step] = []
    return run_on(MAY, APRIL, stops, ("suspension",), DAYS, by_working_days=working, steps=steps), told(steps)


def test_each_stop_is_told_with_its_days_and_what_became_of_it() -> None:
    first = Stop("suspension", date(2026, 4, 13), date(2026, 4, 20))
    within = Stop("suspension", date(2026, 4, 14), date(2026, 4, 16))
    other = Stop("opinion", date(2026, 4, 15), date(2026, 4, 17))
    ran, steps = moved(first, within, other)
    assert (ran.end, ran.days, ran.stopped_since) == (date(2026, 5, 8), 7, None)
    assert steps == [
        ("stop", {**vars(first), "days": 7, "verdict": "counted"}),
        ("stop", {**vars(within), "days": 0, "verdict": "covered"}),
        ("stop", {**vars(other), "days": 0, "verdict": "not_here"}),
        ("moved", {"days": 7, "on": date(2026, 5, 8), "working": False}),
    ]


def test_a_term_in_working_days_is_moved_by_working_days() -> None:
    # 13-17 April: five days of work of a week; the fifth after 1 May is Friday 8 May
    ran, steps = moved(Stop("suspension", date(2026, 4, 10), date(2026, 4, 17)), working=True)
    assert (ran.end, ran.days) == (date(2026, 5, 8), 5)
    assert steps[-1] == ("moved", {"days": 5, "on": date(2026, 5, 8), "working": True})


def test_a_stop_that_lasts_ends_the_counting_with_what_was_counted_before_it() -> None:
    first, lasts = Stop("suspension", date(2026, 4, 13), date(2026, 4, 15)), Stop("suspension", date(2026, 4, 20), None)
    ran, steps = moved(lasts, first)
    assert (ran.end, ran.days, ran.stopped_since) == (None, 2, date(2026, 4, 20))
    assert steps[-1] == ("stop", {**vars(lasts), "days": None, "verdict": "open"})


def test_of_two_stops_of_one_day_the_one_that_ended_is_counted_before_the_one_that_lasts() -> None:
    day = date(2026, 4, 13)
    ended, lasts = Stop("suspension", day, date(2026, 4, 15)), Stop("suspension", day, None)
    for written in ((ended, lasts), (lasts, ended)):
        ran, steps = moved(*written)
        assert (ran.end, ran.days, ran.stopped_since) == (None, 2, day)
        assert [values["verdict"] for _, values in steps] == ["counted", "open"]


@pytest.mark.parametrize(
    ("begins", "ends", "verdict"),
    [
        (date(2026, 4, 20), date(2026, 4, 19), "impossible"),
        (date(2026, 4, 20), date(2026, 4, 20), "covered"),  # a stop of no days
        (date(2026, 4, 1), APRIL, "before_start"),
        (date(2026, 4, 1), date(2026, 4, 11), "counted"),
        (MAY, date(2026, 5, 2), "counted"),
        (date(2026, 5, 2), date(2026, 5, 3), "after_end"),
    ],
)
def test_a_stop_counts_from_the_first_day_to_the_last(begins: date, ends: date, verdict: str) -> None:
    _, steps = moved(Stop("suspension", begins, ends))
    assert [values["verdict"] for what, values in steps if what == "stop"] == [verdict]


# --- the day an invoice has to be paid


def due(**said: Any) -> tuple[Due, dict[str, dict[str, Any]]]:
    found = effective_due(LAW, Bill(**said), DAYS)
    return found, dict(told(found.steps))


def test_one_stated_day_is_agreed_and_no_sum_is_split() -> None:
    found, steps = due(received_on=date(2026, 3, 2), agreed_due_on=date(2026, 3, 16))
    assert (found.agreed, found.split_unknown) == (True, False)
    assert steps["stated"] == {"on": date(2026, 3, 16), "count": 1}
    assert due(received_on=date(2026, 3, 2), due_dates=(date(2026, 3, 16),))[0].split_unknown is False


def test_of_two_stated_days_the_earlier_counts_and_the_split_is_unknown() -> None:
    found, steps = due(received_on=date(2026, 3, 2), due_dates=(date(2026, 3, 23), date(2026, 3, 16)))
    assert (found.agreed, found.split_unknown, found.due_on) == (True, True, date(2026, 3, 16))
    assert steps["several_dates"] == {"on": date(2026, 3, 16), "count": 2}


@pytest.mark.parametrize(
    ("event", "base", "assumed", "confidence"),
    [
        ("od otrzymania faktury", date(2026, 3, 2), False, "derived"),
        ("od otrzymania faktury", date(2026, 3, 2), True, "assumed"),
        ("od wystawienia faktury", date(2026, 3, 1), True, "derived"),
        ("od wykonania usługi", date(2026, 2, 20), True, "derived"),
        ("od odbioru robót", date(2026, 2, 25), True, "derived"),
        ("od pełni księżyca", date(2026, 3, 2), False, "assumed"),
        (None, date(2026, 3, 2), False, "assumed"),
    ],
)
def test_a_described_term_counts_from_its_event(event: str | None, base: date, assumed: bool, confidence: str) -> None:
    found, steps = due(
        received_on=date(2026, 3, 2), received_assumed=assumed, issued_on=date(2026, 3, 1),
        performed_on=date(2026, 2, 20), acceptance_ended_on=date(2026, 2, 25), due_after_days=7, due_after_event=event,
    )  # fmt: skip
    assert (found.confidence, found.agreed) == (confidence, True)
    assert steps["described"] == {"days": 7, "event": event, "base": base, "sure": confidence == "derived"}


def test_without_any_day_to_count_from_nothing_is_known_and_nothing_was_agreed() -> None:
    for said in ({"issued_on": date(2026, 3, 1)}, {}):
        found, steps = due(**said)
        assert (found.raw_due_on, found.due_on, found.confidence, found.agreed) == (None, None, "unknown", False)
        assert steps == {"no_day": {}}


def test_without_a_term_it_counts_from_performance_else_from_receipt() -> None:
    for said, base, performed, confidence in (
        ({"performed_on": date(2026, 2, 20)}, date(2026, 2, 20), True, "derived"),
        (
            {"performed_on": date(2026, 2, 20), "acceptance_ended_on": date(2026, 2, 25)},
            date(2026, 2, 25),
            True,
            "derived",
        ),
        (
            {"performed_on": date(2026, 1, 2), "acceptance_ended_on": date(2026, 2, 25)},
            date(2026, 2, 1),
            True,
            "derived",
        ),
        ({}, date(2026, 3, 2), False, "assumed"),
    ):
        found, steps = due(received_on=date(2026, 3, 2), **said)
        assert (found.agreed, found.confidence) == (False, confidence)
        assert {key: steps["no_term"][key] for key in ("days", "base", "performed")} == {
            "days": 30, "base": base, "performed": performed,
        }  # fmt: skip
