"""Feeds that town.toml no longer describes: their rows are ended, or handed over to the feed that took their place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import duckdb

from pipelines import contracts
from pipelines.load import record
from pipelines.load.inbox import NOTHING
from pipelines.load.meanings import learn
from pipelines.load.record import Source
from pipelines.refusal import Refusal
from pipelines.store import history
from pipelines.store.state import audit, open_state
from pipelines.store.warehouse import transaction, utc
from pipelines.town import Town
from rules.wording import words


def end(con: duckdb.DuckDBPyConnection, town: Town, name: str, author: str = "", place: str = "") -> int:
    """End all live rows of a feed that is no longer in town.toml; how many, known from now on and audited.

    Raises:
        Refusal: the feed is still in town.toml, or has no live rows.
    """
    return _end(con, town, name, None, author, place)


def rename(con: duckdb.DuckDBPyConnection, town: Town, old: str, new: str, author: str = "", place: str = "") -> int:
    """Hand the live rows of a feed that is no longer in town.toml over to one that is; how many, audited.

    What the new feed has said already holds: rows of a noun whose whole register it has loaded are ended, and so is a
    row whose key it gives itself.

    Raises:
        Refusal: the new feed is not in town.toml or gives other nouns, the old one still is or has no live rows.
    """
    say = words(town.language)
    feed = town.feeds.get(new)
    if feed is None:
        raise Refusal(
            say("town.toml has no feed {feed}.", feed=new), say("Name one of: {feeds}.", feeds=", ".join(town.feeds))
        )
    strange = sorted(history.live(con, {old}).get(old, {}).keys() - {*feed.nouns})
    if strange:
        raise Refusal(
            say("{old} gave {nouns}, {new} does not.", old=old, nouns=", ".join(strange), new=new),
            say("End its rows instead: ratusz feed end {feed}", feed=old),
        )
    return _end(con, town, old, new, author, place)


def _end(con: duckdb.DuckDBPyConnection, town: Town, old: str, new: str | None, author: str, place: str) -> int:
    say = words(town.language)
    history.prepare_all(con)
    live = history.live(con, {old}).get(old, {})
    if old in town.feeds:
        raise Refusal(
            say("{feed} is still in town.toml.", feed=old), say("Take its section out first, or leave its rows.")
        )
    if not live:
        raise Refusal(say("No row of {feed} is live.", feed=old), say("`ratusz loads` lists the feeds there were."))
    now = datetime.now(UTC)
    moment = utc(now)
    with transaction(con):
        for noun, rows in live.items():
            load = record.blank(con, town, old, noun, Source("", "", NOTHING), "", now)
            if new is not None:
                whole = town.feeds[new].covers == "all" and noun in history.live(con, {new}).get(new, {})
                history.hand_over(con, contracts.noun(noun), old, new, load.known_from, whole=whole)
            history.end(con, contracts.noun(noun), old, load.known_from)
            record.remember(con, replace(load, state="loaded", rows_ended=rows))
            moment = load.known_from
        learn(con, town, moment)
    total = sum(live.values())
    action, details = ("feed end", {}) if new is None else ("feed rename", {"to": new})
    state = open_state(town)
    try:
        audit(state, author, action, old, place, rows=total, **details)
    finally:
        state.close()
    return total
