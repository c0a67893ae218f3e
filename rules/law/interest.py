"""Interest for late payment and flat compensation: exact, rounded once at the end, half away from zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from rules.law.book import Law
from rules.law.model import Band, Rate
from rules.law.steps import Step, basis, step

CENT = Decimal("0.01")
WHOLE = 10_000  # basis points


@dataclass(frozen=True)
class Interest:
    """Interest from the day after the due day to the day of payment; `exact` is the unrounded sum.

    `missing_days` bear interest that nobody can count yet, because the record has no rate for them.
    """

    amount: Decimal
    exact: Fraction
    missing_days: int
    steps: tuple[Step, ...]

    @property
    def complete(self) -> bool:
        """Whether every day has a rate."""
        return self.missing_days == 0


def interest(
    law: Law,
    amount: Decimal,
    due_on: date,
    until: date,
    *,
    series: str = "commercial",
    health: bool = False,
    paid: Sequence[tuple[date, Decimal]] = (),
) -> Interest:
    """Interest on an amount due on the effective day `due_on` and open until `until`, the day of payment.

    `paid` are part payments (day, amount): the day of a payment still bears interest on the sum it clears.
    """
    rates = sorted(law.series(series), key=lambda rate: rate.valid_from)
    steps: list[Step] = []
    total, missing = Fraction(0), 0
    for balance, first, last in _balances(amount, due_on, until, paid):
        if balance <= 0 or first > last:
            continue
        missing += (last - first).days + 1
        for rate in rates:
            begins, ends = max(first, rate.valid_from), min(last, rate.valid_to or date.max)
            if begins > ends:
                continue
            length, year = (ends - begins).days + 1, law.on(begins).whole("payments.day_count")
            points = rate.health_bp if health and rate.health_bp is not None else rate.rate_bp
            part = Fraction(balance) * length * points / (WHOLE * year)
            total, missing = total + part, missing - length
            steps.append(
                step(
                    "interest", amount=balance, first=begins, last=ends, days=length, rate=points, year=year,
                    sum=rounded(part), **_origin(rate),
                )
            )  # fmt: skip
    if missing:
        steps.append(
            step("no_rate", days=missing, last=max((rate.valid_to for rate in rates if rate.valid_to), default=None))
        )
    return Interest(rounded(total), total, missing, tuple(steps))


def _origin(rate: Rate) -> dict[str, object]:
    return {key: basis(rate).values[key] for key in ("source", "status")}


def _balances(
    amount: Decimal, due_on: date, until: date, paid: Sequence[tuple[date, Decimal]]
) -> list[tuple[Decimal, date, date]]:
    """The open sum, from its first to its last day with interest."""
    balance = amount - sum((sum_ for day, sum_ in paid if day <= due_on), Decimal(0))
    spans: list[tuple[Decimal, date, date]] = []
    begins = due_on + timedelta(days=1)
    for day, sum_ in sorted((day, sum_) for day, sum_ in paid if due_on < day < until):
        spans.append((balance, begins, day))
        balance, begins = balance - sum_, day + timedelta(days=1)
    return [*spans, (balance, begins, until)]


def rounded(exact: Fraction) -> Decimal:
    """To the cent, half away from zero."""
    cents = abs(exact) * 100
    whole = (cents.numerator * 2 + cents.denominator) // (cents.denominator * 2)
    return (Decimal(whole) / 100 * (1 if exact >= 0 else -1)).quantize(CENT, ROUND_HALF_UP)


def compensation(law: Law, amount: Decimal, due_on: date) -> int | None:
    """The flat sum in euro for a debt of this amount that fell due that day; None where the record has none."""
    band = band_of(law, amount, due_on)
    return band.eur if band else None


def band_of(law: Law, amount: Decimal, due_on: date) -> Band | None:
    """The entry of the record that the flat sum comes from."""
    bands = [band for band in law.bands if band.holds_on(due_on) and band.amount_from <= amount]
    return max(bands, key=lambda band: band.amount_from, default=None)
