"""Feeds: when each source last delivered, and whether that is recent enough to speak of today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import duckdb
import polars as pl
from cronsim import CronSim

from pipelines.store.history import live
from pipelines.store.moments import zoned
from pipelines.store.queries import sql
from pipelines.store.warehouse import materialize
from pipelines.town import Feed, Town
from rules.law import Law

MINUTE = timedelta(minutes=1)
NEVER = 10**9  # minutes: older than any agreed age

SCHEMA = {
    "feed": pl.String,
    "noun": pl.String,
    "last_success_at": pl.Datetime("us"),
    "last_success": pl.Datetime("us"),
    "rows": pl.Int64,
    "age_minutes": pl.Int64,
    "max_age_minutes": pl.Int64,
    "critical_minutes": pl.Int64,
    "held": pl.String,
    "held_file": pl.String,
    "held_why": pl.String,
    "refused": pl.String,
    "refused_file": pl.String,
    "refused_on": pl.Date,
    "refused_why": pl.String,
    "blocked": pl.String,
    "knows": pl.String,
    "state": pl.String,
    "never": pl.String,
    "attention": pl.String,
}


def materialize_feeds(con: duckdb.DuckDBPyConnection, town: Town, law: Law, as_of: date, known_on: datetime) -> None:
    """Make `feed_facts` (a row per feed) and `feed_horizon` (one row: how far payments are loaded) as TEMP tables."""
    materialize(con, "feed_facts", delivered(con, town, law, as_of, known_on))
    con.execute(f"create or replace temp table feed_horizon as {HORIZON}")


HORIZON = """
    select
        count(*) filter (noun = 'payments') > 0 as has_payments,
        cast(max(last_success) filter (noun = 'payments') as date) as payments_through
    from feed_facts
"""


def delivered(con: duckdb.DuckDBPyConnection, town: Town, law: Law, as_of: date, known_on: datetime) -> pl.DataFrame:
    """A row per feed of the town, as the rules see it at that moment (UTC) by the law of that day."""
    found = con.execute(sql("facts/deliveries.sql"), {"known_on": known_on}).fetchall()
    past = {feed: Past(at, rows, held, refused) for feed, at, rows, held, refused in found}
    limit = law.for_town(town.rules).on(as_of).parameters.get("D01.critical_times")
    times = None if limit is None else limit.whole
    rows = [fact(feed, past.get(feed.name, Past()), known_on, town.zone, times) for feed in town.feeds.values()]
    for name, nouns in left_behind(con, town).items():
        feed, before = Feed(name, tuple(nouns), "", "", "", "changes"), past.get(name, Past())
        said = dict(zip(SCHEMA, fact(feed, before, known_on, town.zone, times), strict=True))
        rows.append(tuple({**said, **TAKEN_OUT}.values()))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


TAKEN_OUT = {"state": "taken_out", "never": "taken_out_of_town_toml_but_its_rows_still_count", "attention": "yes"}
BY_HAND = "note"  # the feed of what people add with `ratusz note`; no town.toml describes it


def left_behind(con: duckdb.DuckDBPyConnection, town: Town) -> dict[str, dict[str, int]]:
    """Live rows by noun of each feed that town.toml no longer describes."""
    ever = con.execute("select distinct feed from loads where state = 'loaded' order by feed").fetchall()
    return live(con, [feed for (feed,) in ever if feed not in town.feeds and feed != BY_HAND])


class Past(NamedTuple):
    """What a feed has delivered: when last (UTC) and how many rows, and what its newest file came to.

    held: the newest file where it waits for a release: file, reason, fix.
    refused: the load of the newest file where it was refused: started_at, file, reason, fix.
    """

    last: datetime | None = None
    rows: int | None = None
    held: Mapping[str, Any] | None = None
    refused: Mapping[str, Any] | None = None


def fact(feed: Feed, past: Past, known_on: datetime, zone: ZoneInfo, times: int | None) -> tuple[object, ...]:
    """One feed as the rules see it; moments in UTC but `last_success`, which is the town's.

    times: so many times the agreed age is critical; None where the law's record does not say.
    """
    last, refused = past.last, past.refused
    limit = None if feed.max_age is None else feed.max_age // MINUTE
    age = (NEVER if limit is not None else None) if last is None else age_minutes(feed, last, known_on, zone)
    late = age is not None and limit is not None and age > limit
    critical = None if limit is None or times is None else times * limit
    if past.held:
        state = "held"
    elif refused:
        state = "refused"
    elif last is None:
        state = "never"
    elif limit is None:
        state = "unlimited"
    elif late:
        state = "very_stale" if age is not None and critical is not None and age > critical else "stale"
    else:
        state = "fresh"
    local = None if last is None else zoned(last, zone).replace(tzinfo=None)
    blocked = past.held is not None or refused is not None
    return (
        feed.name, feed.nouns[0], last, local, past.rows, age, limit, critical,
        "yes" if past.held else "no", past.held and past.held["file"], past.held and _why(past.held),
        "yes" if refused else "no", refused and refused["file"],
        refused and zoned(refused["started_at"], zone).date(), refused and _why(refused), "yes" if blocked else "no",
        None if feed.knows is None else "|".join(feed.knows), state,
        None if last is not None else "no_data_yet" if refused else "no_data_ever_came",
        "yes" if late or blocked or last is None else "no",
    )  # fmt: skip


def _why(load: Mapping[str, Any]) -> str | None:
    """Reason and fix of a refused or held file as the end of a sentence, without its full stop."""
    parts = [part.strip().rstrip(".") for part in (load["reason"], load["fix"]) if part]
    return ". ".join(parts) or None


def age_minutes(feed: Feed, last: datetime, now: datetime, zone: ZoneInfo) -> int:
    """Minutes since the last success; days on which no export is expected do not count."""
    if feed.expected is None:
        return max(0, (now - last) // MINUTE)
    start, end = (moment.replace(tzinfo=UTC) for moment in (last, now))
    days = _slot_days(feed.expected, start.astimezone(zone).date(), end.astimezone(zone).date())
    return sum(
        max(0, (min(end, _midnight(day + timedelta(days=1), zone)) - max(start, _midnight(day, zone))) // MINUTE)
        for day in days
    )


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """In UTC: the day that loses an hour in March has 23 of them."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def _slot_days(cron: str, first: date, last: date) -> list[date]:
    """The days from first to last, both included, on which the expression has a slot."""
    days: list[date] = []
    for slot in CronSim(cron, datetime.combine(first - timedelta(days=1), datetime.max.time())):
        if slot.date() > last:
            break
        if not days or days[-1] != slot.date():
            days.append(slot.date())
    return days
