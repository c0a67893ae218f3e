"""What a section does not show: counted by rule in words, and the way to all of it."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.alerts.route.finding import Finding
from pipelines.alerts.route.run_view import RunView
from pipelines.alerts.write.links import Why
from pipelines.town import Town
from rules.wording import Words

LINES = 12  # of one section: a letter is one screen, and nobody sits through more


NOWHERE = Why("", "")  # what is over stands on no page


class Rest(NamedTuple):
    """What is left out, in a sentence that counts; `way` leads to the whole list, empty where no page has it."""

    said: str
    way: Why


def rest(say: Words, view: RunView, left: Sequence[Finding], way: Why) -> Rest | None:
    """The findings left out of a section, the rule of the gravest first; None where there are none."""
    if not left:
        return None
    counts = Counter(finding.rule for finding in left)  # keeps the order of what it counts
    rules = ", ".join(f"{titled(say, view, rule)} – {say.number(n)}" for rule, n in counts.items())
    return Rest(say.count(len(left), "and {n} more signal: {rules}", "and {n} more signals: {rules}", rules=rules), way)


def titled(say: Words, view: RunView, rule: str) -> str:
    """A rule in words with its id; the id alone where the run's rule book does not name it."""
    name = view.titles.get(rule)
    return f"{say(name)} ({rule})" if name else rule


def on_pages(say: Words, town: Town, reader: str, *, fresh: bool) -> Why:
    """Where all that stands is listed: the first page, `fresh` only what is new or worse there, else the command."""
    if not town.address:
        return by_command(say, reader)
    return Why(say("All of them"), f"{town.address}/?nowe=tak" if fresh else f"{town.address}/")


def by_command(say: Words, reader: str) -> Why:
    """The command that lists all that a letter said to a reader, what stands and what is over."""
    return Why(say("All of them: {command}", command=f"ratusz letters --items {shlex.quote(reader)}"), "")
