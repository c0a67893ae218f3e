"""A row that no day can be derived with costs a replayed day what it cost the run of that day, and no more."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.answers.findings import materialize_findings
from pipelines.answers.why import why
from pipelines.reading import reading
from pipelines.replay import replay
from pipelines.replay.backtest import backtest, days_of_business
from pipelines.replay.each_day import Day
from pipelines.run import run
from pipelines.settings import open_town
from pipelines.store.snapshot import open_snapshot
from rules.law import read_law
from tests.pipelines.ten_cases import CASES, HEADER, TOWN, deliver

FIRST, LAST = date(2026, 5, 5), date(2026, 5, 6)
FAR = "date '5881580-07-10'"  # the last day the database knows: whatever is counted on from it is out of range
LATER = "WB.99,własny,WB,e1,2026-05-06,2026-05-05\n"  # not there yet on the first days
TOLD = "rule, noun, subject, severity, due_on, inhibited_by"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town whose cases WB.5 and WB.99 have a due day of long ago that no door of today lets in."""
    root = tmp_path_factory.mktemp("damaged") / "town"
    root.mkdir()
    (root / "town.toml").write_text(TOWN, "utf-8")
    deliver(root, "cases", HEADER + "".join([*CASES, LATER]))
    run(open_town(root), FIRST)
    with duckdb.connect(open_town(root).warehouse) as con:
        con.execute(f"update cases_history set due_on = {FAR} where case_id in ('WB.5', 'WB.99')")
    run(open_town(root), LAST)
    return root


@pytest.fixture(scope="module")
def days(root: Path) -> list[Day]:
    con, _ = open_snapshot(open_town(root))
    with closing(con):
        [(moment,)] = con.execute("select max(known_on) from runs").fetchall()
    return days_of_business(FIRST, LAST, moment)


def judged_alone(root: Path, day: Day) -> list[Any]:
    with reading(open_town(root), *day) as one:
        materialize_findings(one)
        asked = f"select {TOLD} from findings_now where status <> 'resolved' order by all"
        return one.con.execute(asked).fetchall()


def test_each_day_is_without_the_subjects_that_its_run_leaves_out(root, days):
    town = open_town(root)
    con, _ = open_snapshot(town)
    with closing(con):
        found, left = dict[date, list[Any]](), list[Any]()
        for part in replay(con, town, read_law("PL"), days):
            for day in part.days:
                asked = f"select {TOLD} from findings_told where on_day = ? order by all"
                found[day.as_of] = con.execute(asked, [day.as_of]).fetchall()
            left += con.execute("select on_day, noun, subject from left_out order by all").fetchall()
    assert left == [(FIRST, "cases", "WB.5"), (LAST, "cases", "WB.5"), (LAST, "cases", "WB.99")]
    for day in days:
        assert found[day.as_of] == judged_alone(root, day)
    assert ("C02", "cases", "WB.4", "high", date(2026, 5, 4), None) in found[LAST]
    assert [subject for rule, _, subject, *_ in found[LAST] if rule == "D02"] == [
        "cases/value_out_of_range_so_it_is_not_judged"
    ]


def test_and_a_backtest_measures_the_others(root, days):
    town = open_town(root)
    con, _ = open_snapshot(town)
    with closing(con):
        rules = backtest(con, town, read_law("PL"), days[:1]).rules
    late = rules.filter(rules["rule"] == "C02").to_dicts()
    assert [row["subjects"] for row in late] == [1], "WB.4 is late, of WB.5 nobody knows"


def test_why_tells_where_it_stands_and_that_nobody_judges_it(root, days):
    for day, known_on in [(LAST, None), tuple(days[0])]:  # as published, and judged afresh
        with reading(open_town(root), day, known_on) as one:
            source, judged = why(one, "WB.5")[:2]
        assert "cases.csv, wiersz 3" in source.text
        assert judged.part == "bez oceny"
        assert "poza zakresem" in judged.text
        assert "cases" in judged.text
