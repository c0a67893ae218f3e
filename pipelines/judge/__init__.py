"""The judge's day: dockets to the engine, verdicts back, a second judge in SQL, findings with their sentences."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from itertools import chain

import duckdb
import polars as pl

from pipelines.judge.dockets import build
from pipelines.judge.event_coverage import materialize_gaps, unheard
from pipelines.judge.findings import findings
from pipelines.judge.present import kinds_present
from pipelines.judge.subjects import DOCKETS, SUBJECTS
from pipelines.store.queries import execute, sql
from pipelines.store.warehouse import materialize
from pipelines.town import Town
from rules.catalogue import RULES
from rules.engine.child import judge_apart
from rules.engine.declare import Rule
from rules.engine.fault import EngineFault
from rules.engine.predicate import predicate
from rules.engine.verdict import Verdict
from rules.wording import words

VERDICT = {
    "rule": pl.String, "severity": pl.String, "item": pl.String, "because": pl.String, "n": pl.Int64,
    "inhibited_by": pl.String,
}  # fmt: skip
KEYED = {**VERDICT, "key": pl.String}


def judge(
    con: duckdb.DuckDBPyConnection,
    town: Town,
    progress: Callable[[str], None] = lambda _: None,
    only: Collection[str] | None = None,
) -> None:
    """Make `verdict`, `unjudged_now` and `findings_now` as TEMP tables from the fact relations.

    only: the dockets whose rules judge, for findings alone: what these cannot judge is not asked. None: those of all.

    Raises EngineFault when the engine did not judge everything or the two judges differ; then nothing may be used.
    """
    rules = [rule for rule in active_rules(con, town) if only is None or rule.docket in only]
    progress("judge")
    there = kinds_present(con)
    filled = {docket for docket, _ in there} & {rule.docket for rule in rules}
    stream = chain.from_iterable(build(con, docket) for docket in DOCKETS if docket in filled)
    said = framed(judge_apart(stream, only=[rule.id for rule in rules], typed=True))
    materialize(con, "verdict", said.drop("key"))
    progress("agree")
    spoke = set(said["rule"].unique())
    for rule in rules:
        if rule.id in spoke or (rule.docket, rule.kind) in there:
            agree(con, rule)
    if only is None:
        unjudged(con, rules)
    progress("write")
    ((currency,),) = con.execute("select getvariable('currency')").fetchall()
    findings(con, town, rules, words(town.language, currency))


def framed(verdicts: Sequence[Verdict]) -> pl.DataFrame:
    """A row per verdict, in the columns of VERDICT and `key`, that of its docket."""
    columns = {name: [getattr(verdict, name) for verdict in verdicts] for name in KEYED if name != "because"}
    columns["because"] = [json.dumps(verdict.because, ensure_ascii=False) for verdict in verdicts]
    return pl.DataFrame(columns, schema=KEYED)


def active_rules(con: duckdb.DuckDBPyConnection, town: Town) -> list[Rule]:
    """The rules that judge in this town; makes `feed_gaps` of those that are silent because no source tells enough."""
    wanted = [rule for rule in RULES.values() if not town.rules.get(rule.id, {}).get("off")]
    materialize_gaps(con, town, wanted)
    return [rule for rule in wanted if not unheard(town, rule)]


def agree(con: duckdb.DuckDBPyConnection, rule: Rule) -> None:
    """The second judge: the same definition as a SQL predicate must give the same items at the same gravity."""
    question = difference(rule)
    if question is None:
        return
    ((differ,),) = execute(con, question).fetchall()
    if differ:
        raise EngineFault(f"{rule.id}: the engine and the SQL judge differ on {differ} items")


def difference(rule: Rule) -> str | None:
    """The query for the number of items on which the judges differ; None where the second one cannot judge."""
    if rule.kind is None or predicate(rule) is None:
        return None
    gravity = " ".join(f"when {predicate(rule, level)} then '{level}'" for level in rule.levels)
    source = SUBJECTS[rule.docket, rule.kind].facts
    return f"""
        select count(*) as differ
        from (select item, case {gravity} end as severity from ({source}) where {predicate(rule)}) as second
        full join (select item, severity from verdict where rule = '{rule.id}') as first using (item)
        where first.severity is distinct from second.severity
    """


def unjudged(con: duckdb.DuckDBPyConnection, rules: list[Rule]) -> None:
    """Make `unjudged_now`: what a rule could not judge and the column it missed, by the name the contract gives it."""
    missing, left_out = sql("judge/unjudged.sql"), sql("judge/left_out.sql")
    execute(
        con,
        f"create or replace temp table unjudged_now as from ({missing}) union all from ({left_out})",
        {"rules": [rule.id for rule in rules], "nouns": [rule.noun for rule in rules]},
    )
