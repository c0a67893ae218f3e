"""Values made of cells: split, joined, with the sign turned; what cannot be made rejects its row with the own cells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from pipelines.load.mapping import Conformed
from pipelines.refusal import Refusal

Conform = Callable[..., Conformed]

BUDGET = """
[feeds.x.columns]
dzial = { split = "Klasyfikacja", part = 1 }
rozdzial = { split = "Klasyfikacja", part = 2 }
paragraf = { split = "Klasyfikacja", part = -1 }
amount = "Kwota"
[feeds.x.constants]
year = 2026
booked_on = "2026-03-31"
unit = "UM"
side = "spending"
measure = "executed"
"""


def rejections(found: Conformed) -> list[tuple[int, str, str | None, str]]:
    return found.rejected.select("line", "column", "value", "reason").rows()


@pytest.mark.parametrize(
    "written", ["750-75023-4210", "750 75023 4210", "dz. 750 rozdz. 75023 § 4210", "750.75023.4210", "750/75023/§4210"]
)
def test_a_classification_in_one_cell_is_three_codes(conformed: Conform, written: str) -> None:
    found = conformed(f"Klasyfikacja; Kwota\n{written}; 5.00", "budget", BUDGET)
    assert found.good.select("dzial", "rozdzial", "paragraf").rows() == [("750", "75023", "4210")]
    assert found.aside == ()


def test_zeros_that_a_spreadsheet_took_come_back_in_the_parts_too(conformed: Conform) -> None:
    found = conformed("Klasyfikacja; Kwota\n10-1095-4430; 5.00", "budget", BUDGET)
    assert found.good.select("dzial", "rozdzial", "paragraf").rows() == [("010", "01095", "4430")]


def test_a_part_that_is_not_there_rejects_the_row_and_an_empty_cell_is_empty(conformed: Conform) -> None:
    found = conformed("Klasyfikacja; Kwota\nRazem; 5.00\n; 6.00\n750-75023-4210; 7.00", "budget", BUDGET)
    assert found.good["amount"].to_list() == [Decimal("7.00")]
    parts = [(2, "Klasyfikacja", "Razem", "the cell has no such part")] * 3
    empty = [(3, "Klasyfikacja", None, "required, but empty")] * 3
    assert sorted(rejections(found)) == sorted(parts + empty, key=str)


CASES = '[feeds.x.constants]\nkind = "process"\nunit = "WB"\nopened_on = "2026-01-15"\n[feeds.x.columns]\n'


def test_the_text_between_may_be_told_and_then_the_place_of_an_empty_piece_counts(conformed: Conform) -> None:
    columns = 'case_id = "Znak"\nhandler = { split = "Kto", part = 2, by = "/" }'
    found = conformed("Znak; Kto\nA; WB/ Anna Kos /x\nB; WB//x\nC; \nD; WB", "cases", CASES + columns)
    assert found.good.select("case_id", "handler").rows() == [("A", "Anna Kos"), ("C", None)]
    assert [(line, value) for line, _, value, _ in rejections(found)] == [(3, "WB//x"), (5, "WB")]


def test_a_name_in_two_columns_is_one_and_an_empty_one_is_left_out(conformed: Conform) -> None:
    columns = 'case_id = "Znak"\nhandler = { join = ["Imię", "Nazwisko"] }'
    text = "Znak; Imię; Nazwisko\nA; Anna; Kos\nB; ; Kos\nC; NULL; Kos\nD; ; "
    found = conformed(text, "cases", CASES + columns)
    assert found.good["handler"].to_list() == ["Anna Kos", "Kos", "Kos", None]


def test_a_mark_put_together_needs_each_of_its_parts(conformed: Conform) -> None:
    columns = 'case_id = { join = ["Kom.", "Klasa", "Lp.", "Rok"], by = "." }'
    text = "Kom.; Klasa; Lp.; Rok\nWB; 6740; 1; 2026\nWB; 6740; ; 2026\n; ; ; "
    found = conformed(text, "cases", CASES + columns)
    assert found.good["case_id"].to_list() == ["WB.6740.1.2026"]
    assert rejections(found) == [
        (3, "Kom. + Klasa + Lp. + Rok", "WB + 6740 + 2026", "one of the cells it is put together from is empty"),
        (4, "Kom. + Klasa + Lp. + Rok", None, "required, but empty"),
    ]


def test_codes_that_stand_apart_are_joined_by_nothing(conformed: Conform) -> None:
    feed = BUDGET.replace('{ split = "Klasyfikacja", part = -1 }', '{ join = ["Paragraf", "P4"], by = "" }')
    found = conformed("Klasyfikacja; Paragraf; P4; Kwota\n750-75023; 421; 0; 5.00", "budget", feed)
    assert found.good["paragraf"].to_list() == ["4210"]


@pytest.mark.parametrize(("written", "amount"), [("-5.00", "5.00"), ("7.10", "-7.10"), ("(1 234.50)", "1234.50")])
def test_the_sign_is_turned(conformed: Conform, written: str, amount: str) -> None:
    feed = BUDGET.replace('amount = "Kwota"', 'amount = { negate = "Kwota" }')
    found = conformed(f"Klasyfikacja; Kwota\n750-75023-4210; {written}", "budget", feed)
    assert found.good["amount"].to_list() == [Decimal(amount)]


def test_days_in_parts_are_read_by_the_feeds_patterns(conformed: Conform) -> None:
    columns = (
        'case_id = "Znak"\nclosed_on = { split = "KSeF", part = 2 }\n[feeds.x.read]\ndates = ["%d.%m.%Y", "%Y%m%d"]'
    )
    found = conformed("Znak; KSeF\nA; 5260250274-20260302-0A1B", "cases", CASES + columns)
    assert found.good["closed_on"].to_list() == [date(2026, 3, 2)]


def test_a_column_it_is_made_of_that_is_missing_refuses_the_file_by_its_own_name(conformed: Conform) -> None:
    columns = 'case_id = "Znak"\nhandler = { join = ["Imię", "Nazwisko"] }'
    with pytest.raises(Refusal, match=r"The file lacks the column: Nazwisko \(handler\)"):
        conformed("Znak; Imię\nA; Anna", "cases", CASES + columns)


def test_names_that_only_look_different_are_found(conformed: Conform) -> None:
    columns = 'case_id = "Znak"\nhandler = { join = ["imię", "NAZWISKO"] }'
    found = conformed("Znak; Imię; Nazwisko\nA; Anna; Kos", "cases", CASES + columns)
    assert found.good["handler"].to_list() == ["Anna Kos"]
