"""The guesses with their reasons in words, as the answers turn them: which column is which, which are sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.adopt.columns import Guess, Match, measured
from pipelines.adopt.proposal import Answers
from pipelines.adopt.read import Sheet
from pipelines.contracts import Noun
from pipelines.refusal import Refusal
from pipelines.settings.profiles import Profile
from rules.wording import Words


def guesses(pairs: Sequence[Match], sheet: Sheet, say: Words) -> dict[str, Guess]:
    """Each pair with its reason in words."""
    found = dict[str, Guess]()
    for pair in pairs:
        look = sheet.looks[pair.theirs]
        how = (
            say("the name of the column")
            if pair.named
            else say("the values: {examples}", examples=", ".join(look.examples[:2]))
        )
        found[pair.ours] = Guess(pair.theirs, pair.theirs, how, round(min(pair.score, 1.0), 2))
    return found


def as_told(found: Mapping[str, Guess], answers: Answers, sheet: Sheet, noun: Noun, say: Words) -> dict[str, Guess]:
    """What `--set` said goes before every guess; a column of theirs that it names is nobody else's."""
    columns = dict(found)
    for ours, theirs in answers.columns.items():
        if ours not in noun.columns:
            raise Refusal(
                say("{noun} has no column {column}.", noun=noun.name, column=ours),
                say("Possible here: {known}.", known=", ".join(noun.columns)),
            )
        if theirs and theirs not in sheet.looks:
            raise Refusal(
                say("The file lacks the column: {columns}.", columns=theirs),
                say("Possible here: {known}.", known=", ".join(sheet.looks)),
            )
        columns = {name: guess for name, guess in columns.items() if name != ours and guess.theirs != theirs}
        if theirs:
            columns[ours] = Guess(theirs, theirs, say("you said so"), 1.0)
    return columns


def measures_of(
    noun: Noun, found: dict[str, Guess], sheet: Sheet, profile: Profile | None, answers: Answers, say: Words
) -> dict[str, Guess]:
    """The sums of a wide table; `amount` goes out of the guesses where there are any."""
    if "measure" not in noun.columns or "measure" in found:
        return {}
    amount = found.get("amount")
    taken = {str(guess.theirs) for ours, guess in found.items() if ours != "amount"}
    sums = measured(sheet.looks, taken, profile)
    if not sums or (amount is not None and amount.confidence >= 0.9 and len(sums) < 2):
        return {}
    found.pop("amount", None)
    return {
        pair.ours: Guess(pair.theirs, pair.theirs, say("the name of the column"), round(pair.score, 2)) for pair in sums
    }
