"""Every rule on cases a lawyer can read: the facts of a day in, the findings out (tests/rules/*.yaml)."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import duckdb
import pytest

from pipelines.town import Town
from tests.rules.day import loaded, look_at, warehouse
from tests.written import cases_of_the_rules

CASES = [pytest.param(case, id=f"{case['file']}: {case['name']}") for case in cases_of_the_rules()]


@pytest.mark.parametrize("case", CASES)
def test_the_findings_of_a_day_are_exactly_these(case: dict[str, Any]) -> None:
    con, town = _loaded(json.dumps([case["given"], case.get("town", ""), case.get("loads", [])], default=str))
    look_at(con, town, str(case["as_of"]), case.get("known_on"), rules=case["rules"])
    found = con.sql(
        "select * from findings_now where list_contains(?, rule) and status <> 'resolved' order by rule, subject",
        params=[case["rules"]],
    ).pl()
    expected = sorted(case["finds"], key=lambda one: (one["rule"], one["subject"]))
    said = [{key: plain(row[key]) for key in wanted} for row, wanted in zip(found.to_dicts(), expected, strict=False)]
    assert said == [{key: plain(value) for key, value in one.items()} for one in expected]
    assert found.height == len(expected), found.select("rule", "subject", "severity", "message").to_dicts()


@lru_cache(maxsize=1)
def _loaded(said: str) -> tuple[duckdb.DuckDBPyConnection, Town]:
    """The days of one town follow each other in a file: it is loaded once for them, in the place of the town before."""
    return loaded(*json.loads(said), con=_kept())


@cache
def _kept() -> duckdb.DuckDBPyConnection:
    """One warehouse for all towns: to make one takes longer than to load so few rows."""
    return warehouse()


def plain(value: Any) -> Any:
    """Days, money and sentences as the YAML writes them."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | float):
        return f"{value:.2f}"
    return value.replace("\N{NO-BREAK SPACE}", " ") if isinstance(value, str) else value
