"""Registers beside the budget of the healthy town: deposits returned, results announced, acts sent, all in time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from data.demo.days import work

Row = dict[str, Any]
MONTHS = range(1, 13)


def deposits() -> list[Row]:
    """Wadia that go back the day after their ground; securities in parts; a guarantee as long as the warranty."""
    wadia = [
        {
            "deposit": f"WAD.{n}", "kind": "wadium", "form": "cash", "amount": "2000.00",
            "received_on": date(2026, n, 2), "release_on": work(date(2026, n, 8), 2),
            "returned_on": work(date(2026, n, 8), 3), "returned_amount": "2000.00",
        }
        for n in MONTHS
    ]  # fmt: skip
    late_in_may = {"deposit": "WAD.13", "release_on": date(2026, 5, 29), "returned_on": date(2026, 6, 2)}
    common = {"kind": "performance", "form": "cash", "amount": "10000.00", "returned_amount": "7000.00"}
    parts = [
        common | {
            "deposit": f"ZNW.{n}", "received_on": date(2026, 1, 2), "accepted_on": date(2026, n, 5),
            "warranty_until": date(2029, n, 5), "returned_on": work(date(2026, n, 5), 8),
        }
        for n in range(2, 12)
    ]  # fmt: skip
    secured = {"deposit": "ZNW.20", "form": "guarantee", "kind": "performance", "amount": "9000.00"}
    until = {"warranty_until": "2028-12-31", "guarantee_until": "2029-01-15", "received_on": "2026-02-02"}
    return [*wadia, wadia[4] | late_in_may, *parts, secured | until]


def tenders() -> list[Row]:
    """Results announced within a week, performances within two."""
    return [
        {
            "tender": f"ZP.{n}", "unit": "DR", "procedure": "below_eu", "result_on": date(2026, n, 5),
            "result_notice_on": work(date(2026, n, 5), 5), "performed_on": work(date(2026, n, 5), 8),
            "performance_notice_on": work(date(2026, n, 5), 16), "owner": "DR0",
        }
        for n in MONTHS
    ]  # fmt: skip


def resolutions() -> list[Row]:
    """Every month a session, an order of the budget, and once order rules; all sent the next day of work."""
    council = [
        {
            "resolution": f"U.{n}", "kind": "resolution", "adopted_on": work(date(2026, n, 12), 1), "financial": True,
            "order_rules": False, "sent_to_wojewoda_on": work(date(2026, n, 12), 2),
            "sent_to_rio_on": work(date(2026, n, 12), 2),
        }
        for n in MONTHS
    ]  # fmt: skip
    mayor = [
        {
            "resolution": f"Z.{n}", "kind": "mayor_order", "adopted_on": work(date(2026, n, 6), 1), "financial": True,
            "order_rules": False, "sent_to_rio_on": work(date(2026, n, 6), 2),
        }
        for n in MONTHS
    ]  # fmt: skip
    first = date(2026, 7, 1)
    rules = {"resolution": "P.1", "kind": "mayor_order", "adopted_on": first, "financial": False, "order_rules": True}
    return [*council, *mayor, rules | {"sent_to_wojewoda_on": first + timedelta(days=1)}]


def breaches() -> list[Row]:
    """Reported the next morning, once over the night in which the clock goes forward; one puts nobody at risk."""
    told = [
        {"breach": f"N.{n}", "found_at": f"2026-{n:02}-{day:02} 14:20", "reported_at": f"2026-{n:02}-{day + 1:02} 9:05"}
        for n, day in ((2, 4), (3, 28), (7, 1), (10, 7))
    ]
    return [*told, {"breach": "N.20", "found_at": "2026-08-11", "risk": False}]


def grants() -> list[Row]:
    """Reported within three weeks, approved before the contract's day, the unused part back within a week."""
    return [
        {
            "grant": f"DOT.{n}", "kind": "public_benefit", "unit": "OR", "amount": "5000.00",
            "signed_on": date(2026, n, 2), "paid_on": date(2026, n, 6), "task_end": date(2026, n, 25),
            "report_on": work(date(2026, n, 25), 10), "approve_by": work(date(2026, n, 25), 40),
            "approved_on": work(date(2026, n, 25), 20), "unused_amount": "12.00",
            "refunded_on": date(2026, n, 28),
        }
        for n in range(1, 11)
    ]  # fmt: skip


def duties() -> list[Row]:
    """Contributions, advances and returns of each month, and what is published once a year, each days early;
    contributions with the salaries, on the last day but one of the month.
    """
    monthly = [
        {
            "duty": duty, "kind": kind, "unit": unit, "period": f"{first.year}-{first.month:02}",
            "done_on": date(first.year + first.month // 12, first.month % 12 + 1, 1) + timedelta(days=done - 1),
        }
        for duty, kind, unit, done in (
            ("ZUS DRA", "zus", "SP1", -1), ("PIT-4", "pit", "SP1", 12), ("JPK", "jpk", "OR", 16),
            ("PFRON", "pfron", "OR", 9),
        )
        for first in [date(2025, 11, 1), date(2025, 12, 1), *(date(2026, n, 1) for n in MONTHS)]
    ]  # fmt: skip
    yearly = [
        {"duty": kind, "kind": kind, "unit": "OR", "period": str(year), "done_on": date(year + 1, month, 2)}
        for kind, month in (
            ("uzp_report", 2), ("state_of_commune", 5), ("petitions_report", 6), ("asset_statements", 4),
        )
        for year in (2024, 2025)
    ]  # fmt: skip
    return [*monthly, *yearly]
