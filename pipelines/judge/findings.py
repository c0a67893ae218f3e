"""Findings: every verdict with its subject, dates, amount, sentence and the people to tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from string import Formatter

import duckdb
import polars as pl

from pipelines.judge.subjects import SUBJECTS
from pipelines.judge.subjects.subject import COMMON
from pipelines.store.exchange import frame_of
from pipelines.store.queries import execute, sql
from pipelines.store.warehouse import append, materialize
from pipelines.town import Town
from rules.engine.declare import Rule
from rules.severity import SEVERITIES
from rules.wording import Words

AT_ONCE = 20_000  # findings held in memory before they are written: to write costs the same for ten as for thousands


def findings(con: duckdb.DuckDBPyConnection, town: Town, rules: list[Rule], say: Words) -> None:
    """Make `findings_now`: every verdict with its subject, dates, amount, sentence and the people to tell."""
    materialize(con, "findings_raw", pl.DataFrame(schema=FINDING))
    waiting = [pl.DataFrame(schema=FINDING)]
    for rule in heard(con, rules):
        waiting.append(_of_rule(con, town, rule, say))
        if sum(frame.height for frame in waiting) > AT_ONCE:
            append(con, "findings_raw", pl.concat(waiting))
            waiting.clear()
    if waiting:
        append(con, "findings_raw", pl.concat(waiting))
    for made, query, of in (
        ("findings_told", "judge/recipients.sql", "findings_raw"),
        ("findings_now", "judge/findings.sql", "findings_told"),
    ):  # in a large town each holds hundreds of megabytes: none is kept longer than the next needs it
        execute(con, f"create or replace temp table {made} as {sql(query)}")
        con.execute(f"drop table temp.{of}").fetchall()


def heard(con: duckdb.DuckDBPyConnection, rules: Iterable[Rule]) -> list[Rule]:
    """Those of the rules that a verdict speaks of."""
    spoke = {rule for (rule,) in con.execute("select distinct rule from verdict").fetchall()}
    return [rule for rule in rules if rule.id in spoke]


FINDING = {
    "rule": pl.String, "name": pl.String, "severity": pl.String, "because": pl.String, "n": pl.Int64,
    "inhibited_by": pl.String, "noun": pl.String, "subject": pl.String, "due_on": pl.Date, "raw_due_on": pl.Date,
    "days_left": pl.Int64, "working_days_left": pl.Int64, "unit": pl.String, "holder": pl.String, "owner": pl.String,
    "substitute": pl.String, "amount": pl.Decimal(18, 2), "message": pl.String, "details": pl.String,
    "law": pl.List(pl.String), "audience": pl.List(pl.String),
}  # fmt: skip


NO_TEXT, NO_TEXTS = pl.lit(None, pl.String), pl.lit(None, pl.List(pl.String))


def audience(town: Town, rule: Rule, severity: str) -> list[str]:
    """Whom a rule tells at a severity: as `[rules.<id>] to` has it, for all or for this one; else its own."""
    to = town.rules.get(rule.id, {}).get("to", rule.to)
    return list(to.get(severity, rule.to) if isinstance(to, Mapping) else to)


def _of_rule(con: duckdb.DuckDBPyConnection, town: Town, rule: Rule, say: Words) -> pl.DataFrame:
    said = {severity: rule.says_at.get(severity, rule.says) for severity in SEVERITIES}
    used = sorted({name for text in said.values() for name in _placeholders(text)} - {"n", *COMMON})
    frame = frame_of(con.sql(told(con, rule, used), params={"rule": rule.id, "law": list(rule.law)}))
    spoken = [
        group.with_columns(
            pl.Series("message", _messages(say, said[str(severity)], group), dtype=pl.String),
            pl.lit(audience(town, rule, str(severity)), pl.List(pl.String)).alias("audience"),
        )
        for (severity,), group in frame.group_by("severity", maintain_order=True)
    ]
    return pl.concat([frame.clear().with_columns(message=NO_TEXT, audience=NO_TEXTS), *spoken]).select(
        pl.lit(rule.id).alias("rule"),
        pl.lit(rule.name).alias("name"),
        *(pl.col(name).cast(kind) for name, kind in FINDING.items() if name not in ("rule", "name")),
    )


def _messages(say: Words, text: str, rows: pl.DataFrame) -> list[str]:
    names = _placeholders(text) | ({"currency"} & {*rows.columns})
    return say.sentences(text, rows.select("n", *names - {"n"}).to_dict(as_series=False))


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def told(con: duckdb.DuckDBPyConnection, rule: Rule, used: Sequence[str] = ()) -> str:
    """The query of a rule's verdicts with what is told of each subject; $rule and $law: the rule's.

    used: the columns of its sentence.

    details: the values of the sentence as JSON, so that it can be said again in another language.
    """
    source = SUBJECTS[rule.docket, rule.about_kind].told
    has = {name: kind for name, kind, *_ in con.execute(f"describe {source}").fetchall()}
    own = _own_day(rule)
    common = ", ".join(
        own.get(column) or (f"target.{column}" if column in has else f"null::{kind} as {column}")
        for column, kind in COMMON.items()
    )
    amount = f"try_cast(target.{rule.amount} as decimal(18, 2))" if rule.amount else "null::decimal(18, 2)"
    used = [*used, *(["currency"] if used and "currency" in has else [])]  # in which the amounts of the sentence are
    columns = {**({"due_on": rule.due[0]} if rule.due else {}), **{name: name for name in used}}
    values = ", ".join(f"{name} := {_exact(column, has[column])}" for name, column in columns.items() if column in has)
    term_law = "if(term_law is null, [], [term_law])" if "term_law" in has else "[]"
    law = f"list_concat({term_law}, {CITED.format(article=INSTEAD if 'procedure' in has else 'article')})"
    if rule.basis:
        others = f"list_filter(string_split(target.{rule.basis}, '|'), lambda one: not list_contains({term_law}, one))"
        own_law = f"list_concat({term_law}, {others})"
        law = f"if(target.{rule.basis} is null, {law}, {own_law})"
    grouped = "examples" in has  # a finding of many records names some of them, and counts them all
    because = "to_json(list_transform(examples, lambda record: {'record': record}))" if grouped else "because"
    return f"""
        select verdict.severity, cast({because} as varchar) as because, {"target.count" if grouped else "n"} as n,
            inhibited_by, {common}, {amount} as amount,
            cast(to_json(struct_pack(n := {"target.count" if grouped else "n"}, {values})) as varchar) as details,
            {law} as law
            {"".join(f", target.{column}" for column in used)}
        from verdict
        join ({source}) as target using (item)
        {DAYS.format(due=rule.due[0]) if own and rule.due else ""}
        where rule = $rule
        order by noun, subject
    """


# a rule cites only acts that the law's record knows: those of another country would be no basis here
CITED = """list_filter(list_transform($law::varchar[], lambda article: {article}), lambda article:
    len(list_filter(getvariable('acts'), lambda act: starts_with(article, act))) > 0)"""
# where the procedure of the case has an article of its own, that one
INSTEAD = "coalesce(getvariable('instead')[target.procedure || ' ' || article], article)"
DATES = ("due_on", "raw_due_on", "days_left", "working_days_left")
DAYS = """
        left join law_calendar as this_day on this_day.day = getvariable('as_of')
        left join law_calendar as that_day on that_day.day = target.{due}
"""


def _own_day(rule: Rule) -> dict[str, str]:
    """The dates of a rule that judges by another day than the subject's own, or by none."""
    if rule.due is None:
        return {column: f"null::{COMMON[column]} as {column}" for column in DATES}
    due, raw = rule.due
    if due == "due_on":
        return {}
    return {
        "due_on": f"target.{due} as due_on",
        "raw_due_on": f"target.{raw} as raw_due_on",
        "days_left": f"target.{due} - getvariable('as_of') as days_left",
        "working_days_left": "cast(that_day.open_no - this_day.open_no as bigint) as working_days_left",
    }


def _exact(column: str, kind: str) -> str:
    """JSON knows neither days nor exact amounts: they go as text."""
    return f"target.{column}::varchar" if kind.startswith(("DATE", "TIMESTAMP", "DECIMAL")) else f"target.{column}"
