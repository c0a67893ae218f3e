"""The subjects that are left out of replayed days, of each day those that its run leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

import duckdb

from pipelines.facts import derive
from pipelines.replay.each_day import Day
from pipelines.town import Town
from rules.law import Law


def find_left_out(con: duckdb.DuckDBPyConnection, town: Town, law: Law, days: Sequence[Day]) -> None:
    """Add to the TEMP table `left_out` of `con` what cannot be derived on each of the days.

    A day alone is derived beside: on a connection of its own to the same data, whose TEMP tables end with it.
    """
    for day in days:
        with closing(con.cursor()) as beside:
            derive(beside, town, law, day.as_of, day.known_on)
            found = beside.execute("select noun, subject, feed, unit from left_out").fetchall()
        for row in found:
            con.execute("insert into left_out values (?, ?, ?, ?, ?)", [day.as_of, *row])
