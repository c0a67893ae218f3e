"""The ledger export: every entry of the year on every line, amendments with their acts, the draft of the next year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from data.demo.amendments import acts
from data.demo.budget_lines import PAY, Line
from data.demo.budget_stories import CLEARING, CLEARING_ENTRIES, DRAFT_2027, LINES, OVERDUE_LIABILITY, Act
from data.demo.budget_year import FIRST_DAY, YEAR, Booked, Entry, Flow, run, slip
from data.demo.exports import csv_file, header, pl_day, pl_money
from data.demo.invoices import Invoice
from data.demo.words import ACT_KINDS, ACT_STATES, MEASURES, SIDES

if TYPE_CHECKING:
    from data.demo.city import City

BUDGET_ACT = "XXIV/312/2025"
HEADER = header(
    "Rok;Data księgowania;Dysponent;Strona;Dział;Rozdział;Paragraf;Zadanie",
    "Miara;Kwota;Akt;Rodzaj aktu;Stan;Dokument;Podstawa",
)
REPAID = 3_500_000_00  # of old loans, in grosze
QUARTER_END = date(2026, 9, 30)
# clerks' mistakes: a third decimal, a measure nobody knows
BAD = tuple(
    ["2026", "12.11.2026", "OR", "wydatki", "750", "75023", "4210", "", measure, amount, "", "", "", document, ""]
    for measure, amount, document in (("wykonanie", "1 204,555", "PK 411"), ("blokada", "310,00", "PK 413"))
)

Tally = dict[tuple[Line, str], int]  # line and measure: sum up to the end of the third quarter


def flows(invoices: Iterable[Invoice], split: dict[str, list[tuple[Line, int]]], today: date) -> dict[Line, Flow]:
    """What the invoices of this year come to on each line; `split` says it for those over several lines."""
    found: dict[Line, Flow] = defaultdict(Flow)
    for invoice in invoices:
        parts = split.get(invoice.id) or ([(invoice.line, invoice.payable)] if invoice.line else [])
        paid = [p for p in invoice.payments if p.paid_on and p.paid_on <= today]
        if paid and all(p.paid_on and p.paid_on.year < YEAR for p in paid):
            continue
        for line, amount in parts:
            flow = found[line]
            came = max(invoice.received_on, FIRST_DAY)
            flow.received.append(Booked(came, amount, invoice.id, invoice.contract))
            flow.paid += [Booked(p.paid_on, p.amount * amount // invoice.gross, invoice.id) for p in paid if p.paid_on]
            flow.unpaid += amount if not paid else 0
    return found


def write(city: City, lines: list[tuple[Line, int]], money: dict[Line, Flow]) -> Tally:
    """Write the ledger; give back the sums that the reports of the third quarter must show."""
    tally: Tally = defaultdict(int)
    csv_file(
        city.inbox("budzet", "dziennik-budzetu-2026-11-20.csv"),
        HEADER,
        _rows(city, lines, money, tally),
        encoding="utf-8-sig",
    )
    return tally


def _rows(city: City, lines: list[tuple[Line, int]], money: dict[Line, Flow], tally: Tally) -> Iterator[list[str]]:
    rng = city.rng("budget")
    years = {line: run(rng, line, amount, money.get(line), LINES.get(line)) for line, amount in lines}
    changes = acts(city.rng("acts"), {line: plan for line, (plan, _) in years.items()})
    moved: dict[Line, int] = defaultdict(int)
    for act in changes:
        if act.state != "draft":
            moved[act.source] += act.amount if act.source.side == "income" else -act.amount
            moved[act.target] += act.amount
    totals = {"income": 0, "spending": 0}
    for line, (plan, entries) in years.items():
        totals[line.side] += plan - moved[line]
        yield from _line(line, plan - moved[line], entries, tally)
    for act in changes:
        yield from _act(act, tally)
    yield from _balance(totals)
    yield from _extras()
    yield from BAD


def _line(line: Line, original: int, entries: list[Entry], tally: Tally) -> Iterator[list[str]]:
    told = LINES.get(line)
    task = told.task if told else ""
    plan = [Entry(FIRST_DAY, "plan", original)]
    if line.paragraf in PAY and not told:
        plan += [Entry(date(YEAR, month, 1), "schedule", original // 12) for month in range(1, 13)]
    for booked, measure, amount, note, document in (*plan, *entries):
        if booked <= QUARTER_END:
            tally[line, measure] += amount
        act = (BUDGET_ACT, "council", "entered") if measure == "plan" else ("", "", "")
        yield row(booked, line, measure, amount, *act, note=note, task=task, document=document)


def _act(act: Act, tally: Tally) -> Iterator[list[str]]:
    sign = 1 if act.source.side == "income" else -1
    for line, amount in ((act.source, sign * act.amount), (act.target, act.amount)):
        told = LINES.get(line)
        if act.on <= QUARTER_END and act.state != "draft":
            tally[line, "plan"] += amount
        yield row(
            act.on, line, "plan", amount, act.act, act.kind, act.state, note=act.note, task=told.task if told else ""
        )


def _balance(totals: dict[str, int]) -> Iterator[list[str]]:
    """Receipts and outgoings, so that the plan balances to the grosz."""
    short = totals["spending"] - totals["income"]
    loans = max(1_000_000_00, short + REPAID)
    for measure, side, amount in (("receipt", "income", loans), ("outgoing", "spending", loans - short)):
        yield row(FIRST_DAY, Line("WF", side, "", "", ""), measure, amount, BUDGET_ACT, "council", "entered")


def _extras() -> Iterator[list[str]]:
    for booked, amount in CLEARING_ENTRIES:
        for measure in ("commitment", "executed"):
            yield row(booked, CLEARING, measure, amount, document=slip(booked, measure, amount).document)
    line, booked, amount = OVERDUE_LIABILITY
    for measure in ("liability", "past_due"):
        yield row(booked, line, measure, amount)
    for unit, paragraf, owed in (("PO", "0310", 412_000_00), ("PO", "0500", 8_400_00), ("OS", "0490", 233_000_00)):
        chapter = "90002" if unit == "OS" else "75616"
        for measure, share in (("receivable", 100), ("arrears", 62)):
            yield row(QUARTER_END, Line(unit, "income", chapter[:3], chapter, paragraf), measure, owed * share // 100)
    for chapter, paragraf, amount in DRAFT_2027:
        line = Line("OR", "spending", "750", chapter, paragraf)
        yield row(date(2026, 11, 13), line, "plan", amount, "projekt uchwały 2027", "council", "draft", year=2027)


def row(
    booked: date, line: Line, measure: str, amount: int, act: str = "", kind: str = "", state: str = "",
    *, note: str = "", task: str = "", year: int = YEAR, document: str = "",
) -> list[str]:  # fmt: skip
    """One line of the export."""
    codes = [line.dzial, line.rozdzial, line.paragraf, task]
    spoken = ACT_KINDS.get(kind, ""), ACT_STATES.get(state, "")
    return [
        str(year),
        pl_day(booked),
        line.unit,
        SIDES[line.side],
        *codes,
        MEASURES[measure],
        pl_money(amount),
        act,
        *spoken,
        document,
        note,
    ]
