"""The list: a table whose headings sort, whose lines lead to their thing, without a column that says nothing."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import namedtuple
from html import unescape
from typing import Any

from dashboards.sheet.parts import Column
from dashboards.sheet.worklist import Worklist
from dashboards.source.order import Order
from rules.wording import UNKNOWN, words

SAY = words("pl")
Row = namedtuple("Row", "mark sum holder severity said of")
COLUMNS = [
    Column("Znak", lambda row: row.mark, sort="mark"),
    Column("Kwota", lambda row: row.sum, numeric=True, sort="sum", means="Ile to jest."),
    Column("Kto", lambda row: row.holder),
]
SAID = {"rule": "C02", "severity": "high", "message": "Po <terminie>.", "law": ["KPA art. 35"], "first_seen": None}


def table(rows: list[Row], **more: Any) -> ET.Element:
    made = Worklist(
        COLUMNS,
        rows,
        facts=lambda row: [("Od", "1.11.2026" if row.said else "")],
        way=lambda row: f"/item?co={row.mark}&osoba=e1",
        **more,
    ).html(SAY, "Lista", "wiersze 1–2 z 2", "Tu się coś pojawi.", ())
    return ET.fromstring(unescape(made).replace("&", "&amp;").replace("<terminie>", "(terminie)"))


def texts(element: ET.Element, path: str) -> list[str]:
    return ["".join(found.itertext()).split(": ")[-1].strip() for found in element.findall(path)]


def test_a_column_that_says_nothing_is_left_out_and_so_is_the_gravity_where_there_is_none():
    rows = [Row("A", "1,00 zł", UNKNOWN, None, (), 2), Row("B", "2,00 zł", "", None, (), 2)]
    made = table(rows, totals=("Razem", "3,00 zł", ""))
    assert texts(made, ".//th") == ["Znak", "Kwota"]
    assert texts(made, ".//tfoot//td") == ["Razem", "3,00 zł"]
    assert made.find(".//details") is None


def test_a_line_leads_to_its_thing_and_unfolds_into_its_reasons():
    made = table([Row("A", "1,00 zł", "Anna", "high", (SAID,), 1)])
    assert texts(made, ".//th") == ["Sygnał", "Znak", "Kwota", "Kto", "Powody"]
    [link] = made.findall(".//tr[@class='line']//a")
    assert (link.get("href"), link.text) == ("/item?co=A&osoba=e1", "A")
    [unfolded] = made.findall(".//tr[@class='more']")
    more = "".join(unfolded.itertext())
    assert "Po (terminie)." in more
    assert "KPA art. 35" in more
    assert made.find(".//tr[@class='line']//summary") is not None


def test_what_comes_from_data_stays_text():
    made = Worklist(COLUMNS, [Row("<b>A", "&", "x", "high", (SAID,), 1)], lambda row: (), lambda row: "/item?co=<b>")
    html = made.html(SAY, "Lista", "", "", ())
    assert "<b>" not in html
    assert "&lt;b&gt;A" in html
    assert "Po &lt;terminie&gt;." in html


def test_what_stands_under_a_value_is_smaller_and_stays_text_too():
    columns = [Column("Kod", lambda row: row.mark, under=Column("Nazwa", lambda row: row.holder))]
    rows = [Row("801", "", "<b>Oświata", None, (), 2), Row("750", "", "", None, (), 2)]
    html = Worklist(columns, rows, lambda row: (), lambda row: "/item").html(SAY, "Lista", "", "", ())
    assert '>801</a><small title="&lt;b&gt;Oświata">&lt;b&gt;Oświata</small>' in html
    assert html.count("<small") == 1


def test_the_heading_says_how_the_list_is_sorted_and_only_what_can_be_sorted_is_a_link():
    rows = [Row("A", "1,00 zł", "Anna", None, (), 1)]
    made = table(rows, order=Order("sum", descending=True), ways=lambda column: f"?{column.sort}")
    heads = {"".join(head.itertext()).strip(): head for head in made.findall(".//th")}
    assert heads["Kwota"].get("aria-sort") == "descending"
    assert heads["Kwota"].get("title") == "Ile to jest."
    assert heads["Znak"].get("aria-sort") is None
    assert [bool(head.findall("a")) for head in heads.values()] == [True, True, False]


def test_an_empty_list_says_what_would_be_in_it():
    assert "Tu się coś pojawi." in "".join(table([]).itertext())
