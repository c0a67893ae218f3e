"""Where each column of an invoice came from: one file, or several feeds that speak of the same invoice."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines import contracts
from pipelines.answers.why.line import Line, one, source
from pipelines.reading import Reading
from pipelines.store.exchange import frame_of
from pipelines.store.queries import sql
from rules.wording import Words


def mark_of(day: Reading, subject: str) -> str:
    """The mark the invoice is known by, asked for by the mark that one of its feeds gives it."""
    if not _several(day):
        return subject
    known = one(day, "select invoice_id from invoice_rows where own_id = $subject and rows_of_it > 1", subject)
    return str(known["invoice_id"]) if known else subject


def sources(day: Reading, invoice_id: str, say: Words) -> Iterator[Line]:
    """The file and line of each row that speaks of the invoice, and which columns stand there as they were taken."""
    told = day.con.sql(sql("answers/why/invoice_rows.sql"), params={"subject": invoice_id}) if _several(day) else None
    found = None if told is None else frame_of(told)
    if found is None or not found.height:
        yield from source(day, "invoices", "invoice_id", invoice_id, say)
        return
    taken = one(day, "from invoices where invoice_id = $subject", invoice_id) or {}
    left = [name for name in contracts.noun("invoices").columns if taken.get(name) is not None]
    for row in found.iter_rows(named=True):
        row["invoice_id"] = taken["invoice_id"] if row["own_id"] == taken["invoice_id"] else None
        from_here = [name for name in left if row[name] == taken[name]]
        left = [name for name in left if name not in from_here]
        text = say(
            "{feed} ({mark}): {file}, line {line}; from there: {columns}.",
            feed=row["feed"],
            mark=row["own_id"],
            file=row["file"],
            line=row["line"],
            columns=", ".join(from_here) or "–",
        )
        yield Line(say("source"), text)


def _several(day: Reading) -> bool:
    """Whether several feeds give invoices, so that one of them may be named more than once."""
    return bool(day.con.execute("select 1 from duckdb_views() where view_name = 'invoice_rows'").fetchall())
