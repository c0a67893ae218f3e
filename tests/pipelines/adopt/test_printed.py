"""Tables as programs print them: numbered columns, subtotals, notes, totals of several kinds."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.adopt import Answers, as_json, proposals
from pipelines.adopt.preview import previewed, struck_in
from pipelines.refusal import Refusal
from pipelines.settings import open_town
from pipelines.town import Town
from rules.wording import words

SAY = words("pl")
PRINTED = """;;;;;;
Urząd Miasta Próbne;;;;;;
Wykonanie planu wydatków za okres od początku roku do dnia 30 września 2026 roku;;;;;;
;;;;;;
Dz.;Rozdz.;§;Treść;Plan po zmianach;Wykonanie;%
1;2;3;4;5;6;7
750;;;Administracja publiczna;1 000,00;500,00;50
750;75023;4210;Materiały;600,00;300,00;50
750;75023;4300;Usługi;400,00;200,00;50
RAZEM dział 750;;;;1 000,00;500,00;50
Ogółem;;;;1 000,00;500,00;50
Sporządził: Jan Lis, dnia 5.10.2026;;;;;;
"""
LIST = """Data wystawienia;Numer faktury;Sprzedawca;NIP sprzedawcy;Numer KSeF;Waluta;Kwota brutto
2026-10-01;FV/1;ABC;1234563218;1234563218-20261001-0100A0B1C2D3-4F;PLN;123,45
2026-10-02;FV/2;ABC;1234563218;1234563218-20261002-0100A0B1C2D3-5F;EUR;100,00

Razem PLN;;;;;;123,45
Razem EUR;;;;;;100,00
"""


@pytest.fixture
def town(tmp_path: Path) -> Town:
    (tmp_path / "town.toml").write_text('[town]\nname = "Próbne"\n', "utf-8")
    return open_town(tmp_path)


def test_a_printed_table_gives_its_lines_alone_and_names_nobody(town):
    path = town.root / "wykonanie.csv"
    path.write_text(PRINTED, "utf-8")
    [found] = proposals([path], town, Answers(said={"unit": "UM"}), SAY)
    preview = previewed(found, town, SAY)
    assert preview.rows_in == preview.loaded + sum(preview.rejected.values())
    assert (preview.loaded, preview.rejected) == (4, {})  # two lines, each with a plan and an execution
    assert [(row.line, row.cells[0], row.sums) for row in preview.struck] == [
        (10, "RAZEM dział 750", False),
        (11, "Ogółem", False),
        (12, "Sporządził: Jan Lis, dnia 5.10.2026", False),
        (7, "750", True),
    ]
    assert preview.sums == {
        "Plan po zmianach": (Decimal(1000), Decimal(1000)),
        "Wykonanie": (Decimal(500), Decimal(500)),
    }
    assert preview.days == {"booked_on": ("2026-09-30", "2026-09-30")}
    assert found.read["drop_rows"] == ["^RAZEM dział", "^Ogółem", "^Sporządził"]


def test_a_list_of_ksef_is_known_by_its_numbers_and_its_totals_by_currency_agree(town):
    path = town.root / "lista.csv"
    path.write_text(LIST, "utf-8")
    [found] = proposals([path], town, Answers(), SAY)
    preview = previewed(found, town, SAY)
    assert (found.columns["invoice_id"].theirs, found.columns["received_on_confidence"].entry) == (
        "Numer KSeF",
        "assumed",
    )
    assert (preview.loaded, preview.rejected) == (2, {})
    assert preview.sums == {"Kwota brutto": (Decimal("223.45"), Decimal("223.45"))}


def test_a_sum_that_does_not_agree_is_told(town):
    path = town.root / "lista.csv"
    path.write_text(LIST.replace(";123,45\nRazem EUR", ";999,00\nRazem EUR"), "utf-8")
    [found] = proposals([path], town, Answers(), SAY)
    [(ours, told)] = previewed(found, town, SAY).sums.values()
    assert ours != told


NESTED = """Dział;Rozdział;§;Treść;Plan po zmianach;Wykonanie wydatków
750;;;Administracja;1 500,00;{dzial}
;75023;;Urzędy;1 000,00;500,00
750;75023;4210;Materiały;600,00;300,00
750;75023;4300;Usługi;400,00;200,00
750;75075;;Promocja;500,00;50,00
750;75075;4300;Usługi;500,00;50,00
801;80101;;Szkoły;100,00;10,00
801;80101;4210;Materiały;100,00;10,00
801;80101;4010;;;
"""


@pytest.mark.parametrize(
    ("dzial", "sums", "rejected"),
    [("550,00", [2, 3, 6, 8], 1), ("551,00", [3, 6, 8], 3)],
    ids=["sums agree", "one does not"],
)
def test_sums_of_dzial_and_rozdzial_are_no_rows_where_they_agree_and_are_rejected_where_not(
    town, dzial, sums, rejected
):
    path = town.root / "wykonanie 2026-03.csv"
    path.write_text(NESTED.format(dzial=dzial), "utf-8")
    [found] = proposals([path], town, Answers(said={"unit": "UM"}), SAY)
    preview = previewed(found, town, SAY)
    assert sorted(row.line for row in preview.struck if row.sums) == sums
    assert (preview.loaded, sum(preview.rejected.values())) == (8, rejected)
    assert preview.rows_in == preview.loaded + rejected


COMPANY = """Data wystawienia;Numer faktury;Sprzedawca;NIP sprzedawcy;Data wpływu;Kwota brutto
2026-10-01;FV/1;ABC;1234563218;2026-10-02;123,45
2026-10-02;FV/2;ABC;1234563218;2026-10-02;100,00
2026-10-03;FV/3;Razem Lepiej;;2026-10-04;
Razem;;;;;223,45
"""


def test_a_row_that_was_struck_out_comes_back_by_its_line_and_the_total_stays_out(town):
    path = town.root / "rejestr.csv"
    path.write_text(COMPANY, "utf-8")
    [found] = proposals([path], town, Answers(), SAY)
    assert [row.line for row in struck_in(found)] == [4, 5]
    [found] = proposals([path], town, Answers(rows=(4,)), SAY)
    preview = previewed(found, town, SAY)
    assert [row.line for row in preview.struck] == [5]
    assert preview.rows_in == 3
    told = as_json(found, preview, SAY)
    assert told["struck"] == [{"file": "rejestr.csv", "line": 5, "cells": ("Razem", "223,45"), "sums": False}]
    with pytest.raises(Refusal, match="77"):
        proposals([path], town, Answers(rows=(77,)), SAY)
