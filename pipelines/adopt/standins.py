"""A column of theirs that does for two of ours, since the register lacks one: allowed, and asked about."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.adopt.columns import Guess
from pipelines.adopt.fit import fits
from pipelines.adopt.proposal import Answers, Question, refuse_other
from pipelines.adopt.read import Sheet
from pipelines.contracts import Noun
from rules.wording import Words


def confirmed(
    noun: Noun, found: Mapping[str, Guess], sheet: Sheet, answers: Answers, say: Words
) -> tuple[dict[str, Guess], list[Question]]:
    """The guesses as answered, and a question for each that only stands in, with the columns it might be instead."""
    columns, open_ = dict(found), list[Question]()
    used = [guess.entry for guess in found.values() if isinstance(guess.entry, str) and not guess.constant]
    for ours, guess in found.items():
        if guess.constant or not isinstance(guess.entry, str) or used.count(guess.entry) < 2 or guess.confidence > 0.6:
            continue
        unused = (look for look in sheet.looks.values() if look.header not in used)
        free = [look.header for look in unused if fits(noun, ours, look) >= 0.9]
        choices = (guess.entry, *free)
        answer = answers.get(ours)
        if answer is not None:
            refuse_other(answer, choices, ours, say)
            columns[ours] = Guess(answer, answer, say("you said so"), 1.0)
            continue
        if len(choices) == 1:  # the section says that it stands in; there is nothing to choose
            continue
        text = say(
            "The file has no column “{column}” ({meant}). May “{header}” stand in for it?",
            column=ours, meant=say(noun.columns[ours].description), header=guess.entry,
        )  # fmt: skip
        open_.append(Question(ours, text, choices, guess.entry))
    return columns, open_
