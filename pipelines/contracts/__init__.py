"""What goes in: every noun, its columns and its key, read from the pandera models that are the contract.

Importing this is cheap; asking for a noun imports its model and with it pandera.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from rules.wording import words

if TYPE_CHECKING:
    from pipelines.contracts.model import Model

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
)
KINDS = {pl.Date: "day", pl.Datetime: "moment", pl.Decimal: "money", pl.Int64: "integer", pl.Boolean: "flag"}
TYPES: Mapping[str, pl.DataType] = MappingProxyType(
    {
        "text": pl.String(),
        "code": pl.String(),
        "list": pl.String(),
        "day": pl.Date(),
        "moment": pl.Datetime("us"),
        "money": pl.Decimal(18, 2),
        "integer": pl.Int64(),
        "flag": pl.Boolean(),
    }
)


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
    model = getattr(import_module(f"pipelines.contracts.{name}"), name.title().replace("_", ""))
    schema = model.to_schema()
    return Noun(name, model, tuple(schema.unique), {column: _column(column, schema) for column in schema.columns})


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


def _column(name: str, schema: object) -> Column:
    field = schema.columns[name]  # type: ignore[attr-defined]  # pandera's schemas are untyped
    said = field.metadata
    kind = "list" if said["items"] else "code" if said["choices"] else KINDS.get(field.dtype.type.base_type(), "text")
    return Column(
        name,
        kind,
        said["required"],
        tuple(said["choices"]),
        field.description,
        said["default"],
        said["items"],
        said["made"],
        said["form"],
    )
