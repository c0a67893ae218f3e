"""How the files are read once it is known which columns hold days: `[feeds.x.read]` of a proposal."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.adopt.columns import Guess
from pipelines.adopt.dates import patterns
from pipelines.adopt.proposal import Answers, Question, refuse_other
from pipelines.adopt.read import Sheet
from pipelines.contracts import Noun
from rules.wording import Words


def read_settings(
    noun: Noun,
    columns: Mapping[str, Guess],
    sheets: Sequence[Sheet],
    answers: Answers,
    say: Words,
) -> tuple[dict[str, Any], list[Question]]:
    """`[feeds.x.read]`, with the patterns of the days that are used."""
    read = dict(sheets[0].read)
    skips = {sheet.read.get("skip", 0) for sheet in sheets}
    read["drop_rows"] = list(dict.fromkeys(each for sheet in sheets for each in sheet.read.get("drop_rows", [])))
    if len(skips) > 1:  # titles of another height in each file: left out by what they say
        read.pop("skip", None)
        titles = (
            line.split(read.get("delimiter", ";"))[0].strip('" ') for sheet in sheets for line in sheet.table.above
        )
        found = (re.match(r"[^\d]{3,30}", title) for title in titles if title)
        read["drop_rows"] += list(
            dict.fromkeys(f"^{re.escape(each[0].rstrip())}".replace(r"\ ", " ") for each in found if each)
        )
    if not read["drop_rows"]:
        del read["drop_rows"]
    dated = [
        ours
        for ours, guess in columns.items()
        if noun.columns[ours].kind in ("day", "moment") and isinstance(guess.entry, str) and not guess.constant
    ]
    looks = [
        sheet.looks[str(columns[ours].theirs)]
        for ours in dated
        for sheet in sheets
        if str(columns[ours].theirs) in sheet.looks
    ]
    order = answers.get("dates")
    if order is not None:
        refuse_other(order, ("day", "month"), "dates", say)
    days, moments, unsure = patterns(looks, order)
    for key, found_patterns in (("dates", days), ("timestamps", moments)):
        if found_patterns:
            read[key] = found_patterns if len(found_patterns) > 1 else found_patterns[0]
    if any(
        look.shares.get("money", 0) >= 0.6 and any("," in text for text in look.examples)
        for look in sheets[0].looks.values()
    ):
        read["decimal"] = ","
    if not unsure:
        return read, []
    text = say(
        "In {example}, what comes first: the day or the month?",
        example=next((each for look in looks for each in look.examples if "/" in each), "1/2"),
    )
    labels = {"day": say("the day comes first"), "month": say("the month comes first")}
    return read, [Question("dates", text, (*labels,), labels=labels)]
