"""Where the table is in a text or a sheet: its encoding, its delimiter, the row that is the header."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from pipelines.adopt.vocabulary import all_headers, plain
from pipelines.formats.table import headed

ROWS = 60  # from the top, among which the header is sought
BELOW = 40  # rows below a header that say how wide the table is
DELIMITERS = (";", ",", "\t", "|", "#")
POLISH = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"
USUAL = "–—„”“’‘…°§½²³ €×•äöüÄÖÜéáíčšřžýěŠČŘŽ"  # other signs that a register may well have
ENCODINGS = ("cp1250", "iso8859-2", "cp852")
NUMERIC = set("0123456789 .,:/-+%zł\u00a0")

Row = Sequence[str]


@dataclass(frozen=True)
class Header:
    """A row, or two, taken for the header: how many rows stand above it, its cells, and how surely it is one."""

    skip: int
    cells: tuple[str, ...]
    score: float
    rows: int = 1


def encoding_of(data: bytes) -> str:
    """The name of the encoding: UTF-8 where the bytes are UTF-8, else the one that gives most Polish letters.

    Where none of the usual ones gives any, charset-normalizer is asked.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    scored = {name: _polish(data.decode(name, errors="replace")) for name in ENCODINGS}
    best = max(ENCODINGS, key=lambda name: scored[name])
    if scored[best] > 0:
        return best
    from charset_normalizer import from_bytes

    found = from_bytes(data).best()
    return found.encoding if found is not None else best


def _polish(text: str) -> int:
    """Polish letters, less what no Polish text has."""
    signs = Counter(sign for sign in text if not sign.isascii())
    return sum(n if sign in POLISH else 0 if sign in USUAL else -2 * n for sign, n in signs.items())


def delimited(text: str) -> tuple[str, Header | None]:
    """The delimiter of a text and its header."""
    lines = text.splitlines()[: ROWS + BELOW * 4]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:  # Excel's own line
        delimiter = lines[0][4]
        found = header_in(list(_rows(lines[1:], delimiter)))
        return delimiter, found and replace(found, skip=found.skip + 1)
    tried = [(delimiter, header_in(list(_rows(lines, delimiter)))) for delimiter in DELIMITERS]
    return max(tried, key=lambda each: each[1].score if each[1] else -1.0)


def _rows(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, Row]]:
    """Each row and the index of the line it begins on."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter)
    start = 0
    for row in reader:
        yield start, [cell.strip() for cell in row]
        start = reader.line_num


def header_in(rows: Sequence[tuple[int, Row]]) -> Header | None:
    """The row that names the columns of the rows below it; None where no row could.

    rows: with the number of rows or lines before each. Titles above it fill few cells; what a register is usually
    made of is known by name.
    """
    there = [(before, row) for before, row in rows if any(row)]
    found = None
    for n, (before, row) in enumerate(there[:ROWS]):
        below = [filled(other) for _, other in there[n + 1 : n + 1 + BELOW]]
        width = Counter(below).most_common(1)[0][0] if below else filled(row)
        tried = [Header(before, tuple(row), _score(row, width))]
        if n + 1 < len(there) and _two_storeys(row, there[n + 1][1]):
            both = headed([row, there[n + 1][1]])
            tried.append(Header(before, tuple(both), _score(both, width), 2))
        for each in tried:
            if found is None or each.score > found.score:
                found = each
    return found if found is not None and found.score > 0 else None


def _two_storeys(top: Row, bottom: Row) -> bool:
    """Cells over several columns above, one for each of them below; what has a cell of its own above has none below.

    A title above a header, or a header above a row, is not so: there every column is named below, or above.
    """
    pairs = [*zip_longest(top, bottom, fillvalue="")]
    apart = any(over and not under for over, under in pairs) and any(under and not over for over, under in pairs)
    under = [cell for cell in bottom if cell]
    words = not any(set(cell.lower()) <= NUMERIC for cell in under)
    return words and filled(top) >= 2 <= len(under) and (apart or len(set(under)) < len(under))


def storeys(header: str) -> tuple[str, ...]:
    """The whole name of a column, and its lowest storey where it has several."""
    return (header, header.rpartition(" / ")[2]) if " / " in header else (header,)


def filled(row: Row) -> int:
    """How many cells have something in them."""
    return sum(bool(cell) for cell in row)


def _score(row: Row, width: int) -> float:
    cells = [cell for cell in row if cell]
    if len(cells) < 2 and width > 1:
        return -1.0
    known = sum(any(plain(each) in all_headers() for each in storeys(cell)) for cell in cells) / len(cells)
    numeric = sum(set(cell.lower()) <= NUMERIC for cell in cells) / len(cells)
    alike = 1 - len(set(cells)) / len(cells)
    fits = min(len(cells), width) / max(len(cells), width, 1)
    return 2 * known * min(1, len(cells) / 3) + fits + min(len(cells), 6) / 20 - 2 * numeric - alike
