"""The return sheet: what officers know and no system says, asked in a workbook that loads like any feed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import polars as pl
import xlsxwriter

from pipelines.answers.findings import materialize_findings
from pipelines.reading import Reading
from pipelines.refusal import Refusal
from pipelines.store.warehouse import materialize
from pipelines.town import Feed, Town
from rules.catalogue import RULES
from rules.wording import Words, words

WANTED = (
    "case_id", "event", "at", "until", "days", "new_date", "reason", "told_of_ponaglenie", "document_id", "actor",
    "event_id",
)  # fmt: skip
TOLD = ("due_on", "question", "signal")  # beside what is asked, for the officer alone: no feed reads it
WIDTHS = {"case_id": 22, "event": 28, "event_id": 30, "question": 50, "signal": 60}
DAYS = ("at", "until", "new_date", "due_on")
REASONS = ("party_request", "preliminary_question", "mediation", "statutory")
QUESTIONS = {
    "notice_36": "the notice to the parties: its day, the new date, the reason, and whether it told of the ponaglenie",
    "resumed": "the day on which the case was taken up again",
    "completed": "the day on which the call to complete was answered",
    "forwarded": "the day on which the files were passed on",
    "extended": "the day on which the longer term was told, and the new date",
    "fee_notice": "the day on which the fee was told",
    "": "what stopped the clock, if anything: its day, and the last day of the stop",
}
SPARE = 50  # rows below the asked ones that have the lists and the formats too


def sheet_feed(town: Town, name: str | None = None) -> Feed:
    """The feed that will read the sheet: the named one, else the first of XLSX files with events.

    Raises:
        Refusal: there is none.
    """
    fitting = [feed for feed in town.feeds.values() if feed.format == "xlsx" and feed.nouns == ("case_events",)]
    for feed in fitting:
        if name in (None, feed.name):
            return feed
    say = words(town.language)
    raise Refusal(
        say("No feed of this town would read a return sheet."),
        say("Add one to town.toml with noun case_events and format xlsx; the README has it whole."),
    )


def asked(day: Reading, unit: str) -> pl.DataFrame:
    """A row per open case of the unit, or of one below it, and event to ask for; see measures/return_sheet.sql.

    Raises:
        Refusal: there is no such unit.
    """
    units = [known for (known,) in day.con.execute("select unit from units order by unit").fetchall()]
    if unit not in units:
        say = words(day.town.language)
        raise Refusal(say("There is no unit {unit}.", unit=unit), say("Units: {units}.", units=", ".join(units)))
    materialize_findings(day)
    rows = [(rule.id, list(rule.asks)) for rule in RULES.values() if rule.asks]
    frame = pl.DataFrame(rows, schema={"rule": pl.String, "asks": pl.List(pl.String)}, orient="row")
    materialize(day.con, "rule_asks", frame)
    return day.query("answers/measures/return_sheet.sql", unit=unit)


def workbook(rows: pl.DataFrame, feed: Feed, as_of: date, say: Words) -> bytes:
    """The sheet as XLSX in the feed's own words: a line per row of `asked`, the day of it left to the officer."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet(feed.read.sheet if isinstance(feed.read.sheet, str) else say("Events"))
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        text.set_quote_prefix()  # no cell of ours ever runs as a formula
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "bg_color": "#FFF7D6"})
        columns = {name: feed.columns.get(name, name) for name in WANTED} | {name: say(name) for name in TOLD}
        for at, (name, title) in enumerate(columns.items()):
            page.write_string(0, at, title, head)
            page.set_column(at, at, WIDTHS.get(name, 14), day if name in DAYS else text)
            page.data_validation(1, at, rows.height + SPARE, at, _choice(name, feed, say))
        for line, row in enumerate(_lines(rows, feed, as_of, say), start=1):
            for at, name in enumerate(columns):
                if isinstance(value := row.get(name), date):
                    page.write_datetime(line, at, datetime.combine(value, time()), day)
                elif value:
                    page.write_string(line, at, value, text)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, rows.height, len(columns) - 1)
    return buffer.getvalue()


def _lines(rows: pl.DataFrame, feed: Feed, as_of: date, say: Words) -> Iterator[dict[str, Any]]:
    """What each line begins with; its identity is the question's, so that a corrected answer replaces the first one."""
    theirs = {ours: word for word, ours in feed.values.get("event", {}).items()}
    for row in rows.iter_rows(named=True):
        event = row["event"] or ""
        yield {
            "case_id": row["subject"], "event": theirs.get(event, event), "actor": row["person"],
            "event_id": f"{as_of}/{row['subject']}/{event or 'stop'}", "signal": row["message"],
            "question": say(QUESTIONS[event]), "due_on": row["due_on"],
        }  # fmt: skip


def _choice(name: str, feed: Feed, say: Words) -> dict[str, Any]:
    """What a cell of this column takes; a list where the law or the feed has words for it."""
    if name in DAYS:
        return {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1), "error_message": say("Write a day.")}
    known = list(feed.values.get(name, {}))
    if name == "event":
        return {"validate": "list", "source": known or sorted(filter(None, QUESTIONS)), "error_type": "warning"}
    if name == "reason":
        return {"validate": "list", "source": known or list(REASONS), "error_type": "warning"}
    if name == "told_of_ponaglenie":
        return {"validate": "list", "source": known or [say("yes"), say("no")]}
    return {"validate": "any"}
