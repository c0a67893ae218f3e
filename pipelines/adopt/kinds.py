"""Classes of the register of files (JRWA) become kinds of cases: by the table that comes along, never by a guess."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

import polars as pl

from pipelines.adopt.columns import Guess
from pipelines.adopt.read import Sheet
from pipelines.contracts import Noun
from pipelines.load.mapping.classes import class_of
from pipelines.town import Town
from rules.wording import Words

SHOWN = 10


@cache
def start_table() -> Mapping[str, str]:
    """Class = term; what is not sure is among it."""
    return {**_tables()["sure"], **_tables()["guess"]}


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((resources.files("pipelines.adopt") / "kinds.toml").read_text("utf-8"))


def kinds_of(
    noun: Noun,
    columns: dict[str, Guess],
    values: dict[str, dict[str, str]],
    sheets: Sequence[Sheet],
    town: Town,
    say: Words,
) -> tuple[dict[str, str], list[str]]:
    """What to add to [kinds], and notes of the classes that somebody still has to name.

    A column of classes gets its words in `values`; where nothing says the kind at all, the constant `case` stands for
    one without a term.
    """
    if noun.name != "cases":
        return {}, []
    guess = columns.get("kind")
    if guess is not None and guess.constant:
        return {}, []
    header = str(guess.theirs) if guess is not None else str(columns["case_id"].theirs) if "case_id" in columns else ""
    texts = pl.concat(
        [sheet.looks[header].texts for sheet in sheets if header in sheet.looks] or [pl.Series([], dtype=pl.String)]
    )
    if guess is not None:
        classes = texts.filter(texts.str.contains(r"^\d{2,5}$")).unique().sort()
        told = {each: term for each in classes if (term := _term(each, town))}
        if told:
            values["kind"] = {**values.get("kind", {}), **told}
    else:
        named = texts.to_frame("mark").select(class_of(pl.col("mark"), town).alias("class"))["class"]
        classes = named.drop_nulls().unique().sort()
        told = {each: term for each in classes if (term := _term(each, town))}
        if not classes.is_empty() and not told and not town.kinds:
            told = dict(start_table())  # with [kinds] the class itself is the kind until somebody names its term
        elif not told and not town.kinds:
            how = say("no column and no class of the file says the kind")
            columns["kind"] = Guess("case", None, how, 0.3, constant=True)
    strange = [each for each in classes if each not in told]
    guessed = [f"{each} = {told[each]}" for each in classes if each in told and each in _tables()["guess"]]
    notes = list[str]()
    if guessed:
        notes.append(say("Usually, but not always: {classes}. Look whether it is so here.", classes=", ".join(guessed)))
    if strange:
        notes.append(
            say("Classes without a term, to be named in {table}: {classes}", table="[kinds]",
                classes=", ".join(strange[:SHOWN]) + (" …" if len(strange) > SHOWN else ""))
        )  # fmt: skip
    return ({} if guess is not None else {each: term for each, term in told.items() if each not in town.kinds}), notes


def _term(number: str, town: Town) -> str | None:
    return town.kinds.get(number) or start_table().get(number)
