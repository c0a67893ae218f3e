"""The words the contracts are written in: types of columns, required and optional, and the base of every model.

Imports pandera, which takes a second or two: only what loads data may import this or a noun's contract.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import pandera.polars as pa
import polars as pl
from pandera.api.polars.model_config import BaseConfig

Text = pl.String
Day = pl.Date
Moment = Annotated[pl.Datetime, "us", None]  # UTC, without a zone
Money = Annotated[pl.Decimal, 18, 2]
Integer = pl.Int64
Flag = pl.Boolean

DAYS = r"^\d{4}-\d{2}-\d{2}(\|\d{4}-\d{2}-\d{2})*$"
PERIOD = r"^\d{4}(-(0[1-9]|1[0-2]|Q[1-4]))?$"


class Model(pa.DataFrameModel):
    """A contract: exactly these columns, of exactly these types; nothing is coerced.

    `key` names the columns that one row is known by: `class Units(Model, key=["unit"])`.
    """

    def __init_subclass__(cls, *, key: Sequence[str] = (), **more: Any) -> None:
        config = {"name": cls.__name__, "strict": True, "coerce": False, "unique": list(key)}
        cls.Config = type("Config", (BaseConfig,), config)
        super().__init_subclass__(**more)


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
    metadata = {
        "required": required,
        "choices": choices,
        "items": items,
        "default": default,
        "made": made,
        "form": form,
    }
    return pa.Field(description=description, nullable=nullable, metadata=metadata, **checks)
