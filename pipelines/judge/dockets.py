"""Dockets: the facts that have to be judged together, as the engine reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

import duckdb

from pipelines.judge.subjects import of_docket
from pipelines.judge.subjects.subject import Subject
from pipelines.store.queries import execute
from rules.engine.declare import fields
from rules.engine.docket import ordered, solitary
from rules.engine.fault import EngineFault
from rules.engine.predicate import prefilter

MANY = 100_000  # facts of a docket's kinds: up to here the engine is given every one
CONTROL = (
    16  # above it, those that could matter to a rule and, as a control of that choice, one in so many of the others
)
TOGETHER = 6_000  # facts that no rule compares with others lie in dockets of so many, whatever they have in common
INTEGERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}  # what the engine orders
SPLIT = 5_000  # items in one docket: above it the engine's joins grow faster than the number of items


def own_facts(subject: Subject) -> str:
    """The facts of one day, as the subject itself gives them."""
    return subject.facts


def build(
    con: duckdb.DuckDBPyConnection,
    docket: str,
    facts_of: Callable[[Subject], str] = own_facts,
    within: str = "''",
) -> Iterator[tuple[str, str, str, int]]:
    """The dockets of a type: (docket, key, JSON array of facts, number of facts), partners first, a canary last.

    Of very many facts only those are written that could matter to a rule, and each day another sixteenth of the others:
    should the engine speak of one of these, the second judge differs, and nothing is published.

    A hot docket comes as several parts one after the other, its partners in each. Partners apart, the order of the
    facts is left to chance: it decides nothing, and to sort a million facts takes longer than to judge them.

    facts_of: the SELECT of a kind's facts; a replay gives those of many days. within: what none of two facts judged
    together may differ in, as SQL text over these facts; the key begins with it.

    Raises EngineFault where a column that a rule orders holds anything but integers of at most 64 bits.
    """
    subjects = of_docket(docket)
    every = " union all ".join(f"select {within} as part from ({facts_of(subject)})" for subject in subjects)
    ((n, parts),) = execute(con, f"select count(*), count(distinct part) from ({every})").fetchall()
    if n == 0:
        return
    for subject in subjects:
        check_integers(con, subject, facts_of(subject))
    facts = " union all ".join(
        _facts(subject, facts_of(subject), _key(subject, within, 1 + n // parts // TOGETHER), every=n <= MANY)
        for subject in subjects
    )
    execute(
        con,
        f"""
        select key, string_agg(fact, chr(10)) filter (shared), string_agg(fact, chr(10)) filter (not shared)
        from ({facts})
        group by key
        order by key
        """,
    )
    while rows := con.fetchmany(64):
        for key, shared, own in rows:
            partners, others = _apart(shared), _apart(own)
            for start in range(0, max(1, len(others)), SPLIT):
                part = partners + others[start : start + SPLIT]
                yield docket, key, _numbered(part), len(part)


def check_integers(con: duckdb.DuckDBPyConnection, subject: Subject, facts: str) -> None:
    """EngineFault where a column that a rule of the docket orders is no integer: the engine would compare what lies
    behind a text, and a fraction would end the batch. The child is told that this was asked.
    """
    by_size = set(ordered(subject.docket))
    for name, kind, *_ in execute(con, f"describe {facts}").fetchall():
        if name in by_size and kind not in INTEGERS:
            raise EngineFault(f"{subject.docket}: {name} of a {subject.kind} is ordered by a rule and is {kind}")


def _key(subject: Subject, within: str, dockets: int) -> str:
    """With whom a fact lies: those of its own key, or any others where no rule looks at two facts at once."""
    if solitary(subject.docket, subject.kind):
        return f"{within} || '#' || hash(item) % {dockets}"
    return f"{within} || coalesce(key, '')"


def _apart(facts: str | None) -> list[str]:
    """Facts without their opening brace, from lines of JSON; a line break within a value is written otherwise there."""
    return facts[1:].split("\n{") if facts else []


def _numbered(facts: list[str]) -> str:
    while len(_OPENINGS) < len(facts):
        _OPENINGS.append(f',{{"id":{len(_OPENINGS)},')
    numbered = "".join(chain.from_iterable(zip(_OPENINGS, facts, strict=False)))
    return f'[{numbered[1:]},{{"canary":1,"id":{len(facts)}}}]'


_OPENINGS: list[str] = []


def _facts(subject: Subject, facts: str, key: str, *, every: bool) -> str:
    matter = prefilter(subject.docket, subject.kind)
    which = "true" if every else f"({matter}) or hash(item, getvariable('as_of')) % {CONTROL} = 0"
    compared = (field for field in fields(subject.docket, subject.kind) if field not in ("kind", "item"))
    columns = "".join(f', "{field}" := "{field}"' for field in compared)
    return (
        f"select {key} as key, {str(subject.shared).lower()} as shared, cast(to_json(struct_pack("
        f"kind := '{subject.kind}', item := item{columns})) as varchar) as fact from ({facts}) where {which}"
    )
