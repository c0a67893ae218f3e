"""A file lacks its columns: which row of it looks like the header, which delimiter would fit, which names come near?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from pipelines.contracts import Noun
from pipelines.formats import FORMATS
from pipelines.town import Feed
from rules.wording import Words

ROWS = 30  # from the top of a file, among which a header is sought
HEAD = 65_536  # bytes of a text file that are looked at
DELIMITERS = (";", ",", "\t", "|")
BLANKS = {"\u00a0": "⍽", "\u202f": "⍽", "\u2007": "⍽", "\t": "⇥", "\n": "⏎", "\r": "⏎"}  # that no eye tells apart


@dataclass(frozen=True)
class Head:
    """A row that may be the header: how many stand before it, its cells, and the delimiter it was read with."""

    skip: int
    cells: tuple[str, ...]
    delimiter: str | None = None


def hints(path: Path, feed: Feed, noun: Noun, headers: Sequence[str], say: Words) -> str:
    """Sentences about a file whose `headers` lack what the feed needs; empty where nothing in it comes near."""
    wanted = _wanted(feed, noun)
    best = max(_heads(path, feed), key=lambda head: _fitting(wanted, head.cells), default=None)
    said = []
    if best is not None and _fitting(wanted, best.cells) > _fitting(wanted, headers):
        said = _about(best, headers, feed, say)
        headers = best.cells
    near = [f"{theirs} – {shown(found)}" for theirs in wanted if (found := nearest(theirs, headers))]
    if near:
        said.append(say("The nearest names: {names}.", names=", ".join(near)))
    return " ".join(said)


def shown(name: str) -> str:
    """A name with the blanks made visible that are not what they seem."""
    drawn = "".join(BLANKS.get(sign, sign) for sign in name)
    return drawn.replace("  ", "␣␣") if "  " in drawn else drawn


def nearest(wanted: str, headers: Sequence[str]) -> str | None:
    """The header that comes nearest to a name that is not among them: the same but for case and blanks, longer by a
    word, or misspelt."""
    if wanted in headers:
        return None
    plain = {_plain(header): header for header in reversed(headers) if header.strip()}
    whole = _plain(wanted)
    longer = [name for name in plain if name.startswith(f"{whole} ") or whole.startswith(f"{name} ")]
    near = [whole] if whole in plain else longer or get_close_matches(whole, list(plain), n=1, cutoff=0.75)
    return plain[near[0]] if near else None


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").casefold().split())


def _wanted(feed: Feed, noun: Noun) -> list[str]:
    """The headers, as the office calls them, that the feed cannot do without or names itself."""
    usual = feed.usual.columns if feed.usual else {}
    names = {name: next((each for each in usual.get(name, ()) if isinstance(each, str)), name) for name in noun.columns}
    given = {**{name: names[name] for name, column in noun.columns.items() if column.required}, **feed.columns}
    elsewhere = {*feed.constants, *feed.made, *feed.beside}
    names = [theirs for ours, theirs in given.items() if ours not in elsewhere]
    return list(dict.fromkeys([*names, *feed.asked]))


def _fitting(wanted: Sequence[str], cells: Sequence[str]) -> float:
    """How many of the names a row has; one that only comes near counts half."""
    return sum(1.0 if name in cells else 0.5 * (nearest(name, cells) is not None) for name in wanted)


def _heads(path: Path, feed: Feed) -> Iterator[Head]:
    """The first rows of the file, each as if it were the header, by each delimiter."""
    if feed.format == FORMATS["xlsx"].name:
        yield from _rows_of_sheet(path, feed)
    elif feed.format == FORMATS["csv"].name:
        with path.open("rb") as file:
            text = file.read(HEAD).decode(feed.read.encoding, errors="replace").removeprefix("\ufeff")
        for skip, line in enumerate(islice(io.StringIO(text), ROWS)):
            for delimiter in DELIMITERS:
                cells = next(csv.reader([line.replace("\r", "")], delimiter=delimiter), [])
                yield Head(skip, tuple(cell.strip() for cell in cells), delimiter)


def _rows_of_sheet(path: Path, feed: Feed) -> Iterator[Head]:
    import fastexcel

    wanted = feed.read.sheet
    sheet = fastexcel.read_excel(path).load_sheet(
        wanted - 1 if isinstance(wanted, int) else wanted or 0,
        header_row=None,
        skip_rows=0,
        n_rows=ROWS,
        dtypes="string",
    )
    for skip, row in enumerate(sheet.to_polars().iter_rows()):
        yield Head(skip, tuple((cell or "").strip() for cell in row))


def _about(best: Head, headers: Sequence[str], feed: Feed, say: Words) -> list[str]:
    """What to write in town.toml so that this row is the header."""
    table = f"[feeds.{feed.name}.read]"
    said = []
    if best.skip != feed.read.skip and list(best.cells) != list(headers):
        said.append(
            say(
                "Row {row} looks like the header ({cells}): write {setting} under {table}.",
                row=best.skip + 1, cells=", ".join(shown(cell) for cell in best.cells if cell),
                setting=f"skip = {best.skip}", table=table,
            )
        )  # fmt: skip
    if best.delimiter and feed.read.delimiter and best.delimiter != feed.read.delimiter:
        sign = say("tab") if best.delimiter == "\t" else best.delimiter
        setting = 'delimiter = "\\t"' if best.delimiter == "\t" else f'delimiter = "{best.delimiter}"'
        said.append(
            say(
                "The delimiter seems to be “{sign}”: write {setting} under {table}.",
                sign=sign,
                setting=setting,
                table=table,
            )
        )
    return said
