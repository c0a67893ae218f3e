"""What every chart has in common, on screen and on paper."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import altair as alt
import pytest
from altair.utils.schemapi import SchemaValidationError

from dashboards.charts.look import DARK, LIGHT, dress, figure, spec


def bars(ink: str = LIGHT.ink) -> alt.Chart:
    rows = [{"unit": "Szkoła <b>nr 5</b>", "zl": 1234.5}, {"unit": "Przedszkole", "zl": -38200}]
    clipped = alt.Chart(alt.Data(values=rows)).mark_bar(color=ink, clip=True)
    return clipped.encode(y="unit:N", x=alt.X("zl:Q", axis=alt.Axis(format=",.2f"))).properties(width="container")


def test_amounts_and_days_are_written_as_in_polish():
    assert "40\N{NO-BREAK SPACE}000,00" in figure(bars(), "", "pl").replace("\N{MINUS SIGN}", "")
    assert "\N{MINUS SIGN}40\N{NO-BREAK SPACE}000,00" in figure(bars(), "", "pl")
    assert "40,000.00" in figure(bars(), "", "en")
    days = alt.Chart(alt.Data(values=[{"d": "2026-09-01"}, {"d": "2026-12-01"}])).mark_point()
    drawn = figure(days.encode(x=alt.X("d:T", axis=alt.Axis(format="%b %Y", tickCount="month"))), "", "pl")
    assert "paź 2026" in drawn


def test_a_picture_on_paper_has_a_name_no_script_and_asks_nothing_of_the_network():
    drawn = figure(bars(), 'Plan "2026"', "pl")
    figure_of = ET.fromstring(drawn)  # well formed, so what came from data cannot open a tag
    assert figure_of.attrib == {"role": "img", "aria-label": 'Plan "2026"'}
    assert not re.search(r"<script|https?://(?!www\.w3\.org)|<b>", drawn)


def test_the_clips_of_two_pictures_on_one_paper_do_not_meet():
    names = [set(re.findall(r'id="([^"]+)"', figure(bars(ink), "", "pl"))) for ink in (LIGHT.ink, LIGHT.red)]
    assert all(names)
    assert not names[0] & names[1]


def test_ink_on_paper_turns_light_on_a_dark_screen():
    assert f'fill="light-dark({LIGHT.red}, {DARK.red})"' in figure(bars(LIGHT.red), "", "pl")


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_what_all_charts_share_stands_in_the_specification(palette):
    config = dress(bars(palette.ink), palette, "pl").to_dict()["config"]
    assert config["background"] == "transparent"
    assert config["axis"]["labelColor"] == palette.ink
    assert config["locale"]["number"]["decimal"] == ","


def test_the_browser_draws_what_was_held_against_the_schema():
    checked = dress(bars(), LIGHT, "pl").to_dict()
    assert {*checked["config"]["view"]} - {*spec(bars(), LIGHT, "pl")["config"]["view"]} == {
        "continuousWidth",
        "continuousHeight",
    }
    checked["config"]["view"] = spec(bars(), LIGHT, "pl")["config"]["view"]
    assert spec(bars(), LIGHT, "pl") == checked


def test_a_chart_that_is_none_is_not_printed():
    with pytest.raises(SchemaValidationError):
        figure(bars().mark_bar(opacity="half"), "", "pl")  # pyright: ignore[reportArgumentType]
