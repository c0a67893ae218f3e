"""A calendar for each person: the days to keep, as a feed that any calendar program subscribes to."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb
from icalendar import Calendar, Event

from pipelines.store.last_run import last_run
from pipelines.store.queries import sql
from pipelines.store.warehouse import look
from pipelines.town import Town
from rules.wording import Words, words

REFRESH = timedelta(hours=1)
OLD = ("stale", "very_stale", "never", "held", "refused")


def agenda(con: duckdb.DuckDBPyConnection, town: Town, employee: str, language: str | None = None) -> bytes | None:
    """The iCalendar feed (RFC 5545) of an employee from the newest run of a snapshot; None where nobody of that id
    works here on its day. language: what they wish; left out: as the list of employees has it, else the town's.

    One all-day event per subject with a UID of its own: it moves when the date moves and is gone when the subject is
    settled. A case is named by its mark only. Old data are an event of the day too, so that an empty calendar is
    never taken for a quiet one.
    """
    run_id, as_of, known_on, *_ = last_run(con)
    look(con, as_of, known_on, town.timezone, town.order)
    named = con.execute(NAME, {"employee": employee}).fetchall()
    if not named:
        return None
    [(name, own_language)] = named
    say = words(language or own_language or town.language)
    stamp = known_on.replace(tzinfo=UTC)
    feed = _feed(say, town, name, stamp)
    for row in (
        con.sql(sql("answers/agenda/agenda.sql"), params={"employee": employee, "run_id": run_id}).pl().to_dicts()
    ):
        feed.add_component(_event(say, town, row, stamp))
    old = con.execute("select feed from feed_facts where state in $old order by feed", {"old": list(OLD)}).fetchall()
    if old:
        feed.add_component(_old_data(say, town, [name for (name,) in old], as_of, stamp))
    return bytes(feed.to_ical())


def _feed(say: Words, town: Town, person: str, stamp: datetime) -> Calendar:
    feed = Calendar()
    feed.add("prodid", "-//Ratusz//PL")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("name", title := say("{person}: deadlines", person=person))
    feed.add("x-wr-calname", title)
    feed.add("x-wr-caldesc", say("{town}, as of {at:moment}", town=town.name, at=_local(town, stamp)))
    feed.add("refresh-interval", REFRESH, {"value": "DURATION"})
    feed.add("x-published-ttl", "PT1H")
    feed.add("last-modified", stamp)
    return feed


def _event(say: Words, town: Town, row: dict[str, Any], stamp: datetime) -> Event:
    event = _all_day(town, f"{row['noun']}/{row['subject']}", row["due_on"], stamp)
    event.add("summary", say("past due: {subject}", subject=row["called"]) if row["late"] else row["called"])
    told = [row["message"], row["instead_of"] and say("Instead of: {person}.", person=row["instead_of"])]
    event.add("description", "\n".join([*filter(None, told), say("Why: ratusz why {subject}", subject=row["subject"])]))
    event.add("categories", [say(row["noun"])])
    return event


def _old_data(say: Words, town: Town, feeds: list[str], as_of: date, stamp: datetime) -> Event:
    event = _all_day(town, "old-data", as_of, stamp)
    event.add("summary", say("Old data: this calendar may lack something"))
    event.add("description", say("Without recent data: {feeds}.", feeds=", ".join(feeds)))
    return event


def _all_day(town: Town, about: str, day: date, stamp: datetime) -> Event:
    event = Event()
    office = town.teryt or town.name
    event.add("uid", f"{hashlib.sha256(f'{office}/{about}'.encode()).hexdigest()[:32]}@ratusz")
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")  # a deadline does not make anybody busy
    return event


def _local(town: Town, moment: datetime) -> datetime:
    return moment.astimezone(town.zone).replace(tzinfo=None)


NAME = """
select coalesce(name, employee), language from staff where employee = $employee
"""
