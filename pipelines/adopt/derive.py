"""What a register needs and no column says: parts of a classification, joined names, an identity, a day in a title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.adopt.columns import Guess
from pipelines.adopt.read import Sheet
from pipelines.contracts import Noun
from pipelines.load.mapping.beside import STEMS
from rules.wording import Words

IDENTITY = {  # what makes a row one of its kind, where the register numbers none: our columns, joined
    "invoices": ("invoice_id", ("seller_nip", "number")),
    "payments": ("payment_id", ("invoice_id", "ordered_on", "amount")),
    "absences": ("absence", ("employee", "first_day", "kind")),
    "receivables": ("receivable", ("debtor", "due_on", "kind")),
    "works": ("works_id", ("owner", "segment", "first_day")),
    "deposits": ("deposit", ("payer", "received_on", "kind")),
}
INSTEAD = {  # one of ours that does for another, the first that is there
    "invoices": {"invoice_id": ("ksef_number",), "received_on": ("issued_on",)},
    "employees": {"employee": ("login", "email", "name")},
    "payments": {"ordered_on": ("paid_on",)},
    "units": {"unit": ("name",)},
}
MONTH = "|".join(STEMS)
DAY_FORMS = (  # how a day, or a month, stands in a file's name or a title, and the pattern that finds it
    (rf"\d{{1,2}} (?:{MONTH})\w* 20\d\d", "%d %B %Y"),
    (r"20\d\d-\d\d-\d\d", "%Y-%m-%d"),
    (r"20\d\d_\d\d_\d\d", "%Y_%m_%d"),
    (r"\d{1,2}\.\d{1,2}\.20\d\d", "%d.%m.%Y"),
    (r"20\d\d-\d\d(?!\d)", "%Y-%m"),
    (r"20\d\d_\d\d(?!\d)", "%Y_%m"),
    (r"20\d\d\.\d\d(?!\d)", "%Y.%m"),
    (r"(?<!\d)\d\d-20\d\d", "%m-%Y"),
    (r"(?<!\d)\d\d_20\d\d", "%m_%Y"),
    (r"(?<!\d)\d{1,2}\.20\d\d", "%m.%Y"),
    (r"(?<!\d)\d\d/20\d\d", "%m/%Y"),
    (r"(?<!\d)20\d{4}(?!\d)", "%Y%m"),
    (rf"(?:{MONTH})\w* 20\d\d", "%B %Y"),
    (rf"(?:{MONTH})\w*_20\d\d", "%B_%Y"),
    (rf"(?:{MONTH})\w*-20\d\d", "%B-%Y"),
    (rf"20\d\d[-_ ](?:{MONTH})", "%Y*%B"),
)
BEFORE = ("", "do ", "do dnia ", "- ", "– ")  # what stands before the last day of a period
YEAR = r"(?<!\d)(20\d\d)(?!\d)"
PARTS = ("dzial", "rozdzial", "paragraf")


def completed(noun: Noun, found: Mapping[str, Guess], sheets: Sequence[Sheet], say: Words) -> dict[str, Guess]:
    """The guesses with what can be worked out of them; carriers (class, classification, surname) are gone."""
    columns = dict(found)
    carried = {name: columns.pop(name) for name in ("class", "classification", "surname", "given") if name in columns}
    if "classification" in carried:
        _split(columns, carried["classification"], sheets, noun, say)
    if "class" in carried and "kind" in noun.columns and "kind" not in columns:
        columns["kind"] = carried["class"]
    whose = "name" if "name" in noun.columns else "employee"
    if {"surname", "given"} <= carried.keys() and whose not in columns:
        names = [str(carried[each].theirs) for each in ("given", "surname")]
        columns[whose] = Guess({"join": names}, tuple(names), say("first name and surname joined"), 0.95)
    elif "surname" in carried and whose not in columns:
        columns[whose] = carried["surname"]
    for ours, others in INSTEAD.get(noun.name, {}).items():
        own = next((columns[other] for other in others if other in columns), None)
        if ours not in columns and own is not None:
            columns[ours] = Guess(own.entry, own.theirs, say("in place of a column of its own"), 0.6)
            if (noun.name, ours) == ("invoices", "received_on"):
                columns["received_on_confidence"] = Guess(
                    "assumed", None, say("no day of receipt in the file"), 1.0, constant=True
                )
    _identity(noun, columns, say)
    if noun.name == "cases" and "unit" not in columns and _is_mark(columns.get("case_id"), sheets):
        mark = columns["case_id"].theirs
        columns["unit"] = Guess(
            {"split": mark, "part": 1, "by": "."}, mark, say("the unit stands in the case mark"), 0.8
        )
    return columns


def _split(columns: dict[str, Guess], carrier: Guess, sheets: Sequence[Sheet], noun: Noun, say: Words) -> None:
    """`750-75023-4210`, also with an account before it: the codes are three, five and four digits in a row."""
    header = str(carrier.theirs)
    examples = sheets[0].looks[header].examples
    pieces = re.findall(r"\d+", examples[0]) if examples else []
    shapes = [len(piece) for piece in pieces]
    first = next((n for n in range(len(shapes) - 2) if shapes[n : n + 2] == [3, 5]), 0)
    for place, ours in enumerate(PARTS, start=first + 1):
        if ours in noun.columns and ours not in columns:
            entry = {"split": header, "part": place}
            columns[ours] = Guess(entry, header, say("part {n} of “{header}”", n=place, header=header), 0.95)


def _identity(noun: Noun, columns: dict[str, Guess], say: Words) -> None:
    ours, of = IDENTITY.get(noun.name, ("", ()))
    if not ours or ours in columns:
        return
    headers = [str(columns[each].theirs) for each in of if each in columns and isinstance(columns[each].theirs, str)]
    headers = list(dict.fromkeys(headers))
    if len(headers) > 1:
        how = say("put together, since the register numbers nothing: {names}", names=", ".join(headers))
        columns[ours] = Guess({"join": headers}, tuple(headers), how, 0.7)
    elif headers:
        columns[ours] = Guess(headers[0], headers[0], say("in place of a column of its own"), 0.6)


def _is_mark(guess: Guess | None, sheets: Sequence[Sheet]) -> bool:
    return guess is not None and all(sheet.looks[str(guess.theirs)].share("mark") >= 0.8 for sheet in sheets)


def day_beside(sheets: Sequence[Sheet]) -> tuple[str, str] | None:
    """(`file` or `cell`, pattern): where the day of every one of the tables stands, the same place in all of them.

    A period has two days and the table is of the last: it stands behind "do" or a dash. What may be two days is none.
    """
    for place, texts in (("cell", _above), ("file", _name)):
        for regex, pattern in DAY_FORMS:
            for before in BEFORE:
                if all(_only(f"{re.escape(before)}({regex})", texts(sheet)) for sheet in sheets):
                    return place, before + pattern
    return None


def _only(regex: str, texts: Iterable[str]) -> bool:
    """One day, and no other, is found in the texts."""
    found = {each.casefold() for text in texts for each in re.findall(regex, text, re.IGNORECASE)}
    return len(found) == 1


def year_beside(sheets: Sequence[Sheet], day: tuple[str, str] | None) -> Mapping[str, Any] | None:
    """An entry of `[feeds.x.columns]` for the year: that of the day, else one that stands in every file."""
    if day is not None:
        place, pattern = day
        parts = {"%Y": r"(\d{4})", "%m": r"\d{1,2}", "%d": r"\d{1,2}", "%B": rf"(?:{MONTH})\w*", "*": ".*?"}
        pieces = re.split(r"(%[YmdB]|\*)", pattern)
        return {"from": place, "pattern": "".join(parts.get(each, re.escape(each)) for each in pieces)}
    for place, texts in (("cell", _above), ("file", _name)):
        if all(_only(YEAR, texts(sheet)) for sheet in sheets):
            return {"from": place, "pattern": YEAR}
    return None


def _above(sheet: Sheet) -> Iterator[str]:
    yield from sheet.table.above


def _name(sheet: Sheet) -> Iterator[str]:
    yield Path(sheet.path).name
