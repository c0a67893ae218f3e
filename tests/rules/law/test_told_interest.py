"""What interest is told to be made of: one step for each rate and each open sum, and the days nobody can count yet."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rules.law import read_law
from rules.law.interest import Interest, interest, rounded

LAW = read_law("PL")
DUE = date(2026, 3, 31)
LAST = max(rate.valid_to for rate in LAW.series("commercial") if rate.valid_to)  # the record ends here


def bears(until: date, *paid: tuple[date, str], due_on: date = DUE) -> tuple[Interest, list[dict[str, Any]]]:
    found = interest(LAW, Decimal("1000.00"), due_on, until, paid=[(day, Decimal(sum_)) for day, sum_ in paid])
    return found, [dict(step.values) for step in found.steps]


def test_each_part_names_its_sum_its_days_its_rate_and_where_that_is_from() -> None:
    _, [part] = bears(date(2026, 4, 10))
    assert {key: part[key] for key in ("amount", "first", "last", "days", "rate", "year", "sum")} == {
        "amount": Decimal("1000.00"), "first": date(2026, 4, 1), "last": date(2026, 4, 10), "days": 10, "rate": 1400,
        "year": 365, "sum": Decimal("3.84"),
    }  # fmt: skip
    assert part["source"]
    assert part["status"]


def test_what_is_paid_off_bears_nothing_more_and_what_is_overpaid_earns_nothing() -> None:
    for more in ("0.00", "500.00"):
        found, parts = bears(date(2026, 4, 30), (date(2026, 4, 10), "1000.00"), (date(2026, 4, 20), more))
        assert [part["last"] for part in parts] == [date(2026, 4, 10)]
        assert found.exact == Fraction(1000 * 10 * 14, 100 * 365)


def test_the_last_zloty_bears_interest_too() -> None:
    _, parts = bears(date(2026, 4, 30), (date(2026, 4, 10), "999.00"))
    assert [(part["amount"], part["days"]) for part in parts] == [(Decimal("1000.00"), 10), (Decimal("1.00"), 20)]


def test_two_payments_of_one_day_leave_the_rest_to_bear_interest() -> None:
    _, parts = bears(date(2026, 4, 20), (date(2026, 4, 10), "100.00"), (date(2026, 4, 10), "200.00"))
    assert [(part["amount"], part["days"]) for part in parts] == [(Decimal("1000.00"), 10), (Decimal("700.00"), 10)]


def test_a_part_paid_on_the_due_day_counts_once() -> None:
    _, [part] = bears(date(2026, 4, 10), (DUE, "400.00"))
    assert part["amount"] == Decimal("600.00")


def test_days_after_the_last_rate_are_counted_and_named_not_guessed() -> None:
    found, parts = bears(LAST + timedelta(days=7), (LAST + timedelta(days=3), "400.00"), due_on=LAST)
    assert (found.amount, found.missing_days, found.complete) == (Decimal("0.00"), 7, False)
    assert parts == [{"days": 7, "last": LAST}]


def test_where_no_rate_is_recorded_at_all_no_last_day_is_named() -> None:
    found = interest(replace(LAW, rates=()), Decimal("1000.00"), DUE, date(2026, 4, 10))
    assert [dict(step.values) for step in found.steps] == [{"days": 10, "last": None}]


def test_nothing_is_nought_without_a_sign() -> None:
    assert str(rounded(Fraction(0))) == "0.00"
    assert str(rounded(Fraction(-1, 200))) == "-0.01"
