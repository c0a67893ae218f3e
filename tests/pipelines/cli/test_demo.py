"""The demo's last month: on which days it was judged, and that all of them were."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from pipelines.cli.commands.demo import days_before, live
from pipelines.settings import open_town
from pipelines.settings.town_law import law_of
from pipelines.store.snapshot import open_snapshot
from rules.law.calendar import Calendar
from tests.pipelines import ten_cases

MAY = [date(2026, 4, day) for day in (3, 10, 17, 24)] + [date(2026, 4, 29), date(2026, 4, 30)]


def test_a_pass_a_week_then_each_open_day_of_the_last(tmp_path):
    town = open_town(ten_cases.build(tmp_path / "town"))
    calendar = Calendar(law_of(town))
    november = [date(2026, 10, 21), date(2026, 10, 28), date(2026, 11, 4), date(2026, 11, 10)]  # the 11th is a holiday
    assert list(days_before(date(2026, 11, 20), calendar)) == november + [date(2026, 11, day) for day in range(16, 20)]
    assert list(days_before(date(2026, 5, 3), calendar)) == MAY  # a Sunday after a holiday


def test_a_town_is_judged_on_each_of_these_days_by_what_came_at_first(tmp_path):
    root = ten_cases.build(tmp_path / "town")
    settings = root / "town.toml"
    settings.write_text(settings.read_text("utf-8").replace("[feeds", 'as_of = "2026-05-03"\n[feeds', 1), "utf-8")
    first = live(open_town(root))
    assert first is not None
    assert (first.as_of, [load.rows_loaded for load in first.loads]) == (MAY[0], [10])
    con, _ = open_snapshot(open_town(root))
    with closing(con):
        days = con.execute("select as_of from runs order by run_id").fetchall()
        seen = con.execute(
            "select status, count(*) from findings where as_of in ('2026-04-29', '2026-04-30') and rule = 'C01' "
            "and inhibited_by is null group by status order by status"
        ).fetchall()
    assert [day for (day,) in days] == MAY
    assert seen


def test_a_town_of_every_day_has_no_month_to_live(tmp_path):
    assert live(open_town(ten_cases.build(tmp_path / "town"))) is None
