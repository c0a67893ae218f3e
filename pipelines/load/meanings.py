"""Learns what names stand for: who "Lis Jan" of another system is, which unit its full name means, whose mark it is."""

from __future__ import annotations

from datetime import datetime

import duckdb

from pipelines import contracts
from pipelines.settings.town_law import law_of
from pipelines.store.queries import sql
from pipelines.town import Town

MARK = "case_mark.without_initials"  # of the law


def learn(con: duckdb.DuckDBPyConnection, town: Town, moment: datetime) -> None:
    """Hold what the names of the live rows mean today against what was known, and keep what is new from `moment` (UTC).

    A name is told apart from an identifier where there are any: a town without a register of employees knows nobody,
    and nobody of it is unknown.
    """
    con.execute(sql("store/macros.sql")).fetchall()
    con.execute("set variable bare_mark = cast(? as varchar)", [bare_mark(town)]).fetchall()
    con.execute(f"create or replace temp table said as {_said(con)}").fetchall()
    found = con.execute("select exists (from said), exists (from meanings where known_to is null)").fetchall()
    if found == [(False, False)]:
        return
    con.execute(f"create or replace temp table meaning as {sql('load/meanings.sql')}").fetchall()
    con.execute(ENDED, {"moment": moment}).fetchall()
    con.execute(BEGUN, {"moment": moment}).fetchall()
    con.execute("drop table meaning; drop table said").fetchall()


SAME = """
    m.about_noun = n.about_noun and m.about_column = n.about_column and m.name = n.name
    and m.meant is not distinct from n.meant
"""
ENDED = f"""
    update meanings as m set known_to = $moment
    where m.known_to is null and not exists (from meaning as n where {SAME})
"""
BEGUN = f"""
    insert into meanings
    select n.*, $moment, null from meaning as n
    where not exists (from meanings as m where m.known_to is null and {SAME})
"""


def _said(con: duckdb.DuckDBPyConnection) -> str:
    """The query for the names in columns that name a row of another noun, where they are none of its identifiers."""
    ids = {noun: contracts.noun(noun).key[0] for noun in ("employees", "units", "cases")}
    asked = ", ".join(f"exists (from {noun}_history where known_to is null)" for noun in ids)
    there = dict(zip(ids, con.execute(f"select {asked}").fetchall()[0], strict=True))
    parts = ["select '' as about_noun, '' as about_column, '' as kind, '' as name limit 0"]
    for name, noun in contracts.nouns().items():
        for column, said in noun.model.fields.items():
            if said.of and there[said.of]:
                parts.append(_names(name, column, said.of, ids[said.of]))
    return " union all ".join(f"({part})" for part in parts)


def _names(noun: str, column: str, of: str, identifier: str) -> str:
    known = f"select {identifier} from {of}_history where known_to is null"
    if of == "cases":
        known += PLAIN
    return f"""
        select '{noun}', '{column}', '{of}', {column} from {noun}_history
        where known_to is null and {column} is not null and {column} not in ({known}) group by {column}
    """


PLAIN = """ and not coalesce(regexp_matches(case_id, getvariable('bare_mark')), false) and name_key(case_id) not in (
    select name_key(name) from aliases_history where known_to is null and case_id is not null
)"""  # marks that surely stand for themselves


def bare_mark(town: Town) -> str | None:
    """The pattern whose first group is a case mark without the initials at its end; None where the law has none."""
    forms = [each for each in law_of(town).parameters if each.name == MARK]
    return str(max(forms, key=lambda form: form.valid_from).value) if forms else None
