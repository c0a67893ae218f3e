"""A query of the office's own database, SQLite or PostgreSQL, for reading only: the session itself forbids the rest.

The connection URL, which may hold a password, comes from the environment and is never repeated in a message.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime, time
from decimal import Decimal
from importlib import import_module
from typing import Any
from urllib.parse import quote, unquote

import polars as pl

from pipelines.formats.format import Format
from pipelines.formats.table import LINE, Rejections, Source, Table, Unreadable, column_names, exact, plain
from pipelines.refusal import Refusal
from rules.wording import Words

READING = re.compile(r"(?:\s|--[^\n]*(?:\n|$)|/\*.*?\*/)*(?:select|with|values)\b", re.IGNORECASE | re.DOTALL)
ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
WAIT = 15  # seconds to reach a server


def read(source: Source) -> Table:
    """The rows the feed's query gives; `line` is the ordinal. The path of the source is not used."""
    feed, say = source.feed, source.say
    url, query = os.environ.get(feed.url or ""), feed.query or ""
    if not url:
        fix = say(
            "Set the variable to the address of the database, such as sqlite:////path/file.db or "
            "postgresql://user:password@host/base."
        )
        raise Refusal(
            say("feed {feed}: the environment variable {name} is not set", feed=feed.name, name=feed.url), fix
        )
    if not READING.match(query):
        raise Refusal(
            say("feed {feed}: the query is not a SELECT", feed=feed.name),
            say("Write a single SELECT in town.toml."),
        )
    kind = url.partition(":")[0].partition("+")[0]
    if kind not in OPENERS:
        fix = say("Databases read: sqlite, postgresql.")
        raise Refusal(say("feed {feed}: the database {kind} is not known", feed=feed.name, kind=kind), fix)
    names, rows = OPENERS[kind](url, query, source)
    columns = zip(*rows, strict=True) if rows else ([] for _ in names)
    cells, left_out = [], []
    for name, values in zip(column_names(names, say), columns, strict=True):
        try:
            cells.append(pl.Series(name, [_text(value) for value in values], dtype=pl.String))
        except TypeError as error:
            if name in feed.asked:
                fix = say("Turn the column into text, a number or a date in the query, or leave it out.")
                raise Unreadable(
                    say("feed {feed}: a column holds neither text nor number nor date", feed=feed.name), fix
                ) from error
            left_out.append(name)  # nobody asked for it by name
    lines = pl.Series(LINE, range(1, len(rows) + 1), dtype=pl.Int64)
    return Table(pl.DataFrame([*cells, lines]), Rejections().frame(), left_out=tuple(left_out))


Answer = tuple[list[str], Sequence[Sequence[Any]]]


def _sqlite(url: str, query: str, source: Source) -> Answer:
    path = unquote(url.partition("://")[2].removeprefix("/"))
    try:
        with closing(sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True, timeout=WAIT)) as connection:
            connection.set_authorizer(
                lambda action, *_: sqlite3.SQLITE_OK if action in ALLOWED else sqlite3.SQLITE_DENY
            )
            cursor = connection.execute(query)
            return [column[0] for column in cursor.description or ()], cursor.fetchall()
    except sqlite3.Error as error:
        raise _failed(source, str(error)) from error


def _postgresql(url: str, query: str, source: Source) -> Answer:
    try:
        psycopg = import_module("psycopg")  # an optional package: only towns that read PostgreSQL need it
    except ImportError as error:
        say = source.say
        fix = say("Install the package psycopg[binary] beside Ratusz.")
        raise Refusal(
            say("feed {feed}: PostgreSQL is read through psycopg, which is not installed", feed=source.feed.name), fix
        ) from error
    address = re.sub(r"^[a-z+0-9]+:", "postgresql:", url)
    try:
        with psycopg.connect(address, connect_timeout=WAIT) as connection:
            connection.read_only = True
            cursor = connection.execute(query.encode(), prepare=True)  # a prepared statement is one statement
            return [column.name for column in cursor.description or ()], cursor.fetchall()
    except psycopg.Error as error:
        said = error.diag.message_primary or _kind_of(error, source.say)
        raise _failed(source, said) from None


def _kind_of(error: Exception, say: Words) -> str:
    """What kind of failure it was: the driver's own text may quote the address."""
    return say("no connection") if "onnect" in str(error) or "resolve" in str(error) else type(error).__name__


def _failed(source: Source, said: str) -> Refusal:
    say = source.say
    fix = say("Check the query in town.toml and the address in the variable {name}.", name=source.feed.url)
    return Refusal(say("feed {feed}: the database did not answer: {said}", feed=source.feed.name, said=said), fix)


OPENERS = {"sqlite": _sqlite, "postgresql": _postgresql, "postgres": _postgresql}


def _text(value: Any) -> str | None:
    """A value as the text our contracts parse; numbers keep their digits. Raises TypeError for bytes and structures."""
    match value:
        case None | "":
            return None
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return plain(value)
        case Decimal():
            return exact(f"{value:f}")
        case datetime() | date() | time():
            return value.isoformat()
        case list() if all(isinstance(each, str) for each in value):
            return "|".join(value)
        case _:
            raise TypeError(type(value).__name__)


FORMAT = Format("sql", read, files="", whole=True)
