"""Pictures: what is longer is longer, what is over is cut and said, what comes from data cannot break out."""

from __future__ import annotations

import re

from dashboards.sheet.charts import Bar, Bullet, Mark, bullets, days, survival


def test_a_bullet_shows_red_only_beyond_its_plan():
    assert "over" not in bullets([Bullet("WB", 0.9, 0.8, "80%")], 0.88, "plan")
    assert '<i class="over" style="left:80.00%;right:0.00%">' in bullets([Bullet("WB", 0.9, 2.9, "290%")], 0.88, "plan")


def test_the_tallest_bar_fills_its_picture_and_an_empty_month_draws_nothing():
    assert re.findall(r"height:([\d.]+)%", days([Bar(5, "", "a"), Bar(10, "", "b")], "x", "10")) == ["50.00", "100.00"]
    assert re.findall(r"height:([\d.]+)%", days([Bar(0, "", "a")], "x", "0")) == ["0.00"]


def test_a_curve_falls_in_steps_and_marks_its_half():
    drawn = survival([(10, 0.5), (20, 0.0)], [Mark(10, 0.5, "połowa")], "x", "20 dni")
    assert (
        "polygon(0 100%,0 0,50.00% 0.00%,50.00% 50.00%,100.00% 50.00%,100.00% 100.00%,100% 100.00%,100% 100%)" in drawn
    )
    assert 'style="left:50.00%;top:50.00%"' in drawn


def test_a_name_from_the_data_stays_a_name():
    assert "<script>" not in bullets([Bullet("<script>", 0, 0, '"><script>')], 0.5, "<script>")
