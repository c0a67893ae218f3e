"""Dockets: the facts that have to be judged together, as the engine reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

import duckdb

from pipelines.judge.subjects import of_docket
from pipelines.judge.subjects.subject import Subject
from rules.engine.declare import fields
from rules.engine.predicate import prefilter

MANY = 100_000  # facts of a docket's kinds: up to here the engine is given every one
CONTROL = (
    16  # above it, those that could matter to a rule and, as a control of that choice, one in so many of the others
)
SPLIT = 5_000  # items in one docket: above it the engine's joins grow faster than the number of items


def own_facts(subject: Subject) -> str:
    """The facts of one day, as the subject itself gives them."""
    return subject.facts


def build(
    con: duckdb.DuckDBPyConnection, docket: str, facts_of: Callable[[Subject], str] = own_facts
) -> Iterator[tuple[str, str, str, int]]:
    """The dockets of a type: (docket, key, JSON array of facts, number of facts), partners first, a canary last.

    Of very many facts only those are written that could matter to a rule, and each day another sixteenth of the others:
    should the engine speak of one of these, the second judge differs, and nothing is published.

    A hot docket comes as several parts one after the other, its partners in each. Partners apart, the order of the
    facts is left to chance: it decides nothing, and to sort a million facts takes longer than to judge them.

    facts_of: the SELECT of a kind's facts; a replay gives those of many days, each day in dockets of its own.
    """
    subjects = of_docket(docket)
    every = " union all ".join(f"select 1 from ({facts_of(subject)})" for subject in subjects)
    ((n,),) = con.execute(f"select count(*) from ({every})").fetchall()
    facts = " union all ".join(_facts(subject, facts_of(subject), every=n <= MANY) for subject in subjects)
    con.execute(
        f"""
        select key, string_agg(fact, chr(10)) filter (shared), string_agg(fact, chr(10)) filter (not shared)
        from ({facts})
        group by key
        order by key
        """
    )
    while rows := con.fetchmany(64):
        for key, shared, own in rows:
            partners, others = _apart(shared), _apart(own)
            for start in range(0, max(1, len(others)), SPLIT):
                part = partners + others[start : start + SPLIT]
                yield docket, key, _numbered(part), len(part)


def _apart(facts: str | None) -> list[str]:
    """Facts without their opening brace, from lines of JSON; a line break within a value is written otherwise there."""
    return facts[1:].split("\n{") if facts else []


def _numbered(facts: list[str]) -> str:
    while len(_OPENINGS) < len(facts):
        _OPENINGS.append(f',{{"id":{len(_OPENINGS)},')
    numbered = "".join(chain.from_iterable(zip(_OPENINGS, facts, strict=False)))
    return f'[{numbered[1:]},{{"canary":1,"id":{len(facts)}}}]'


_OPENINGS: list[str] = []


def _facts(subject: Subject, facts: str, *, every: bool) -> str:
    matter = prefilter(subject.docket, subject.kind)
    which = "true" if every else f"({matter}) or hash(item, getvariable('as_of')) % {CONTROL} = 0"
    compared = (field for field in fields(subject.docket, subject.kind) if field not in ("kind", "item"))
    columns = "".join(f', "{field}" := "{field}"' for field in compared)
    return (
        f"select coalesce(key, '') as key, {str(subject.shared).lower()} as shared, cast(to_json(struct_pack("
        f"kind := '{subject.kind}', item := item{columns})) as varchar) as fact from ({facts}) where {which}"
    )
