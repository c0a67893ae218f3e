"""The new rows against what the town has: rows that would end, and keys that another feed gives already."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing

import polars as pl

from pipelines.contracts import Noun
from pipelines.store.exchange import frame_of
from pipelines.store.snapshot import current, open_snapshot
from pipelines.town import Feed, Town


def against(town: Town, feed: Feed, noun: Noun, good: pl.DataFrame, *, whole: bool) -> tuple[int, Mapping[str, int]]:
    """How many live rows of the feed the files would end, and by other feed how many keys are given twice.

    whole: the files are the whole register, so that what they lack ends. Of a town that never ran both are nothing.
    """
    if current(town) is None:
        return 0, {}
    keys = [*noun.key]
    listed = ", ".join(f'"{name}"' for name in keys)
    con, _ = open_snapshot(town)
    with closing(con):
        if (noun.name,) not in con.execute("select noun from nouns").fetchall():  # a copy of an older program
            return 0, {}
        live = frame_of(con.sql(f"select feed, {listed} from {noun.name}_history where known_to is null"))
    own = live.filter(pl.col("feed") == feed.name)
    ends = own.join(good, on=keys, how="anti", nulls_equal=True).height if whole else 0
    shared = live.filter(pl.col("feed") != feed.name).join(good, on=keys, how="semi", nulls_equal=True)
    return ends, dict(shared["feed"].value_counts().sort("feed").iter_rows())
