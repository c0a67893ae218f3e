"""What a profile says where the table of a feed says nothing: `profile = "spis_spraw"` stands for its whole mapping."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pipelines.settings.inspector import Inspector
from pipelines.settings.lines import Path
from pipelines.settings.origins import made
from pipelines.settings.profiles import Profile, profiles
from pipelines.town import Made, Usual


def profile_in(table: Mapping[str, Any]) -> Profile | None:
    """The profile that the table of a feed names; None where it names none that there is."""
    name = table.get("profile")
    return profiles().get(name) if isinstance(name, str) else None


def settings_of(profile: Profile) -> dict[str, Any]:
    """The profile as a table of town.toml would say it, without what depends on the columns of a file."""
    values = {ours: {each: word for word, told in words.items() for each in told}
              for ours, words in profile.values.items()}  # fmt: skip
    totals = [f"(?i)^{re.escape(word)}:?$" for word in profile.drop_words]  # the whole cell: a name may begin with it
    read = {**profile.read, "drop_rows": totals} if totals else dict(profile.read)
    covers = {"covers": profile.covers} if profile.covers else {}
    return {"noun": profile.noun, **covers, "values": values, "read": read}


def filled(table: Mapping[str, Any]) -> Mapping[str, Any]:
    """The table with all that its profile adds to it; what the table says itself stands.

    Rows that the feed leaves out and words that it translates come to those of the profile.
    """
    profile = profile_in(table)
    if profile is None:
        return table
    usual, read = settings_of(profile), dict(table.get("read", {}))
    if read.get("drop_rows"):
        own = read["drop_rows"]
        read["drop_rows"] = [*usual["read"].get("drop_rows", []), *([own] if isinstance(own, str) else own)]
    words = dict(table.get("values", {}))
    values = {ours: {**usual["values"].get(ours, {}), **words.get(ours, {})} for ours in {**usual["values"], **words}}
    return {**usual, **table, "read": {**usual["read"], **read}, "values": values}


def usual_of(profile: Profile) -> Usual:
    """What is taken of a file by whatever of it the file has; names that do not say enough are not among it."""
    tried = dict[str, tuple[str | Made, ...]]()
    for ours in {**profile.headers, **profile.transforms}:
        doubtful = profile.ask.get(ours, ())
        names = [name for name in profile.headers.get(ours, ()) if name not in doubtful]
        more = (made({ours: entry})[ours] for entry in profile.transforms.get(ours, ()))
        tried[ours] = (*names, *more)
    measures = {ours: tuple(names) for ours, names in profile.measures.items()}
    return Usual({ours: each for ours, each in tried.items() if each}, measures, dict(profile.constants))


def inspect_profile(look: Inspector, path: Path, table: Mapping[str, Any]) -> None:
    """The feed gives what the profile is of."""
    profile = profile_in(table)
    if profile is None or table.get("noun", profile.noun) == profile.noun:
        return
    message = look.say("the profile {profile} is one of {noun}", profile=profile.name, noun=profile.noun)
    look.add((*path, "noun"), message, look.say("Leave it out."))
