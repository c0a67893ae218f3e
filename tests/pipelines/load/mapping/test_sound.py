"""The quick look at a frame decides exactly as pandera does: every noun, every column, every promise."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts import NOUNS, Noun, noun
from pipelines.load.mapping.sound import CHECKS, sound
from pipelines.load.mapping.verdict import held_against
from rules.wording import words

PLAIN = {
    "day": date(2026, 11, 3), "moment": datetime(2026, 11, 3, 7, 30), "money": Decimal("12.50"), "integer": 2026,
    "flag": True,
}  # fmt: skip
GOOD_FORMS = ("010", "01095", "4300", "2026-10", "PLN", "2026-11-03|2026-12-03", "officer|manager")
TEXTS = (
    *GOOD_FORMS, "", " ", "x", "01", "0100", "010\n", " 010", "430", "43000", "2026-13", "2026-Q3", "2026-Q5", "2026",
    "pln", "PLNX", "2026-11-03|", "officer|", "officer|clown", "sha256:1", "receipt", "outgoing", "entered", "paper",
    "PAPER", "ą", "٣٣٣",
)  # fmt: skip
NUMBERS = (-1, 0, 1, 1989, 1990, 2200, 2201)


def good(contract: Noun, n: int = 0) -> dict[str, Any]:
    """A row that keeps the contract; another key for another n."""
    row = {name: _good(contract, name) for name in contract.columns}
    free = next(name for name in contract.key if contract.columns[name].kind == "text" and not _checks(contract, name))
    return {**row, free: f"k{n}"}


def _good(contract: Noun, name: str) -> Any:
    column, checks = contract.columns[name], _checks(contract, name)
    if column.choices:
        return column.choices[0]
    if "str_matches" in checks:
        return next(form for form in GOOD_FORMS if pl.Series([form]).str.contains(checks["str_matches"]).all())
    return checks["ge"] if "ge" in checks else PLAIN.get(column.kind, name)


def _checks(contract: Noun, name: str) -> Any:
    return contract.model.fields[name].checks


def other(contract: Noun, name: str) -> list[Any]:
    """Values, good and bad, that a cell of the column may hold, the empty one first."""
    kind = contract.columns[name].kind
    if kind in ("text", "code", "list"):
        return [None, *TEXTS, *contract.columns[name].choices]
    return [None, *(NUMBERS if kind == "integer" else [PLAIN[kind]])]


def frame_of(contract: Noun, rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={name: column.dtype for name, column in contract.columns.items()})


def kept(frame: pl.DataFrame, contract: Noun) -> bool:
    return held_against(frame, contract, words("en")).is_empty()


def row_by_row(contract: Noun) -> tuple[pl.DataFrame, set[int]]:
    """A good row with one cell changed, for every column and value; and which of them pandera rejects."""
    cells = [(name, value) for name in contract.columns for value in other(contract, name)]
    frame = frame_of(contract, [{**good(contract, n), name: value} for n, (name, value) in enumerate(cells)])
    found = held_against(frame, contract, words("en"))
    return frame, set(found.filter(pl.col("why") != "doubled")["at"])


@pytest.mark.parametrize("name", NOUNS)
def test_one_cell_is_judged_as_pandera_judges_it(name: str) -> None:
    contract = noun(name)
    frame, rejected = row_by_row(contract)
    differ = [n for n in range(frame.height) if sound(frame[n], contract) is (n in rejected)]
    assert [frame[n].to_dicts() for n in differ] == []
    assert rejected, "some cell breaks the contract"
    assert len(rejected) < frame.height, "some row keeps it"


@pytest.mark.parametrize("name", NOUNS)
def test_a_doubled_key_is_seen_also_where_a_part_of_it_is_empty(name: str) -> None:
    contract = noun(name)
    one, two = good(contract), good(contract, 1)
    pairs = [[one, two], [one, one], *([{**one, part: None}, {**one, part: None}] for part in contract.key)]
    found = [frame_of(contract, pair) for pair in pairs]
    assert [sound(frame, contract) for frame in found] == [kept(frame, contract) for frame in found]
    assert [sound(frame, contract) for frame in found[:2]] == [True, False]


@settings(max_examples=60, deadline=None)
@given(data=st.data(), name=st.sampled_from(NOUNS))
def test_any_frame_is_judged_as_pandera_judges_it(data: st.DataObject, name: str) -> None:
    contract = noun(name)
    rows = [
        {**good(contract, n % data.draw(st.sampled_from([9, 9, 9, 2]))), **{
            column: data.draw(st.sampled_from(other(contract, column)))
            for column in data.draw(st.lists(st.sampled_from(list(contract.columns)), max_size=2))
        }}
        for n in range(data.draw(st.integers(0, 4)))
    ]  # fmt: skip
    frame = frame_of(contract, rows)
    assert sound(frame, contract) is kept(frame, contract)


@pytest.mark.parametrize("name", NOUNS)
def test_columns_and_types_other_than_the_contract_s_are_left_to_pandera(name: str) -> None:
    contract = noun(name)
    frame = frame_of(contract, [good(contract)])
    column = frame.columns[0]
    for wrong in (frame.drop(column), frame.with_columns(more=1), frame.with_columns(pl.lit(b"").alias(column))):
        assert not sound(wrong, contract)


def test_every_check_of_every_contract_is_known_here() -> None:
    used = {check for name in NOUNS for said in noun(name).model.fields.values() for check in said.checks}
    assert used == set(CHECKS)


def test_a_sound_frame_is_not_shown_to_pandera_and_a_broken_one_is() -> None:
    program = """
import sys
import polars as pl
from pipelines.contracts import NOUNS, noun
from pipelines.load.mapping.verdict import breaches
from rules.wording import words
for name in NOUNS:
    empty = pl.DataFrame(schema={column.name: column.dtype for column in noun(name).columns.values()})
    assert breaches(empty, noun(name), words("pl")).is_empty()
assert "pandera" not in sys.modules
units = pl.DataFrame(schema={column.name: column.dtype for column in noun("units").columns.values()})
assert breaches(units.clear(1), noun("units"), words("pl")).height == 2
assert "pandera" in sys.modules
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
