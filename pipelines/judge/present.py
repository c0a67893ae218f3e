"""Which kinds of facts a day has at all: only of these the engine is given dockets, and only these are judged twice."""

from __future__ import annotations

import re
from functools import cache

import duckdb

from pipelines.facts import RELATIONS
from pipelines.judge.subjects import SUBJECTS

Kind = tuple[str, str]  # docket and kind


def kinds_present(con: duckdb.DuckDBPyConnection) -> set[Kind]:
    """The kinds whose facts come from a relation that has a row today; a kind that leans on none is always there."""
    asked = ", ".join(f"exists (from temp.{relation})" for relation in RELATIONS)
    [found] = con.execute(f"select {asked}").fetchall()
    there = {relation for relation, some in zip(RELATIONS, found, strict=True) if some}
    return {kind for kind, sources in _sources().items() if not sources or sources & there}


@cache
def _sources() -> dict[Kind, set[str]]:
    """The fact relations that a kind's facts are selected from."""
    return {kind: set(re.findall(r"\w+", one.facts)) & set(RELATIONS) for kind, one in SUBJECTS.items()}
