"""Tables as programs print them: numbered columns, subtotals, notes, totals of several kinds."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.adopt import Answers, proposals
from pipelines.adopt.preview import previewed
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
    assert preview.loaded == 4  # two lines, each with a plan and an execution
    assert sum(preview.rejected.values()) == 2  # the subtotal, which is no line of the budget, said with its reason
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
