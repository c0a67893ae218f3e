"""Headers that do not say enough: the law's term or the office's own, decided or closed, paid or to be paid by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipelines.adopt.columns import Guess, rivals
from pipelines.adopt.proposal import Answers, Question, refuse_other
from pipelines.adopt.read import Sheet
from pipelines.adopt.vocabulary import plain
from pipelines.contracts import Noun
from pipelines.settings.profiles import Profile
from rules.wording import Words

NONE = "none"
TELLING = {  # headers that leave no doubt, plain
    "due_on": ("termin ustawowy", "due on"),
    "planned_on": ("termin wewnetrzny", "planned on", "planowany termin", "planowana data zalatwienia"),
    "closed_on": (
        "data ostatecznego zalatwienia",
        "data zamkniecia",
        "data zakonczenia",
        "closed",
        "closed on",
        "closed date",
        "enddate",
        "zakonczono",
    ),
    "paid_on": ("paid on", "zaplacono dnia", "data przelewu", "data realizacji przelewu"),
    "agreed_due_on": ("termin platnosci", "termin zaplaty", "platne do", "due date", "agreed due on", "due on"),
    "gross": ("brutto", "gross", "p 15"),
}


def settled(
    noun: Noun, found: Mapping[str, Guess], sheet: Sheet, profile: Profile | None, answers: Answers, say: Words
) -> tuple[dict[str, Guess], list[Question]]:
    """The guesses as the answers turn them, and what is still to be asked, each with what holds until then."""
    columns, open_ = dict(found), list[Question]()
    for ours, (choices, text) in _doubts(noun, columns, say).items():
        key = "due_on" if ours == "planned_on" else ours
        answer = answers.get(key)
        if ours in answers.columns:
            continue
        if answer is None:
            open_.append(Question(key, text, choices, ours))
            columns[ours] = replace(columns[ours], confidence=min(columns[ours].confidence, 0.5))
        else:
            refuse_other(answer, choices, key, say)
            guess = columns.pop(ours)
            if answer != NONE:
                columns[answer] = replace(guess, confidence=1.0, how=say("you said so"))
    for ours in ("opened_on", "received_on"):
        others = rivals(noun, sheet.looks, ours, profile) if ours in noun.columns else []
        taken = {str(each.theirs) for name, each in columns.items() if name != ours}
        choices = tuple(each for each in others if each not in taken)
        if len(choices) < 2 or ours not in columns or ours in answers.columns:
            continue
        answer = answers.get(ours)
        if answer is None:
            text = say("Which day does the office count from: {choices}?", choices=", ".join(choices))
            open_.append(Question(ours, text, choices, str(columns[ours].theirs)))
            columns[ours] = replace(columns[ours], confidence=min(columns[ours].confidence, 0.5))
        else:
            refuse_other(answer, choices, ours, say)
            columns[ours] = Guess(answer, answer, say("you said so"), 1.0)
    return columns, open_


def _doubts(noun: Noun, columns: Mapping[str, Guess], say: Words) -> Mapping[str, tuple[tuple[str, ...], str]]:
    """Our columns whose header does not say enough: what it may be, and the question."""
    term = say.sentence("“{header}”: is it the day set by the law (due_on), or the office's own target (planned_on)?")
    asked = {
        ("cases", "due_on"): (("due_on", "planned_on", NONE), term),
        ("cases", "planned_on"): (("due_on", "planned_on", NONE), term),
        ("cases", "closed_on"): (
            ("closed_on", "decided_on", "dispatched_on"),
            say.sentence(
                "“{header}”: was the case closed that day (closed_on), decided (decided_on) or sent (dispatched_on)?"
            ),
        ),
        ("documents", "due_on"): (
            ("due_on", NONE),
            say.sentence(
                "“{header}”: is it the day by which the law wants an answer (due_on), or something else (none)?"
            ),
        ),
        ("invoices", "paid_on"): (
            ("paid_on", "agreed_due_on", NONE),
            say.sentence("“{header}”: is it the day of our own transfer (paid_on), or something else (none)?"),
        ),
        ("invoices", "agreed_due_on"): (
            ("agreed_due_on", "paid_on", NONE),
            say.sentence("“{header}”: is it the day to pay by (agreed_due_on), or the day of our transfer (paid_on)?"),
        ),
        ("invoices", "gross"): (
            ("gross", "payable"),
            say.sentence(
                "“{header}”: is it the gross amount of the invoice (gross), or what is left to pay (payable)?"
            ),
        ),
    }
    doubts = dict[str, tuple[tuple[str, ...], str]]()
    for ours, guess in columns.items():
        header = str(guess.theirs or "")
        clear = plain(header) in _sure(ours) or _both(noun.name, ours, columns)
        if (noun.name, ours) in asked and header and not clear:
            choices, text = asked[noun.name, ours]
            doubts[ours] = (
                tuple(each for each in choices if each == ours or each not in columns),
                text({"header": header}),
            )
    return doubts


def _sure(ours: str) -> set[str]:
    told = TELLING.get(ours, ())
    return {
        *told,
        *(f"{one} {more}" for one in told for more in ("sprawy", "dnia")),
        *(f"{more} {one}" for one in told for more in ("kwota", "wartosc", "wartosc faktury", "case")),
    }


def _both(noun: str, ours: str, columns: Mapping[str, Guess]) -> bool:
    """The file has the other meaning in a column of its own, so this one is clear."""
    other = {
        ("cases", "due_on"): "planned_on",
        ("cases", "planned_on"): "due_on",
        ("cases", "closed_on"): "decided_on",
        ("invoices", "agreed_due_on"): "paid_on",
        ("invoices", "gross"): "payable",
    }
    return other.get((noun, ours)) in columns
