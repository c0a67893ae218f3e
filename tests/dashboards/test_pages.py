"""Every page opens, on the demo town and on a town without data, and says what the data say."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboards.pages import FIRST, PAGES
from pipelines.run import run
from pipelines.settings import open_town
from rules.wording import words
from tests.pipelines.commands import ratusz

FRAME = str(PAGES[FIRST].script.parents[1] / "server" / "frame.py")
W = words("pl")
MATTERS = ("Look first at {n} critical or urgent matter", "Look first at {n} critical or urgent matters")


@pytest.fixture(scope="module")
def looked_at() -> dict[object, AppTest]:
    """The pages of the demo town as they were opened: it never changes, so nobody opens one twice."""
    return {}


@pytest.fixture
def opened(monkeypatch, looked_at, full):
    """Opens a page as somebody would and gives it; nothing may have gone wrong on it."""

    def look(root, page: str, **address: str) -> AppTest:
        if root != full:
            return open_page(root, page, **address)
        which = page, *sorted(address.items())
        if which not in looked_at:
            looked_at[which] = open_page(root, page, **address)
        return looked_at[which]

    def open_page(root, page: str, **address: str) -> AppTest:
        monkeypatch.setenv("RATUSZ_TOWN", str(root))
        app = AppTest.from_file(FRAME, default_timeout=60)
        for key, value in address.items():
            app.query_params[key] = value
        app.run()
        if page != FIRST:
            app.switch_page(str(PAGES[page].script)).run()
        assert not app.exception
        return app

    return look


def body_of(app: AppTest) -> str:
    """The page's HTML."""
    return " ".join(part.proto.body for part in app.get("html") if not part.proto.body.startswith("<style>"))


