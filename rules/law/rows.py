"""The law as plain rows, so that SQL can join it: columns first, then tuples of text, integers, dates and flags."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules.law.book import Law
from rules.law.calendar import Calendar
from rules.law.model import Dated, Procedure, Service, Term, display
from rules.law.reports import budget_days, reports_due

ORIGIN = ("valid_from", "valid_to", "law", "source", "status", "reviewed_on")


@dataclass(frozen=True)
class Rows:
    """A table: `columns` as (name, SQL type) and its rows in that order."""

    columns: tuple[tuple[str, str], ...]
    rows: list[tuple[Any, ...]]


def law_rows(law: Law, first: date, last: date, days_off: Collection[date] = ()) -> dict[str, Rows]:
    """Every table SQL needs, by its name after `law_`: the terms, the numbers and the codes, the rates, the calendar.

    `first` and `last` bound the calendar and must lie in the law's record.
    """
    days = Calendar(law, days_off)
    return {
        "terms": _terms(law),
        "procedure_stops": _stops(law),
        "parameters": _parameters(law),
        "codes": _codes(law),
        "rates": _rates(law),
        "compensation": _compensation(law),
        "sellers": _sellers(law),
        "calendar": _calendar(days, first, last),
        "reports_due": _reports(law, days, first, last),
        "budget_days": _budget_days(law, days, first, last),
    }


def _terms(law: Law) -> Rows:
    columns = (
        "id VARCHAR, name VARCHAR, name_en VARCHAR, n INTEGER, unit VARCHAR, procedure VARCHAR, whose VARCHAR, "
        "tacit BOOLEAN, clock VARCHAR, alert_on VARCHAR, effect VARCHAR, penalty_per_day INTEGER, notice VARCHAR, "
        "remedy VARCHAR, instruction VARCHAR, rule VARCHAR, extension_n INTEGER, extension_unit VARCHAR, "
        "extension_since VARCHAR, standstill_first DATE, standstill_last DATE, suspended_n INTEGER, "
        "suspended_unit VARCHAR, discontinued_by VARCHAR, "
        "audience VARCHAR, after_call VARCHAR, halted_by VARCHAR, self_review BOOLEAN, after_term BOOLEAN, "
        "note VARCHAR, "
        "appeal VARCHAR, by_post VARCHAR, in_box VARCHAR, final_by VARCHAR, waived_by VARCHAR, moved_by VARCHAR"
    )
    rows: list[tuple[Any, ...]] = []
    for term in law.terms:
        extension = term.extension
        procedure = law.procedures.get(term.procedure)
        rows.append(
            (
                *(term.id, display(term.name, law.language), display(term.name, "en"), term.n, term.unit),
                *(term.procedure, term.of, term.tacit, term.clock, term.alert_on, term.effect, term.penalty_per_day),
                *((procedure.notice, procedure.remedy) if procedure else (None, None)),
                procedure.remedy if procedure and procedure.remedy_told else None,
                term.rule,
                *((extension.n, extension.unit, extension.since) if extension else (None, None, None)),
                *((still.first, still.last) if (still := term.standstill) else (None, None)),
                *((most.n, most.unit) if (most := term.suspended_at_most) else (None, None)),
                procedure.discontinued_by if procedure and term.decision else None,
                *((procedure.audience, procedure.after_call, procedure.halted_by) if procedure else (None, None, None)),
                *(term.self_review, term.after_term, term.note or None, _appeal(term, procedure)),
                *((s.by_post, s.in_box, s.final_by, s.waived_by, s.moved_by) if (s := _service(procedure)) else NONE),
                *_origin(term),
            )
        )
    return _table(columns, rows)


NONE = (None,) * 5


def _service(procedure: Procedure | None) -> Service | None:
    return procedure.service if procedure else None


def _appeal(term: Term, procedure: Procedure | None) -> str | None:
    """The term of the appeal against what ends a matter of this kind: its own, else its procedure's; else None."""
    usual = procedure.appeal if procedure and term.decision else None
    return (usual if term.appeal is None else term.appeal) or None


