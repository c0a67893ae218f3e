"""One page for one thing, and the search that leads to it: however somebody writes it, for whoever may see it."""

from __future__ import annotations

import pytest

from dashboards.pages import PAGES
from dashboards.source.access import WHOLE_OFFICE, reader
from dashboards.source.query import query
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import newest
from tests.dashboards.small_treasury import FILES, made, text_of
from tests.dashboards.test_today import printed
from tests.once import once

SEARCH, ITEM = (str(PAGES[page].script) for page in ("search", "item"))


def found(root, text: str, employee: str = "") -> list[str]:
    begin(PageRequest(newest(root), reader(newest(root), employee) if employee else WHOLE_OFFICE))
    return [row.subject for row in query(SEARCH, "found", q=text, noun=None, limit=500, skip=0)]


def test_a_code_of_the_budget_is_found_as_the_pages_show_it(full):
    line = "DR/2026/spending/600/60016/4590"
    assert found(full, "600-60016-4590") == [line]
    for written in ("600-60016-4590", line, line.lower()):
        said = printed(full, "item", co=written)
        assert "600-60016-4590, Wydział Dróg i Infrastruktury, 2026: plan 20 000,00 zł" in said.replace(
            "\N{NO-BREAK SPACE}", " "
        )
        assert "dziennik-budzetu-2026-11-20.csv, wiersz" in said  # the entries behind it, to file and line


@pytest.mark.parametrize("written", ["wb.6740.158.2026", "WB.6740.158.2026", "Wb.6740.158.2026"])
def test_capitals_do_not_count_and_the_day_is_that_of_every_other_page(full, written):
    said = printed(full, "item", co=written)
    assert "termin 22.11.2026" in said
    assert "prowadzi Beata Ratajczak" in said
    assert "metryka-2026-11-20.csv, wiersz" in said
    assert "Krok po kroku" in said


def test_the_search_knows_numbers_names_and_tax_numbers(full, published):
    number, invoice, nip, seller = published.execute(
        "select number, invoice_id, seller_nip, seller_name from invoice_facts"
        " where seller_nip is not null and seller_name is not null order by invoice_id limit 1"
    ).fetchall()[0]
    of_seller = {row[0] for row in published.execute(
        "select invoice_id from invoice_facts where seller_nip = $1", [nip]
    ).fetchall()}  # fmt: skip
    assert invoice in found(full, number.lower())
    assert of_seller <= set(found(full, nip))
    assert of_seller <= set(found(full, f"{nip[:3]}-{nip[3:6]}-{nip[6:8]}-{nip[8:]}"))
    assert invoice in found(full, seller.upper())
    assert found(full, "wu/2026/1")[0] == "WU/2026/1"  # the very mark before WU/2026/10
    assert "Beata Ratajczak" in printed(full, "search", q="ratajczak")


QUIET = {  # of the demo, none of which any rule speaks of
    "ZP.271.10.2026": "e026", "DOT/10/2026": "e005", "PIT-4/2025-11/SP1": "e075", "1/2026": "", "WAD/10/2026": "",
    "NAL/00001": "", "N/10/2026": "", "R/2025/111": "",
}  # fmt: skip


def test_what_no_rule_speaks_of_is_found_in_its_register_by_those_who_may_see_it(full):
    for subject, manager in QUIET.items():
        assert found(full, subject)[:1] == [subject]
        assert (subject in found(full, subject, "e075")) == (manager == "e075")
        if manager:
            assert found(full, subject, manager)[:1] == [subject]


@pytest.mark.parametrize("subject", QUIET)
def test_the_page_of_a_quiet_thing_tells_where_it_stands_in_its_file(full, subject):
    said = printed(full, "item", co=subject)
    assert f"{subject}: brak sygnałów" in said
    assert "Krok po kroku" in said
    assert ", wiersz" in said


def test_what_nobody_knows_leads_to_what_is_called_almost_so(full):
    said = printed(full, "item", co="WB.6740.158.2062")
    assert "nic nie wiadomo o: WB.6740.158.2062" in said
    assert "czy chodziło o" in said
    assert "WB.6740.158.2026" in said


def test_a_name_of_several_things_asks_which(full, published):
    ((code, n),) = published.execute(
        "select concat_ws('-', dzial, rozdzial, paragraf) as code, count(*) from budget_facts where level = 'paragraf'"
        " group by code having count(*) > 1 order by code limit 1"
    ).fetchall()
    said = printed(full, "item", co=code)
    assert "O którą chodzi?" in said
    assert f"nazywa się kilka rzeczy: {n}" in said


def test_what_the_reader_may_not_see_is_neither_found_nor_told(full, published):
    ((other,),) = published.execute(
        "select min(subject) from case_facts where noun = 'cases' and unit = 'SO' and holder not in ('e016', 'e017')"
    ).fetchall()
    for line in ("600-60016-4590", other):
        assert found(full, line, "e017") == []
        said = printed(full, "item", "e017", co=line)
        assert f"nic nie wiadomo o: {line}" in said
        assert "plan 20" not in said
    for question in ("steps", "stops", "entries", "invoices", "findings", "case"):
        begin(PageRequest(newest(full), reader(newest(full), "e017")))
        assert query(ITEM, question, noun="cases", subject=other) == ()


def test_the_letters_of_a_thing_stand_on_its_page(full):
    said = printed(full, "item", co="WU/2026/1")
    assert "Kogo i kiedy zawiadomiono" in said
    assert "Rafał Głowacki" in said


def test_a_clerk_is_told_no_command(full):
    assert "ratusz why" not in printed(full, "item", "e017", co="WB.6740.158.2026")
    assert "ratusz why" in printed(full, "item", co="WB.6740.158.2026")


def test_each_line_of_the_first_page_leads_to_its_thing(full):
    from dashboards.sheet.print import report

    begin(PageRequest(newest(full)))
    rows = query(str(PAGES["today"].script), "signals", noun=None, fresh=None, search=None, limit=500, skip=0)
    assert report(PAGES["today"], {}).count('href="/item?co=') >= 2 * len(rows)


DATED = {
    "units": FILES["units"],
    "employees": FILES["employees"],
    "invoices": """
invoice_id,number,seller_nip,unit,issued_on,received_on,agreed_due_on,gross
F1,F/1,5260250274,OR,2026-11-01,2026-11-02,2026-11-30,365.00
""",
    "payments": """
payment_id,invoice_id,ordered_on,paid_on,amount
P1,F1,2026-11-20,,101.00
P2,F1,2026-11-21,,102.00
""",
    "budget": """
year,booked_on,unit,side,dzial,rozdzial,paragraf,measure,amount
2026,2026-01-02,OR,spending,750,75023,4300,plan,9000.00
2026,2026-11-20,OR,spending,750,75023,4300,executed,201.00
2026,2026-11-21,OR,spending,750,75023,4300,executed,202.00
""",
}


def test_what_is_dated_on_the_day_is_told_and_what_comes_after_it_is_not(tmp_path_factory):
    root = once(tmp_path_factory, "dated_treasury", lambda folder: made(folder, DATED))
    invoice = text_of(root, "item", co="F1")
    assert "20.11.2026 101,00 zł payments.csv, wiersz 2" in invoice
    assert "102,00 zł" not in invoice
    assert "Podziałka Kwota jeszcze nie wskazana 264,00 zł" in invoice
    line = text_of(root, "item", co="OR/2026/spending/750/75023/4300")
    assert "201,00 zł" in line
    assert "202,00 zł" not in line
