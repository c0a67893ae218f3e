"""What the town knows already: its units and its people, from what is published."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field

import duckdb

from pipelines.store.snapshot import current, open_snapshot
from pipelines.town import EMPTY, Town


@dataclass(frozen=True)
class Register:
    """units: code = name. employees: identifier = name. city: the units that are the office itself."""

    units: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    employees: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    city: tuple[str, ...] = ()


def register(town: Town) -> Register:
    """Of a town that never ran nothing is known."""
    if current(town) is None:
        return Register()
    con, _ = open_snapshot(town)
    with closing(con):
        return registered(con)


def registered(con: duckdb.DuckDBPyConnection) -> Register:
    """What a warehouse or a copy of it holds now."""
    units = con.execute("select unit, name, kind from units_history where known_to is null order by unit").fetchall()
    people = con.execute("select employee, name from employees_history where known_to is null").fetchall()
    city = tuple(unit for unit, _, kind in units if kind == "city")
    return Register({unit: name for unit, name, _ in units}, dict(people), city)
