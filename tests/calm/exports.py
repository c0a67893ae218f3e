"""What the sources of the healthy town say, morning after morning: each row as known then, and nothing on weekends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import polars as pl

from pipelines import contracts
from pipelines.formats import Table
from pipelines.load.mapping import conform
from pipelines.replay.each_day import Day
from pipelines.store import history
from pipelines.store.warehouse import migrate
from pipelines.town import Feed, Town
from tests.calm.town import Register, town
from tests.rules.day import town_of

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
BEFORE = date(2025, 1, 1)
ZONE = "Europe/Warsaw"
EXPORTED, JUDGED = time(5, 30), time(6)
FEED = """
[feeds.{noun}]
format = "jsonl"
max_age = "24h"
expected = "30 5 * * 1-5"
"""
PROVENANCE = {"feed": pl.String, "load_id": pl.String, "cumulative": pl.Boolean,
              "known_from": pl.Datetime("us"), "known_to": pl.Datetime("us")}  # fmt: skip


def calm_town() -> Town:
    """Its settings: each register exported at 5.30 on Monday to Friday, agreed to be no older than a day."""
    return town_of("znak = true\n" + "".join(FEED.format(noun=noun) for noun in town()))


def days(first: date = FIRST, last: date = LAST) -> list[Day]:
    """A run at six each morning, which knows what was exported by then."""
    return [
        Day(day, _moment(day, JUDGED)) for n in range((last - first).days + 1) for day in [first + timedelta(days=n)]
    ]


def warehouse(registers: Mapping[str, Register]) -> duckdb.DuckDBPyConnection:
    """The history of the year's exports of these registers; every row passed the same contract as a row of a file."""
    con = duckdb.connect()
    migrate(con)
    history.prepare(con, map(contracts.noun, contracts.NOUNS))
    settings = calm_town()
    for noun, register in registers.items():
        frame = _versions(noun, register, settings)
        con.register("versions", frame)
        con.execute(f"insert into {noun}_history by name select * from versions").fetchall()
        con.unregister("versions")
    _note_loads(con)
    return con


def _versions(noun: str, register: Register, settings: Town) -> pl.DataFrame:
    """Each row as one export after the other had it: with `known_from` and `known_to`."""
    good = _conformed(noun, register, settings)
    born = [None if register.born is None else _day(row[register.born]) for row in register.rows]
    found = list[dict[str, Any]]()
    for row, birth in zip(good.to_dicts(), born, strict=True):
        days = {column: _day(row[column]) for column in register.filled if row[column] is not None}
        later = {day for day in days.values() if birth and day > birth}
        moments = [birth or BEFORE, *sorted(later)]
        for moment, following in zip(moments, [*moments[1:], None], strict=True):
            known_from = _exported_after(moment)
            known_to = None if following is None else _exported_after(following)
            if known_from != known_to:
                empty = [
                    name
                    for column, others in register.filled.items()
                    if column in days and days[column] > moment
                    for name in (column, *others)
                ]
                stamp = {
                    "feed": noun,
                    "load_id": "calm",
                    "cumulative": False,
                    "known_from": known_from,
                    "known_to": known_to,
                }
                found.append(row | dict.fromkeys(empty) | stamp)
    return pl.DataFrame(found, schema={**good.schema, **PROVENANCE})


def _conformed(noun: str, register: Register, settings: Town) -> pl.DataFrame:
    model = contracts.noun(noun)
    columns = [name for name in dict.fromkeys(name for row in register.rows for name in row) if name in model.columns]
    text = [{name: _text(row.get(name)) for name in columns} for row in register.rows]
    frame = pl.DataFrame(text, schema=dict.fromkeys(columns, pl.String)).with_row_index("line", offset=1)
    empty = pl.DataFrame(schema={"line": pl.Int64} | dict.fromkeys(("column", "value", "reason", "fix"), pl.String))
    feed = Feed(name=noun, nouns=(noun,), format="jsonl", files="*", inbox=noun, covers="all")
    conformed = conform(Table(frame.cast({"line": pl.Int64}), empty, canonical=True), feed, model, settings)
    assert conformed.rejected.is_empty(), conformed.rejected.head(5).to_dicts()
    assert conformed.good.height == len(register.rows), noun
    return conformed.good.sort("line")


def _note_loads(con: duckdb.DuckDBPyConnection) -> None:
    mornings = [
        _moment(day, EXPORTED)
        for n in range((LAST - date(2025, 12, 1)).days + 1)
        for day in [date(2025, 12, 1) + timedelta(days=n)]
        if day.weekday() < 5
    ]
    con.register("mornings", pl.DataFrame({"at": mornings}, schema={"at": pl.Datetime("us")}))
    con.execute(
        """
        insert into loads by name
        select noun || '-' || strftime("at", '%Y%m%d') as load_id, noun as feed, noun, '' as folder, '' as file,
            '' as sha256, '' as arrival, "at" as started_at, "at" as known_from, 1 as rows_in, 1 as rows_loaded,
            0 as rows_unchanged, 0 as rows_rejected, 0 as rows_ended, 'loaded' as state, []::varchar[] as aside,
            '' as mapping
        from mornings cross join (select unnest(?) as noun)
        """,
        [list(town())],
    ).fetchall()
    con.unregister("mornings")


def _exported_after(day: date) -> datetime:
    """The first export that can tell of the day: the next morning's, after a Friday that of Monday."""
    following = day + timedelta(days=1)
    while following.weekday() > 4:
        following += timedelta(days=1)
    return _moment(following, EXPORTED)


def _moment(day: date, at: time) -> datetime:
    """UTC without an offset."""
    return datetime.combine(day, at, ZoneInfo(ZONE)).astimezone(UTC).replace(tzinfo=None)


def _day(value: Any) -> date:
    """The day of a day or of a moment."""
    return date.fromisoformat(str(value)[:10])


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)
