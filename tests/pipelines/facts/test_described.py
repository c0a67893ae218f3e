"""Every fact relation says in a file of its own what its columns mean, and their names say of what type they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import yaml

from pipelines.facts import RELATIONS
from tests.rules.day import day_of

FACTS = Path(__file__).parents[3] / "pipelines" / "facts"
ALL = (*RELATIONS, "feed_facts", "feed_horizon")
TYPES = {
    "_on": {"DATE"},  # a day
    "_at": {"TIMESTAMP"},  # an instant, UTC
    "_gr": {"BIGINT"},  # grosze
    "_bp": {"INTEGER", "BIGINT"},  # basis points
    "_day": {"BIGINT"},  # the number of a day, counted from 1 January 2000
}
EXCEPTIONS = {
    "first_day": "DATE",  # the contract's own names, in the files of every town
    "last_day": "DATE",
    "alert_on": "VARCHAR",  # a word of the law's record: raw or rolled
    "notices_on": "DATE[]",  # as many days as there were notices
    "penalty_per_day": "INTEGER",  # money for each day
}


@pytest.fixture(scope="module")
def derived() -> Iterator[dict[str, dict[str, str]]]:
    """The columns of every fact relation and their types, of a town without a single row."""
    with day_of({}, "2026-11-20", judged=False) as con:
        yield {relation: columns(con, relation) for relation in ALL}


def columns(con: duckdb.DuckDBPyConnection, relation: str) -> dict[str, str]:
    return {name: kind for name, kind, *_ in con.execute(f"describe {relation}").fetchall()}


def described(relation: str) -> dict[str, object]:
    return yaml.safe_load((FACTS / f"{relation}.yml").read_text("utf-8"))


def test_a_file_describes_each_relation_and_no_other():
    assert {path.stem for path in FACTS.glob("*.yml")} == set(ALL)


@pytest.mark.parametrize("relation", ALL)
def test_the_columns_are_described_in_their_order_each_by_a_sentence(relation, derived):
    said = described(relation)
    assert list(said) == ["relation", "description", "columns"]
    assert said["relation"] == relation
    assert str(said["description"]).startswith(("a row per ", "one row: "))
    assert isinstance(said["columns"], dict)
    assert list(said["columns"]) == list(derived[relation])
    for column, sentence in said["columns"].items():
        assert isinstance(sentence, str), column
        assert len(sentence.split()) > 1, column
        assert sentence.endswith("."), column


@pytest.mark.parametrize("relation", RELATIONS)
def test_the_file_of_columns_says_a_row_per_what_as_the_query_does(relation):
    header = (FACTS / f"{relation}.sql").read_text("utf-8").partition("\nwith ")[0].partition("\nselect")[0]
    assert "-- a row per " in header


@pytest.mark.parametrize("relation", ALL)
def test_the_end_of_a_name_says_the_type(relation, derived):
    for column, kind in derived[relation].items():
        for suffix, types in TYPES.items():
            if column.endswith(suffix):
                assert kind in ({EXCEPTIONS[column]} if column in EXCEPTIONS else types), column


def test_no_exception_is_idle(derived):
    assert set(EXCEPTIONS) <= {column for kinds in derived.values() for column in kinds}
