"""Cry no wolf: a year of daily runs over a town where everything is in time gives nothing above information.

Each morning knows what was exported by then; a case, a payment or a report counts as done once a source has said so.
"""

from __future__ import annotations

import os
from datetime import date

import duckdb
import pytest

from pipelines.judge import active_rules
from pipelines.judge.subjects import SUBJECTS
from pipelines.replay import replay
from pipelines.replay.each_day import Day, each_day
from rules.catalogue import RULES
from rules.law import read_law
from tests.calm.exports import calm_town, days, warehouse
from tests.calm.town import idle_since, town

FULL = os.environ.get("RATUSZ_PROVE") == "full"
YEAR = days()
# CI: the turn of the year, the thirteenth salary, Easter and the reports of the first quarter, leave and the first
# contracts of the central register, then accruals, Christmas and the end of the year
MONTHS = [
    day
    for day in YEAR
    if any(
        date(2026, *first) <= day.as_of <= date(2026, *last)
        for first, last in (
            ((1, 1), (1, 31)),
            ((2, 9), (2, 16)),
            ((3, 30), (4, 17)),
            ((6, 29), (7, 17)),
            ((12, 7), (12, 31)),
        )
    )
]
SAMPLE = (date(2026, 7, 2), date(2026, 7, 24), date(2026, 9, 30))
# of these a healthy town can have none: debts past due, interest, the same money asked twice, impossible records
NOTHING_OF = {("debt", "past_due"), ("debt", "late_interest"), ("claim", "claim"), ("surplus", "surplus"),
              ("record", "record")}  # fmt: skip


@pytest.fixture(scope="module")
def year() -> duckdb.DuckDBPyConnection:
    return warehouse(town())


def alarms(con: duckdb.DuckDBPyConnection, over: list[Day]) -> tuple[list[tuple[str, str, str, date]], int]:
    """Rule, severity, subject, first day of whatever is found above information, and how much information there is."""
    loud = dict[tuple[str, str, str], date]()
    quiet = 0
    for _ in replay(con, calm_town(), read_law("PL"), over):
        rows = con.execute("select on_day, rule, severity, subject from findings_told order by on_day").fetchall()
        for day, rule, severity, subject in rows:
            if severity == "info":
                quiet += 1
            else:
                loud.setdefault((rule, severity, subject), day)
    return [(*what, day) for what, day in sorted(loud.items())], quiet


@pytest.mark.slow
def test_where_everything_is_in_time_no_day_says_more_than_information(year: duckdb.DuckDBPyConnection) -> None:
    """`replay` also holds the engine and the second judge against each other, day by day."""
    loud, quiet = alarms(year, YEAR if FULL else MONTHS)
    assert loud == []
    assert quiet > 0


def test_all_rules_judge_there_and_each_has_something_to_judge(year: duckdb.DuckDBPyConnection) -> None:
    """A town without contracts would say nothing of contracts: silence counts where there is something to speak of."""
    looked_at = dict.fromkeys(SUBJECTS, 0)
    for moment in YEAR:
        if moment.as_of in SAMPLE:
            for part in replay(year, calm_town(), read_law("PL"), [moment]):
                assert {rule.id for rule in active_rules(year, calm_town())} == set(RULES)
                for subject, of in SUBJECTS.items():
                    [(rows,)] = year.execute(f"select count(*) from ({each_day(of.facts, part.by_day)})").fetchall()
                    looked_at[subject] += rows
    assert {subject for subject, rows in looked_at.items() if not rows} == NOTHING_OF


def test_it_has_every_kind_of_matter_that_the_law_gives_the_office() -> None:
    kinds = {row["kind"] for row in town()["cases"].rows}
    office = {kind for kind, term in read_law("PL").on(date(2026, 7, 1)).terms.items() if term.of == "office"}
    assert office - kinds == set()


def test_let_everybody_stop_working_and_the_same_town_is_full_of_signals() -> None:
    """The silence is the town's, not the judge's: nothing was settled, paid, sent or entered since 1 June."""
    con = warehouse(idle_since(date(2026, 6, 1)))
    loud, _ = alarms(con, days(date(2026, 7, 31), date(2026, 7, 31)))
    rules = {rule for rule, *_ in loud}
    assert rules >= {
        "C02",
        "C03",
        "C08",
        "C09",
        "C10",
        "C11",
        "C12",
        "C13",
        "I02",
        "B06",
        "B09",
        "B14",
        "P02",
        "W03",
        "F04",
        "F06",
        "F05",
        "U01",
        "R01",
        "Z01",
    }
