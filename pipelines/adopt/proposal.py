"""What adopt proposes for a file, what it has to ask, and what somebody answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipelines.adopt.columns import Guess
from pipelines.adopt.read import Sheet
from pipelines.refusal import Refusal
from pipelines.town import EMPTY
from rules.wording import Words

MOST = 5  # questions about one file


@dataclass(frozen=True)
class Question:
    """Something the file does not say. `default`: what holds until somebody answers; none: nothing can be saved.

    choices: the words to answer with; empty where any text is an answer. labels: how a page calls some of them.
    """

    key: str
    text: str
    choices: tuple[str, ...] = ()
    default: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answers:
    """What somebody said. `columns`: our column = their name, empty for none; `said`: by the key of the question.

    rows: lines that look like totals or notes and are rows of the register.
    """

    noun: str | None = None
    feed: str | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    said: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    rows: tuple[int, ...] = ()

    def get(self, key: str) -> str | None:
        """The answer to a question; None where there is none."""
        return self.said.get(key)


@dataclass(frozen=True)
class Proposal:
    """How a file, or several of one shape, would become rows of a feed.

    columns, measures  ours = where it comes from
    values             for one of our columns: their word = our word
    kinds              classes of the JRWA to add to [kinds], class = term
    questions          what is still open, the gravest first
    notes              what was decided without asking, for whoever reads the section
    reasons            why this noun and this profile
    monthly            of the measures, those whose column holds one month alone
    short              the section beside `profile = "…"`, where the profile fits wholly
    """

    feed: str
    noun: str
    profile: str | None
    format: str
    files: str
    covers: str | None
    part: str | None
    read: Mapping[str, Any]
    columns: Mapping[str, Guess]
    measures: Mapping[str, Guess]
    values: Mapping[str, Mapping[str, str]]
    kinds: Mapping[str, str]
    questions: Sequence[Question]
    notes: Sequence[str]
    reasons: Sequence[str]
    sheets: Sequence[Sheet]
    distinct: bool = False
    short: Mapping[str, Any] | None = None
    monthly: tuple[str, ...] = ()

    @property
    def open(self) -> list[Question]:
        """The questions without which nothing can be saved."""
        return [each for each in self.questions if each.default is None]


def refuse_other(answer: str, choices: Iterable[str], key: str, say: Words) -> None:
    """Refusal where an answer is none of the choices; where there are none, any text is one."""
    known = [*choices]
    if known and answer not in known:
        raise Refusal(
            say("{answer} is no answer to {key}.", answer=answer, key=key),
            say("Possible here: {known}.", known=", ".join(known)),
        )
