"""Dockets: the facts that have to be judged together, as the engine reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb

from rules.engine.declare import fields

SPLIT = 5_000  # items in one docket: above it the engine's joins grow faster than the number of items


@dataclass(frozen=True)
class Source:
    """Where the facts of one kind come from.

    query: gives `key` (what correlates), `item` (which fact) and the columns that rules compare.
    shared: the partner of a correlation, repeated when a hot docket is split.
    """

    query: str
    shared: bool = False


DOCKETS: Mapping[str, Mapping[str, Source]] = {
    "holder": {
        "absence": Source("select employee as key, absence as item, * from stand_ins", shared=True),
        "case": Source("select coalesce(holder, unit, '') as key, * from case_facts where state <> 'settled'"),
        "duty": Source(
            """
            select holder as key, item, due_day from case_facts
            where state = 'open' and due_on is not null and holder in (select employee from stand_ins)
            union all
            select holder, 'invoice ' || invoice_id, due_day from invoice_facts
            where state = 'open' and holder in (select employee from stand_ins)
            """
        ),
    },
    "seller": {
        "invoice": Source(
            """
            select seller_nip as key, invoice_id as item, * from invoice_facts
            where state not in ('paid', 'cancelled')
            """
        ),
    },
    "budget_line": {
        "line": Source(
            """
            select unit as key, line as item, * from budget_facts
            where level = 'paragraf' and side = 'spending' and of_year = 'running'
            """
        ),
    },
    "feed": {"feed": Source("select feed as key, feed as item, * from feed_facts")},
    "record": {"record": Source("select noun as key, * from record_facts")},
}


def build(con: duckdb.DuckDBPyConnection, docket: str) -> Iterator[tuple[str, str, str, int]]:
    """The dockets of a type: (docket, key, JSON array of facts, number of facts), partners first, a canary last.

    One set-based query; rows are fetched in portions, so that a million facts never lie in memory twice.
    """
    parts = " union all ".join(_facts(docket, kind, source) for kind, source in DOCKETS[docket].items())
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


def _facts(docket: str, kind: str, source: Source) -> str:
    columns = "".join(f', "{field}" := "{field}"' for field in fields(docket, kind) if field not in ("kind", "item"))
    return (
        f"select coalesce(key, '') as key, item, {str(source.shared).lower()} as shared, "
        f"cast(to_json(struct_pack(kind := '{kind}', item := item{columns})) as varchar) as fact from ({source.query})"
    )
