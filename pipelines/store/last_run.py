"""The last run: what every reader of a copy, and every next pass, asks first."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

import duckdb


class LastRun(NamedTuple):
    """The row of `runs` with the highest id; the ids of runs grow with what they knew. Times are UTC without a zone."""

    run_id: str
    as_of: date
    known_on: datetime
    published_at: datetime
    version: str
    fingerprint: str
    town_toml: str


def last_run(con: duckdb.DuckDBPyConnection) -> LastRun:
    """The last run of a copy; a copy without one was never published: LookupError."""
    found = last_run_if_any(con)
    if found is None:
        raise LookupError("no run is stored here")
    return found


def last_run_if_any(con: duckdb.DuckDBPyConnection) -> LastRun | None:
    """The last run that is stored here; None before the first."""
    columns = ", ".join(LastRun._fields)
    found = con.execute(f"select {columns} from runs order by run_id desc limit 1").fetchall()
    return LastRun(*found[0]) if found else None
