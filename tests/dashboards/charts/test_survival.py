"""The curve of what is still open: it begins with all, falls in steps, and says where it passes a half."""

from __future__ import annotations

from types import SimpleNamespace

from dashboards.charts.look import LIGHT, figure
from dashboards.charts.survival import Mark, survival

ROWS = [SimpleNamespace(days=10, share=0.5), SimpleNamespace(days=20, share=0.0)]


def test_a_curve_falls_in_steps_from_all_and_marks_its_half():
    chart = survival(ROWS, [Mark(10, 0.5, "połowa")], ("Dni", "Otwarte"), LIGHT)
    area, line, point, word = chart.to_dict()["layer"]
    assert [row["share"] for row in area["data"]["values"]] == [1.0, 0.5, 0.0]
    assert {area["mark"]["interpolate"], line["mark"]["interpolate"]} == {"step-after"}
    assert point["data"]["values"] == word["data"]["values"] == [{"days": 10, "share": 0.5, "text": "połowa"}]


def test_on_paper_its_shares_are_percents_and_a_name_from_the_data_stays_a_name():
    drawn = figure(survival(ROWS, [Mark(10, 0.5, "<script>")], ("Dni", "Otwarte"), LIGHT), "krzywa", "pl")
    assert "50%" in drawn  # each quarter has its line
    assert "<script>" not in drawn


def test_what_was_settled_on_the_first_day_is_not_stacked_on_what_was_there_before():
    rows = [SimpleNamespace(days=0, share=0.9), SimpleNamespace(days=20, share=0.0)]
    area = survival(rows, [], ("Dni", "Otwarte"), LIGHT).to_dict()["layer"][0]
    assert area["encoding"]["y"]["stack"] is None
