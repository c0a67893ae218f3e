"""Notices: the letters that tell the parties of a delay, ready to be read, completed and signed.

The template `notice.docx` beside this file is an ordinary document with fields (docxtpl): a list of all, then a letter
a page. Nothing is sent: a cause or a day that the record does not know is left open, to be written in by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from importlib import resources
from io import BytesIO
from typing import Any

import polars as pl

from pipelines.answers.findings import materialize_findings, materialize_run
from pipelines.reading import Reading
from rules.wording import Words

OPEN = "…" * 12  # to be written in by hand


def notices(day: Reading) -> pl.DataFrame:
    """A row per notice owed on the day, the gravest first; columns as measures/notices.sql says."""
    if day.run_id is None:
        day.con.execute("set variable run_id = ?", [materialize_run(day)])
    else:
        materialize_findings(day)
    return day.query("answers/measures/notices.sql")


def cause(row: Mapping[str, Any], say: Words) -> str | None:
    """The cause that the record offers: what is waited for, else what the newest notice said; None without either."""
    waits = {
        "opinion": say("another authority has not yet taken its position"),
        "completion": say("the application has not yet been completed"),
        "hybrid": say("a letter has not yet been delivered"),
        "mediation": say("the mediation is not over"),
        "party_delay": say("a delay for which a party is responsible"),
        "independent_cause": say("a cause independent of the authority"),
    }
    return waits.get(row["waits_for"]) or row["told_reason"]


def letters(rows: Sequence[Mapping[str, Any]], town: str, day: date, say: Words) -> bytes:
    """The document: first a list of all, then one letter a page. rows: as `notices` gives them."""
    from docxtpl import DocxTemplate  # slow to load, and only who writes letters needs it

    template = DocxTemplate(BytesIO(resources.files(__name__).joinpath("notice.docx").read_bytes()))
    context = {"town": town, "day": say.day(day), "letters": [_fields(row, say) for row in rows]}
    template.render(context, autoescape=True)
    written = BytesIO()
    template.save(written)
    return written.getvalue()


def _fields(row: Mapping[str, Any], say: Words) -> dict[str, Any]:
    """What the template's fields are filled with."""
    return {
        "mark": row["subject"],
        "matter": row["service"] or (say.phrases(row["task"]) if row["task"] else OPEN),
        "unit": row["unit_name"] or row["unit"] or OPEN,
        "handler": row["holder_name"] or OPEN,
        "opened": say.day(row["opened_on"]),
        "due": say.day(row["net_due_on"]),
        "passed": row["passed"],
        "law": row["law"],
        "instruction": bool(row["instruction"]),
        "cause": cause(row, say) or OPEN,
        "new_date": say.day(row["new_date"]) if row["new_date"] else OPEN,
    }
