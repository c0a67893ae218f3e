"""What was found, settled: the gravest severity, who silences whom, and the reasons in a few words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import islice
from typing import Any, NamedTuple

from rules.engine.book import Rule
from rules.severity import GRAVITY

MOST_REASONS = 100
Partners = dict[
    tuple[tuple[str, str], ...], str
]  # the other facts of a match by name and item -> the severity they gave
Raised = dict[str, dict[str, tuple[str, Partners]]]  # rule -> item -> severity, partners


class Verdict(NamedTuple):
    """A rule speaks of an item.

    because: {name: item} of each fact, or {"rule": id, "because": […]} for a flag; the item itself first, then its
    partners, those of the gravest severity first and at most 100. n: how many matches there were in all.
    inhibited_by: the rule that silences this one on the same item, or None.
    """

    docket: str
    key: str
    rule: str
    severity: str
    item: str
    because: list[dict[str, Any]]
    n: int
    inhibited_by: str | None


def settle(docket: str, key: str, rules: Collection[Rule], speaking: Collection[str], raised: Raised) -> list[Verdict]:
    """The verdicts of the rules that speak, by item, gravest first, then by rule."""
    by_id = {rule.id: rule for rule in rules}
    told = [rule for rule in rules if rule.id in speaking]
    silenced = _silenced(told, raised)
    verdicts: list[Verdict] = []
    for rule in told:
        for item, (severity, partners) in raised[rule.id].items():
            reasons = because(by_id, raised, rule, item)
            by = silenced.get((rule.id, item))
            verdicts.append(Verdict(docket, key, rule.id, severity, item, reasons, len(partners) or 1, by))
    verdicts.sort(key=lambda v: (v.item, -GRAVITY[v.severity], v.rule))
    return verdicts


def _silenced(rules: Collection[Rule], raised: Raised) -> dict[tuple[str, str], str]:
    """(weaker rule, item) -> the gravest rule that silences it; one that is silenced itself still silences others."""
    silencers: dict[tuple[str, str], tuple[int, str]] = {}
    for rule in (rule for rule in rules if rule.silenced):
        weaker_at = {
            severity: [(id_, raised[id_]) for id_ in rule.silences(severity) if id_ in raised] for severity in GRAVITY
        }
        for item, (severity, _) in raised[rule.id].items():
            for weaker, found in weaker_at[severity]:
                if item in found:
                    mine = (-GRAVITY[severity], rule.id)
                    silencers[weaker, item] = min(mine, silencers.get((weaker, item), mine))
    return {who: by for who, (_, by) in silencers.items()}


def because(by_id: Mapping[str, Rule], raised: Raised, rule: Rule, item: str) -> list[dict[str, Any]]:
    """The facts and flags that made a rule speak of an item; see Verdict."""
    partners = raised[rule.id][item][1]
    reasons = [(rule.about, item)]
    if partners:
        ordered = sorted(partners, key=lambda match: (-GRAVITY[partners[match]], match))
        reasons += islice(dict.fromkeys(one for match in ordered for one in match), MOST_REASONS)
    if not rule.flags:
        return [{alias: of} for alias, of in reasons]
    return [
        {"rule": flag, "because": because(by_id, raised, by_id[flag], of)}
        if (flag := rule.flags.get(alias))
        else {alias: of}
        for alias, of in reasons
    ]
