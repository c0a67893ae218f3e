"""The address of a page: what it keeps, what it drops, and the links that change it."""

from __future__ import annotations

import pytest

from dashboards.sheet.address import Address
from dashboards.sheet.parts import Column, Filter
from dashboards.source.order import Order
from rules.wording import words

SAY = words("pl")
UNIT = Filter("komorka", "Jednostka", {"WB": "Budownictwo"}, "wszystkie")
TEXT = Filter("szukaj", "Szukaj", None, "")
COLUMNS = [
    Column("Podziałka", str, sort="line"),
    Column("Plan", str, sort="plan", numeric=True),
    Column("Jednostka", str),
]


def address(**asked: str) -> Address:
    made = Address("/budget", asked, "e1")
    for question in (UNIT, TEXT):
        made.chosen(question)
    made.sort(COLUMNS, Order())
    return made


def test_only_what_the_page_offers_is_kept():
    asked = address(komorka="XX", szukaj="  dr\u00f3g ", kolejnosc="-ninja", strona="3", bilet="x", osoba="e2")
    assert asked.state() == {"osoba": "e1", "szukaj": "dr\u00f3g"}
    assert asked.order == Order()
    assert asked.said == ["Szukaj: dr\u00f3g"]


def test_a_heading_sorts_numbers_from_the_largest_and_turns_round_at_the_second_click():
    assert address().sorted_by(COLUMNS[1]) == "/budget?osoba=e1&kolejnosc=-plan"
    assert address(kolejnosc="-plan").order == Order("plan", descending=True)
    assert address(kolejnosc="-plan").sorted_by(COLUMNS[1]) == "/budget?osoba=e1&kolejnosc=plan"
    assert address(kolejnosc="-plan").sorted_by(COLUMNS[0]) == "/budget?osoba=e1&kolejnosc=line"


def test_clearing_the_filters_keeps_who_looks_and_the_order():
    assert address(komorka="WB", kolejnosc="plan").without_filters() == "/budget?osoba=e1&kolejnosc=plan"


@pytest.mark.parametrize(
    ("page", "skipped"),
    [("", 0), ("1", 0), ("2", 20), ("18", 340), ("19", 340), ("0", 0), ("-1", 0), ("٢", 0), ("9" * 5000, 0)],
)
def test_a_page_that_is_not_there_is_the_nearest_that_is(page, skipped):
    assert address(strona=page).turn(347, 20) == skipped


def test_the_links_under_a_list_lead_to_the_near_pages_and_both_ends():
    asked = address(strona="9", komorka="WB")
    asked.turn(347, 20)
    shown = [link.label for link in asked.turns(SAY)]
    assert shown == ["poprzednia", "1", "…", "7", "8", "9", "10", "11", "…", "18", "następna"]
    assert asked.turns(SAY)[1].way == "/budget?osoba=e1&komorka=WB"
    assert asked.turns(SAY)[-1].way == "/budget?osoba=e1&komorka=WB&strona=10"


def test_one_page_needs_no_links():
    asked = address()
    asked.turn(20, 20)
    assert asked.turns(SAY) == ()


def test_an_order_is_a_name_of_a_column_and_nothing_else():
    assert Order("plan", descending=True).put_into("order by $order, line") == 'order by "plan" desc nulls last, line'
    assert Order().put_into("order by $order, line") == "order by line"
    for text in ("plan desc; drop", 'a"', "", "Plan", "1"):
        with pytest.raises(ValueError, match="no column"):
            Order(text)
