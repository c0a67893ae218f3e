"""A pass for a day before the published one, or far after it: a wrong clock is not told to everybody as today."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipelines.refusal import Refusal
from pipelines.run import FAR, run
from pipelines.settings import open_town
from pipelines.store.snapshot import current
from pipelines.town import Town
from tests.pipelines.schedule.office import slots, ticked
from tests.pipelines.ten_cases import CASES, DAY, HEADER, build, deliver

ONE = timedelta(days=1)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten cases after their first pass. Nobody writes to it."""
    root = build(tmp_path_factory.mktemp("ten") / "town", '[[schedule]]\ncron = "30 5 * * *"\njob = "run"\n')
    run(open_town(root), DAY)
    return root


@pytest.fixture
def town(ran: Path, tmp_path: Path) -> Town:
    """A copy of it, with a file that waits."""
    root = Path(shutil.copytree(ran, tmp_path / "town"))
    deliver(root, "cases", HEADER + "".join(CASES[:-1]))
    return open_town(root)


@pytest.mark.parametrize("day", [DAY - ONE, DAY - timedelta(days=1000), DAY + FAR + ONE, date(2029, 5, 5)])
def test_it_is_refused_before_anything_is_loaded_and_the_way_to_mean_it_is_named(town, day):
    seen = sorted(path for path in town.root.rglob("*") if path.is_file())
    with pytest.raises(Refusal) as refused:
        run(town, day)
    assert f"ratusz run --as-of {day} --again" in refused.value.fix
    assert "5.05.2026" in refused.value.message
    assert sorted(path for path in town.root.rglob("*") if path.is_file()) == seen


@pytest.mark.parametrize("day", [DAY, DAY + ONE, DAY + FAR])
def test_the_same_day_the_next_and_one_after_a_pause_are_not(town, day):
    assert run(town, day).as_of == day


def test_what_is_meant_is_done_and_the_way_back_is_like_any_day(town):
    past = DAY - timedelta(days=60)
    assert run(town, past, again=True).changed
    assert run(town, DAY + ONE).changed
    with pytest.raises(Refusal):
        run(town, DAY)


def test_after_a_day_far_ahead_only_what_is_meant_leads_back(town):
    run(town, date(2029, 5, 5), again=True)
    with pytest.raises(Refusal):
        run(town, DAY + ONE)
    assert run(town, DAY + ONE, again=True).changed
    assert run(town, DAY + 2 * ONE).changed


def test_a_schedule_whose_clock_was_put_back_keeps_what_is_published(town):
    before = current(town)
    ticked(town, "2026-04-01 05:00")
    assert ticked(town, "2026-04-01 05:30") == ["run 04-01 05:30 failed"]
    assert slots(town) == ["run 04-01 05:30 failed"]
    assert current(town) == before
