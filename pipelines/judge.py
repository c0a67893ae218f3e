"""The judge's day: dockets to the engine, verdicts back, a second judge in SQL, findings with their sentences."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import chain
from string import Formatter
from typing import Any

import duckdb
import polars as pl

from pipelines.dockets import DOCKETS, build
from pipelines.facts import sql
from pipelines.town import Town
from rules import budget, cases, feeds, invoices, people  # noqa: F401  importing declares the rules
from rules.engine.child import judge_apart
from rules.engine.declare import RULES, SEVERITIES, Rule
from rules.engine.fault import EngineFault
from rules.engine.predicate import predicate
from rules.wording import Words, words

VERDICT = {
    "rule": pl.String, "severity": pl.String, "item": pl.String, "because": pl.String, "n": pl.Int64,
    "inhibited_by": pl.String,
}  # fmt: skip


def judge(con: duckdb.DuckDBPyConnection, town: Town, progress: Callable[[str], None] = lambda _: None) -> None:
    """Make `verdict`, `unjudged_now` and `findings_now` as TEMP tables from the fact relations.

    Raises EngineFault when the engine did not judge everything or the two judges differ; then nothing may be used.
    """
    rules = [rule for rule in RULES.values() if not town.rules.get(rule.id, {}).get("off")]
    progress("judge")
    stream = chain.from_iterable(build(con, docket) for docket in DOCKETS)
    verdicts = judge_apart(stream, only=[rule.id for rule in rules])
    rows = [
        (v.rule, v.severity, v.item, json.dumps(v.because, ensure_ascii=False), v.n, v.inhibited_by) for v in verdicts
    ]
    con.register("verdict_frame", pl.DataFrame(rows, schema=VERDICT, orient="row"))
    con.execute("create or replace temp table verdict as from verdict_frame")
    con.unregister("verdict_frame")
    progress("agree")
    for rule in rules:
        agree(con, rule)
    unjudged(con, rules)
    progress("write")
    findings(con, town, rules, words(town.language))


def agree(con: duckdb.DuckDBPyConnection, rule: Rule) -> None:
    """The second judge: the same definition as a SQL predicate must give the same items at the same gravity."""
    if rule.kind is None or predicate(rule) is None:
        return
    gravity = " ".join(f"when {predicate(rule, level)} then '{level}'" for level in rule.levels)
    source = DOCKETS[rule.docket][rule.kind].query
    ((differ,),) = con.execute(
        f"""
        select count(*)
        from (select item, case {gravity} end as severity from ({source}) where {predicate(rule)}) as second
        full join (select item, severity from verdict where rule = ?) as first using (item)
        where first.severity is distinct from second.severity
        """,
        [rule.id],
    ).fetchall()
    if differ:
        raise EngineFault(f"{rule.id}: the engine and the SQL judge differ on {differ} items")


def unjudged(con: duckdb.DuckDBPyConnection, rules: list[Rule]) -> None:
    """Make `unjudged_now`: what a rule could not judge and the column it missed (three-valued logic knows)."""
    con.execute(
        "create or replace temp table unjudged_now (rule varchar, noun varchar, subject varchar, missing varchar)"
    )
    for rule in rules:
        condition = predicate(rule) if rule.kind else None
        target = TARGETS.get((rule.docket, rule.kind or ""))
        if condition is None or target is None or target.required is None:
            continue
        con.execute(
            f"""
            insert into unjudged_now
            select '{rule.id}', noun, subject, '{target.required}'
            from ({target.query}) where ({condition}) is null and {target.expected}
            """
        )


class Target:
    """How the findings about one kind of fact are described."""

    def __init__(self, query: str, required: str | None = None, expected: str = "true") -> None:
        self.query = query
        self.required = required
        self.expected = expected


TARGETS: Mapping[tuple[str, str], Target] = {
    ("holder", "case"): Target(
        "select *, null as owner, null as substitute from case_facts where state <> 'settled'",
        "due_on",
        "stopped_since is null",
    ),
    ("holder", "absence"): Target(
        """
        select
            stand_ins.*, absence as item, 'absences' as noun, absence as subject, null::date as due_on,
            null::date as raw_due_on, null::integer as days_left, null::integer as working_days_left,
            person.unit, stand_ins.employee as holder, null as owner, person.name as employee_name,
            deputy.name as substitute_name
        from stand_ins
        left join employees as person on person.employee = stand_ins.employee
        left join employees as deputy on deputy.employee = stand_ins.substitute
        """
    ),
    ("seller", "invoice"): Target(
        """
        select *, invoice_id as item, 'invoices' as noun, invoice_id as subject, null as owner, null as substitute
        from invoice_facts where state not in ('paid', 'cancelled')
        """,
        "effective_due_on",
        "currency is not null",
    ),
    ("budget_line", "line"): Target(
        """
        select
            budget_facts.*, budget_facts.line as item, 'budget' as noun, budget_facts.line as subject,
            null::date as due_on, null::date as raw_due_on, null::integer as days_left,
            null::integer as working_days_left, null as holder, null as owner, null as substitute, concat_ws(' / ', dzial, rozdzial, paragraf) as codes,
            coalesce(units.name, budget_facts.unit) as unit_name
        from budget_facts
        left join units on units.unit = budget_facts.unit
        where level = 'paragraf' and side = 'spending' and of_year = 'running'
        """
    ),
    ("feed", "feed"): Target(
        """
        select
            feed_facts.* exclude (noun), feed as item, 'feeds' as noun, feed as subject, null::date as due_on,
            null::date as raw_due_on, null::integer as days_left, null::integer as working_days_left,
            null as unit, null as holder, null as owner, null as substitute
        from feed_facts
        """
    ),
    ("record", "record"): Target(
        """
        select
            *, null::date as due_on, null::date as raw_due_on, null::integer as days_left,
            null::integer as working_days_left, holder as owner, null as substitute
        from record_facts
        """
    ),
}
COMMON = (
    "noun", "subject", "due_on", "raw_due_on", "days_left", "working_days_left", "unit", "holder", "owner",
    "substitute",
)  # fmt: skip


def findings(con: duckdb.DuckDBPyConnection, town: Town, rules: list[Rule], speak: Words) -> None:
    """Make `findings_now`: every verdict with its subject, dates, amount, sentence and the people to tell."""
    frames = [frame for rule in rules if (frame := _of_rule(con, town, rule, speak)).height]
    spoken = pl.concat(frames, how="vertical") if frames else pl.DataFrame(schema=FINDING)
    con.register("findings_frame", spoken)
    con.execute("create or replace temp table findings_raw as from findings_frame")
    con.unregister("findings_frame")
    con.execute(f"create or replace temp table findings_told as {sql('recipients.sql')}")
    con.execute(f"create or replace temp table findings_now as {sql('findings.sql')}")


FINDING = {
    "rule": pl.String, "name": pl.String, "severity": pl.String, "because": pl.String, "n": pl.Int64,
    "inhibited_by": pl.String, "noun": pl.String, "subject": pl.String, "due_on": pl.Date, "raw_due_on": pl.Date,
    "days_left": pl.Int64, "working_days_left": pl.Int64, "unit": pl.String, "holder": pl.String, "owner": pl.String,
    "substitute": pl.String, "amount": pl.Decimal(18, 2), "message": pl.String, "details": pl.String,
    "law": pl.List(pl.String), "audience": pl.List(pl.String),
}  # fmt: skip


def _of_rule(con: duckdb.DuckDBPyConnection, town: Town, rule: Rule, speak: Words) -> pl.DataFrame:
    said = {severity: rule.says_at.get(severity, rule.says) for severity in SEVERITIES}
    used = sorted(
        {name for text in said.values() for _, name, _, _ in Formatter().parse(text) if name} - {"n", *COMMON}
    )
    extra = ["term_law"] if rule.kind == "case" else []
    target = TARGETS[rule.docket, rule.about_kind].query
    frame = con.sql(
        f"""
        select verdict.severity, because, n, inhibited_by, {", ".join(f"target.{column}" for column in COMMON)},
            {f"cast(target.{rule.amount} as decimal(18, 2))" if rule.amount else "null::decimal(18, 2)"} as amount
            {"".join(f", target.{column}" for column in (*used, *extra))}
        from verdict
        join ({target}) as target using (item)
        where rule = $rule
        order by noun, subject
        """,
        params={"rule": rule.id},
    ).pl()
    sentences = {severity: speak.sentence(text) for severity, text in said.items()}
    rows = list(frame.iter_rows(named=True))
    audience = list(town.rules.get(rule.id, {}).get("to", rule.to))
    return frame.with_columns(
        pl.lit(rule.id).alias("rule"),
        pl.lit(rule.name).alias("name"),
        pl.Series("message", [sentences[row["severity"]](row) for row in rows], dtype=pl.String),
        pl.Series("details", [_details(row, used) for row in rows], dtype=pl.String),
        pl.Series(
            "law", [[*([row["term_law"]] if row.get("term_law") else []), *rule.law] for row in rows],
            dtype=pl.List(pl.String),
        ),
        pl.Series("audience", [audience] * frame.height, dtype=pl.List(pl.String)),
    ).select(pl.col(name).cast(kind) for name, kind in FINDING.items())  # fmt: skip


def _details(row: Mapping[str, Any], used: list[str]) -> str:
    """The values of the sentence, so that it can be said again in another language."""
    return json.dumps({name: row[name] for name in ("n", "due_on", *used)}, default=str, ensure_ascii=False)
