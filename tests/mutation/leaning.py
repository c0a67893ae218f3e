"""Prints as JSON which relations of pipelines/facts each rule leans on; a process of its own, for it imports ours."""

from __future__ import annotations

import json

from pipelines.facts import relations
from pipelines.facts.idle import named_in
from pipelines.judge.present import leans_on
from rules.catalogue import RULES


def leaning() -> dict[str, list[str]]:
    """Rule -> the relations whose SQL can change what it says, near or far."""
    texts = relations()
    found: dict[str, list[str]] = {}
    for rule in RULES.values():
        asked = leans_on([rule.docket])
        for relation in reversed(list(texts)):  # each leans on earlier ones alone
            if relation in asked:
                asked |= named_in(texts[relation]) & {*texts}
        found[rule.id] = sorted(asked)
    return found


if __name__ == "__main__":
    print(json.dumps(leaning()))
