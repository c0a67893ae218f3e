"""A healthy town: every kind of matter the law knows, every lawful way of paying, everything in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from tests.calm import bills, contracts, course, ledger, people, registers, reports

Row = dict[str, Any]


class Register(NamedTuple):
    """Rows as they end, and what makes them known: the day of each row's birth and the days that fill it in later.

    filled: a column of days -> the columns that come with it; until that day all of them are empty in an export.
    """

    rows: list[Row]
    born: str | None = None  # None: known since before the year
    filled: Mapping[str, Sequence[str]] = MappingProxyType({})


@cache
def town() -> dict[str, Register]:
    """Noun -> register."""
    cases, events = course.matters()
    made = bills.bills()
    entries = ledger.entries(made)
    report_lines = reports.report_lines(entries)
    return {
        "units": Register(people.units()),
        "employees": Register(people.employees()),
        "substitutions": Register(people.substitutions()),
        "absences": Register(people.absences(), "sent_on"),
        "cases": Register(cases, "opened_on", {"decided_on": (), "dispatched_on": (), "closed_on": ()}),
        "case_events": Register([*events, *(check for bill in made for check in bill.checks)], "at"),
        "documents": Register(course.documents(), "received_on", {"assigned_on": ("holder",), "closed_on": ()}),
        "invoices": Register([bill.invoice for bill in made], "received_on", {"approved_on": (), "cancelled_on": ()}),
        "payments": Register([payment for bill in made for payment in bill.payments], "ordered_on"),
        "allocations": Register(_allocations(made)),
        "budget": Register(ledger.budget(entries), "told"),
        "report_lines": Register(report_lines, "sent"),
        "reports": Register(reports.reports(), "sent_on"),
        "indicators": Register(reports.indicators()),
        "contracts": Register(
            contracts.contracts(), "signed_on",
            {"countersigned_on": ("countersigned_by",), "register_published_on": ()},
        ),
        "receivables": Register(_receivables(), "due_on", {"reminder_on": (), "title_on": ()}),
        "works": Register(_works()),
        "deposits": Register(
            registers.deposits(), "received_on",
            {"release_on": (), "accepted_on": (), "returned_on": ("returned_amount",)},
        ),
        "tenders": Register(
            registers.tenders(), "result_on",
            {"result_notice_on": (), "performed_on": (), "performance_notice_on": ()},
        ),
        "grants": Register(
            registers.grants(), "signed_on",
            {"report_on": ("approve_by",), "approved_on": (), "refunded_on": ()},
        ),
        "duties": Register(registers.duties(), "done_on"),
        "resolutions": Register(
            registers.resolutions(), "adopted_on", {"sent_to_wojewoda_on": (), "sent_to_rio_on": ()},
        ),
        "breaches": Register(registers.breaches(), "found_at", {"reported_at": ()}),
    }  # fmt: skip


def idle_since(day: date) -> dict[str, Register]:
    """The same town if nobody had done anything from that day on, though matters and invoices go on coming in."""
    found = dict[str, Register]()
    for noun, register in town().items():
        rows = [
            row | {column: None for column in register.filled if row.get(column) and _on(row[column]) >= day}
            for row in register.rows
            if noun not in DONE or _on(row[register.born or ""]) < day
        ]
        found[noun] = register._replace(rows=rows)
    return found


DONE = ("case_events", "payments", "reports", "duties")  # rows that say that somebody did something


def _on(value: Any) -> date:
    return date.fromisoformat(str(value)[:10])


def _allocations(made: list[bills.Bill]) -> list[Row]:
    return [
        {
            "invoice_id": bill.invoice["invoice_id"], "line_no": n, "unit": line.unit, "year": 2026,
            "dzial": line.dzial, "rozdzial": line.rozdzial, "paragraf": line.paragraf, "amount": bills.money(amount),
        }
        for bill in made
        if len(bill.parts) > 1 and bill.invoice["year"]
        for n, (line, amount) in enumerate(bill.parts, start=1)
    ]  # fmt: skip


def _receivables() -> list[Row]:
    """Reminded within a month, titles within three; the limitation period is never near."""
    return [
        {
            "receivable": f"N.{n}", "debtor": f"dłużnik {n}", "kind": ("tax", "civil", "fee")[n % 3],
            "amount": "840.00", "due_on": date(2026, n, 15), "reminder_on": date(2026, n + 1, 10),
            "title_on": date(2026, n + 2, 20),
        }
        for n in range(1, 11)
    ]  # fmt: skip


def _works() -> list[Row]:
    """One trench for two networks, a renewal after it, and a street nobody opens for years after its renewal."""
    common = {"owner": "DR0", "street": "Polna", "state": "agreed", "nature": "trench", "first_day": "2026-05-11"}
    return [
        common | {"works_id": "R.1", "kind": "water", "segment": "S90", "last_day": "2026-06-19"},
        common | {"works_id": "R.2", "kind": "gas", "segment": "S90", "last_day": "2026-06-19",
                  "coordinated_with": "R.1"},
        common | {"works_id": "R.3", "kind": "road", "nature": "renewal", "segment": "S2", "first_day": "2026-08-03",
                  "last_day": "2026-08-28"},
        common | {"works_id": "R.4", "kind": "telecom", "segment": "S4", "last_day": "2026-07-31"},
        common | {"works_id": "R.5", "kind": "heat", "segment": "S91", "state": "cancelled", "last_day": "2026-07-31"},
    ]  # fmt: skip
