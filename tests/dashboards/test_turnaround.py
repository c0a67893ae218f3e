"""Before and since a day: the page says the days gained, the share handled electronically and the letters spared."""

from __future__ import annotations

import re
import shutil
from collections import namedtuple
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dashboards.charts.control import control
from dashboards.charts.look import LIGHT
from dashboards.manager.before_and_since import slowest
from dashboards.pages import PAGES
from dashboards.sheet.print import report
from dashboards.source.access import WHOLE_OFFICE
from dashboards.source.query import query
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import newest, settings
from pipelines.run import run
from pipelines.settings import open_town, read_town
from rules.wording import words
from tests.dashboards.small_office import build as build_small
from tests.once import once
from tests.pipelines.answers.measures.register import AS_OF, TOWN, build

HERE = PAGES["turnaround"].script.parent
SINCE, MONTHS = str(HERE / "before_and_since.py"), str(HERE / "by_month.py")
W = words("pl")


@pytest.fixture
def register(tmp_path_factory) -> Path:
    root = once(tmp_path_factory, "register", build)
    begin(PageRequest(newest(root), WHOLE_OFFICE))
    return root


def said(**asked: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", report(PAGES["turnaround"], asked)).split())


def plain(text: str) -> str:
    return " ".join(text.split())


def test_the_service_that_became_faster_is_named_with_its_days_and_their_bounds(register):
    rows = {row.group: row for row in query(SINCE, "change", since="2026-03-01", by="service", few=20)}
    page = said(od="2026-03-01")
    trees, aid = rows["drzewa"], rows["zasiłek"]
    assert trees.gained_from > 0 >= aid.gained_from
    assert (
        f"drzewa {trees.before} {trees.after} +{trees.days_gained:.0f} +{trees.gained_from} a +{trees.gained_to}"
        in page
    )
    assert "W obrębie tej samej usługi: szybciej o" in page
    assert "W obrębie" not in said()


def test_what_became_slower_is_named_only_where_its_whole_interval_says_so():
    row = namedtuple("Row", "group days_gained gained_to")
    trees, aid, permits, few = row("drzewa", -6, -4), row("zasiłek", -9, 1), row("wypis", -2, -1), row("x", None, None)
    assert slowest([permits, aid, trees, few]) == trees
    assert slowest([aid, few]) is None


def test_a_day_with_too_few_cases_around_it_is_not_compared(tmp_path_factory):
    begin(PageRequest(newest(once(tmp_path_factory, "small_office", build_small)), WHOLE_OFFICE))
    page = said(od="2026-10-01")
    assert "Przed 1.10.2026 albo od tego dnia załatwiono mniej niż 20 spraw: za mało, by porównać." in page
    assert "95%" not in page


def test_letters_spared_are_told_in_money_once_their_cost_is_known(register, tmp_path):
    [channel] = query(SINCE, "channel", since="2026-03-01")
    page = said(od="2026-03-01")
    letters = W.count(channel.paper_avoided, "{n} letter", "{n} letters")
    assert f"Oszczędzono {letters} na papierze w porównaniu z odsetkiem sprzed tego dnia. Ile to oszczędza" in page
    root = Path(shutil.copytree(register, tmp_path / "town"))
    (root / "town.toml").write_text(TOWN.replace("[feeds.units]", "letter_cost = 11.80\n[feeds.units]", 1), "utf-8")
    assert run(open_town(root), AS_OF)
    begin(PageRequest(newest(root), WHOLE_OFFICE))
    page = said(od="2026-03-01")
    assert f"sprzed tego dnia: {plain(W.money(channel.paper_avoided * Decimal('11.80')))}." in page
    assert "Ile to oszczędza" not in page


def test_the_cost_of_a_letter_is_read_as_money():
    text = '[town]\nname = "Z"\nletter_cost = 11.8\n'
    assert read_town(Path("/nowhere"), text).letter_cost == Decimal("11.80")
    assert settings(Path("/nowhere"), text).letter_cost == Decimal("11.80")
    assert read_town(Path("/nowhere"), '[town]\nname = "Z"\n').letter_cost is None


def test_the_months_are_drawn_between_their_limits_and_a_chosen_day_is_marked(register):
    months = query(MONTHS, "months", unit=None, service=None, kind=None, few=5)
    drawn = control(months, ("m", "d", "n"), date(2026, 3, 1), LIGHT).to_dict()
    limits, _, mark, points = (layer.get("data", {}).get("values") for layer in drawn["layer"])
    assert [round(row["days"], 6) for row in limits] == [
        round(bound, 6) for bound in (months[0].lower_limit, months[0].centre, months[0].upper_limit)
    ]
    assert mark == [{"month": "2026-03-01"}]
    assert [row["beyond"] for row in points] == [bool(row.beyond) for row in months]
    assert len(control(months, ("m", "d", "n"), None, LIGHT).to_dict()["layer"]) == 3
    assert said().count("Mediana dni według miesiąca załatwienia") == 1
