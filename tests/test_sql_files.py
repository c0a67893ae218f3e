"""Every SQL file begins with a sentence and says a row per what; SQL of more than five lines lives in one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
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


RECURS = {  # what a macro or a view says once for all: the words it would be written with, where they may stand
    "day_number": ("- date '2000-01-01'", "date '2000-01-01', ", "store/macros.sql"),
    "local_day": ("timezone('UTC'", "timezone('UTC'", "store/macros.sql"),
    "gravity": ("['critical', 'high'", "['info', 'warn'", "store/warehouse.py"),
    "staff": ("active_to >= getvariable('as_of')", "active_to >= getvariable('as_of')", "store/staff.sql"),
    "last_run": ("runs order by run_id desc", "runs order by run_id desc", "store/last_run.py"),
}
BESIDE = {"facts/stand_in_choices.sql": "staff"}  # a deputy whom the list of employees does not know counts as there


@pytest.mark.parametrize("name", RECURS)
def test_what_recurs_is_written_once(name):
    *words, home = RECURS[name]
    found = {
        path.relative_to(ROOT / "pipelines").as_posix()
        for kind in ("*.sql", "*.py")
        for path in (ROOT / "pipelines").rglob(kind)
        if any(word in path.read_text("utf-8") for word in words)
    }
    assert found - {file for file, what in BESIDE.items() if what == name} <= {home}


LONGEST = 5  # lines of SQL in a Python file
SQL = re.compile(
    r"\b(select|insert (or \w+ )?into|update \w+ set|delete from|create (or replace )?\w+)\b", re.IGNORECASE
)
PUT_TOGETHER = {  # from columns that are known only when it runs
    ("pipelines/judge/findings.py", "told"),
    ("pipelines/store/history.py", "_difference"),
}


def long_sql(path: Path) -> Iterator[tuple[str, int]]:
    """The functions of a module, or its name, with SQL of more lines than bearable; and how many."""
    tree = ast.parse(path.read_text("utf-8"))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            text = "".join(str(part) for part in parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        up = parents[node]
        if isinstance(up, (ast.Expr, ast.JoinedStr)):  # a docstring, or a part of what was looked at as a whole
            continue
        lines = sum(bool(line.strip()) for line in text.splitlines())
        if lines > LONGEST and SQL.search(text):
            while up in parents and not isinstance(up, ast.FunctionDef):
                up = parents[up]
            yield (up.name if isinstance(up, ast.FunctionDef) else path.stem), lines


def test_sql_of_more_than_five_lines_lives_in_a_file():
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for package in ("pipelines", "dashboards")
        for path in (ROOT / package).rglob("*.py")
        for name, _ in long_sql(path)
    }
    assert found == PUT_TOGETHER


def test_a_long_query_would_be_found(tmp_path):
    (tmp_path / "module.py").write_text(
        '"""Select\n\n\n\n\n\n\n\none."""\nA = """\nselect\na,\nb,\nc,\nd\nfrom t\n"""\n'
    )
    assert list(long_sql(tmp_path / "module.py")) == [("module", 6)]
