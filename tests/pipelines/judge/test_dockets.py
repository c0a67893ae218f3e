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
    assert [(key, n) for key, _, n in parts] == [("e0", 3), ("e1", 7)]  # e1: the absence, three cases, three duties
    for _, facts, n in parts:
        assert [fact["id"] for fact in facts] == list(range(n + 1))
        assert facts[-1] == {"canary": 1, "id": n}
    assert parts[1][1][0]["kind"] == "absence"
    assert sorted(fact["item"] for fact in parts[0][1][:-1]) == [f'W."{n}"\n{{' for n in (0, 2, 4)]


def test_a_hot_docket_is_split_and_its_partners_are_in_every_part(monkeypatch):
    con = a_day(cases=40)
    whole = verdicts(con)
    monkeypatch.setattr(dockets, "SPLIT", 7)
    parts = [facts for key, facts, _ in read(con, "holder") if key == "e1"]
    assert len(parts) == 6  # twenty cases and twenty duties, seven at a time
    assert all(facts[0]["item"] == "U/1" for facts in parts)
    assert sum(len(facts) - 2 for facts in parts) == 40
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
