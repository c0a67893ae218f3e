"""The demo's last month: on which days it was judged, and that all of them were."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from pipelines.cli.commands.demo import days_before, live
from pipelines.run import run
from pipelines.settings import open_town
from pipelines.settings.town_law import law_of
from pipelines.store.snapshot import open_snapshot
from rules.law.calendar import Calendar
from tests.pipelines import ten_cases


def test_a_month_and_a_day_ago_or_the_last_open_day_before(tmp_path):
    town = open_town(ten_cases.build(tmp_path / "town"))
    calendar = Calendar(law_of(town))
    assert list(days_before(date(2026, 11, 20), calendar)) == [date(2026, 10, 21), date(2026, 11, 19)]
    assert list(days_before(date(2026, 5, 3), calendar)) == [date(2026, 4, 3), date(2026, 4, 30)]  # a Sunday


def test_the_month_before_leaves_runs_changes_and_letters_to_look_at(tmp_path):
    root = ten_cases.build(tmp_path / "town", "[feeds.employees]\n")
    ten_cases.deliver(root, "employees", "employee,name,email,unit\ne1,Anna Nowak,anna@malo.example,WB\n")
    settings = root / "town.toml"
    settings.write_text(settings.read_text("utf-8").replace("[feeds", 'as_of = "2026-05-05"\n[feeds', 1), "utf-8")
    town = open_town(root)
    first = live(town)
    assert first is not None
    assert (first.as_of, sum(load.rows_loaded for load in first.loads)) == (date(2026, 4, 3), 11)
    told = len(list(town.outbox.glob("*.eml")))
    run(town, date(2026, 5, 5))
    assert 0 < told < len(list(town.outbox.glob("*.eml")))
    con, _ = open_snapshot(town)
    with closing(con):
        days = con.execute("select as_of from runs order by run_id").fetchall()
        [(statuses, first_seen)] = con.execute(
            "select list(distinct status order by status), min(first_seen) from findings where as_of = '2026-05-05'"
        ).fetchall()
    assert [day for (day,) in days] == [date(2026, 4, 3), date(2026, 5, 4), date(2026, 5, 5)]
    assert {"new", "unchanged"} <= {*statuses}
    assert first_seen == date(2026, 5, 4)


def test_a_town_of_every_day_has_no_month_to_live(tmp_path):
    assert live(open_town(ten_cases.build(tmp_path / "town"))) is None
