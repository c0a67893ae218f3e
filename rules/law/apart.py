"""The law and the product's conventions stand apart: a town may change a convention, never the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rules.law.assemble import HEAD, SECTIONS
from rules.law.book import Law
from rules.law.model import CONVENTION
from rules.law.parse import parse

CONVENTIONS = "conventions.yaml"  # the file that a town's own settings lie over


def conventions_apart(law: Law) -> Iterator[str]:
    """Every convention that rests on an act, and every number that stands in the wrong file, as a sentence."""
    for number in law.parameters:
        if number.convention and (number.act or number.law):
            yield f"{number.name} from {number.valid_from}: rests on {number.law or number.act}, so it is no convention"
    for path, text in law.files.items():
        for name, version in _numbers(parse(path, text)):
            if path == CONVENTIONS and "act" in version:
                yield f"{path}: {name}: rests on {version['act']}, so it belongs to the law's own numbers"
            elif (path == CONVENTIONS) != (version.get("status") == CONVENTION):
                yield f"{path}: {name}: conventions, and nothing else, stand in {CONVENTIONS}"


def _numbers(content: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each version of each number of a file, under the number's name."""
    for group, entries in content.items():
        if group not in SECTIONS and group != HEAD:
            yield from ((f"{group}.{name}", version) for name, entry in entries.items() for version in entry["values"])
