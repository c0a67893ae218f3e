"""A day of a small town, made from rows as a jurist writes them in YAML: everything real, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines import contract, history
from pipelines.facts import derive
from pipelines.formats import Table
from pipelines.judge import judge
from pipelines.mapping import conform
from pipelines.settings import read_town
from pipelines.town import Feed, Town
from pipelines.warehouse import migrate
from rules.law import read_law

TOWN = '[town]\nname = "Próba"\n'
LOADED = datetime(2026, 11, 22, 12, tzinfo=UTC).replace(tzinfo=None)


def town_of(settings: str = "", nouns: Iterable[str] = ()) -> Town:
    """A town without a folder, with a feed for each noun."""
    feeds = "".join(f'[feeds.{noun}]\nformat = "jsonl"\n' for noun in nouns)
    return read_town(Path("/nowhere"), TOWN + feeds + settings)


def day_of(
    given: Mapping[str, Sequence[Mapping[str, Any]]], as_of: str, settings: str = "", *, judged: bool = True
) -> duckdb.DuckDBPyConnection:
    """A connection with the fact relations of the day and, when judged, `findings_now`.

    given: noun -> rows of canonical columns; they pass the same contract as a file's rows, and a rejected row is a
    mistake of the test.
    """
    town = town_of(settings, given)
    con = duckdb.connect()
    migrate(con)
    history.prepare(con, map(contract.noun, contract.NOUNS))
    for name, rows in given.items():
        _load(con, town, name, rows)
    derive(con, town, read_law(town.jurisdiction), datetime.fromisoformat(as_of).date(), LOADED)
    if judged:
        judge(con, town)
    return con


def _load(con: duckdb.DuckDBPyConnection, town: Town, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    noun = contract.noun(name)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = [{column: _text(row.get(column)) for column in columns} for row in rows]
    frame = pl.DataFrame(text, schema=dict.fromkeys(columns, pl.String)).with_row_index("line", offset=1)
    empty = pl.DataFrame(schema={"line": pl.Int64} | dict.fromkeys(("column", "value", "reason", "fix"), pl.String))
    feed = Feed(name=name, nouns=(name,), format="jsonl", files="*", inbox=name, covers="all")
    conformed = conform(Table(frame.cast({"line": pl.Int64}), empty, canonical=True), feed, noun, town)
    assert conformed.rejected.is_empty(), conformed.rejected.to_dicts()
    stamp = history.Stamp(name, f"L-{name}", datetime(2026, 1, 1))
    history.compare(con, noun, stamp, conformed.good, whole=True)
    history.write(con, noun, stamp)
    con.execute(
        """
        insert into loads by name
        select ? as load_id, ? as feed, ? as noun, '' as folder, 'day.yaml' as file, '' as sha256, '' as arrival,
            ? as started_at, timestamp '2026-01-01' as known_from, ? as rows_in, ? as rows_loaded, 0 as rows_unchanged,
            0 as rows_rejected, 0 as rows_ended, 'loaded' as state, []::varchar[] as aside, '' as mapping
        """,
        [f"L-{name}", name, name, LOADED, len(rows), len(rows)],
    )


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)
