"""The words the contracts are written in: types of columns, required and optional, and the base of every model.

A model describes itself without pandera, whose import costs a second or two; only `Model.schema` loads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import polars as pl

if TYPE_CHECKING:
    from pandera.polars import DataFrameSchema

Text = pl.String
Day = pl.Date
Moment = Annotated[pl.Datetime, "us", None]  # UTC, without a zone
Money = Annotated[pl.Decimal, 18, 2]
Integer = pl.Int64
Flag = pl.Boolean

KINDS = {Text: "text", Day: "day", Moment: "moment", Money: "money", Integer: "integer", Flag: "flag"}
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
DAYS = r"^\d{4}-\d{2}-\d{2}(\|\d{4}-\d{2}-\d{2})*$"
PERIOD = r"^\d{4}(-(0[1-9]|1[0-2]|Q[1-4]))?$"


@dataclass(frozen=True)
class Field:
    """What a model says of one column. `checks`: pandera's own by name (isin, str_matches, ge, le) and their value."""

    description: str
    nullable: bool
    required: bool
    choices: tuple[str, ...] = ()
    items: str | None = None
    default: str | None = None
    made: bool = False
    form: str | None = None
    checks: Mapping[str, Any] = field(default_factory=dict)
    kind: str = ""  # a key of TYPES; the model knows it from the column's type
    of: str | None = None  # the noun whose row it names: by its identifier, or as other systems call it


class Model:
    """A contract: exactly these columns, of exactly these types; nothing is coerced.

    `key` names the columns that one row is known by: `class Units(Model, key=["unit"])`.
    `empty_only_where` says of a nullable column in which rows alone it may be empty. `judged_by_key`: findings speak of
    a row by this key. `told_by`: other nouns by whose rows what is said of this one ends. `money`: what is said of it
    and stands unmoved goes to the treasurer too. `ends`: a day that ends something, the day or moment it began, and the
    word for one that ended before that: such an end is some program's "no date" and ends nothing.
    """

    key: ClassVar[tuple[str, ...]]
    judged_by_key: ClassVar[bool]
    told_by: ClassVar[tuple[str, ...]]
    money: ClassVar[bool]
    ends: ClassVar[Mapping[str, tuple[str, str]]]
    fields: ClassVar[Mapping[str, Field]]  # the columns in their order
    across: ClassVar[Mapping[str, pl.Expr]]  # by column: true where a row keeps a promise about several columns

    def __init_subclass__(
        cls,
        *,
        key: Sequence[str],
        empty_only_where: Mapping[str, pl.Expr] | None = None,
        judged_by_key: bool = False,
        told_by: Sequence[str] = (),
        money: bool = False,
        ends: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        cls.key = tuple(key)
        cls.ends = MappingProxyType(dict(ends or {}))
        cls.judged_by_key, cls.told_by, cls.money = judged_by_key, tuple(told_by), money
        cls.across = {
            column: pl.col(column).is_not_null() | where.fill_null(value=False)
            for column, where in (empty_only_where or {}).items()
        }
        fields = {name: _kinded(getattr(cls, name), annotation) for name, annotation in cls.__annotations__.items()}
        for name in fields:  # a column may be called like something a model has
            delattr(cls, name)
        cls.fields = MappingProxyType(fields)

    @classmethod
    @cache
    def schema(cls) -> DataFrameSchema:
        """The contract as pandera holds a frame against it."""
        from pandera.polars import Check, Column, DataFrameSchema

        columns = {
            name: Column(
                TYPES[said.kind],
                [getattr(Check, check)(value) for check, value in said.checks.items()],
                nullable=said.nullable,
                description=said.description,
            )
            for name, said in cls.fields.items()
        }
        checks = [
            Check(lambda data, keeps=keeps: data.lazyframe.select(keeps), error=f"{column}: required")
            for column, keeps in cls.across.items()
        ]
        return DataFrameSchema(columns, checks, name=cls.__name__, strict=True, coerce=False, unique=list(cls.key))

    @classmethod
    def validate(cls, frame: pl.DataFrame, *, lazy: bool = False) -> pl.DataFrame:
        """The frame where it keeps the contract; else pandera's SchemaError, with `lazy` SchemaErrors of all rows."""
        return cls.schema().validate(frame, lazy=lazy)


def _kinded(said: Field, annotation: Any) -> Field:
    return replace(said, kind="list" if said.items else "code" if said.choices else KINDS[annotation])


def required(description: str, *, nullable: bool = False, **more: Any) -> Any:
    """A column that every file must bring; `nullable` where single rows may leave it empty."""
    return _field(description, nullable=nullable, required=True, **more)


def optional(description: str, **more: Any) -> Any:
    """A column that may be empty or absent: empty means unknown."""
    return _field(description, nullable=True, required=False, **more)


def made(description: str) -> Any:
    """An identity that is made from the row where the source has none."""
    return _field(description, nullable=False, required=False, made=True)


def year(description: str = "Budget year", *, need: bool = False) -> Any:
    """A year as a whole number."""
    return (required if need else optional)(description, ge=1990, le=2200, form="2026")


def _field(
    description: str,
    *,
    nullable: bool,
    required: bool,
    choices: tuple[str, ...] = (),
    items: str | None = None,
    default: str | None = None,
    made: bool = False,
    form: str | None = None,
    of: str | None = None,
    **checks: Any,
) -> Any:
    """`items`: a list by `|`, of `text` or `day`; `form`: an example shown to whoever wrote it differently."""
    if items == "day":
        checks["str_matches"] = DAYS
    elif items and choices:
        one = "|".join(choices)
        checks["str_matches"] = rf"^({one})(\|({one}))*$"
    elif choices:
        checks["isin"] = list(choices)
    return Field(description, nullable, required, choices, items, default, made, form, checks, of=of)
