"""Which kinds of facts a day has at all: only of these the engine is given dockets, and only these are judged twice."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import duckdb

from pipelines.facts import RELATIONS, relations
from pipelines.facts.idle import named_in
from pipelines.judge.subjects import SUBJECTS
from pipelines.store.queries import execute, sql

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


def leaning_on(con: duckdb.DuckDBPyConnection, noun: str) -> set[str]:
    """The dockets whose facts, or whose readers, depend on the rows of a noun; of a connection that looks at a day.

    What leans on no fact relation is among them. All dockets depend on names that mean somebody else elsewhere.
    """
    if noun == "aliases":
        return {docket for docket, _ in SUBJECTS}
    views = "select view_name, sql from duckdb_views() where temporary"
    texts = {**dict(con.execute(views).fetchall()), **relations()}
    touched = {noun}
    while more := {name for name, text in texts.items() if name not in touched and named_in(text) & touched}:
        touched |= more
    everybody = bool(named_in(sql("judge/recipients.sql")) & touched)
    return {docket for (docket, _), sources in _sources().items() if everybody or not sources or sources & touched}


@cache
def _sources() -> dict[Kind, frozenset[str]]:
    """The fact relations that a kind's facts are selected from."""
    return {kind: named_in(one.facts) & {*RELATIONS} for kind, one in SUBJECTS.items()}
