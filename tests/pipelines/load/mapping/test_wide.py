from collections.abc import Callable
from decimal import Decimal

import pytest

from pipelines.load.mapping import Conformed
from pipelines.refusal import Refusal

Conform = Callable[..., Conformed]

WIDE = """
Jednostka; Dział; Rozdział; Paragraf; Plan; Wykonanie
SP1; 801; 80101; 4010; 1 000,00; 250,00
SP1; 801; 80101; 4300; 500,00;
SP2; 801; 80101; 4300; ;
SP3; 801; 80101; 4300; dużo; 1,00
"""
COLUMNS = """
[feeds.x.read]
decimal = ","
[feeds.x.columns]
unit = "Jednostka"
dzial = "Dział"
rozdzial = "Rozdział"
paragraf = "Paragraf"
[feeds.x.measures]
plan = "Plan"
executed = "Wykonanie"
[feeds.x.constants]
side = "spending"
year = 2026
"""
REPORT = COLUMNS + 'report = "Rb-28S"\nperiod = "2026-10"\n'
LEDGER = COLUMNS + 'booked_on = "2026-10-31"\n'


def test_a_column_per_measure_becomes_a_row_per_measure(conformed: Conform) -> None:
    found = conformed(WIDE, "report_lines", REPORT)
    assert sorted(found.good.select("unit", "paragraf", "measure", "amount", "line").rows()) == [
        ("SP1", "4010", "executed", Decimal("250.00"), 2),
        ("SP1", "4010", "plan", Decimal("1000.00"), 2),
        ("SP1", "4300", "plan", Decimal("500.00"), 3),
        ("SP3", "4300", "executed", Decimal("1.00"), 5),
    ]
    assert not found.cumulative  # report lines are cumulative by their own contract


def test_an_amount_that_cannot_be_read_is_rejected_by_its_own_column_and_a_row_without_any_is_too(
    conformed: Conform,
) -> None:
    found = conformed(WIDE, "report_lines", REPORT)
    assert found.rejected.select("line", "column", "value", "reason").rows() == [
        (4, "Plan, Wykonanie", None, "no amount in any of the columns of measures"),
        (5, "Plan", "dużo", "not an amount"),
    ]
    assert (found.rows_in, found.rows_rejected) == (6, 2)


def test_cumulative_amounts_for_the_ledger_are_marked_so_that_the_loader_takes_differences(conformed: Conform) -> None:
    found = conformed(WIDE, "budget", LEDGER)
    assert found.cumulative
    assert found.good["amount"].sum() == Decimal("1751.00")


def test_a_corrected_table_of_the_same_day_has_the_same_identities(conformed: Conform) -> None:
    first = conformed(WIDE, "budget", LEDGER).good
    second = conformed(WIDE.replace("250,00", "260,00"), "budget", LEDGER).good
    assert first["entry_id"].to_list() == second["entry_id"].to_list()
    assert first["amount"].to_list() != second["amount"].to_list()


def test_one_line_given_twice_in_a_cumulative_table_is_a_contradiction(conformed: Conform) -> None:
    twice = WIDE + "SP1; 801; 80101; 4010; 7,00; 8,00"
    found = conformed(twice, "budget", LEDGER)
    doubled = found.rejected.filter(found.rejected["reason"] == "the same key stands in lines 2, 6")
    assert doubled.height == 4


def test_a_measure_whose_column_is_missing_refuses_the_file(conformed: Conform) -> None:
    with pytest.raises(Refusal, match="Zaangażowanie"):
        conformed(WIDE, "report_lines", REPORT.replace('plan = "Plan"', 'commitment = "Zaangażowanie"'))


def test_a_column_of_the_file_called_like_ours_does_not_stand_in_the_way(conformed: Conform) -> None:
    found = conformed(WIDE.replace("Plan;", "amount;"), "report_lines", REPORT.replace('"Plan"', '"amount"'))
    assert found.good.height == 4
