"""What one file of a feed covers: the whole register, changes, one department. Said by the files, or asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.adopt.columns import Guess
from pipelines.adopt.proposal import Answers, Question, refuse_other
from pipelines.adopt.read import Sheet
from pipelines.contracts import Noun
from pipelines.formats import FORMATS
from rules.wording import Words

WHOLE = ("units", "employees", "substitutions", "aliases")  # lists of which nobody exports a part
CHOICES = ("all", "changes", "part")
SEVERAL = 5  # rows from which one department, or one month, is no accident
FIRST_DAYS = ("opened_on", "received_on", "issued_on", "signed_on", "first_day", "ordered_on", "booked_on")


def coverage(
    noun: Noun, columns: Mapping[str, Guess], sheets: Sequence[Sheet], answers: Answers, say: Words, *, cumulative: bool
) -> tuple[str | None, str | None, list[Question]]:
    """`covers`, `part`, and the question where neither the files nor anybody said it."""
    answer = answers.get("covers")
    part = "unit" if "unit" in columns and not columns["unit"].constant else None
    if answer is not None:
        refuse_other(answer, CHOICES if part else CHOICES[:2], "covers", say)
        return answer, part if answer == "part" else None, []
    if not FORMATS[sheets[0].format].whole or noun.name in WHOLE:
        return None, None, []
    if cumulative or any(isinstance(guess.entry, dict) and "from" in guess.entry for guess in columns.values()):
        return "changes", None, []  # each table is of its own day; a later one ends nothing
    departments = [_values(sheet, columns, "unit") for sheet in sheets]
    if len(sheets) > 1 and part and all(len(each) == 1 for each in departments) and len(set().union(*departments)) > 1:
        return "part", part, []
    months = set().union(*(_months(sheet, columns) for sheet in sheets))
    one = part is not None and len(departments[0]) == 1
    if sheets[0].table.rows >= SEVERAL and (one or len(months) == 1 or len(sheets) > 1):
        text = say(
            "Is the file the whole register (all), only what is new or changed since the last one (changes), "
            "or the whole of one department (part)?"
        )
        choices = CHOICES if part else CHOICES[:2]
        labels = {
            "all": say("the whole register"),
            "changes": say("only what is new or changed"),
            "part": say("the whole of one department"),
        }
        asked = Question("covers", text, choices, "changes", {each: labels[each] for each in choices})
        return "changes", None, [asked]
    return None, None, []


def _values(sheet: Sheet, columns: Mapping[str, Guess], ours: str) -> set[str]:
    guess = columns.get(ours)
    if guess is None or not isinstance(guess.entry, str) or guess.entry not in sheet.looks:
        return set()
    return set(sheet.looks[guess.entry].texts.unique())


def _months(sheet: Sheet, columns: Mapping[str, Guess]) -> set[str]:
    """The months of the day that begins a row; a form with the year last gives month and year together."""
    ours = next((each for each in FIRST_DAYS if each in columns), None)
    texts = _values(sheet, columns, ours) if ours else set()
    return {text[:7] if text[:4].isdecimal() else text[3:10] for text in texts}
