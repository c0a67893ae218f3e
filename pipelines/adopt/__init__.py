"""Adopt: an office's own file becomes a feed; what it is, what its columns mean and what must be asked is worked out.

Nothing is changed until somebody says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipelines import contracts
from pipelines.adopt.columns import Guess
from pipelines.adopt.preview import Preview, struck_in
from pipelines.adopt.proposal import Answers, Proposal, Question
from pipelines.adopt.propose import propose
from pipelines.adopt.read import Sheet, read_sheet
from pipelines.adopt.section import written
from pipelines.formats import LINE
from pipelines.refusal import Refusal
from pipelines.town import Town
from rules.wording import Words

__all__ = ["Answers", "Preview", "Proposal", "Question", "as_json", "proposals"]


def proposals(paths: Sequence[Path], town: Town, answers: Answers, say: Words) -> list[Proposal]:
    """A proposal for each shape of file: files with the same columns are one feed.

    Raises:
        Refusal: a file is no table, or an answer names what is not there.
    """
    shapes: dict[tuple[str, tuple[str, ...]], list[Sheet]] = {}
    for path in paths:
        sheet = read_sheet(path, town, say, answers.rows)
        shapes.setdefault((sheet.format, () if sheet.table.canonical else sheet.headers), []).append(sheet)
    lines = {line for sheets in shapes.values() for sheet in sheets for line in sheet.table.frame[LINE]}
    if strange := sorted({*answers.rows} - lines):
        raise Refusal(
            say("No file has the row {rows}.", rows=", ".join(map(str, strange))),
            say("Name the line that stands before a row that was left out."),
        )
    return [propose(sheets, town, answers, say) for sheets in shapes.values()]


def as_json(proposal: Proposal, preview: Preview, say: Words) -> dict[str, Any]:
    """The proposal as `ratusz adopt --format json` prints it."""
    known = contracts.noun(proposal.noun).columns
    return {
        "feed": proposal.feed,
        "noun": proposal.noun,
        "profile": proposal.profile,
        "format": proposal.format,
        "read": dict(proposal.read),
        "columns": {
            ours: _told(guess) | {"means": say(known[ours].description), "required": known[ours].required}
            for ours, guess in proposal.columns.items()
        },
        "values": proposal.values,
        "questions": [_question(each, say) for each in proposal.questions],
        "rows": {"in": preview.rows_in, "loaded": preview.loaded, "rejected": preview.rejected},
        "toml": written(proposal, say),
        "files": [str(sheet.path) for sheet in proposal.sheets],
        "measures": {ours: _told(guess) for ours, guess in proposal.measures.items()},
        "kinds": proposal.kinds,
        "covers": proposal.covers,
        "reasons": [*proposal.reasons],
        "notes": [*proposal.notes],
        "days": {ours: list(found) for ours, found in preview.days.items()},
        "sums": {theirs: [str(ours), str(told)] for theirs, (ours, told) in preview.sums.items()},
        "unused": list(preview.unused),
        "headers": list(proposal.sheets[0].headers),
        "struck": [vars(each) for each in preview.struck or struck_in(proposal)],
        "fixes": dict(preview.fixes),
        "ends": preview.ends,
        "shared": dict(preview.shared),
        "sample": preview.rows.to_dicts(),
    }


def _told(guess: Guess) -> dict[str, Any]:
    where = guess.theirs if guess.theirs is not None else guess.entry
    return {"from": where, "how": guess.how, "confidence": guess.confidence}


def _question(question: Question, say: Words) -> dict[str, Any]:
    told = {"key": question.key, "text": question.text, "choices": list(question.choices)}
    nouns = {each: say.phrases(each) for each in question.choices} if question.key == "noun" else {}
    told |= {"labels": {**nouns, **question.labels}} if nouns or question.labels else {}
    return told | ({"default": question.default} if question.default is not None else {})
