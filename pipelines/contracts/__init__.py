"""What goes in: every noun, its columns and its key, read from the models that are the contract.

None of it loads pandera: that comes with the first frame that breaks a contract (`mapping.verdict`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipelines.contracts.model import TYPES, Field, Model
from rules.wording import words

if TYPE_CHECKING:
    import polars as pl

NOUNS = (
    "units",
    "employees",
    "substitutions",
    "aliases",
    "absences",
    "cases",
    "case_events",
    "documents",
    "invoices",
    "allocations",
    "payments",
    "budget",
    "report_lines",
    "contracts",
    "contract_lines",
    "receivables",
    "indicators",
    "works",
    "reports",
    "deposits",
    "tenders",
    "resolutions",
    "grants",
    "duties",
    "breaches",
    "balances",
    "income_forecast",
)
JUDGED_BY_TERMS = frozenset({"cases", "documents"})  # their `kind` is a term of the law or of town.toml


@dataclass(frozen=True)
class Column:
    """One canonical column. `kind`: text code day moment money integer flag list; days of the town, moments UTC."""

    name: str
    kind: str
    required: bool  # the header must have it
    choices: tuple[str, ...]  # the closed list, empty where any value is welcome
    description: str
    default: str | None = None  # what an empty cell means, where the contract says so
    items: str | None = None  # of a list: text or day
    made: bool = False  # made from the row where the source has none
    form: str | None = None  # an example of the right form

    @property
    def dtype(self) -> pl.DataType:
        """The polars type of the column once it is read."""
        return TYPES[self.kind]


@dataclass(frozen=True)
class Noun:
    """A thing the office keeps a register of, and the contract its rows keep."""

    name: str
    model: type[Model]
    key: tuple[str, ...]
    columns: Mapping[str, Column]


@cache
def noun(name: str) -> Noun:
    """The contract of a noun.

    Raises:
        KeyError: there is no such noun.
    """
    if name not in NOUNS:
        raise KeyError(name)
    model: type[Model] = getattr(import_module(f"pipelines.contracts.{name}"), name.title().replace("_", ""))
    return Noun(name, model, model.key, {column: _column(column, said) for column, said in model.fields.items()})


@cache
def nouns() -> Mapping[str, Noun]:
    """The contracts of all nouns, by name."""
    return MappingProxyType({name: noun(name) for name in NOUNS})


def edition() -> str:
    """sha256 of the sources of all contracts; nothing is imported for it, so asking is cheap."""
    package = resources.files("pipelines.contracts")
    sources = (package / f"{name}.py" for name in ("__init__", "model", *NOUNS))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def describe(language: str = "pl") -> list[dict[str, str]]:
    """The input contract as rows, in the order of the nouns: what `ratusz contract` prints."""
    say = words(language)
    return [
        {
            "noun": name,
            "column": column.name,
            "kind": column.kind,
            "required": "yes" if column.required else "",
            "key": "yes" if column.name in noun(name).key else "",
            "choices": " ".join(column.choices),
            "default": column.default or "",
            "description": say(column.description),
        }
        for name in NOUNS
        for column in noun(name).columns.values()
    ]


def _column(name: str, said: Field) -> Column:
    return Column(
        name,
        said.kind,
        said.required,
        said.choices,
        said.description,
        said.default,
        said.items,
        said.made,
        said.form,
    )
