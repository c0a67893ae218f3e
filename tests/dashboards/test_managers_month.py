"""The manager's month: the month that was asked for, beside the one before, and what the other pages answer today."""

from __future__ import annotations

import re

import pytest

from dashboards.pages import PAGES
from dashboards.sheet.excerpt import answer_of
from dashboards.sheet.print import report
from dashboards.source.access import WHOLE_OFFICE, reader
from dashboards.source.query import query
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import newest
from rules.wording import words
from tests.once import once
from tests.pipelines.answers.measures.register import build

MONTH = str(PAGES["managers_month"].script)
W = words("pl")


@pytest.fixture
def shot(tmp_path_factory):
    found = newest(once(tmp_path_factory, "register", build))
    begin(PageRequest(found, WHOLE_OFFICE))
    return found


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_last_whole_month_is_told_unless_another_is_asked_for(shot):
    for asked, month, words_of_it in (
        ({}, "2026-10-01", "październik"),
        ({"miesiac": "2026-02"}, "2026-02-01", "luty"),
    ):
        now = query(MONTH, "groups", month=month, by="unit", few=5)[0]
        page = plain(report(PAGES["managers_month"], asked))
        settled = W.count(now.settled, "{n} case settled", "{n} cases settled")
        assert f"{words_of_it} 2026 r.: {settled}, w terminie {plain(W.percent(now.in_time_bp))}" in page
        assert f"Na koniec po terminie było {now.late_at_end} z {now.open_at_end} spraw w toku." in page


def test_a_month_that_nobody_can_have_chosen_is_the_last_whole_one(shot):
    page = report(PAGES["managers_month"], {"miesiac": "1999-01"})
    assert "październik 2026 r.: załatwiono" in plain(page)


def test_it_ends_with_what_the_other_pages_answer_today(shot):
    page = plain(report(PAGES["managers_month"], {}))
    begin(PageRequest(shot, WHOLE_OFFICE))
    for name in ("turnaround", "load"):
        assert plain(answer_of_page(shot, name)) in page


def answer_of_page(shot, name: str) -> str:
    report(PAGES["people"], {})  # some sheet is in use
    begin(PageRequest(shot, WHOLE_OFFICE))
    return answer_of(PAGES[name])


def test_a_manager_is_told_of_the_own_units_alone(shot):
    begin(PageRequest(shot, reader(shot, "e2")))
    rows = query(MONTH, "groups", month="2026-10-01", by="unit", few=5)
    assert [row.group for row in rows] == ["", "MOPS"]
    assert rows[0].settled == rows[1].settled
