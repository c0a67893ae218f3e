"""Dockets: the facts that have to be judged together, as the engine reads them."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from pipelines.subjects import of_docket
from pipelines.subjects.subject import Subject
from rules.engine.declare import fields

SPLIT = 5_000  # items in one docket: above it the engine's joins grow faster than the number of items


def build(con: duckdb.DuckDBPyConnection, docket: str) -> Iterator[tuple[str, str, str, int]]:
    """The dockets of a type: (docket, key, JSON array of facts, number of facts), partners first, a canary last.

    One set-based query; rows are fetched in portions, so that a million facts never lie in memory twice.
    """
    parts = " union all ".join(_facts(subject) for subject in of_docket(docket))
    con.execute(
        f"""
        with fact as ({parts}),
        placed as (
            select *, if(shared, 0, (row_number() over (partition by key, shared order by item) - 1) // {SPLIT}) as part
            from fact
        ),
        spread as (
            select key, item, fact, shared, part from placed where not shared
            union all
            select key, item, fact, shared, unnest(range(coalesce(parts, 1)))
            from placed
            left join (select key, max(part) + 1 as parts from placed group by key) using (key)
            where shared
        ),
        numbered as (
            select key, part, fact, row_number() over (partition by key, part order by shared desc, item) - 1 as id
            from spread
        )
        select key, '[' || string_agg('{{"id":' || id || ',' || substr(fact, 2), ',' order by id)
            || ',{{"canary":1,"id":' || count(*) || '}}]', count(*)
        from numbered
        group by key, part
        order by key, part
        """
    )
    while rows := con.fetchmany(64):
        for key, facts, n in rows:
            yield docket, key, facts, n


def _facts(subject: Subject) -> str:
    compared = (field for field in fields(subject.docket, subject.kind) if field not in ("kind", "item"))
    columns = "".join(f', "{field}" := "{field}"' for field in compared)
    return (
        f"select coalesce(key, '') as key, item, {str(subject.shared).lower()} as shared, cast(to_json(struct_pack("
        f"kind := '{subject.kind}', item := item{columns})) as varchar) as fact from ({subject.facts})"
    )