def _stops(law: Law) -> Rows:
    rows = [
        (procedure.id, stop, stop in procedure.notice_stops)
        for procedure in law.procedures.values()
        for stop in procedure.stops
    ]
    return _table("procedure VARCHAR, stop VARCHAR, moves_notice BOOLEAN", rows, origin=False)


def _parameters(law: Law) -> Rows:
    rows: list[tuple[Any, ...]] = []
    for row in law.parameters:
        name = display(row.display, law.language)
        rows.append((row.name, row.name.split(".")[0], name, str(row.value), row.whole, row.unit, *_origin(row)))
    return _table("name VARCHAR, rule VARCHAR, display VARCHAR, value VARCHAR, whole BIGINT, unit VARCHAR", rows)


def _codes(law: Law) -> Rows:
    """The codes of each list, one a row: a budget year has the classification of its own time."""
    rows = [
        (row.name, code, *_origin(row)) for row in law.parameters if isinstance(row.value, tuple) for code in row.value
    ]
    return _table("name VARCHAR, code VARCHAR", rows)


def _rates(law: Law) -> Rows:
    rows = [(row.series, row.reference_bp, row.rate_bp, row.health_bp, *_origin(row)) for row in law.all_rates]
    return _table("series VARCHAR, reference_bp INTEGER, rate_bp INTEGER, health_bp INTEGER", rows)


def _compensation(law: Law) -> Rows:
    return _table("amount_from DECIMAL(18,2), eur INTEGER", [(b.amount_from, b.eur, *_origin(b)) for b in law.bands])


def _sellers(law: Law) -> Rows:
    rows = [(s.id, s.capped, s.interest, s.compensation, s.law) for s in law.sellers.values()]
    columns = "seller_kind VARCHAR, capped BOOLEAN, interest VARCHAR, compensation BOOLEAN, law VARCHAR"
    return _table(columns, rows, origin=False)


def _calendar(days: Calendar, first: date, last: date) -> Rows:
    columns = "day DATE, name VARCHAR, working BOOLEAN, open BOOLEAN, rolled DATE, working_no INTEGER, open_no INTEGER"
    rows = [(d.day, d.name, d.working, d.open, d.rolled, d.working_no, d.open_no) for d in days.between(first, last)]
    return _table(columns, rows, origin=False)


def _reports(law: Law, days: Calendar, first: date, last: date) -> Rows:
    """Reports whose last day lies within the calendar's bounds."""
    found = [due for year in range(first.year - 1, last.year + 1) for due in reports_due(law, year, days)]
    rows = [
        (due.row.report, due.row.level, due.period, due.raw_due_on, due.due_on, due.row.to, *_origin(due.row))
        for due in found
        if first <= due.raw_due_on <= last
    ]
    columns = "report VARCHAR, level VARCHAR, period VARCHAR, raw_due_on DATE, due_on DATE, sent_to VARCHAR"
    return _table(columns, rows)


def _budget_days(law: Law, days: Calendar, first: date, last: date) -> Rows:
    """The budget's days within the calendar's bounds, and once each those that come so many days after another."""
    found = [due for year in range(first.year - 1, last.year + 2) for due in budget_days(law, year, days)]
    rows: list[tuple[Any, ...]] = [
        (due.row.id, display(due.row.name, law.language), due.period, due.raw_due_on, due.due_on, None, None,
         *_origin(due.row))
        for due in found
        if first <= due.raw_due_on <= last
    ]  # fmt: skip
    rows += [
        (row.id, display(row.name, law.language), None, None, None, row.after, row.n, *_origin(row))
        for row in law.budget_days
        if row.after is not None
    ]
    columns = "id VARCHAR, name VARCHAR, period VARCHAR, raw_due_on DATE, due_on DATE, after VARCHAR, n INTEGER"
    return _table(columns, rows)


def _origin(row: Dated) -> tuple[Any, ...]:
    return tuple(getattr(row, key) for key in ORIGIN)


def _table(columns: str, rows: list[tuple[Any, ...]], *, origin: bool = True) -> Rows:
    own = [tuple(column.split()) for column in columns.split(", ")]
    dated = [(key, "DATE" if key in ("valid_from", "valid_to", "reviewed_on") else "VARCHAR") for key in ORIGIN]
    return Rows(tuple((name, kind) for name, kind in own + (dated if origin else [])), rows)
