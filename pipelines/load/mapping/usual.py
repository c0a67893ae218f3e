"""A feed with a profile: what of the profile this file has, and whether that is what the file before it had."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.contracts import Noun
from pipelines.formats import FORMATS
from pipelines.load.mapping.names import alike, meant
from pipelines.load.mapping.origins import Origin
from pipelines.town import Feed, Made


def by_profile(feed: Feed, noun: Noun, headers: Sequence[str]) -> Feed:
    """The feed with what its profile says of the columns that this file has; what the feed itself says stands.

    A column of theirs that the feed has named for something else is not taken for another of ours.
    """
    usual = feed.usual
    if usual is None:
        return feed
    said = {*feed.columns, *feed.made, *feed.beside, *feed.constants, *meant(noun.columns, headers)}
    named = {alike(theirs) for theirs in feed.asked}
    free = [header for header in headers if alike(header) not in named]
    columns, made = dict(feed.columns), dict(feed.made)
    for ours, tried in usual.columns.items():
        one = None if ours in said else next((each for each in tried if _there(each, free, headers)), None)
        if isinstance(one, str):
            columns[ours] = one
        elif one is not None:
            made[ours] = one
    measures = dict(feed.measures)
    for ours, names in usual.measures.items():
        name = next((each for each in names if ours not in feed.measures and meant([each], free)), None)
        measures |= {ours: name} if name else {}
    found = {*said, *columns, *made}
    constants = {**{ours: word for ours, word in usual.constants.items() if ours not in found}, **feed.constants}
    return replace(feed, columns=columns, made=made, measures=measures, constants=constants)


def _there(tried: str | Made, free: Sequence[str], headers: Sequence[str]) -> bool:
    wanted, among = ((tried,), free) if isinstance(tried, str) else (tried.headers, headers)
    return meant(wanted, among).keys() >= {*wanted}


def taken(feed: Feed, found: Mapping[str, Origin]) -> str | None:
    """What a file was read from, as the record of its load keeps it: JSON, our column = theirs. None without a profile.

    feed: as `by_profile` and this file have it.
    """
    if feed.profile is None:
        return None
    from_ = {ours: " + ".join(origin.headers) for ours, origin in found.items() if origin.headers}
    return json.dumps({"profile": feed.profile, "columns": from_ | dict(feed.measures)}, ensure_ascii=False)


def moved(feed: Feed, before: str | None, now: str | None) -> dict[str, tuple[str | None, str | None]]:
    """Our columns that come from another column of theirs than in the file before, or from none, by the profile alone.

    What town.toml says itself is meant. A format whose rows name their own columns may leave any of them out.
    """
    if before is None or now is None:
        return {}
    old, new = json.loads(before), json.loads(now)
    if old["profile"] != new["profile"]:
        return {}
    pairs = {ours: (old["columns"].get(ours), new["columns"].get(ours)) for ours in old["columns"] | new["columns"]}
    said = {*feed.columns, *feed.made, *feed.beside, *feed.constants, *feed.measures}
    loose = FORMATS[feed.format].loose
    return {
        ours: (one, other)
        for ours, (one, other) in pairs.items()
        if ours not in said and (alike(one or "") != alike(other or "")) and not (loose and None in (one, other))
    }
