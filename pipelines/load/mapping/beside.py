"""Values that no column has: the day of a table stands in its file's name, or in a title above the header."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from pipelines.formats import Table
from pipelines.load.mapping.origins import Origin
from pipelines.refusal import Refusal
from pipelines.town import Beside, Feed
from rules.wording import Words

ARCHIVED = re.compile(r"^L\d{6,}-")  # what a kept file has before its own name
STEMS = ("sty", "lut", "mar", "kwie", "maj", "czer", "lip", "sie", "wrze", "pa[zź]dz", "lis", "gru")
PARTS = {
    "%Y": r"(?P<year>\d{4})", "%m": r"(?P<month>\d{1,2})", "%d": r"(?P<day>\d{1,2})", "*": ".*?",
    "%B": rf"(?P<name>(?:{'|'.join(STEMS)})\w*)",  # a month by its Polish name, in any case
}  # fmt: skip
DAY_FIRST = re.compile(r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


def values_beside(table: Table, feed: Feed, say: Words) -> Mapping[str, Origin]:
    """The origin of each column whose value stands beside the table, the same for all rows.

    Raises:
        Refusal: the pattern is not found there, or what it finds is no day.
    """
    return {ours: _value(table, feed, ours, at, say) for ours, at in feed.beside.items()}


def _value(table: Table, feed: Feed, ours: str, at: Beside, say: Words) -> Origin:
    name = ARCHIVED.sub("", table.name)
    texts = [name] if at.place == "file" else table.above
    pattern = _pattern(at.pattern)
    for found in filter(None, map(pattern.search, texts)):
        parts = found.groupdict()
        text = _day(parts) if parts.get("year") else _iso(found[1] if pattern.groups else found[0])
        if text:
            return Origin(constant=text.strip(), plain=bool(parts.get("year")))
    where = say("the file's name: {name}", name=name) if at.place == "file" else say("the cells above the header")
    raise Refusal(
        say("{column} is not found in {where}.", column=ours, where=where),
        say("Correct the pattern in {table}, or name the file accordingly.", table=f"[feeds.{feed.name}.columns]"),
    )


def _pattern(written: str) -> re.Pattern[str]:
    """A pattern of days, such as `Rb_%Y_%m`, as a regular expression; any other is one."""
    if "%" not in written:
        return re.compile(written, re.IGNORECASE)
    pieces = re.split(r"(%[YmdB]|\*)", written)
    return re.compile("".join(PARTS.get(piece, re.escape(piece)) for piece in pieces), re.IGNORECASE)


def _day(parts: Mapping[str, str | None]) -> str | None:
    """The day that year, month and day give; without a day the last of the month, without a month that of the year."""
    year, month, day = (int(parts.get(part) or 0) for part in ("year", "month", "day"))
    if name := parts.get("name"):
        month = next(n for n, stem in enumerate(STEMS, start=1) if re.match(stem, name, re.IGNORECASE))
    month = month or 12
    try:
        return date(year, month, day or monthrange(year, month)[1]).isoformat()
    except ValueError:
        return None


def _iso(text: str) -> str:
    """A day written in Poland's usual order as ISO 8601; any other text as it is."""
    found = DAY_FIRST.match(text.strip())
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text
