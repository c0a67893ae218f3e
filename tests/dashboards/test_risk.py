"""What is foretold is shown only where it was better than one number for all, and its error is printed."""

from __future__ import annotations

import re

import pytest

from dashboards.pages import PAGES
from dashboards.sheet.print import report
from dashboards.source.access import WHOLE_OFFICE, reader
from dashboards.source.query import query
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import newest
from pipelines.reading import published_day
from pipelines.settings import open_town
from pipelines.store.warehouse import look as look_at
from tests.dashboards.away_office import build as build_away
from tests.once import once
from tests.pipelines.answers.measures.register import AS_OF, build

RISK = str(PAGES["risk"].script)
FEW = 30


@pytest.fixture
def town(tmp_path_factory):
    root = once(tmp_path_factory, "register", build)
    begin(PageRequest(newest(root), WHOLE_OFFICE))
    return root


@pytest.fixture
def told(town):
    """The forecasts as the measure gives them."""
    with published_day(open_town(town)) as day:
        look_at(day.con, day.as_of, day.known_on, day.town.timezone)
        return day.query("answers/measures/miss_forecast.sql", few=FEW).to_dicts()


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_error_printed_is_that_of_the_forecasts_whose_day_has_passed(told):
    [score] = query(RISK, "numbers", few=FEW)
    known = [row for row in told if row["foretold_on"] < AS_OF and None not in (row["missed"], row["probability"])]
    base = sum(row["missed"] for row in known) / len(known)
    assert (score.known, score.missed) == (len(known), sum(row["missed"] for row in known))
    assert score.brier == pytest.approx(sum((row["probability"] - row["missed"]) ** 2 for row in known) / len(known))
    assert score.brier_base == pytest.approx(base * (1 - base))
    page = text(report(PAGES["risk"], {}))
    assert f"{score.brier:.3f}".replace(".", ",") in page
    assert f"jedna liczba dla wszystkich: {score.brier_base:.3f}".replace(".", ",") in page


def test_a_band_of_the_curve_has_at_least_ten_forecasts_and_says_what_came(told):
    bands = query(RISK, "calibration", few=FEW)
    assert len(bands) >= 2
    assert all(band.forecasts >= 10 and 0 <= band.came <= 1 for band in bands)
    assert [band.foretold for band in bands] == sorted(band.foretold for band in bands)


def test_the_likeliest_comes_first_and_what_is_expected_is_the_sum(told):
    now = [row for row in told if row["foretold_on"] == AS_OF and row["settled_on"] is None]
    [numbers] = query(RISK, "numbers", few=FEW)
    assert numbers.ahead == len(now)
    assert numbers.expected == pytest.approx(sum(row["probability"] or 0 for row in now))
    rows = query(RISK, "forecast", few=FEW, unit=None, service=None, trusted=True, limit=1000, skip=0)
    shares = [row.probability for row in rows if row.probability is not None]
    assert shares == sorted(shares, reverse=True)
    assert {row.subject for row in rows} == {row["subject"] for row in now}


def test_a_manager_is_told_of_the_own_units(town):
    shot = newest(town)
    begin(PageRequest(shot, reader(shot, "e2")))
    rows = query(RISK, "forecast", few=FEW, unit=None, service=None, trusted=True, limit=1000, skip=0)
    assert {row.unit for row in rows} == {"MOPS"}


def test_where_too_few_forecasts_could_be_tried_none_is_shown(tmp_path_factory):
    begin(PageRequest(newest(once(tmp_path_factory, "away", build_away)), WHOLE_OFFICE))
    page = report(PAGES["risk"], {})
    assert "Prognozy nie podajemy: jej jakość może pokazać tylko 0 spraw" in text(page)
    assert "Minie termin" not in page
    assert "<svg" not in page
