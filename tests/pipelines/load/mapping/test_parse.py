from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts import noun
from pipelines.load.mapping.dates import Style
from pipelines.load.mapping.parse import flags, integers, lists, money, why_not

WARSAW = Style("Europe/Warsaw")


@pytest.mark.parametrize(
    ("text", "comma", "point"),
    [
        ("1234", "1234", "1234"),
        ("1234,5", "1234.50", None),
        ("1 234,50", "1234.50", None),
        ("1\N{NO-BREAK SPACE}234,50", "1234.50", None),
        ("1\N{NARROW NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567,89", "1234567.89", None),
        ("\N{MINUS SIGN}5,00", "-5.00", None),
        ("- 5,00", None, None),
        ("+5", "5", "5"),
        ("1 234.50", None, "1234.50"),
        ("1,234.50", None, "1234.50"),
        ("1.234,50", "1234.50", None),
        ("1,234", None, None),  # a thousand and something, or three decimals
        ("1.234", None, None),
        ("1,234,567", None, "1234567"),
        ("1.234.567", "1234567", None),
        ("1234.5", "1234.50", "1234.50"),  # as a spreadsheet's number comes
        ("12 34,50", None, None),
        ("12,345", None, None),
        ("12.345", None, None),
        ("12.340", None, None),
        ("1e3", None, None),
        ("5 zł", None, None),
        (",5", None, None),
        ("9999999999999999.99", "9999999999999999.99", "9999999999999999.99"),
        ("10000000000000000", None, None),
    ],
)
def test_amounts_are_read_surely_or_not_at_all(text: str, comma: str | None, point: str | None) -> None:
    exact = {sign: money(pl.Series([text]), sign).item() for sign in ",."}
    assert exact == {",": Decimal(comma) if comma else None, ".": Decimal(point) if point else None}


@settings(deadline=None)
@given(st.lists(st.decimals(Decimal(-(10**15)), Decimal(10**15), places=2), min_size=1))
def test_every_amount_written_the_polish_way_comes_back_to_the_grosz(amounts: list[Decimal]) -> None:
    polish = [f"{amount:,}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",") for amount in amounts]
    assert money(pl.Series(polish), ",").to_list() == amounts


@settings(deadline=None)
@given(st.text(alphabet="0123456789., -+\N{NO-BREAK SPACE}e", max_size=12), st.sampled_from(",."))
def test_no_text_is_read_as_an_amount_with_other_digits_than_its_own(text: str, sign: str) -> None:
    read = money(pl.Series([text]), sign).item()
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
        ("invoices", "gross", "12,50", "decimal sign"),
        ("invoices", "gross", "10000000000000000", "too large"),
        ("invoices", "gross", "free", "money"),
        ("invoices", "issued_on", "0001-01-01", "too early"),
        ("invoices", "issued_on", "31.02.2026", "day"),
        ("invoices", "disputed", "maybe", "flag"),
        ("case_events", "at", "2026-03-29 02:30:00", "skipped hour"),
        ("case_events", "at", "soon", "moment"),
        ("case_events", "days", "seven", "integer"),
    ],
)
def test_what_could_not_be_read_has_a_word_for_why(of: str, column: str, text: str, why: str) -> None:
    assert why_not(noun(of).columns[column], pl.Series([text]), WARSAW).to_list() == [why]
