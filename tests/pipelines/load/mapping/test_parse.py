from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts import noun
from pipelines.load.mapping.amounts import money
from pipelines.load.mapping.dates import Style
from pipelines.load.mapping.parse import flags, integers, lists, why_not

WARSAW = Style("Europe/Warsaw")


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("1234", "1234"),
        ("1234,5", "1234.50"),
        ("1234.5", "1234.50"),  # as a spreadsheet's number comes
        ("1 234,50", "1234.50"),
        ("1\N{NO-BREAK SPACE}234,50", "1234.50"),
        ("1\N{NARROW NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567,89", "1234567.89"),
        ("\N{MINUS SIGN}5,00", "-5.00"),
        ("- 5,00", "-5.00"),
        ("12,00-", "-12.00"),
        ("1.234,50 -", "-1234.50"),
        ("(12,00)", "-12.00"),
        ("(1 234,56 zł)", "-1234.56"),
        ("(-5)", None),
        ("-5-", None),
        ("+5", "5"),
        ("1 234.50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1'234,56", "1234.56"),
        ("1’234’567.80", "1234567.80"),
        ("1,234", None),  # a thousand and something, or three decimals
        ("1.234", None),
        ("12,345", None),
        ("12.340", None),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1.234,567", None),
        ("12 34,50", None),
        ("1 23 456", None),
        ("1e3", None),
        ("5 zł", "5"),
        ("1 234,56 zł", "1234.56"),
        ("1234,56 PLN", "1234.56"),
        ("PLN 1234,56", "1234.56"),
        ("12,00- ZŁ.", "-12.00"),
        ("5 EUR", None),
        ("zł", None),
        (",5", "0.50"),
        (".50", "0.50"),
        ("-.50", "-0.50"),
        ("1234.", "1234"),
        ("1234.5000", "1234.50"),
        ("1234,5000", "1234.50"),
        ("1000.0000", "1000.00"),
        ("1234.500", "1234.50"),  # four digits before the sign: it parts no thousands
        ("0.500", "0.50"),
        ("1 234,500", "1234.50"),
        ("1234.5001", None),
        ("1234.501", None),
        ("9999999999999999.99", "9999999999999999.99"),
        ("9999999999999999.9900", "9999999999999999.99"),
        ("10000000000000000", None),
        (".", None),
        ("", None),
    ],
)
def test_an_amount_is_read_where_it_has_one_reading(text: str, exact: str | None) -> None:
    assert money(pl.Series([text, "1.00", None])).to_list() == [exact and Decimal(exact), Decimal("1.00"), None]


@settings(deadline=None)
@given(st.lists(st.decimals(Decimal(-(10**15)), Decimal(10**15), places=2), min_size=1))
def test_every_amount_written_the_polish_way_comes_back_to_the_grosz(amounts: list[Decimal]) -> None:
    polish = [f"{amount:,}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",") for amount in amounts]
    assert money(pl.Series(polish)).to_list() == amounts


@settings(deadline=None)
@given(st.text(alphabet="0123456789., -+\N{NO-BREAK SPACE}e'()zł", max_size=12))
def test_no_text_is_read_as_an_amount_with_other_digits_than_its_own(text: str) -> None:
    read = money(pl.Series([text])).item()
    if read is not None:
        assert f"{abs(read):f}".replace(".", "").strip("0") == "".join(filter(str.isdigit, text)).strip("0")


def test_whole_numbers_yes_and_no() -> None:
    assert integers(pl.Series(["2026", "1 200", "\N{MINUS SIGN}3", "2026.0", "x", None])).to_list() == [
        2026, 1200, -3, None, None, None,
    ]  # fmt: skip
    words = ["yes", "Tak", "TRUE", "1", "no", "NIE", "false", "0", "maybe", None]
    assert flags(pl.Series(words)).to_list() == [True] * 4 + [False] * 4 + [None, None]


def test_lists_are_trimmed_and_their_days_become_iso() -> None:
    assert lists(pl.Series(["a | b", None, "c"]), WARSAW, days_in_it=False).to_list() == ["a|b", None, "c"]
    polish = Style("Europe/Warsaw", patterns=("%d.%m.%Y",))
    read = lists(pl.Series(["15.09.2026|15.10.2026", "15.09.2026|soon"]), polish, days_in_it=True)
    assert read.to_list() == ["2026-09-15|2026-10-15", None]


@pytest.mark.parametrize(
    ("of", "column", "text", "why"),
    [
        ("invoices", "gross", "12.345", "decimals"),
        ("invoices", "gross", "12,345", "two readings"),
        ("invoices", "gross", "12.340", "two readings"),
        ("invoices", "gross", "1234.5001", "decimals"),
        ("invoices", "gross", "5 EUR", "money"),
        ("invoices", "gross", "10000000000000000", "too large"),
        ("invoices", "gross", "free", "no money"),
        ("invoices", "issued_on", "0001-01-01", "too early"),
        ("invoices", "issued_on", "0000-00-00", "too early"),
        ("invoices", "issued_on", "00.00.0000 00:00", "too early"),
        ("invoices", "issued_on", "31.02.2026", "day"),
        ("invoices", "issued_on", "brak", "no day"),
        ("invoices", "disputed", "maybe", "flag"),
        ("case_events", "at", "2026-03-29 02:30:00", "skipped hour"),
        ("case_events", "at", "soon", "no moment"),
        ("case_events", "days", "seven", "no integer"),
    ],
)
def test_what_could_not_be_read_has_a_word_for_why(of: str, column: str, text: str, why: str) -> None:
    assert why_not(noun(of).columns[column], pl.Series([text]), WARSAW).to_list() == [why]
