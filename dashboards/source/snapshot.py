"""The published snapshot a page reads: which file is the newest, what run it holds, which one came before."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from pipelines.refusal import Refusal
from pipelines.store.last_run import last_run_if_any
from pipelines.store.moments import utc_now, zoned
from pipelines.store.snapshot import connect, current
from pipelines.town import Town, language_of
from rules.wording import Words, words

OPEN_AT_ONCE = 4  # the newest, the one before it, and what slow readers still hold


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One complete, immutable state of the town. Times are UTC without a zone."""

    path: Path
    con: duckdb.DuckDBPyConnection
    town: Town
    run_id: Any
    as_of: date
    known_on: datetime
    published_at: datetime
    version: str = ""  # of the program that published it

    @property
    def own(self) -> bool:
        """Whether this version of the program published it, so that it has all the facts that pages ask for."""
        return self.version == version("ratusz")

    @cached_property
    def currency(self) -> str | None:
        """The currency that amounts are in; None in a copy of an earlier version, which kept none."""
        try:
            ((currency,),) = self.con.cursor().execute("select currency from jurisdiction").fetchall()
        except duckdb.CatalogException:
            return None
        return currency

    @property
    def before(self) -> Snapshot | None:
        """The run before, if its snapshot is still kept: the one whose name comes next below."""
        older = sorted(other for other in self.path.parent.glob("*.duckdb") if other.name < self.path.name)
        try:
            return snapshot(older[-1]) if older else None
        except (FileNotFoundError, Refusal):  # taken away in this moment, or damaged: today's page needs no yesterday
            return None


class Unpublished(Refusal):
    """Nothing can be shown yet: it will be, so that a program that asks may ask again."""


def another_version(say: Words) -> Refusal:
    """The copy lacks what is asked of it: another program, which kept other facts, published it."""
    return Refusal(
        say("This copy was published by another version of Ratusz."),
        say("Ask the data steward for a new run, then reload the page."),
    )


def town_root() -> Path:
    """The town's folder: RATUSZ_TOWN, else ./town."""
    return Path(os.environ.get("RATUSZ_TOWN", "town")).resolve()


def language() -> str:
    """The language of the pages: that of the published town, until then of town.toml, Polish where there is neither."""
    try:
        return newest(town_root()).town.language
    except Refusal:
        return language_of(town_root())


def newest(root: Path) -> Snapshot:
    """The snapshot the pointer names; Refusal while nothing has been published."""
    path = current(Town(root=root, text="", name=root.name))
    if path is None:
        raise _unpublished(root)
    return snapshot(path)


def beginning(root: Path) -> Snapshot:
    """The town before its first run: its settings, and nothing that is known; Unpublished without a town.toml."""
    try:
        town = settings(root, (root / "town.toml").read_text("utf-8-sig"))
    except (OSError, ValueError) as error:  # none there, or no TOML: `ratusz check` says what is wrong with it
        raise _unpublished(root) from error
    now = utc_now()
    return Snapshot(root, duckdb.connect(), town, None, zoned(now, town.zone).date(), now, now)


@lru_cache(maxsize=OPEN_AT_ONCE)
def snapshot(path: Path) -> Snapshot:
    """An open snapshot. Its name is new with every run, so an opened one never changes."""
    con = connect(path, language_of(path.parents[1]))
    run = last_run_if_any(con)
    if run is None:
        raise _unpublished(path.parents[1])
    town = settings(path.parents[1], run.town_toml)
    return Snapshot(path, con, town, run.run_id, run.as_of, run.known_on, run.published_at, run.version)


def _unpublished(root: Path) -> Unpublished:
    say = words(language_of(root))
    return Unpublished(
        say("Nothing has been published yet."),
        say("The pages open after the first run. Ask the data steward when that will be."),
    )


def settings(root: Path, text: str) -> Town:
    """What a page needs of town.toml as it was at the run; the pipelines have checked it already."""
    written = tomllib.loads(text)
    town = written.get("town", {})
    return Town(
        root=root,
        text=text,
        name=town.get("name", root.name),
        teryt=town.get("teryt"),
        timezone=town.get("timezone", Town.timezone),
        language=town.get("language", Town.language),
        as_of=date.fromisoformat(str(town["as_of"])) if "as_of" in town else None,
        privacy=_privacy(written.get("privacy", {})),
        access=written.get("access", {}),
        letter_cost=Decimal(str(town["letter_cost"])) if "letter_cost" in town else None,
    )


def _privacy(written: dict[str, Any]) -> dict[str, Any]:
    """The table of that name, its day as a day: town.toml may write it as text."""
    announced = written.get("monitoring_announced_on")
    return written | ({"monitoring_announced_on": date.fromisoformat(str(announced))} if announced else {})
