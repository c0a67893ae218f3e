"""The trial of a file judges by the rules that look at its rows alone, and finds with them what a whole run would."""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from data.demo.days import AS_OF
from pipelines.adopt import Answers, proposals
from pipelines.adopt.judgement import judged
from pipelines.adopt.save import save
from pipelines.judge.present import leaning_on
from pipelines.reading import reading
from pipelines.run import run
from pipelines.settings import open_town
from pipelines.store.snapshot import open_snapshot
from pipelines.store.warehouse import look
from rules.catalogue import RULES
from rules.wording import words

SAY = words("pl")
TRANSFERS = "#Data operacji;#Nr przelewu;#Nr faktury;#Kwota operacji\n2026-11-19;Z/1;{invoice};{amount}\n"


@pytest.fixture(scope="module")
def leaning(demo_day: Path) -> dict[str, set[str]]:
    """By noun, the rules that judge when a file of it is tried in the demo town."""
    town = open_town(demo_day)
    con, _ = open_snapshot(town)
    with closing(con):
        look(con, AS_OF, con.execute("select max(known_on) from runs").fetchall()[0][0], town.timezone, town.order)
        nouns = ("cases", "payments", "deposits", "employees", "units", "aliases")
        dockets = {noun: leaning_on(con, noun) for noun in nouns}
    return {noun: {rule.id for rule in RULES.values() if rule.docket in dockets[noun]} for noun in nouns}


def test_the_rules_of_a_noun_are_those_whose_facts_come_of_it_by_any_way(leaning):
    assert {"C01", "C09", "C14", "W03"} <= leaning["cases"]
    assert not {"I01", "B01", "F04"} & leaning["cases"]
    assert {"I01", "I05", "I09"} <= leaning["payments"], "an invoice is open until it is paid"
    assert not {"F04", "R01", "U01"} & leaning["payments"]
    assert "F04" in leaning["deposits"]
    assert not {"I01", "C01", "B01"} & leaning["deposits"]
    assert all("D01" in rules for rules in leaning.values()), "sources are always looked at"
    assert "D02" in leaning["cases"] & leaning["payments"]


@pytest.mark.parametrize("noun", ["employees", "units", "aliases"])
def test_who_people_are_matters_to_every_rule(leaning, noun):
    assert leaning[noun] == {*RULES}


def test_the_findings_are_those_of_a_whole_run(demo_day: Path, tmp_path: Path, leaning):
    root = Path(shutil.copytree(demo_day, tmp_path / "town"))
    town = open_town(root)
    with reading(town, AS_OF, None) as day:
        query = "select invoice_id, remaining from invoice_facts where state = 'open' and days_left < 0 limit 1"
        [(invoice, amount)] = day.con.execute(query).fetchall()
    file = tmp_path / "przelewy.csv"
    file.write_text(TRANSFERS.format(invoice=invoice, amount=str(amount).replace(".", ",")), "utf-8")
    [proposal] = proposals([file], town, Answers(said={"covers": "all"}), SAY)
    assert proposal.noun == "payments"
    told = judged(proposal, town, AS_OF, SAY)

    saved, _ = save(town, proposal, SAY)
    run(saved, AS_OF, letters=False)
    with reading(saved, AS_OF, None) as day:
        rows = day.con.execute(
            "select rule, severity, subject from findings where run_id = (select max(run_id) from runs) "
            "and status <> 'resolved' and inhibited_by is null"
        ).fetchall()
    known = leaning["payments"]
    whole = Counter((rule, severity) for rule, severity, _ in rows if rule in known)
    assert {(rule, severity): n for rule, severity, n in told.by_rule} == whole
    assert invoice not in {subject for rule, _, subject in rows if rule == "I01"}
    assert len(rows) > whole.total() > 0
