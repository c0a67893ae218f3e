"""Every SQL file begins with a sentence and says a row per what; SQL of more than five lines lives in one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted(path for package in ("pipelines", "dashboards") for path in (ROOT / package).rglob("*.sql"))
GRAIN = re.compile(r"^-- ([Aa] row per |[Oo]ne row|a macro of |A macro of |macros of )", re.MULTILINE)
NAMED = re.compile(r"^-- name: \w+$", re.MULTILINE)  # of the statements of a page


def header(text: str) -> str:
    """The comment a text begins with."""
    lines = text.strip("\n").splitlines()
    end = next((at for at, line in enumerate(lines) if not line.startswith("--")), len(lines))
    return "\n".join(lines[:end])


def test_there_are_files_to_look_at():
    assert len(FILES) > 50


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_begins_with_a_sentence(path):
    first, *_ = header(path.read_text("utf-8")).split("\n-- a row per")
    assert re.match(r"-- [A-Z1]\S* [^.]+[.?:]", first), first


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_says_a_row_per_what(path):
    text = path.read_text("utf-8")
    _, *statements = NAMED.split(text)
    if statements:
        for statement in statements:
            assert GRAIN.search(header(statement)), statement
    else:
        assert GRAIN.search(text)
