"""Puts the files of a jurisdiction together into one Law. Which file a section stands in does not matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from rules.law.book import Law
from rules.law.model import Act, Convention, LawError, Seller
from rules.law.parse import parse
from rules.law.read import Reader

# Every other key of a file is a group of parameters.
SECTIONS = frozenset(
    ["jurisdiction", "arithmetic", "acts", "procedures", "terms", "rates", "compensation", "sellers", "due_events",
     "holiday_kinds", "holidays", "reports", "budget_days"]
)  # fmt: skip
HEAD = "reviewed_on"
MOST_KEPT = 8  # laws of one process: the shipped one, towns' own, those of past runs


def read_law(jurisdiction: str, files: Mapping[str, str] | None = None) -> Law:
    """The law of a jurisdiction ("PL"), from the shipped texts or from the given ones (path -> text).

    Raises LawError where there is no such law or a text cannot be understood.
    """
    law = _shipped(jurisdiction) if files is None else _kept(tuple(sorted(files.items())))
    if law.jurisdiction != jurisdiction:
        raise LawError(f"the texts are the law of {law.jurisdiction}, not of {jurisdiction}")
    return law


@cache
def _shipped(jurisdiction: str) -> Law:
    folder = resources.files("rules.law") / jurisdiction.lower()
    if not jurisdiction.isalpha() or not folder.is_dir():
        raise LawError(f"no law is known for the jurisdiction {jurisdiction!r}")
    texts = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".yaml")}
    return _kept(tuple(sorted(texts.items())))


@lru_cache(maxsize=MOST_KEPT)
def _kept(files: tuple[tuple[str, str], ...]) -> Law:
    """The same texts are the same Law, whoever brings them: what is worked out from it need not be worked out again."""
    return assemble(dict(files))


def assemble(files: Mapping[str, str]) -> Law:
    """One Law of several texts; a section may be spread over files, an entry may stand only once."""
    parsed = {path: parse(path, text) for path, text in files.items()}
    acts = _acts(parsed)
    readers = {path: Reader(path, content[HEAD], acts) for path, content in parsed.items()}

    def each(section: str) -> Iterable[tuple[Reader, Any]]:
        return ((readers[path], content[section]) for path, content in parsed.items() if section in content)

    def merged(section: str) -> dict[Any, Any]:
        return _merge(section, (node for _, node in each(section)))

    if not (head := merged("jurisdiction")):
        raise LawError("no file says which jurisdiction this is")
    rates = [rate for reader, node in each("rates") for name, rows in node.items() for rate in reader.rates(name, rows)]
    kinds = _merge("holiday_kinds", (reader.holiday_kinds(node) for reader, node in each("holiday_kinds")))
    return Law(
        files=dict(files),
        jurisdiction=head["id"],
        name=head["name"],
        language=head["language"],
        currency=head["currency"],
        weekend=tuple(head["weekend"]),
        own_terms=head["own_terms"],
        arithmetic={key: Convention(**row) for key, row in merged("arithmetic").items()},
        acts=acts,
        procedures=_merge("procedures", (reader.procedures(node) for reader, node in each("procedures"))),
        terms=tuple(term for reader, node in each("terms") for term in reader.terms(node)),
        parameters=tuple(
            parameter
            for path, content in parsed.items()
            for group, node in content.items()
            if group not in SECTIONS and group != HEAD
            for parameter in readers[path].parameters(group, node)
        ),
        rates=tuple(rate for rate in rates if rate.series == "commercial"),
        civil_rates=tuple(rate for rate in rates if rate.series == "civil"),
        tax_rates=tuple(rate for rate in rates if rate.series == "tax_arrears"),
        bands=tuple(band for reader, rows in each("compensation") for band in reader.bands(rows)),
        sellers=_merge("sellers", (reader.keyed(Seller, node) for reader, node in each("sellers"))),
        due_events={event: tuple(words) for event, words in merged("due_events").items()},
        holiday_kinds=kinds,
        holidays=merged("holidays"),
        reports=tuple(report for reader, rows in each("reports") for report in reader.reports(rows)),
        budget_days=tuple(day for reader, node in each("budget_days") for day in reader.budget_days(node)),
    )


def _acts(parsed: Mapping[str, Mapping[str, Any]]) -> dict[str, Act]:
    nodes = (Reader(path, content[HEAD], {}).keyed(Act, content.get("acts", {})) for path, content in parsed.items())
    return _merge("acts", nodes)


def _merge(section: str, parts: Iterable[Mapping[Any, Any]]) -> dict[Any, Any]:
    whole: dict[Any, Any] = {}
    for part in parts:
        if twice := whole.keys() & part.keys():
            raise LawError(f"{section}: in two files: {', '.join(sorted(map(str, twice)))}")
        whole |= part
    return whole
