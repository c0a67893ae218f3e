"""Where an act can be looked up: every act of the record has the address of its newest text, or says why not."""

from __future__ import annotations

from collections.abc import Iterator

from rules.law.book import Law


def acts_addressed(law: Law) -> Iterator[str]:
    """Every act nobody can look up, as a sentence: without an address and without the reason why."""
    for act in law.acts.values():
        if not act.eli and not act.no_eli:
            yield f"acts.{act.id}: neither an address (eli) nor the reason why it has none (no_eli)"
        elif act.eli and act.no_eli:
            yield f"acts.{act.id}: an address (eli) and the reason why it has none (no_eli)"
        elif act.eli and not act.eli.startswith("https://"):
            yield f"acts.{act.id}: {act.eli!r} is no address: https://…"
        elif act.eli and not act.newest:
            yield f"acts.{act.id}: the address is of a text that `newest` does not name"
