"""Whom a rule tells is the town's to say: for all severities alike, or for each its own."""

from __future__ import annotations

from pathlib import Path

from pipelines.judge.findings import audience
from pipelines.run import run
from pipelines.settings import check, open_town, read_town
from pipelines.settings.keys import WHO
from rules.catalogue import RULES
from tests.pipelines.test_run import asked
from tests.pipelines.zabrzeg import TODAY, overnight

C01 = RULES["C01"]


def told(rules: str, severity: str) -> list[str]:
    town = read_town(Path("/town"), f'[town]\nname = "Zabrzeg"\n{rules}')
    return audience(town, C01, severity)


def test_without_a_word_of_the_town_the_rule_s_own_people_are_told():
    assert told("", "high") == list(C01.to)


def test_one_list_is_for_all_severities():
    assert told('[rules.C01]\nto = ["secretary"]', "info") == ["secretary"]
    assert told('[rules.C01]\nto = ["secretary"]', "critical") == ["secretary"]


def test_a_severity_has_its_own_list_and_those_left_out_the_rule_s():
    rules = '[rules.C01.to]\nhigh = ["officer", "manager"]\ncritical = ["secretary"]'
    assert told(rules, "high") == ["officer", "manager"]
    assert told(rules, "critical") == ["secretary"]
    assert told(rules, "warn") == list(C01.to)


def test_every_word_the_rules_use_is_one_a_town_may_use():
    assert {word for rule in RULES.values() for word in rule.to} <= set(WHO)


def test_the_people_a_town_names_are_those_who_are_told(zabrzeg):
    settings = zabrzeg / "town.toml"
    text = settings.read_text("utf-8").replace("[rules.C02]", "[rules.C02.unused]")
    text += '\n[rules.C02.to]\nhigh = ["secretary"]\n'
    assert not check(text, rules=RULES)
    settings.write_text(text, "utf-8")
    overnight(zabrzeg)
    outcome = run(open_town(zabrzeg), TODAY)
    secretaries = [
        who for (who,) in asked(zabrzeg, "select employee from employees_history where roles like '%secretary%'")
    ]
    found = dict(asked(zabrzeg, f"""
        select severity, list(distinct recipients) from findings
        where rule = 'C02' and run_id = '{outcome.run_id}' and status <> 'resolved' group by severity
    """))  # fmt: skip
    assert found["high"] == [secretaries]
    assert all(people != [secretaries] for severity, people in found.items() if severity != "high")
