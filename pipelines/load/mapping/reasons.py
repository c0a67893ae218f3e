"""Why a row was rejected and what to do, in the town's language, for the person who made the export."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from pipelines.contracts import Column
from pipelines.formats.decode import true_encoding
from pipelines.load.mapping.dates import Style
from pipelines.town import Feed
from rules.wording import Words

MORNING = datetime(2026, 11, 3, 7, 30)  # noqa: DTZ001 - an example written in the clerk's own pattern
SPOILED = ("nested", "formula", "encoding")
SHOWN = 5  # lines named beside a doubled key


def explain(why: str, column: Column, feed: Feed, style: Style, say: Words) -> tuple[str, str]:
    """Reason and fix for one column and one word of why."""
    values = f"[feeds.{feed.name}.values.{column.name}]"
    day, moment = MORNING.strftime("%Y-%m-%d"), MORNING.strftime("%Y-%m-%d %H:%M")
    if style.patterns:
        day = moment = MORNING.strftime(style.patterns[0].replace("%.f", ".000").replace("%:z", "+01:00"))
    amount = "1234" + style.decimal + "50"
    if why.startswith("no "):
        reason, fix = explain(why.removeprefix("no "), column, feed, style, say)
        table, example = f"[feeds.{feed.name}.read]", 'empty = ["…"]'
        word = say("If the text stands for an empty cell, add it in {table}: {example}", table=table, example=example)
        return reason, f"{fix} {word}"
    if why in SPOILED:
        return explain_spoiled(why, feed, say)
    match why:
        case "required":
            return say("required, but empty"), say("Fill in this cell in the source.")
        case "day":
            return say("not a date"), say("Write the day like this: {example}.", example=day)
        case "moment":
            return say("not a date and time"), say("Write the date and time like this: {example}.", example=moment)
        case "too early":
            return say("a year before 1900"), say(
                'Correct the year. If it stands for "no date", map it to "" in {table}.', table=values
            )
        case "skipped hour":
            return say("an hour that did not exist: the clocks went forward"), say(
                "Correct the hour, or export the time with its offset from UTC."
            )
        case "money":
            return say("not an amount"), say("Write digits and at most two decimals: {example}.", example=amount)
        case "decimals":
            return say("more than two decimals"), say("Round the amount in the source; nothing is rounded here.")
        case "two readings":
            return say("thousands or three decimals: the amount can be read in two ways"), say(
                "Write digits and at most two decimals: {example}.", example=amount
            )
        case "too large":
            return say("the number is too large"), say(
                "Correct it in the source; nothing an office counts is so large."
            )
        case "control":
            return say("signs that are no letters: they steer a screen or a printer"), say(
                "Delete the signs that cannot be seen from this cell in the source."
            )
        case "integer":
            return say("not a whole number"), say("Write digits only.")
        case "flag":
            return say("neither yes nor no"), say("Write tak or nie.")
        case "list":
            return say("not a list of days"), say("Write the days with | between them: 2026-11-03|2026-12-03.")
        case "choices":
            return say("not on the list of allowed values"), say(
                "Write one of: {choices}; or say what it means in {table}.",
                choices=", ".join(column.choices),
                table=values,
            )
        case "part":
            return say("the cell has no such part"), say(
                "Write the value whole, or correct the part in {table}.", table=f"[feeds.{feed.name}.columns]"
            )
        case "parts":
            return say("one of the cells it is put together from is empty"), say("Fill in this cell in the source.")
        case "measures":
            return say("no amount in any of the columns of measures"), say("Fill in an amount, or leave the row out.")
        case _ if column.choices:
            return say("not on the list of allowed values"), say(
                "Write only these, with | between them: {choices}.", choices=", ".join(column.choices)
            )
        case _:
            return say("not in the form expected"), say("Write it like this: {example}.", example=column.form)


def explain_spoiled(why: str, feed: Feed, say: Words) -> tuple[str, str]:
    """Reason and fix for a cell whose content is lost."""
    match why:
        case "nested":
            return say("the cell holds an object inside another"), say("Export this column flat: text, number or date.")
        case "formula":
            return say("the cell holds a formula error"), say("Mend the formula, or put the value in its place.")
        case _:
            return say("a character that is not {encoding}", encoding=feed.read.encoding), true_encoding(feed, say)


def doubled(frame: pl.DataFrame, key: list[str], at: pl.Series, say: Words, *, answered: bool = False) -> pl.DataFrame:
    """For rows whose key is doubled: `at`, and the reason that names the lines of the same key, and the fix.

    answered: `line` is the number of a row in the answer of the feed's query.
    """
    whole, part = "\0", "\1"
    said = (
        say("the query gives the same key in its rows {lines}", lines=whole)
        if answered
        else say("the same key stands in lines {lines}", lines=whole)
    ).split(whole)
    more = say("{lines} and more", lines=part).replace(part, "{}")
    lines = pl.col("line").sort().head(SHOWN).cast(pl.String).str.join(", ")
    named = pl.when(pl.len() > SHOWN).then(pl.format(more, lines)).otherwise(lines)
    return (
        frame.select(pl.col("line", *key).gather(at))
        .with_columns(at, named.over(key).alias("lines"))
        .select(
            "at",
            pl.concat_str(pl.lit(said[0]), pl.col("lines"), pl.lit(said[1])).alias("reason"),
            pl.lit(say("Leave one row for each key; none of these was loaded.")).alias("fix"),
        )
    )
