"""Databases are fetched into the inbox as CSV: what they said is kept, seen and loaded like any other export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipelines.formats import read
from pipelines.formats.table import meaning
from pipelines.refusal import Refusal
from pipelines.town import Feed, Town
from rules.wording import words


def file_of(feed: Feed) -> str:
    """The name under which a database's answer arrives."""
    return f"{feed.name}.csv"


def fetch(town: Town) -> Iterator[tuple[Feed, Refusal]]:
    """Ask every database of the town and put its answer into the feed's folder; the feeds that could not be asked.

    An answer that still waits in the inbox is loaded first, then its database is asked again by the next run.
    """
    for feed in town.feeds.values():
        path = town.inbox / feed.inbox / file_of(feed)
        if feed.format != "sql" or path.exists():
            continue
        try:
            say = words(town.language)
            fix = say("Check the query in town.toml and the address in the variable {name}.", name=feed.url)
            with meaning(say("feed {feed}: what the database answers cannot be read", feed=feed.name), fix):
                table = read(path, feed, feed.nouns[0], town.zone, say)
        except Refusal as refusal:
            yield feed, refusal
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f"{path.name}.part")
        table.frame.drop("line").write_csv(half)
        half.replace(path)


def as_file(feed: Feed) -> Feed:
    """How the fetched file of a database is read; any other feed as it is."""
    if feed.format != "sql":
        return feed
    written = replace(feed.read, encoding="utf-8", delimiter=",", skip=0)
    return replace(feed, format="csv", files=file_of(feed), query=None, read=written)
