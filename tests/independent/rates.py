"""Interest for late payment: the half-year rates of the act of 8 March 2013 and the civil ones of KC 481."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

# the reference rate of the National Bank on the first day of each half-year (art. 11b)
REFERENCE = {
    date(2023, 1, 1): "6.75", date(2023, 7, 1): "6.75", date(2024, 1, 1): "5.75", date(2024, 7, 1): "5.75",
    date(2025, 1, 1): "5.75", date(2025, 7, 1): "5.25", date(2026, 1, 1): "4.00", date(2026, 7, 1): "3.75",
}  # fmt: skip
COMMERCIAL_KNOWN_TO = date(2026, 12, 31)
MARGIN, MARGIN_HEALTH = Decimal(10), Decimal(8)
# the decisions of the Council: reference + 5.5 (KC 481 § 2)
CIVIL = {
    date(2025, 5, 8): "10.75", date(2025, 7, 3): "10.50", date(2025, 9, 4): "10.25", date(2025, 10, 9): "10.00",
    date(2025, 11, 6): "9.75", date(2025, 12, 4): "9.50", date(2026, 3, 5): "9.25",
}  # fmt: skip
CIVIL_KNOWN_TO = date(2026, 7, 1)
"""Unchanged through July 2026; a decision after that was not found."""
YEAR = 365


def rate_on(day: date, seller: str, health: bool) -> Decimal | None:
    """Percent a year on a day; None where no source reaches."""
    series, last = (CIVIL, CIVIL_KNOWN_TO) if seller == "person" else (REFERENCE, COMMERCIAL_KNOWN_TO)
    begun = max((since for since in series if since <= day), default=None)
    if begun is None or day > last:
        return None
    value = Decimal(series[begun])
    return value if seller == "person" else value + (MARGIN_HEALTH if health else MARGIN)


def interest(owed: dict[date, Decimal], due: date, until: date, seller: str, health: bool) -> Decimal | None:
    """Interest from the day after `due` to `until`, rounded once; owed: what was open from a day on, that day included.

    The commercial rate of a half-year that has not begun is unknown: the sum ends with the last known day.
    None where a civil rate is missing.
    """
    total, day = Decimal(0), due
    while (day := day + timedelta(1)) <= until:
        rate = rate_on(day, seller, health)
        if rate is None:
            if seller == "person" or day <= COMMERCIAL_KNOWN_TO:
                return None
            break
        total += owed[max(since for since in owed if since <= day)] * rate
    return (total / 100 / YEAR).quantize(Decimal("0.01"), ROUND_HALF_UP)