def text_of(app: AppTest) -> str:
    """What the page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body_of(app))).split())


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("which", PAGES)
def test_every_page_opens_on_the_demo_town_and_asks_nothing_of_the_network(opened, full, which):
    said = text_of(opened(full, which))
    assert W(PAGES[which].title) in said
    assert "Stan danych na 20.11.2026" in said
    bodies = "".join(part.proto.body for part in opened(full, which).get("html"))
    assert "<style>" in bodies
    assert not re.search(r"https?://|url\(", bodies)


# a desk belongs to somebody, and the law's own tables may speak before there are data
EMPTY = {"desk": "Wybierz osobę", "today": "Nic nie jest krytyczne ani pilne", "why": "wpisz, czego dotyczy",
         "item": "wpisz, czego dotyczy", "search": "Znajdź sprawę", "adopt": "Włóż plik"}  # fmt: skip


@pytest.mark.parametrize("which", PAGES)
def test_every_page_opens_on_a_town_without_data_and_says_what_would_be_there(opened, empty, which):
    said = text_of(opened(empty, which))
    assert W(PAGES[which].title) in said
    assert EMPTY.get(which, "pojawi") in said
    assert "`ratusz" not in said  # whoever reads pages types no commands


def test_a_town_where_nothing_was_published_says_what_to_do(opened, tmp_path):
    said = text_of(opened(tmp_path, FIRST))
    assert "Zapytaj opiekuna danych" in said
    assert "ratusz run" not in said


def test_the_first_page_counts_each_matter_once_and_says_how_many_signals_that_is(opened, full, published):
    ((signals, things, grave),) = published.execute(
        """select count(*), count(distinct (noun, subject)),
                  count(distinct (noun, subject)) filter (severity in ('critical', 'high'))
           from findings where as_of = date '2026-11-20' and status <> 'resolved' and inhibited_by is null"""
    ).fetchall()
    assert grave < things < signals
    said = text_of(opened(full, FIRST))
    assert W.count(grave, *MATTERS) in said
    assert f"razem {signals} sygnał" in said


def test_the_budget_page_counts_the_lines_that_the_rule_found_over_their_plan(opened, full, published):
    ((lines, amount),) = published.execute(
        """select count(*), sum(amount) from findings
           where as_of = date '2026-11-20' and rule = 'B01' and status <> 'resolved' and inhibited_by is null"""
    ).fetchall()
    assert lines > 0
    assert f"podziałek ponad plan, razem {plain(W.money(amount))}" in text_of(opened(full, "budget"))


def books(root: Path, *rows: dict[str, object]) -> None:
    """A town whose books say just this, waiting in its inbox."""
    town = '[town]\nname = "Nowe"\n[feeds.budget]\nnoun = "budget"\nformat = "jsonl"\nfiles = "*.jsonl"\n'
    (root / "town.toml").write_text(town, encoding="utf-8")
    (root / "inbox" / "budget").mkdir(parents=True)
    lines = "\n".join(json.dumps({**row, "entry_id": str(n)}) for n, row in enumerate(rows))
    (root / "inbox" / "budget" / "b.jsonl").write_text(lines, encoding="utf-8")


def test_in_january_the_budget_page_says_what_it_measures_against_and_whose_plan_is_missing(opened, tmp_path):
    rent = {"year": 2027, "booked_on": "2027-01-08", "unit": "A", "side": "spending", "dzial": "801",
            "rozdzial": "80101", "paragraf": "7340", "measure": "executed", "amount": "70.00"}  # fmt: skip
    draft = {**rent, "booked_on": "2026-11-13", "measure": "plan", "amount": "80.00", "state": "draft"}
    books(tmp_path, rent, draft, {**rent, "unit": "B"})
    assert run(open_town(tmp_path), date(2027, 1, 15))
    said = text_of(opened(tmp_path, "budget"))
    assert "Żadna podziałka, której plan jest znany, go nie przekracza" in said
    assert "Dla 1 jednostki, która wydaje, nie wczytano planu na 2027 rok" in said
    assert "Budżet na 2027 rok nie jest jeszcze uchwalony: planem jest jego projekt" in said
    assert "87,5% planu wydatków wykonano" in said  # what B spends counts neither above nor below


def test_while_the_books_of_the_old_year_are_open_the_budget_page_shows_it_on_request(opened, tmp_path):
    old = {"year": 2026, "booked_on": "2026-12-31", "unit": "A", "side": "spending", "dzial": "801",
           "rozdzial": "80101", "paragraf": "4210", "measure": "executed", "amount": "70.00"}  # fmt: skip
    new = {**old, "year": 2027, "booked_on": "2027-01-04", "paragraf": "7340"}
    books(tmp_path, old, {**old, "measure": "plan", "amount": "50.00"}, new, {**new, "measure": "plan"})
    assert run(open_town(tmp_path), date(2027, 1, 15))
    said = text_of(opened(tmp_path, "budget"))
    assert "W księgach 2026 roku, jeszcze niezamkniętych, 1 podziałka przekracza plan, o 20,00 zł" in said
    assert "801-80101-7340" in said
    assert "801-80101-4210" not in said
    said = text_of(opened(tmp_path, "budget", rok="2026"))
    assert "801-80101-4210" in said
    assert "801-80101-7340" not in said
    assert run(open_town(tmp_path), date(2027, 4, 1), again=True)
    assert "jeszcze niezamkniętych" not in text_of(opened(tmp_path, "budget"))


def test_the_invoices_page_adds_up_what_is_late_without_what_is_disputed(opened, full, published):
    ((late, amount),) = published.execute(
        """select count(*), sum(remaining) from invoice_facts
           where state = 'open' and effective_due_on < date '2026-11-20' and currency = 'PLN'"""
    ).fetchall()
    assert plain(W.count(late, "{n} invoice is late", "{n} invoices are late")) in text_of(opened(full, "invoices"))
    assert plain(W.money(amount)) in text_of(opened(full, "invoices"))


def test_the_turnaround_page_tells_the_same_as_counting_the_cases_by_hand(opened, full, published):
    ((in_time, late, open_late),) = published.execute(
        """select count(*) filter (settled_on <= net_due_on), count(*) filter (settled_on > net_due_on),
                  count(*) filter (settled_on is null and net_due_on < date '2026-11-20')
           from case_facts where noun = 'cases'"""
    ).fetchall()
    said = text_of(opened(full, "turnaround"))
    share = W.percent(round(10000 * in_time / (in_time + late)))
    assert f"W terminie załatwiono {share} spraw" in said
    assert W.count(open_late, "{n} open case is late", "{n} open cases are late") in said


def test_a_desk_belongs_to_a_person_so_the_whole_office_is_asked_to_choose_one(opened, full):
    said = text_of(opened(full, "desk"))
    assert "Wybierz osobę" in said
    assert "Dziś nieobecni" in said


def test_a_substitute_finds_the_absent_persons_cases_on_the_own_desk(opened, full, published):
    employee, substitute, name = published.execute(
        """select s.employee, s.substitute, e.name from stand_ins s join employees_history e using (employee)
           where s.substitute is not null
             and s.employee in (select holder from case_facts where state = 'open') order by 1 limit 1"""
    ).fetchall()[0]
    said = text_of(opened(full, "desk", osoba=substitute))
    assert f"Zastępujesz: {name}" in said
    marks = published.execute(
        "select subject from case_facts where holder = $1 and state = 'open' order by due_on nulls last limit 1",
        [employee],
    ).fetchall()
    assert marks[0][0] in text_of(opened(full, "desk", osoba=substitute, czyje=employee))


def test_the_page_why_says_word_for_word_what_the_command_says(opened, full, published):
    subjects = published.execute(
        """select min(subject) from findings where as_of = date '2026-11-20' and status <> 'resolved'
           group by noun order by 1"""
    ).fetchall()
    assert len(subjects) >= 8  # cases, invoices, budget, contracts, absences, works, sources, law …
    answers = ratusz(*(["why", subject, "--town", full, "--format", "json"] for (subject,) in subjects))
    for (subject,), answer in zip(subjects, answers, strict=True):
        said = text_of(opened(full, "why", co=subject))
        assert [line["text"] for line in answer.json if plain(line["text"]) not in said] == []
        assert "To samo w wierszu poleceń: ratusz why" in said


def test_the_page_why_says_what_the_figures_behind_a_relation_must_hold(opened, full, published):
    ((subject,),) = published.execute(
        "select distinct subject from relation_facts where article = 'art. 243'"
    ).fetchall()
    said = text_of(opened(full, "why", co=subject))
    assert "operating_ratio obejmuje wykonane dochody ze sprzedaży majątku" in said
    assert "receipts_217_free to przychody z art. 217 ust. 2 pkt 4-8" in said


def test_what_nobody_knows_is_said_to_be_unknown(opened, full):
    assert "nic nie wiadomo o: XX.1.2.2026" in text_of(opened(full, "why", co="XX.1.2.2026"))


def test_a_row_that_unfolds_leads_to_every_step_of_its_subject(opened, full):
    assert 'href="/item?co=FZ%2F' in body_of(opened(full, "invoices"))


def test_numbers_say_how_they_moved_since_yesterdays_run(opened, full):
    assert re.search(r"(bez zmian|[+−][\d.,\s]+( zł)?) od 19\.11\.2026", text_of(opened(full, FIRST)))


def test_a_filter_says_how_many_rows_it_hides_and_stands_in_the_address(opened, full):
    app = opened(full, "budget", sygnal="tak")
    assert re.search(r"filtr ukrywa \d+ wiersz\w*", text_of(app))
    assert '<option value="tak" selected>' in body_of(app)


def test_what_the_address_asks_for_and_nobody_offers_is_dropped(opened, full):
    app = opened(full, "budget", sygnal="moze", strona="0", kolejnosc="-pole_ktorego_nie_ma")
    assert "wiersze 1–20 z" in text_of(app)
    assert "moze" not in body_of(app)
    assert "pole_ktorego_nie_ma" not in body_of(app)


def test_the_second_page_of_a_list_begins_where_the_first_ended(opened, full):
    assert "wiersze 1–20 z" in text_of(opened(full, "budget"))
    second = opened(full, "budget", strona="2", **{"strona-budzetu": "income"})
    assert "wiersze 21–40 z" in text_of(second)
    assert 'href="/budget?strona-budzetu=income&amp;strona=3"' in body_of(second)  # the filter comes along
