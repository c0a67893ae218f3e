"""Replay: the findings of many days, as each of these days would have had them; nothing is stored or sent.

The facts of all days are derived by the same SQL as those of one day (`each_day`), and judged by the same two judges:
durable-rules in its child, each day in dockets of its own, then the SQL predicates, which must agree on every day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, groupby
from math import ceil
from typing import NamedTuple

import duckdb
import polars as pl

from pipelines.facts import relations, say_of_the_town, say_of_the_units
from pipelines.facts.feed_facts import HORIZON, delivered
from pipelines.facts.idle import without_rows
from pipelines.facts.law_tables import in_force, materialize_law
from pipelines.facts.left_out import COLUMNS, DATA, FAULTS, without
from pipelines.judge import active_rules, difference, framed
from pipelines.judge.dockets import build
from pipelines.judge.findings import audience, heard, told
from pipelines.judge.present import kinds_present
from pipelines.judge.subjects import DOCKETS
from pipelines.judge.subjects.subject import COMMON, Subject
from pipelines.replay.each_day import Day, each_day, materialize_days
from pipelines.replay.left_out_days import find_left_out
from pipelines.store.noun_views import seen, shared_keys, unknown_names
from pipelines.store.queries import sql
from pipelines.store.warehouse import materialize, set_clocks
from pipelines.town import Town
from rules.engine.child import judge_apart
from rules.engine.declare import Rule
from rules.engine.fault import EngineFault
from rules.engine.warm import warm_judge
from rules.law import Law
from rules.severity import SEVERITIES

TYPES = {
    "on_day": "date", "rule": "varchar", "severity": "varchar", "because": "varchar", "n": "bigint",
    "inhibited_by": "varchar", **COMMON, "amount": "decimal(18, 2)", "details": "varchar", "law": "varchar[]",
    "audience": "varchar[]",
}  # fmt: skip


AUDIENCE = " ".join(f"when '{severity}' then ${severity}::varchar[]" for severity in SEVERITIES)


class Part(NamedTuple):
    """Days judged at once, and the TEMP tables that have their rows by day; see `each_day`."""

    days: list[Day]
    by_day: tuple[str, ...]


AT_ONCE = 1_500_000  # rows of history times days: what 900 MB of memory bear
MOST_DAYS = 62  # more days at once save hardly anything


def replay(
    con: duckdb.DuckDBPyConnection,
    town: Town,
    law: Law,
    days: Sequence[Day],
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Part]:
    """Judge the days in their order, so many at once; while a part is out, its TEMP tables lie on `con`.

    These are `replayed` (a row per day), the fact relations, the nouns, and `findings_told`: the findings as
    `pipelines.judge.findings` tells them, but for the sentence and its values. Each begins with the column `on_day`.
    progress: hears how many days are done.

    Raises EngineFault when the engine did not judge everything or the two judges differ on any day.
    """
    say_of_the_town(con, town)
    done = 0
    with warm_judge():
        for part in parts(law.for_town(town.rules, town.terms), days, days_at_once(con)):
            materialize_days(con, town, part)
            set_clocks(con, *part[-1], town.timezone, town.order)
            say_of_the_units(con, f"({seen(con)['units']})")
            set_clocks(con, *part[0], town.timezone, town.order)
            materialize_law(con, town, law, part[0].as_of)
            by_day = _derive(con, town, law, part)
            _judge(con, town, by_day)
            yield Part(part, (*by_day, "findings_told"))
            for table in (*by_day, "findings_raw", "findings_told", "verdict"):  # before the next part needs the memory
                con.execute(f"drop table if exists temp.{table}")
            done += len(part)
            progress(done)


def parts(law: Law, days: Sequence[Day], at_once: int) -> Iterator[list[Day]]:
    """Days that can be judged at once: so many of them, under the same numbers of the law."""
    for _, alike in groupby(days, key=lambda day: in_force(law, day.as_of)):
        found = list(alike)
        number = ceil(len(found) / at_once)
        for n in range(number):  # alike in length: a part of a day costs as much as one of ten
            yield found[n * len(found) // number : (n + 1) * len(found) // number]


def days_at_once(con: duckdb.DuckDBPyConnection) -> int:
    """As many days as memory bears: in a large town fewer."""
    nouns = [noun for (noun,) in con.execute("select noun from nouns").fetchall()]
    rows = [con.execute(f"select count(*) from {noun}_history").fetchall()[0][0] for noun in nouns]
    return max(1, min(MOST_DAYS, AT_ONCE // max(1, sum(rows))))


def _derive(con: duckdb.DuckDBPyConnection, town: Town, law: Law, days: Sequence[Day]) -> list[str]:
    """Make what was delivered, what was known and what follows from it; returns the tables that differ by day.

    Where the data end that with an error, each day is looked at alone, as its run did, and is without the subjects
    that cannot be derived on it.
    """
    con.execute(f"create or replace temp table left_out (on_day date, {COLUMNS})")
    try:
        return _derive_at_once(con, town, law, days)
    except DATA:
        find_left_out(con, town, law, days)
        if not con.execute("from left_out limit 1").fetchall():
            raise
        return _derive_at_once(con, town, law, days)


def _derive_at_once(con: duckdb.DuckDBPyConnection, town: Town, law: Law, days: Sequence[Day]) -> list[str]:
    moments = {day.known_on: delivered(con, town, law, days[0].as_of, day.known_on) for day in days}
    frames = [moments[day.known_on].select(pl.lit(day.as_of).alias("on_day"), pl.all()) for day in days]
    materialize(con, "feed_facts", pl.concat(frames))
    nouns = seen(con)
    by_day = ["left_out", "feed_facts"]
    if con.execute("from left_out limit 1").fetchall():
        nouns |= without(nouns)
    elif len(moments) == 1:  # all days know the same: the nouns need no copy for each
        for noun, query in nouns.items():
            con.execute(f"create or replace temp table {noun} as {query}")
        nouns = {}
    views = {
        "feed_horizon": HORIZON,
        **nouns,
        "unknown_names": unknown_names(con),
        "shared_keys": shared_keys(con),
        "staff": sql("store/staff.sql"),
        **relations(),
    }
    empty = without_rows(con, relations())
    for relation, query in views.items():
        if relation in empty:
            con.execute(empty[relation])
            made = f"select null::date as on_day, * from temp.{relation}"
        else:
            made = each_day(query, by_day)
        con.execute(f"create or replace temp table {relation} as {made}")
        by_day.append(relation)
        if relation == "record_faults":
            con.execute(f"insert into record_faults by name {each_day(FAULTS, ['left_out'])}")
    return by_day


def _judge(con: duckdb.DuckDBPyConnection, town: Town, by_day: Sequence[str]) -> None:
    """Make `findings_told` of all days."""
    rules = active_rules(con, town)
    there = kinds_present(con)
    filled = {docket for docket, _ in there}

    def facts_of(subject: Subject) -> str:
        return each_day(subject.facts, by_day)

    stream = chain.from_iterable(
        build(con, docket, facts_of, within="on_day || '/'") for docket in DOCKETS if docket in filled
    )
    verdicts = framed(judge_apart(stream, only=[rule.id for rule in rules], typed=True))
    on_day = pl.col("key").str.head(10).str.to_date().alias("on_day")
    materialize(con, "verdict", verdicts.select(on_day, pl.exclude("key")))
    judged = [*by_day, "verdict"]
    spoke = set(verdicts["rule"].unique())
    for rule in rules:
        if rule.id in spoke or (rule.docket, rule.kind) in there:
            _agree(con, rule, judged)
    _tell(con, town, rules, judged)


def _agree(con: duckdb.DuckDBPyConnection, rule: Rule, by_day: Sequence[str]) -> None:
    question = difference(rule)
    if question is None:
        return
    ((differ,),) = con.execute(f"select coalesce(sum(differ), 0) from ({each_day(question, by_day)})").fetchall()
    if differ:
        raise EngineFault(f"{rule.id}: the engine and the SQL judge differ on {differ} items")


def _tell(con: duckdb.DuckDBPyConnection, town: Town, rules: Sequence[Rule], by_day: Sequence[str]) -> None:
    columns = ", ".join(f"{name} {TYPES[name]}" for name in TYPES)
    con.execute(f"create or replace temp table findings_raw ({columns})")
    for rule in heard(con, rules):
        query = each_day(told(con, rule), by_day)
        told_to = {severity: audience(town, rule, severity) for severity in SEVERITIES}
        con.execute(
            f"""
            insert into findings_raw by name
            select $rule as rule, *, case severity {AUDIENCE} end as audience from ({query})
            """,
            {"rule": rule.id, "law": list(rule.law), **told_to},
        )
    query = each_day(sql("judge/recipients.sql"), [*by_day, "findings_raw"])
    con.execute(f"create or replace temp table findings_told as {query}")
