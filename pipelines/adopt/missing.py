"""Columns a register must have and the file does not: a value for all rows, a day from a title, or a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.adopt.columns import Guess
from pipelines.adopt.derive import day_beside, year_beside
from pipelines.adopt.known import register
from pipelines.adopt.proposal import Answers, Question, refuse_other
from pipelines.adopt.read import Sheet
from pipelines.adopt.vocabulary import plain
from pipelines.contracts import Column, Noun
from pipelines.load.mapping.classes import inferred
from pipelines.settings.profiles import Profile
from pipelines.town import Town
from rules.wording import Words

SIDES = {"spending": ("wydatk", "spending", "expense"), "income": ("dochod", "income", "revenue")}
UNTOLD = ("kind",)  # of a case: told by its class
DEFAULTS = {("absences", "state"): "approved"}


def filled_in(
    noun: Noun, found: Mapping[str, Guess], sums: Mapping[str, Guess], sheets: Sequence[Sheet], town: Town,
    profile: Profile | None, answers: Answers, say: Words,
) -> tuple[dict[str, Guess], list[Question]]:  # fmt: skip
    """The guesses with every required column that can be had without asking, and a question for each other one."""
    columns, open_ = dict(found), list[Question]()
    measured = ("measure", "amount") if sums else ()
    for column in noun.columns.values():
        ours = column.name
        if not column.required or column.made or ours in columns or ours in (*measured, *inferred(noun, town)):
            continue
        if noun.name == "cases" and ours in UNTOLD:
            continue
        guess = _told(noun, column, columns, sheets, profile, answers, say)
        if guess is not None:
            columns[ours] = guess
        else:
            open_.append(_question(noun, column, town, say))
            if open_[-1].default:
                columns[ours] = Guess(open_[-1].default, None, say("until you say otherwise"), 0.5, constant=True)
    return columns, open_


def _told(
    noun: Noun, column: Column, columns: Mapping[str, Guess], sheets: Sequence[Sheet], profile: Profile | None,
    answers: Answers, say: Words,
) -> Guess | None:  # fmt: skip
    ours = column.name
    if (answer := answers.get(ours)) is not None:
        refuse_other(answer, column.choices, ours, say)
        return Guess(answer, None, say("you said so"), 1.0, constant=True)
    if ours == "side" and (side := _side(sheets)):
        return Guess(side, None, say("the title or a header says so"), 0.9, constant=True)
    if ours == "booked_on" and (at := day_beside(sheets)):
        place = say("the file's name") if at[0] == "file" else say("the title above the table")
        return Guess({"from": at[0], "pattern": at[1]}, None, place, 0.9)
    if ours == "year" and (entry := year_beside(sheets, day_beside(sheets))):
        return Guess(entry, None, say("the file's name or its title"), 0.9)
    if profile is not None and ours in profile.constants and ours != "side":
        return Guess(profile.constants[ours], None, say("so it is in every file of this profile"), 0.8, constant=True)
    return None


def _side(sheets: Sequence[Sheet]) -> str | None:
    """Income or spending, where the headers, titles and names of all files speak of one of them."""
    text = plain(" ".join(part for sheet in sheets for part in (sheet.path.stem, *sheet.table.above, *sheet.headers)))
    found = [side for side, words in SIDES.items() if any(word in text for word in words)]
    return found[0] if len(found) == 1 else None


def _question(noun: Noun, column: Column, town: Town, say: Words) -> Question:
    """Of a unit the choices are those the town knows; where one of them is the whole office, that one holds so far."""
    choices, default = column.choices, DEFAULTS.get((noun.name, column.name))
    if column.name == "unit":
        known = register(town)
        choices, default = tuple(known.units), known.city[0] if len(known.city) == 1 else None
    text = say(
        "No column of the file is “{column}” ({meant}), which is needed. What holds for all its rows?",
        column=column.name, meant=say(column.description),
    )  # fmt: skip
    labels = {} if column.name == "unit" else {word: say.phrases(word) for word in choices}
    return Question(column.name, text, choices, default, labels)
