"""Dockets: every fact once, partners first and in every part, and a choice of very many facts that can be trusted."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from pipelines.judge import dockets, judge
from rules.engine.fault import EngineFault
from tests.rules.day import day_of, town_of

AS_OF = date(2026, 11, 20)
AWAY = {
    "absence": "U/1", "employee": "e1", "kind": "planned", "first_day": "2026-11-16", "last_day": "2026-11-27",
    "state": "approved",
}  # fmt: skip


def a_day(cases: int):
    """Cases opened one a day, held by two people in turn, of whom one is away."""
    return day_of(
        {
            "cases": [
                {
                    "case_id": f'W."{n}"\n{{', "kind": "kpa_investigation", "unit": "W", "handler": f"e{n % 2}",
                    "opened_on": AS_OF - timedelta(days=n),
                }
                for n in range(cases)
            ],
            "absences": [AWAY],
            "employees": [{"employee": f"e{n}", "name": f"Osoba {n}", "unit": "W"} for n in (0, 1)],
        },
        str(AS_OF),
        judged=False,
    )  # fmt: skip


def read(con, docket: str):
    return [(key, json.loads(text), n) for _, key, text, n in dockets.build(con, docket)]


def verdicts(con) -> list[tuple[object, ...]]:
    judge(con, town_of())
    return con.execute("from verdict order by all").fetchall()


def test_every_fact_is_numbered_partners_come_first_and_the_canary_is_last():
    con = a_day(cases=6)
    parts = read(con, "holder")
    assert [(key, n) for key, _, n in parts] == [("#0", 6), ("e1", 4)]  # six cases; the absence and three duties
    for _, facts, n in parts:
        assert [fact["id"] for fact in facts] == list(range(n + 1))
        assert facts[-1] == {"canary": 1, "id": n}
    assert parts[1][1][0]["kind"] == "absence"
    assert sorted(fact["item"] for fact in parts[1][1][1:-1]) == [f'W."{n}"\n{{' for n in (1, 3, 5)]


def test_what_no_rule_looks_at_with_another_fact_lies_with_any_others(monkeypatch):
    con = a_day(cases=40)
    whole = verdicts(con)
    monkeypatch.setattr(dockets, "TOGETHER", 10)
    parts = [facts[:-1] for key, facts, _ in read(con, "holder") if key.startswith("#")]
    assert len(parts) > 3
    assert {fact["kind"] for facts in parts for fact in facts} == {"case"}
    assert sorted(fact["item"] for facts in parts for fact in facts) == sorted(f'W."{n}"\n{{' for n in range(40))
    assert verdicts(con) == whole


def test_nothing_is_judged_together_across_what_the_caller_keeps_apart():
    con = a_day(cases=6)
    parts = dockets.build(con, "holder", within="(hash(item) % 2) || '/'")
    assert {key.partition("/")[0] for _, key, *_ in parts} == {"0", "1"}
    for _, key, text, _ in dockets.build(con, "holder", within="item || '/'"):
        assert {fact["item"] for fact in json.loads(text)[:-1]} == {key.rpartition("/")[0]}


@pytest.mark.parametrize("written", ["varchar", "double", "decimal(18, 2)", "hugeint", "date", "boolean"])
def test_a_column_that_a_rule_orders_must_be_an_integer(written):
    con = a_day(cases=3)
    con.execute(
        f"create or replace temp table case_duties as select * replace (null::{written} as due_day) from case_duties"
    )
    with pytest.raises(EngineFault, match=r"^holder: due_day of a case is ordered by a rule and is [A-Z]"):
        list(dockets.build(con, "holder"))


def test_a_column_that_a_rule_only_asks_a_word_of_may_be_text():
    con = a_day(cases=3)
    con.execute("create or replace temp table case_duties as select * replace ('x' as owned_by) from case_duties")
    assert [key for key, *_ in read(con, "holder")] == ["#0", "e1"]


def test_no_fact_no_docket():
    con = a_day(cases=3)
    assert read(con, "seller") == []


def test_a_hot_docket_is_split_and_its_partners_are_in_every_part(monkeypatch):
    con = a_day(cases=40)
    whole = verdicts(con)
    monkeypatch.setattr(dockets, "SPLIT", 7)
    parts = [facts for key, facts, _ in read(con, "holder") if key == "e1"]
    assert len(parts) == 3  # twenty duties, seven at a time
    assert all(facts[0]["item"] == "U/1" for facts in parts)
    assert sum(len(facts) - 2 for facts in parts) == 20
    assert verdicts(con) == whole


def test_of_very_many_facts_those_that_could_matter_give_the_same_verdicts(monkeypatch):
    con = a_day(cases=200)
    every = verdicts(con)
    facts = sum(n for *_, n in read(con, "holder"))
    monkeypatch.setattr(dockets, "MANY", 0)
    assert verdicts(con) == every
    assert sum(n for *_, n in read(con, "holder")) < facts


def test_a_choice_that_leaves_out_what_matters_is_found_out(monkeypatch):
    con = a_day(cases=200)
    monkeypatch.setattr(dockets, "MANY", 0)
    monkeypatch.setattr(dockets, "prefilter", lambda docket, kind: "false")
    with pytest.raises(EngineFault, match="differ"):
        judge(con, town_of())
