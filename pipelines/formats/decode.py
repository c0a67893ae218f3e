"""Bytes of a text file into UTF-8. A byte that the encoding does not have costs its own cell, not the register."""

from __future__ import annotations

import codecs
import re

import polars as pl

from pipelines.formats.table import LINE, SPOILED, Source
from pipelines.town import Feed
from rules.wording import Words

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
LOST = "\N{REPLACEMENT CHARACTER}"
UTF8_LETTER = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")  # how UTF-8 writes the letters of Latin alphabets


def decoded(source: Source) -> tuple[bytes, bool]:
    """The file as UTF-8 without a byte order mark, and whether a byte was lost: LOST stands in its place.

    A mark outweighs the encoding of the settings, and so do bytes that are UTF-8: no other encoding looks like it.
    """
    data, encoding = source.path.read_bytes(), source.feed.read.encoding
    for mark, marked in MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], marked
            break
    if _is_utf8(data):
        encoding = "utf-8"
    text, damaged = _text(data, encoding)
    if "\n" not in text and "\r" in text:
        text = text.replace("\r", "\n")
    elif encoding == "utf-8" and not damaged:
        return data, False
    return text.encode(), damaged


def true_encoding(feed: Feed, say: Words) -> str:
    """What to do about bytes that the encoding of a feed does not have."""
    other = "cp1250" if feed.read.encoding != "cp1250" else "utf-8"
    return say(
        "Save the file as UTF-8, or write its true encoding in town.toml under {table}: {setting}",
        table=f"[feeds.{feed.name}.read]",
        setting=f'encoding = "{other}"',
    )


def damaged_cells(frame: pl.DataFrame) -> pl.DataFrame:
    """The cells in which a character was lost, as `Table.spoiled`."""
    parts = [
        frame.filter(pl.col(name).str.contains(LOST, literal=True)).select(
            LINE, pl.lit(name).alias("column"), pl.lit("encoding").alias("why")
        )
        for name in frame.columns
        if name != LINE
    ]
    return pl.concat([pl.DataFrame(schema=SPOILED), *parts]).sort(LINE, maintain_order=True)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _text(data: bytes, encoding: str) -> tuple[str, bool]:
    """The text, line by line where the whole is not of one piece, and whether a byte was lost."""
    mixed = not codecs.lookup(encoding).name.startswith("utf") and UTF8_LETTER.search(data)
    if not mixed:
        try:
            return data.decode(encoding), False
        except UnicodeDecodeError:
            pass
    if encoding.startswith("utf-16"):
        return data.decode(encoding, errors="replace"), True
    lines = [
        line.decode("utf-8" if UTF8_LETTER.search(line) and _is_utf8(line) else encoding, errors="replace")
        for line in data.split(b"\n")
    ]
    text = "\n".join(lines)
    return text, LOST in text
