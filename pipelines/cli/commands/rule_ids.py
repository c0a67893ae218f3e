"""The rules somebody names on the command line: one that is none is refused with the nearest there is."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.refusal import Refusal
from pipelines.settings.inspector import near
from rules.catalogue import RULES
from rules.wording import Words


def refuse_unknown(rules: Iterable[str], say: Words) -> None:
    """Refusal where one of these is no rule's id."""
    unknown = [rule for rule in rules if rule not in RULES]
    if not unknown:
        return
    meant = [found for rule in unknown if (found := _near(rule))]
    raise Refusal(
        say("There is no rule {rules}.", rules=", ".join(unknown)),
        say("Did you mean {near}? `ratusz rules` lists the rules there are.", near=", ".join(meant))
        if meant
        else say("`ratusz rules` lists the rules there are."),
    )


def _near(rule: str) -> str:
    """The rule that was probably meant: `c1` is C01; empty where none is like it."""
    padded = rule[:1].upper() + rule[1:].zfill(2)
    return padded if padded in RULES else near(rule, list(RULES))
