"""An answer never contradicts the list below it, and says since when only where it was otherwise before."""

from __future__ import annotations

from datetime import date, timedelta

from pipelines.run import run
from pipelines.settings import open_town
from tests.dashboards.test_today import printed, town
from tests.pipelines.ten_cases import deliver
from tests.pipelines.zabrzeg import TODAY

HEAD = "entry_id,year,booked_on,unit,side,dzial,rozdzial,paragraf,measure,amount\n"
LINE = "{0},2026,2026-02-{0:02},A,spending,801,80101,4210,{1},{2}.00\n"
BOOKS = "[feeds.budget]\n"


def rows(**sums: int) -> str:
    return HEAD + "".join(LINE.format(n, measure, amount) for n, (measure, amount) in enumerate(sums.items(), 1))


def test_a_line_committed_over_its_plan_is_said_although_nothing_was_spent_over_it(tmp_path):
    said = printed(town(tmp_path / "town", BOOKS, budget=rows(plan=100, commitment=150, executed=40)), "budget")
    assert "Żadna podziałka nie wydała ponad plan, ale 1 ma zaangażowanie ponad plan, razem 50,00" in said
    assert "Żadna podziałka nie przekracza planu" not in said


def test_a_first_run_knows_of_no_day_since_which_all_is_well(tmp_path):
    said = printed(town(tmp_path / "town", BOOKS, budget=rows(plan=100, executed=40)), "budget")
    assert "Żadna podziałka nie przekracza planu." in said
    assert "To pierwszy przebieg" in said
    assert said.count("pierwszy przebieg") == 1


def test_what_was_over_and_is_no_more_is_well_since_the_first_run_that_saw_it_so(tmp_path):
    root = town(tmp_path / "town", BOOKS, TODAY - timedelta(days=2), budget=rows(plan=100, executed=140))
    more = rows(plan=100, executed=140) + "9,2026,2026-11-19,A,spending,801,80101,4210,plan,90.00\n"
    deliver(root, "budget", more, "new.csv")
    for days in (1, 0):
        run(open_town(root), TODAY - timedelta(days=days))
    assert f"Żadna podziałka nie przekracza planu – od {date(2026, 11, 19).day}.11.2026" in printed(root, "budget")
    assert "faktura nie jest po terminie" not in printed(root, "invoices")  # no invoice was ever loaded


def test_a_clearing_paragraph_says_why_it_is_over_a_plan_it_cannot_have(full):
    from dashboards.pages import PAGES
    from dashboards.sheet.print import report
    from dashboards.source.request import PageRequest, begin
    from dashboards.source.snapshot import newest

    begin(PageRequest(newest(full)))
    lines = report(PAGES["budget"], {"szukaj": "4990"}).split("<tbody")[1:]
    assert lines
    for line in lines:
        assert ("Paragraf do wyjaśnienia" in line) is ("-4990" in line)
