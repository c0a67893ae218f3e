"""Recompute: what is open and would fall due on another day under another law, or other settings of the town."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.facts import derive
from pipelines.reading import Reading
from pipelines.refusal import Refusal
from pipelines.store.queries import sql
from pipelines.town import Town
from rules.law import Law, LawError, display, read_law
from rules.law.explain import UNITS
from rules.law.model import Dated
from rules.wording import Words

DATED = ("case_facts", "invoice_facts", "report_facts")


def moved(published: Reading, town: Town, law: Law, say: Words) -> pl.DataFrame:
    """A row per open subject whose day moves: noun, subject, unit, old_due_on, new_due_on, changed.

    published: the last published day, as it was judged; town, law: the settings and the law to try on the same day and
    the same data. changed: sentences, what of the law is another now, old and new; it is said of what can concern the
    subject: its term, the days off between its beginning and its end, the numbers of its kind.
    """
    con = published.con
    before = published.law.for_town(published.town.rules, published.town.terms)
    for relation in DATED:
        con.execute(f"create temp table {relation}_then as from {relation}")
    derive(con, town, law, published.as_of, published.known_on, only=DATED)
    after = law.for_town(town.rules, town.terms)
    found = con.sql(sql("answers/measures/recompute.sql")).pl()
    changed = [list(_changes(before, after, row, say)) for row in found.iter_rows(named=True)]
    return found.select("noun", "subject", "unit", "old_due_on", "new_due_on").with_columns(
        pl.Series("changed", changed, dtype=pl.List(pl.String))
    )


def law_of_folder(town: Town, folder: Path, say: Words) -> Law:
    """The law from the YAML files of a folder; Refusal when it cannot be read."""
    texts = {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.yaml"))}
    try:
        return read_law(town.jurisdiction, texts)
    except LawError as error:
        raise Refusal(
            say("The law in {folder} cannot be used: {problem}.", folder=folder, problem=error),
            say("Copy the folder of rules/law that you start from, and change the copy."),
        ) from error


def _changes(before: Law, after: Law, row: dict[str, Any], say: Words) -> Iterator[str]:
    old, new = _length(row["old_n"], row["old_unit"], say), _length(row["new_n"], row["new_unit"], say)
    if old != new:
        yield say("term {name}: {old} → {new}", name=row["named"], old=old, new=new)
    last = max((day for day in (row["old_due_on"], row["new_due_on"]) if day), default=row["since"])
    for day in _days_off_changed(before, after):
        if row["since"] is not None and row["since"] < day <= last:
            old, new = (_day_off(law, day) or say("worked") for law in (before, after))
            yield f"{say.day(day)}: {old} → {new}"
    yield from _numbers_changed(before, after, row, say)


def _length(n: int | None, unit: str | None, say: Words) -> str:
    return say("none") if n is None or unit is None else say.count(n, *UNITS[unit])


def _days_off_changed(before: Law, after: Law) -> list[date]:
    then, now = ({day: kind for year in law.holidays.values() for day, kind in year.items()} for law in (before, after))
    return sorted(day for day in {*then, *now} if then.get(day) != now.get(day))


def _day_off(law: Law, day: date) -> str | None:
    kind = law.holidays.get(day.year, {}).get(day)
    return None if kind is None else display(law.holiday_kinds[kind].name, law.language)


def _numbers_changed(before: Law, after: Law, row: dict[str, Any], say: Words) -> Iterator[str]:
    """The numbers of this noun that are others now: of payments, of a case's own rule, of a report's calendar."""
    then, now = (_numbers(law, row) for law in (before, after))
    for name in sorted({*then, *now}):
        if then.get(name) != now.get(name):
            missing = say("none")
            yield f"{name}: {then.get(name, missing)} → {now.get(name, missing)}"


def _numbers(law: Law, row: dict[str, Any]) -> dict[str, str]:
    """Name -> value, of the versions in force when the subject began."""
    on: date | None = row["since"]

    def holds(version: Dated) -> bool:
        return on is None or version.holds_on(on)

    if row["noun"] == "reports":
        rows = [report for report in law.reports if report.report == row["named"] and holds(report)]
        return {f"{report.report} ({report.level})": str(report.day) for report in rows}
    if row["noun"] == "invoices":
        return {p.name: str(p.value) for p in law.parameters if p.name.startswith("payments.") and holds(p)}
    rows = [term for term in law.terms if term.id == row["named"] and holds(term) and term.extension]
    return {f"{t.id}, {t.extension.since}": f"{t.extension.n} {t.extension.unit}" for t in rows if t.extension}
