"""The numbers of the law a rule compares with, each with its article, source and standing."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.reading import Reading
from pipelines.why.line import Line
from rules.law.explain import explain
from rules.law.model import display
from rules.law.steps import basis
from rules.wording import Words


def numbers(day: Reading, say: Words, *names: str) -> Iterator[Line]:
    """The version in force on the day, the town's own layer over the law's."""
    law = day.law.for_town(day.town.rules, day.town.terms)
    known = law.on(day.as_of).parameters
    for parameter in (known[name] for name in names if name in known):
        value = ", ".join(parameter.value) if isinstance(parameter.value, tuple) else str(parameter.value)
        called = display(parameter.display, say.language)
        yield Line(say("threshold"), say("{name}: {value}.", name=called, value=value))
        for text in explain([basis(parameter)], law, say.language):
            yield Line(say("threshold"), text)
