"""A line of an answer, and what every answer needs: the row asked about, the file it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from pipelines.reading import Reading
from pipelines.store.moments import zoned
from rules.wording import Words


class Line(NamedTuple):
    """One line of an answer: what it is about (fact, due date, interest, finding) and the sentence."""

    part: str
    text: str


def one(day: Reading, sql: str, subject: str) -> dict[str, Any] | None:
    """The row a query gives for `$subject`, or None."""
    rows = day.con.sql(sql, params={"subject": subject}).pl().to_dicts()
    return rows[0] if rows else None


def listed(
    day: Reading, part: str, sentence: Callable[[Mapping[str, Any]], str], sql: str, *params: Any
) -> Iterator[Line]:
    """A line per row of a query, which names its columns as the sentence names its values."""
    for row in day.con.sql(sql, params=list(params)).pl().iter_rows(named=True):
        yield Line(part, sentence(row))


def source(day: Reading, noun: str, key: str, subject: str, say: Words) -> Iterator[Line]:
    """From which file and line the row came, and since when it is known."""
    rows = day.con.execute(
        f"select file, line, feed, known_from from {noun} join (select load_id, file from loads) using (load_id) "
        f"where {key} = ? order by known_from",
        [subject],
    ).fetchall()
    for file, line, feed, known_from in rows:
        text = say(
            "{feed}: {file}, line {line}, known since {at:moment}.",
            feed=feed,
            file=file,
            line=line,
            at=_local(day, known_from),
        )
        yield Line(say("source"), text)


def _local(day: Reading, moment: datetime) -> datetime:
    return zoned(moment, day.town.zone)
