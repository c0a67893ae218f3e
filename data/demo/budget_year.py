"""How a year's money runs on an ordinary line: what is planned, promised and paid, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import NamedTuple

from data.demo.budget_lines import INVOICED, PAY, Line
from data.demo.budget_stories import Told
from data.demo.days import AS_OF

YEAR, FIRST_DAY = 2026, date(2026, 1, 2)
# share of the year's amount by (month, day), where it is not a twelfth a month; basis points
RHYTHM: dict[str, tuple[tuple[int, int, int], ...]] = {
    "4040": ((3, 20, 10_000),),
    "4800": ((2, 27, 10_000),),
    "4440": ((5, 29, 7_500), (9, 29, 2_500)),
    "4430": ((2, 16, 5_500), (8, 17, 3_200)),
    "4480": ((3, 16, 2_500), (6, 15, 2_500), (9, 15, 2_500)),
    "8110": ((3, 31, 2_400), (6, 30, 2_400), (9, 30, 2_300)),
    "6230": ((6, 22, 2_500), (8, 24, 3_000), (10, 19, 2_800)),
    "4190": ((5, 25, 4_000), (9, 21, 3_500)),
    "4810": (),
    "4590": (),
}
PAID_ON_FIRST, PAID_ON_27TH = frozenset({"4790"}), frozenset({"4010", "4110", "4120", "4710", "4140"})
TAX_MONTHS = {"0310": (3, 5, 9, 11), "0320": (3, 5, 9, 11), "0330": (3, 5, 9, 11), "0340": (2, 9)}
# by what an entry without an invoice is proved: a list of pay, a statement of the bank, a slip of the accountants
PAY_LIST, STATEMENT, SLIP = "LP", "WB", "PK"


class Entry(NamedTuple):
    """A signed change of one measure of a line, in grosze, and the document that proves it."""

    on: date
    measure: str
    grosze: int
    note: str = ""
    document: str = ""


class Booked(NamedTuple):
    """A part of an invoice on a line: when, how much, which invoice, and under which contract."""

    on: date
    grosze: int
    invoice: str
    contract: str = ""


@dataclass(slots=True)
class Flow:
    """What the invoices of a line come to: payments made, sums received, sums not paid yet."""

    paid: list[Booked] = field(default_factory=list)
    received: list[Booked] = field(default_factory=list)
    unpaid: int = 0


def run(rng: Random, line: Line, amount: int, flow: Flow | None, told: Told | None) -> tuple[int, list[Entry]]:
    """The plan in force today, and every entry of the year but those of the plan."""
    if told:
        return told.plan, list(_told(told, flow or Flow()))
    if line.paragraf in INVOICED:
        return _invoiced(rng, flow or Flow())
    entries = list(_regular(rng, line, amount))
    plan = _round(amount * rng.randrange(10_000, 10_300) // 10_000)
    if line.side == "income":
        return plan, entries
    committed = amount if line.paragraf[:2] in ("40", "41", "47", "48", "44") and line.paragraf != "4410" else 0
    promises = (
        [Entry(FIRST_DAY, "commitment", committed, document=f"{SLIP}/1/{YEAR}")]
        if committed
        else [entry._replace(measure="commitment") for entry in entries]
    )
    return plan, [*promises, *entries]


def _round(grosze: int) -> int:
    """Up to a whole hundred zlotys, as plans are written."""
    return -(-grosze // 100_00) * 100_00


def _regular(rng: Random, line: Line, amount: int) -> Iterator[Entry]:
    for month, day, share in _months(line):
        grosze = (
            amount
            * share
            // 10_000
            * (1 if share > 1_000 else rng.randrange(970, 1_010))
            // (1 if share > 1_000 else 1_000)
        )
        if (booked := date(YEAR, month, day)) <= AS_OF and grosze:
            yield Entry(booked, "executed", grosze, document=proof(line, booked))


def _months(line: Line) -> list[tuple[int, int, int]]:
    if line.paragraf in RHYTHM:
        return list(RHYTHM[line.paragraf])
    if line.paragraf in TAX_MONTHS:
        months = TAX_MONTHS[line.paragraf]
        return [(month, 16, 9_800 // len(months)) for month in months]
    day = 1 if line.paragraf in PAID_ON_FIRST else 27 if line.paragraf in PAID_ON_27TH else 16
    return [(month, day, 833) for month in range(1, 13)]


def _invoiced(rng: Random, flow: Flow) -> tuple[int, list[Entry]]:
    """The plan leaves room for what is not paid yet and for the rest of the year."""
    total = sum(part.grosze for part in flow.paid) + max(flow.unpaid, 0)
    plan = _round(total * 100 // rng.randrange(74, 88)) if total else rng.randrange(5, 60) * 100_00
    return plan, list(_booked(flow))


def _booked(flow: Flow) -> Iterator[Entry]:
    for part in flow.received:
        yield Entry(part.on, "commitment", part.grosze, document=part.contract or part.invoice)
    for part in flow.paid:
        yield Entry(part.on, "executed", part.grosze, document=part.invoice)


def _told(told: Told, flow: Flow) -> Iterator[Entry]:
    """The invoices of the line, then one entry that makes up the rest."""
    yield from _booked(flow)
    executed = sum(part.grosze for part in flow.paid)
    wanted = executed if told.executed is None else told.executed
    committed = sum(part.grosze for part in flow.received)
    promised = max(committed, wanted) if told.committed is None else told.committed
    if promised > committed:
        yield slip(date(YEAR, 2, 2), "commitment", promised - committed)
    if told.note:
        yield slip(date(YEAR, 7, 14), "executed", told.plan - executed)
        yield slip(date(YEAR, 10, 12), "executed", wanted - told.plan)._replace(note=told.note)
    elif wanted > executed:
        first = (wanted - executed) * 6 // 10
        yield slip(date(YEAR, 6, 15), "executed", first)
        yield slip(date(YEAR, 10, 15), "executed", wanted - executed - first)
    if told.scheduled:
        soon = told.plan * told.scheduled // 10_000
        yield Entry(FIRST_DAY, "schedule", soon)
        yield Entry(date(YEAR, 12, 1), "schedule", told.plan - soon)


def proof(line: Line, on: date) -> str:
    """The document of an entry that no invoice stands behind."""
    if line.side == "income":
        return f"{STATEMENT}/{on.timetuple().tm_yday}/{on.year}"
    if line.paragraf in PAY:
        return f"{PAY_LIST}/{line.unit}/{on.month}/{on.year}"
    return f"{SLIP}/{on.timetuple().tm_yday}/{on.year}"


def slip(on: date, measure: str, grosze: int) -> Entry:
    """An entry by a slip of the accountants."""
    return Entry(on, measure, grosze, document=f"{SLIP}/{on.timetuple().tm_yday}/{on.year}")
