"""What the rows of a file are: the register they belong to, with the reason, or the question where nothing is clear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.adopt.columns import Guess
from pipelines.adopt.proposal import Answers, Question
from pipelines.adopt.read import Sheet
from pipelines.adopt.recognise import candidates, doubtful
from pipelines.contracts import NOUNS, Noun
from pipelines.formats import FORMATS
from pipelines.refusal import Refusal
from rules.wording import Words


def noun_of(sheets: Sequence[Sheet], answers: Answers, say: Words) -> tuple[str, list[Question], list[str]]:
    """The noun, what is open about it, and the reasons.

    Raises:
        Refusal: somebody named a noun that there is not.
    """
    first = sheets[0]
    if answers.noun is not None:
        if answers.noun not in NOUNS:
            raise Refusal(
                say("There is no noun {noun}.", noun=answers.noun),
                say("Possible here: {known}.", known=", ".join(NOUNS)),
            )
        return answers.noun, [], []
    given = FORMATS[first.format].nouns
    if given:
        return (
            given[0],
            [],
            [say("The format {format} gives {nouns}.", format=first.format, nouns=", ".join(map(say.phrases, given)))],
        )
    title = " ".join((first.path.stem, *first.table.above))
    found = candidates(first.looks, title)
    choices = doubtful(found)
    best = found[0].noun if found else "cases"
    said = answers.get("noun")
    if said is not None:
        return noun_of(sheets, replace(answers, noun=said), say)
    reasons = (
        [
            say(
                "This is the register “{register}”: {n} of {all} columns are known.",
                register=say.phrases(best),
                n=found[0].columns,
                all=len(first.looks),
            )
        ]
        if found
        else []
    )
    if not choices:
        return best, [], reasons
    text = say("What is this file: {choices}?", choices=", ".join(map(say.phrases, choices)))
    return best, [Question("noun", text, tuple(choices), best if found else None)], reasons


def something_told(questions: Sequence[Question]) -> bool:
    """Whether anything speaks for a noun; without it there is only this one question."""
    return not any(each.key == "noun" and each.default is None for each in questions)


def repeats(noun: Noun, columns: Mapping[str, Guess], sheet: Sheet) -> bool:
    """The key comes on several rows that are the same in all that is mapped, as in a log that repeats its case."""
    key = columns.get(noun.key[0])
    if key is None or len(noun.key) > 1 or not isinstance(key.entry, str):
        return False
    headers = list(
        dict.fromkeys(
            str(guess.entry) for guess in columns.values() if isinstance(guess.entry, str) and not guess.constant
        )
    )
    rows = sheet.table.frame.select(headers).drop_nulls(key.entry)
    return rows[key.entry].n_unique() < rows.height and rows.n_unique() == rows[key.entry].n_unique()
