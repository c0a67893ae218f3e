"""The law as relations: kept between towns of the same law, and each town sees its own layer all the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.facts import law_tables
from pipelines.facts.law_tables import materialize_law
from pipelines.settings import read_town
from rules.law import Law, read_law

DAY = date(2026, 11, 20)
LAYERS = ("", "[rules.C01]\nwarn_working_days = 9", '[terms.own]\nn = 3\nunit = "day"', "days_off = [2026-11-12]")


def laid(settings: str, law: Law) -> dict[str, Any]:
    """Every table of the law, and a number in force, for a town of these settings."""
    head, rest = (settings, "") if settings.startswith("days_off") else ("", settings)
    with duckdb.connect() as con:
        materialize_law(con, read_town(Path("/nowhere"), f'[town]\nname = "Zabrzeg"\n{head}\n{rest}'), law, DAY)
        names = [name for (name,) in con.execute("select table_name from duckdb_tables() order by 1").fetchall()]
        tables = {name: con.execute(f"from {name}").fetchall() for name in names}
        return {**tables, "limit": con.execute("select limit_of('C01.warn_working_days')").fetchall()}


def test_a_second_town_of_the_law_gets_what_a_first_one_would(monkeypatch: pytest.MonkeyPatch) -> None:
    law = read_law("PL")
    together = [laid(settings, law) for settings in (*LAYERS, *LAYERS)]
    alone = []
    for settings in LAYERS:
        monkeypatch.setattr(law_tables, "_KEPT", {})
        alone.append(laid(settings, law))
    assert together == [*alone, *alone]
    assert len({repr(tables) for tables in alone}) == len(LAYERS), "each layer changes something"


def test_no_more_laws_are_kept_than_are_worth_their_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(law_tables, "_KEPT", {})
    monkeypatch.setattr(law_tables, "MOST_KEPT", 2)
    law = read_law("PL")
    first = laid(LAYERS[0], law)
    for settings in LAYERS:
        laid(settings, law)
    assert len(law_tables._KEPT) == 2
    assert laid(LAYERS[0], law) == first
