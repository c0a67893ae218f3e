"""Interest is exact and additive, and says where it cannot be counted."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rules.law import read_law
from rules.law.interest import interest, rounded

LAW = read_law("PL")
amounts = st.decimals(Decimal("0.01"), Decimal("99999999.99"), places=2)
days = st.dates(date(2016, 1, 1), date(2026, 12, 31))


@given(amounts, days, st.integers(0, 800), st.integers(0, 800))
def test_two_periods_together_bear_what_each_bears(amount: Decimal, due: date, first: int, second: int) -> None:
    middle, last = due + timedelta(first), due + timedelta(first + second)
    parts = interest(LAW, amount, due, middle), interest(LAW, amount, middle, last)
    whole = interest(LAW, amount, due, last)
    assert whole.exact == sum(part.exact for part in parts)
    assert whole.missing_days == sum(part.missing_days for part in parts)


@given(amounts, amounts, days, st.integers(0, 800))
def test_two_debts_together_bear_what_each_bears(one: Decimal, other: Decimal, due: date, length: int) -> None:
    until = due + timedelta(length)
    together = interest(LAW, one + other, due, until).exact
    assert together == interest(LAW, one, due, until).exact + interest(LAW, other, due, until).exact


@given(amounts, days, st.integers(0, 400))
def test_it_is_the_sum_of_single_days_each_at_its_own_rate(amount: Decimal, due: date, length: int) -> None:
    """The slow way round: every day looks up its half-year, and nothing is rounded before the end."""
    total = Fraction(0)
    for n in range(1, length + 1):
        day = due + timedelta(n)
        half = [rate for rate in LAW.rates if rate.valid_from == date(day.year, 1 if day.month < 7 else 7, 1)]
        total += sum(Fraction(amount) * rate.rate_bp / 10_000 / 365 for rate in half)
    assert interest(LAW, amount, due, due + timedelta(length)).exact == total


@given(amounts, days, st.integers(0, 400), st.integers(0, 400))
def test_a_full_payment_ends_the_interest(amount: Decimal, due: date, paid_after: int, later: int) -> None:
    paid_on, until = due + timedelta(paid_after), due + timedelta(paid_after + later)
    settled = interest(LAW, amount, due, until, paid=[(paid_on, amount)])
    assert settled.exact == interest(LAW, amount, due, paid_on).exact


def test_a_debt_older_than_the_rates_is_marked_incomplete() -> None:
    found = interest(LAW, Decimal("100.00"), date(2015, 12, 21), date(2016, 1, 10))
    assert found.missing_days == 10  # 22 to 31 December 2015
    assert not found.complete


def test_a_debt_within_the_rates_is_complete() -> None:
    assert interest(LAW, Decimal("100.00"), date(2026, 12, 1), date(2026, 12, 31)).complete


def test_halves_are_rounded_away_from_zero() -> None:
    assert rounded(Fraction(5, 1000)) == Decimal("0.01")
    assert rounded(Fraction(-5, 1000)) == Decimal("-0.01")
    assert rounded(Fraction(25, 1000)) == Decimal("0.03")
    assert rounded(Fraction(24999, 1000000)) == Decimal("0.02")
