"""Backtest: a town of five cases whose measures are counted by hand, and what the command says and leaves alone.

The days run from Monday 4 to Friday 15 May 2026. C01 warns when three working days are left, and says so more gravely
on the day itself. Everything about A and B was entered on 12 May, four days and a day after it happened.

    A  due Thu 7, settled Fri 8: warned 4 5 6 7, late on the 8th, the day of settling
    B  due Tue 12, settled Mon 11: warned 7 8 9 10, never late
    C  due Fri 15, open: warned 12 13 14 15, and nobody can tell yet
    D  due 30 April, open: late on every day, so nobody can say here whether it was warned of
    E  received Mon 11, and due the Friday before: late from the 11th, without a warning
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine

from pipelines.run import run
from pipelines.settings import open_town
from tests.pipelines.commands import Answer, ratusz

SETTINGS = """
[town]
name = "Piątkowo"
as_of = "2026-05-15"
[feeds.units]
[feeds.employees]
[feeds.cases]
[rules.C01]
warn_working_days = 3
high_working_days = 0
"""
UNITS = "unit,name,manager\nWB,Budownictwo,kier\n"
EMPLOYEES = "employee,name,email,unit\nref,Ewa Lis,ref@example.gov.pl,WB\nkier,Jan Wilk,kier@example.gov.pl,WB\n"
CASES = """case_id,kind,unit,handler,opened_on,due_on,decided_on
A,own,WB,ref,2026-01-05,2026-05-07,{a}
B,own,WB,ref,2026-01-05,2026-05-12,{b}
C,own,WB,ref,2026-01-05,2026-05-15,
D,own,WB,ref,2026-01-05,2026-04-30,
E,own,WB,ref,2026-05-11,2026-05-08,
"""
SPAN = ("backtest", "--from", "2026-05-04", "--to", "2026-05-15")


def deliver(root: Path, folder: str, text: str) -> None:
    path = root / "inbox" / folder / f"{folder}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town after its passes of 3 and 12 May. Nobody writes to it."""
    root = tmp_path_factory.mktemp("piatkowo") / "town"
    root.mkdir()
    (root / "town.toml").write_text(SETTINGS, "utf-8")
    deliver(root, "units", UNITS)
    deliver(root, "employees", EMPLOYEES)
    deliver(root, "cases", CASES.format(a="", b=""))
    with time_machine.travel("2026-05-03T20:00:00+02:00"):
        run(open_town(root), date(2026, 5, 3))
    deliver(root, "cases", CASES.format(a="2026-05-08", b="2026-05-11"))
    with time_machine.travel("2026-05-12T06:00:00+02:00"):
        run(open_town(root), date(2026, 5, 12))
    return root


@pytest.fixture(scope="module")
def answers(root: Path) -> dict[str, Answer]:
    """What the command says of this town, in one go."""
    asked = {
        "known": SPAN,
        "business": (*SPAN, "--by", "business"),
        "before the first load": ("backtest", "--from", "2026-05-02", "--to", "2026-05-05", "--rule", "C02"),
    }
    found = ratusz(*((*words, "--town", str(root), "--format", "json") for words in asked.values()))
    return dict(zip(asked, found, strict=True))


def of(answer: Answer, rule: str, *columns: str) -> Any:
    [row] = [row for row in answer.json if row["rule"] == rule]
    return [row[column] for column in columns]


def test_findings_are_counted_as_unbroken_presences_as_days_and_as_subjects(answers):
    # A 4 days, B 4 days (it was settled on the fifth), C 4 days
    assert of(answers["business"], "C01", "findings", "finding_days", "subjects") == [3, 12, 3]


def test_precision_is_the_share_of_what_came_true_among_the_warnings_whose_end_is_known(answers):
    # A came true, B did not, C still stands: 1 of 2
    found = of(answers["business"], "C01", "decided", "came_true", "undecided", "precision", "why")
    assert found == [2, 1, 1, 50.0, None]


def test_recall_and_lead_time_are_counted_over_those_that_went_late_within_the_days(answers):
    # A was warned of on the 4th and late on the 8th; E was not warned of; D was late from the start
    found = of(answers["business"], "C01", "late", "warned_before", "recall", "lead_days")
    assert found == [2, 1, 50.0, 4.0]


def test_letters_are_those_that_would_have_left_on_open_days(answers):
    # A new on the 4th; A graver and B new on the 7th; B over on Monday the 11th; C new on the 12th, graver on the 15th
    assert of(answers["business"], "C01", "letters", "people") == [5, 1]
    # each to both: D new on the 4th, unmoved for three and six working days on the 7th and the 12th; A new on the 8th;
    # A over and E new on Monday the 11th, E unmoved for three on the 14th
    assert of(answers["business"], "C02", "letters", "people") == [12, 2]


def test_a_rule_that_states_a_fact_has_no_precision_and_says_why(answers):
    assert of(answers["business"], "C02", "precision", "recall", "why") == [None, None, "states_a_fact"]


def test_a_rule_that_never_spoke_has_decided_nothing(answers):
    assert of(answers["business"], "I01", "findings", "precision", "why") == [0, None, "nothing_decided_yet"]


def test_as_known_then_a_day_knows_only_what_had_been_loaded_by_its_end(answers):
    # A is late from the 8th until its decision was entered on the 12th, E from the 11th, D always: 4 + 5 + 12
    assert of(answers["known"], "C02", "finding_days", "by") == [21, "known"]
    # by the dates of the rows A is late on the day of settling only: 1 + 5 + 12
    assert of(answers["business"], "C02", "finding_days", "by") == [18, "business"]


def test_days_before_the_first_load_are_taken_by_their_business_dates(answers):
    assert of(answers["before the first load"], "C02", "finding_days", "by") == [4, "business"]


def test_nothing_is_remembered_published_or_sent(root, answers):
    """The answers were given before this test looks."""
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()}
    [again] = ratusz((*SPAN, "--town", str(root), "--format", "json"))
    assert again.json == answers["known"].json
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()} == before


def test_every_format_has_the_rules_asked_for_and_the_table_says_by_which_days(root, answers):
    asked = [(*SPAN, "--rule", "C01", "--town", str(root), "--format", form) for form in ("table", "csv", "xlsx")]
    table, csv, xlsx = ratusz(*asked)
    assert [row["rule"] for row in answers["before the first load"].json] == ["C02"]
    assert "4.05.2026" in table.out.decode()
    assert "C02" not in table.out.decode()
    assert csv.out.decode().splitlines()[1].startswith("C01,case_due_soon,3,")
    assert xlsx.out.startswith(b"PK")


def test_days_in_the_wrong_order_or_still_to_come_are_refused(root):
    backwards, future, unknown = ratusz(
        ("backtest", "--from", "2026-05-15", "--to", "2026-05-04", "--town", str(root)),
        ("backtest", "--from", "2026-05-04", "--to", "2026-05-16", "--town", str(root)),
        (*SPAN, "--rule", "X99", "--town", str(root)),
    )
    assert (backwards.code, future.code, unknown.code) == (1, 1, 1)
    assert "--from" in backwards.err
    assert "--to" in future.err
    assert "X99" in unknown.err
