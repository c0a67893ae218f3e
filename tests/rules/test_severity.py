"""One order of severities, the same in Python and in SQL, and written down nowhere else."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from rules.severity import GRAVEST_FIRST, GRAVITY, SEVERITIES, at_most, graver, gravest, gravity_in_sql, up_to

ROOT = Path(__file__).parents[2]
QUOTED = r"""['"],\s*['"]"""


def test_gravity_grows_from_information_to_critical() -> None:
    assert list(GRAVITY) == ["info", "warn", "high", "critical"]
    assert all(GRAVITY[light] < GRAVITY[grave] for light, grave in pairwise(SEVERITIES))
    assert sorted(SEVERITIES, key=GRAVITY.__getitem__, reverse=True) == list(GRAVEST_FIRST)


def test_sql_counts_as_python_does() -> None:
    with duckdb.connect() as con:
        for severity, gravity in GRAVITY.items():
            assert con.execute(f"select {gravity_in_sql('$1')}", [severity]).fetchall() == [(gravity,)]
        assert con.execute(f"select {gravity_in_sql('$1')}", ["fatal"]).fetchall() == [(0,)]
        assert con.execute(f"select {gravity_in_sql('null::varchar')}").fetchall() == [(0,)]


@pytest.mark.parametrize(("one", "other", "expected"), [("info", "high", "high"), ("critical", "warn", "critical")])
def test_the_graver_of_two(one: str, other: str, expected: str) -> None:
    assert graver(one, other) == graver(other, one) == expected


def test_the_gravest_of_several_of_one_and_of_none() -> None:
    assert gravest(["warn", "critical", "info"]) == "critical"
    assert gravest(["warn"]) == "warn"
    assert gravest([]) == "info"
    assert gravest([], default="high") == "high"


def test_a_severity_is_cut_to_a_ceiling() -> None:
    assert [at_most(severity, "high") for severity in SEVERITIES] == ["info", "warn", "high", "high"]


def test_all_that_is_not_graver() -> None:
    assert up_to("info") == ("info",)
    assert up_to("high") == ("info", "warn", "high")


def test_a_word_that_is_no_severity_is_not_ordered() -> None:
    with pytest.raises(KeyError):
        graver("high", "fatal")


def test_no_other_file_writes_the_order_down() -> None:
    orders = [re.compile(QUOTED.join(order)) for order in (SEVERITIES, GRAVEST_FIRST)]
    files = [file for top in ("rules", "pipelines", "dashboards") for file in (ROOT / top).rglob("*.*")]
    texts = {file: file.read_text("utf-8") for file in files if file.suffix in (".py", ".sql", ".jinja", ".html")}
    found = {str(file.relative_to(ROOT)) for file, text in texts.items() if any(order.search(text) for order in orders)}
    assert found == {"rules/severity.py"}
