"""Of a wide table of the budget: are its sums those since January, or those of one month alone? Inferred, or asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import polars as pl

from pipelines.adopt.columns import Guess
from pipelines.adopt.proposal import Answers, Question, refuse_other
from pipelines.adopt.read import Sheet
from pipelines.adopt.vocabulary import plain
from pipelines.contracts import Noun
from pipelines.load.mapping.amounts import money
from pipelines.load.mapping.beside import values_beside
from pipelines.settings.feeds import build_feed
from rules.wording import Words

KEY = "amounts"  # of the question
FLOWS = ("executed", "receipt")  # what is done in a month; plans and debts are what they are on the day
MONTH = re.compile(r"\bw miesiacu|za miesiac|miesieczn|biezac\w+ miesiac")
YEAR = re.compile(r"narastajac|od poczatku roku|\bstan na\b|\bod 0?1 (?:0?1|stycznia)\b")
CODES = ("unit", "task", "dzial", "rozdzial", "paragraf")
ENOUGH = 8  # changes of a line from one table to the next, from which their direction is no accident
FALLS = 0.2  # a sum since January falls where something is corrected; so often it is no such sum


def of_one_month(
    noun: Noun, columns: Mapping[str, Guess], sums: Mapping[str, Guess], sheets: Sequence[Sheet], answers: Answers,
    say: Words,
) -> tuple[tuple[str, ...], list[Question]]:  # fmt: skip
    """The measures whose column holds one month alone, and the question where nothing tells."""
    flows = tuple(each for each in FLOWS if each in sums)
    if noun.name != "budget" or not flows:
        return (), []
    answer = answers.get(KEY)
    if answer is not None:
        refuse_other(answer, ("year", "month"), KEY, say)
        return flows if answer == "month" else (), []
    told = _by_words(sums, flows, sheets)
    told = _by_values(columns, str(sums[flows[0]].theirs), sheets, say) if told is None else told
    if told is not None:
        return flows if told else (), []
    text = say(
        "“{header}”: is it the sum since January (year), or that of one month alone (month)?",
        header=str(sums[flows[0]].theirs),
    )
    labels = {"year": say("the sum since January"), "month": say("one month alone")}
    return (), [Question(KEY, text, (*labels,), "year", labels)]


def _by_words(sums: Mapping[str, Guess], flows: Sequence[str], sheets: Sequence[Sheet]) -> bool | None:
    """Whether headers, or else titles and names, speak of a month; None where they speak of neither or of both."""
    headers = " | ".join(plain(str(sums[each].theirs)) for each in flows)
    titles = " | ".join(plain(text) for sheet in sheets for text in (sheet.path.stem, *sheet.table.above))
    for text in (headers, titles):
        month, year = MONTH.search(text) is not None, YEAR.search(text) is not None
        if month != year:
            return month
    return None


def _by_values(columns: Mapping[str, Guess], header: str, sheets: Sequence[Sheet], say: Words) -> bool | None:
    """Whether the amounts of a line fall from one table to the next as no sum since January does."""
    at = columns.get("booked_on")
    if len(sheets) < 2 or at is None or not isinstance(at.entry, dict) or "from" not in at.entry:
        return None
    feed = build_feed("x", {"noun": "budget", "columns": {"booked_on": at.entry}})
    named = [columns[each].theirs for each in CODES if each in columns]
    line = [*dict.fromkeys(each for each in named if isinstance(each, str))]
    tables = list[pl.DataFrame]()
    for sheet in sheets:
        day = values_beside(sheet.table, feed, say)["booked_on"].constant
        keys = pl.concat_str(pl.col(line).fill_null(""), separator="|").alias("line")
        rows = sheet.table.frame.select(keys, money(sheet.table.frame[header]).alias("amount"))
        tables.append(rows.with_columns(pl.lit(day).alias("day")))
    moved = pl.concat(tables).sort("line", "day").select(pl.col("amount").diff().over("line"))["amount"]
    moved = moved.filter(moved != 0).drop_nulls()
    if len(moved) < ENOUGH:
        return None
    falls = float((moved < 0).sum()) / len(moved)
    return True if falls >= FALLS else False if falls == 0 else None
