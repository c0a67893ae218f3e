"""Runs the worked examples: one YAML entry, one test, named by the sentence a jurist reads."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rules.law import read_law
from rules.law.calendar import Calendar
from rules.law.interest import compensation, interest
from rules.law.payments import Bill, effective_due
from rules.law.reports import reports_due
from rules.law.stops import Restart, Stop
from rules.law.terms import deadline, end_of, fine, prolonged
from tests.written import written

LAW = read_law("PL")
DAYS = Calendar(LAW)


def cases(file: str) -> list[Any]:
    entries = written(Path(__file__).with_name(file))
    return [pytest.param(entry, id=entry["name"]) for entry in entries]


@pytest.mark.parametrize("case", cases("deadlines.yaml"))
def test_deadline(case: dict[str, Any]) -> None:
    stops = [Stop(*stop) for stop in case.get("stops", [])]
    restarts = [Restart(on, asked) for asked, on in case.get("restarts", [])]
    found = deadline(LAW, case["kind"], case["start"], DAYS, stops, restarts)
    assert (found.raw_due_on, found.due_on) == (case["raw"], case["due"])
    if "alert" in case:
        assert found.alert_on == case["alert"]
    if "stop_days" in case:
        assert found.stop_days == case["stop_days"]
    assert found.stopped_since == case.get("stopped_since")
    if "skipped" in case:
        assert [s.values["name"] for s in found.steps if s.what == "skipped"] == case["skipped"]
    if "verdicts" in case:
        assert [s.values["verdict"] for s in found.steps if s.what == "stop"] == case["verdicts"]
    assert {day: list(found.left(day, DAYS) or ()) for day in case.get("left", {})} == case.get("left", {})
    assert {day: fine(found, day) for day in case.get("fine", {})} == case.get("fine", {})
    for told_on, expected in case.get("prolonged", {}).items():
        assert prolonged(found, case["start"], told_on, DAYS) == (tuple(expected) if expected else None)


@pytest.mark.parametrize("case", cases("spans.yaml"))
def test_span(case: dict[str, Any]) -> None:
    ends = end_of(LAW.on(case["start"]).whole(case["n"]), case["unit"], case["start"], DAYS)
    assert ends == case["ends"]
    assert DAYS.roll(ends) == case.get("rolls_to", DAYS.roll(case["ends"]))


@pytest.mark.parametrize("case", cases("due_dates.yaml"))
def test_due_date(case: dict[str, Any]) -> None:
    asked = {key: value for key, value in case.items() if key in Bill.__dataclass_fields__}
    found = effective_due(LAW, Bill(**{**asked, "due_dates": tuple(case.get("due_dates", ()))}), DAYS)
    assert (found.due_on, found.confidence) == (case["due"], case["confidence"])
    given = {"raw": found.raw_due_on, "cap": found.cap_on, "over_cap": found.over_cap, "agreed": found.agreed}
    given["split_unknown"] = found.split_unknown
    assert {key: given[key] for key in given if key in case} == {key: case[key] for key in given if key in case}


@pytest.mark.parametrize("case", cases("interest.yaml"))
def test_interest(case: dict[str, Any]) -> None:
    amount = Decimal(case["amount"])
    if "paid" in case:
        found = interest(
            LAW,
            amount,
            case["due"],
            case["paid"],
            series=case.get("series", "commercial"),
            health=case.get("health", False),
            paid=[(day, Decimal(part)) for day, part in case.get("part", {}).items()],
        )
        assert (found.amount, found.missing_days) == (Decimal(case["interest"]), case.get("missing_days", 0))
    if "compensation" in case:
        assert compensation(LAW, amount, case["due"]) == case["compensation"]


@pytest.mark.parametrize("case", cases("reports.yaml"))
def test_report(case: dict[str, Any]) -> None:
    found = {(due.row.report, due.row.level, due.period): due for due in reports_due(LAW, 2026, DAYS)}
    due = found.get((case["report"], case["level"], case["period"]))
    assert (due.due_on if due else None) == case["due"]
    assert (due.raw_due_on if due else None) == case.get("raw")


def test_the_report_cases_are_all_of_the_year_they_are_looked_up_in() -> None:
    """The report cases are looked up in one year; a case of another year would wrongly find nothing."""
    entries = written(Path(__file__).with_name("reports.yaml"))
    assert {entry["period"][:4] for entry in entries} == {"2026"}
