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
ALONE: Partners = {}  # of all items of a rule that looks at one fact
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
    told = [rule for rule in rules if rule.id in speaking and raised[rule.id]]
    silenced = _silenced(told, raised)
    verdicts: list[Verdict] = []
    for rule in told:
        id_, about, alone, by = rule.id, rule.about, not rule.flags, silenced.get(rule.id, {})
        for item, (severity, partners) in raised[id_].items():
            reasons = [{about: item}] if alone and not partners else because(by_id, raised, rule, item)
            verdicts.append(Verdict(docket, key, id_, severity, item, reasons, len(partners) or 1, by.get(item)))
    verdicts.sort(key=lambda v: (v[4], -GRAVITY[v[3]], v[2]))
    return verdicts


def _silenced(rules: Collection[Rule], raised: Raised) -> dict[str, dict[str, str]]:
    """Weaker rule -> item -> the gravest rule that silences it; one that is silenced itself still silences others."""
    silencers: dict[str, dict[str, tuple[int, str]]] = {}
    for rule in rules:
        found = raised[rule.id]
        for weaker in dict.fromkeys(rule.silenced):
            both = found.keys() & raised.get(weaker, {}).keys()
            by = silencers.setdefault(weaker, {}) if both else {}
            for item in both:
                severity = found[item][0]
                if weaker in rule.silences(severity):
                    mine = (-GRAVITY[severity], rule.id)
                    by[item] = min(mine, by.get(item, mine))
    return {weaker: {item: by for item, (_, by) in of.items()} for weaker, of in silencers.items()}


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
