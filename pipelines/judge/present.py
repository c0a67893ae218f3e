"""Which kinds of facts a day has at all: only of these the engine is given dockets, and only these are judged twice."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import duckdb

from pipelines.facts import RELATIONS
from pipelines.facts.idle import named_in
from pipelines.judge.subjects import SUBJECTS
from pipelines.store.queries import execute

Kind = tuple[str, str]  # docket and kind


def kinds_present(con: duckdb.DuckDBPyConnection) -> set[Kind]:
    """The kinds whose facts come from a relation that has a row today; a kind that leans on none is always there."""
    asked = " union all ".join(f"(select '{relation}' from temp.{relation} limit 1)" for relation in RELATIONS)
    there = {relation for (relation,) in execute(con, asked).fetchall()}
    return {kind for kind, sources in _sources().items() if not sources or sources & there}


def leans_on(dockets: Collection[str]) -> set[str]:
    """The fact relations that these dockets are filled from, and that their findings are told of."""
    queries = [one.facts + " " + (one.told or "") for (docket, _), one in SUBJECTS.items() if docket in dockets]
    return set().union(*map(named_in, queries)) & {*RELATIONS}


@cache
def _sources() -> dict[Kind, frozenset[str]]:
    """The fact relations that a kind's facts are selected from."""
    return {kind: named_in(one.facts) & {*RELATIONS} for kind, one in SUBJECTS.items()}
