"""Event logs in XES (IEEE 1849), plain or gzipped: cases and their events as flat rows.

A row carries the attributes of its event under their own keys and those of its case prefixed `case:`, as process-mining
tools flatten a log, and beside them our columns filled by the standard's keys. Nested attributes are left out.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import IO, TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

import polars as pl

from pipelines.formats.format import Format
from pipelines.formats.markup import Malformed, children, local, stream
from pipelines.formats.package import check_unpacked
from pipelines.formats.table import LINE, Rejections, Source, Table, Unreadable, text_frame

if TYPE_CHECKING:
    import lxml.etree as etree

TIME, CASE = "time:timestamp", "case:concept:name"
EVENTS = {
    "case_id": CASE,
    "event": "concept:name",
    "at": TIME,
    "actor": "org:resource",
    "unit": "org:group",
    "event_id": "concept:instance",
}
CASES = {"case_id": CASE, "unit": "org:group", "opened_on": TIME}
KIND = "process"
GZIP = b"\x1f\x8b"
PRESENT = frozenset(("string", "date", "int", "float", "boolean", "id"))

Attributes = dict[str, str]


def read(source: Source) -> Table:
    """For `case_events` a row an event; for any other noun a row a case: its own attributes and its first event's.

    An attribute that the first event lacks, such as a day of payment, is taken from the last one that has it. A feed
    with a `query` sees every event whatever its noun, each with the columns of its case.
    `line` is the ordinal of the event, or of the case. `event_id` is left out where `concept:instance` repeats, as it
    does in logs that tell the start of an activity from its end.
    """
    try:
        with _opened(source) as file:
            traces = list(_traces(file))
    except (Malformed, gzip.BadGzipFile, EOFError, zlib.error) as error:
        reason = error.reason(source.say) if isinstance(error, Malformed) else source.say("the file cannot be unpacked")
        raise Unreadable(reason, source.say("Export the log again as XES.")) from error
    if not traces:
        raise Unreadable(
            source.say("no case in {name}", name=source.path.name), source.say("Export the log again as XES.")
        )
    if source.noun == "case_events" or source.feed.query:
        frame = _frame([case | event for case, events in traces for event in events], EVENTS)
        if frame["event_id"].is_null().any() or frame["event_id"].is_duplicated().any():
            frame = frame.drop("event_id")
    else:
        frame = _frame([case | _merged(events, source.zone) for case, events in traces], CASES)
    if source.noun != "case_events":
        frame = frame.with_columns(kind=pl.lit(KIND))
    return Table(frame, Rejections().frame(), canonical=True)


def _opened(source: Source) -> IO[bytes]:
    with source.path.open("rb") as file:
        packed = file.read(2) == GZIP
    return cast(IO[bytes], _Unpacking(source)) if packed else source.path.open("rb")


class _Unpacking(gzip.GzipFile):
    """A packed log that is refused, while it is read, as soon as it has unpacked to too much."""

    def __init__(self, source: Source) -> None:
        super().__init__(source.path)
        self._source = source

    def read(self, size: int | None = -1) -> bytes:
        """So many bytes. Raises Unreadable beyond what the limits let a file unpack to."""
        found = super().read(size)
        check_unpacked(self._source, self.tell())
        return found


def _traces(file: IO[bytes]) -> Iterator[tuple[Attributes, list[Attributes]]]:
    """Each case: its attributes prefixed, and its events."""
    for trace in stream(file, "trace"):
        own = {f"case:{key}": value for key, value in _attributes(trace).items()}
        yield own, [_attributes(child) for child in children(trace) if local(child) == "event"]


def _attributes(element: etree._Element) -> Attributes:
    """The simple attributes of a case or an event; an empty value is no value."""
    found = {}
    for child in element:
        get = child.get
        key, value = get("key"), get("value")
        if key and value and child.tag.rpartition("}")[2] in PRESENT:
            found[key] = value
    return found


def _merged(events: list[Attributes], zone: ZoneInfo) -> Attributes:
    """The attributes of the earliest event, and of the latest that has it what the earliest lacks.

    Of equals, and of those without a time, the one that stands first is the earlier.
    """
    stamps = [_instant(event.get(TIME), zone) for event in events]
    timed = sorted((at, n) for n, at in enumerate(stamps) if at)
    ordered = [events[n] for _, n in timed] + [event for event, at in zip(events, stamps, strict=True) if not at]
    later = {key: value for event in ordered[1:] for key, value in event.items()}
    return later | ordered[0] if ordered else {}


def _instant(text: str | None, zone: ZoneInfo) -> datetime | None:
    try:
        at = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=zone)


def _frame(rows: list[Attributes], canonical: dict[str, str]) -> pl.DataFrame:
    """Our columns, then the flat ones; a flat key that is a name of ours keeps to ours."""
    keys = dict.fromkeys(key for row in rows for key in row)
    columns = canonical | {key: key for key in keys if key not in (*canonical, LINE, "kind")}
    return text_frame(list(columns), rows, range(1, len(rows) + 1), list(columns.values()))


FORMAT = Format("xes", read, files="*.xes*", suffixes=(".xes", ".xes.gz"), nouns=("cases", "case_events"), loose=True)
