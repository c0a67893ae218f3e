"""Why a source of data is a signal, and how far a table of the law's record reaches."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.answers.why.line import Line, one
from pipelines.reading import Reading
from pipelines.store.queries import sql
from rules.law.explain import STANDING
from rules.wording import Words


def of_feed(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """When the source last delivered, and what age was agreed."""
    feed = one(day, "select * from feed_facts where feed = $subject", subject)
    if feed is None:
        return
    if feed["last_success"] is None:
        yield Line(say("source"), say("No data ever came."))
    else:
        text = say(
            "Last data of {last_success:moment}[, {age} of expected time ago].",
            last_success=feed["last_success"], age=_length(feed["age_minutes"], say),
        )  # fmt: skip
        yield Line(say("source"), text)
    if feed["refused_file"] is not None:
        text = say(
            "File {refused_file} of {refused_on:day} was refused: {refused_why}.",
            **{key: feed[key] for key in ("refused_file", "refused_on", "refused_why")},
        )
        yield Line(say("source"), text)
    if feed["max_age_minutes"] is not None:
        yield Line(say("source"), say("Agreed age of the data: {age}.", age=_length(feed["max_age_minutes"], say)))


def _length(minutes: int | None, say: Words) -> str | None:
    """Minutes as days, hours and minutes."""
    if minutes is None:
        return None
    hours, rest = divmod(int(minutes), 60)
    days, hours = divmod(hours, 24)
    parts = [
        say.days(days) if days else "",
        say.count(hours, "{n} hour", "{n} hours") if hours else "",
        say.count(rest, "{n} minute", "{n} minutes") if rest or not (days or hours) else "",
    ]
    return " ".join(part for part in parts if part)


def of_table_of_law(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """How far a table of the law's record reaches, and from where each of its last numbers is."""
    table = one(day, "select * from law_horizon where item = $subject", subject)
    if table is None:
        return
    yield Line(say("source"), say("The record reaches {last_on:day}.", last_on=table["last_on"]))
    rows = day.con.execute(
        sql("answers/why/last_entries.sql"),
        [table["name"], table["last_on"]],
    ).fetchall()
    for valid_from, law, origin, status in rows:
        text = say(
            "The last entry holds from {valid_from:day}[, {law}][, read in: {origin}] ({status}).",
            valid_from=valid_from,
            law=law or None,
            origin=say(origin) if origin else None,
            status=say(STANDING.get(status, status)),
        )
        yield Line(say("source"), text)
