"""Budget reports: each position a row a measure, absent means zero."""

from decimal import Decimal

import polars as pl
import pytest

from pipelines.formats import Unreadable

PACKAGE = """<PaczkaSprawozdan><Jednostki><Jednostka><Nazwa>Szkoła nr 3</Nazwa><Sprawozdania><{form}>
<Okres><Rok>2026</Rok><TypOkresu>{kind}</TypOkresu><Okres>{n}</Okres></Okres>
<Jednostka><Nazwa> Szkoła nr 3 </Nazwa><Regon>001070630     </Regon></Jednostka>
<Naglowek><Wersja>2</Wersja></Naglowek><Pozycje>{positions}</Pozycje></{form}></Sprawozdania></Jednostka></Jednostki>
</PaczkaSprawozdan>"""
CODES = "<Dzial>801</Dzial><Rozdzial>80101</Rozdzial><Paragraf>{}</Paragraf><P4>0</P4>"


def package(*positions, form="Rb-28s", kind="Kwartal", n=3):
    inside = "".join(f"<Pozycja>{CODES.format(paragraf)}{amounts}</Pozycja>" for paragraf, amounts in positions)
    return PACKAGE.format(form=form, kind=kind, n=n, positions=inside).encode()


def amounts(table):
    return dict(table.frame.select("measure", "amount").rows())


def test_a_spending_position_gives_all_measures_with_zero_for_the_absent(read):
    table = read(package(("401", "<PL>100.00</PL><ZA>90.00</ZA><WW>80.50</WW><LU>1.00</LU><RB>2.00</RB>")), "rb")

    assert amounts(table) == {
        "plan": "100.00",
        "commitment": "90.00",
        "executed": "80.50",
        "liability": "0",
        "past_due": "3.00",
    }


def test_an_income_position_gives_receivables_arrears_and_overpayments(read):
    data = package(
        ("069", "<PL>5</PL><NA>9.00</NA><DW>7.00</DW><NO>2.00</NO><NZ>1.50</NZ><NP>0.25</NP>"), form="Rb-27s"
    )

    table = read(data, "rb")

    assert amounts(table) == {
        "plan": "5",
        "executed": "7.00",
        "receivable": "2.00",
        "arrears": "1.50",
        "overpaid": "0.25",
    }
    assert set(table.frame["side"]) == {"income"}


def test_a_row_says_whose_report_of_what_period_it_is(read):
    row = read(package(("401", "")), "rb").frame.row(0, named=True)

    del row["amount"], row["measure"]
    assert row == {
        "report": "Rb-28S",
        "unit": "Szkoła nr 3",
        "year": "2026",
        "period": "2026-Q3",
        "version": "2",
        "side": "spending",
        "dzial": "801",
        "rozdzial": "80101",
        "paragraf": "4010",
        "regon": "001070630",
        "line": 1,
    }


@pytest.mark.parametrize(
    ("kind", "n", "period"), [("Miesiac", 9, "2026-09"), ("Kwartal", 4, "2026-Q4"), ("Rok", 1, "2026")]
)
def test_periods_are_months_or_quarters(read, kind, n, period):
    assert read(package(("401", ""), kind=kind, n=n), "rb").frame["period"][0] == period


def test_a_position_with_a_wrong_amount_is_one_rejected_row(read):
    table = read(package(("401", "<PL>1,00</PL>"), ("402", "<PL>2</PL>")), "rb")

    assert set(table.frame["paragraf"]) == {"4020"}
    assert table.rejected.select("line", "column", "value", "reason").rows() == [
        (1, "PL", "1,00", "Szkoła nr 3 801 80101 401: w elemencie PL brakuje kwoty albo nie jest ona liczbą")
    ]
    assert table.rows == table.frame.height + 1
    assert table.frame["line"].is_unique().all()


def test_an_unknown_period_rejects_its_positions(read):
    table = read(package(("401", ""), kind="Dekada"), "rb")

    assert table.frame.is_empty()
    assert "nieznany okres" in table.rejected["reason"][0]


@pytest.mark.parametrize("data", [b"<PaczkaSprawozdan/>", b"<Paczka", package()])
def test_a_package_without_positions_is_unreadable(read, data):
    with pytest.raises(Unreadable) as refused:
        read(data, "rb")

    assert "Rb-27S albo Rb-28S" in refused.value.fix


SEVERAL = """<?xml version="1.0"?><p:PaczkaSprawozdan xmlns:p="http://www.mf.gov.pl/BeSTi@/1.0"><!-- from BeSTi@ -->
<p:Jednostki><p:Jednostka><p:Nazwa>Szkoły</p:Nazwa><p:Sprawozdania>
<p:Rb-NDS><p:Okres><p:Rok>2026</p:Rok></p:Okres><p:Pozycje><p:Pozycja><p:PL>7</p:PL></p:Pozycja></p:Pozycje></p:Rb-NDS>
{reports}</p:Sprawozdania></p:Jednostka></p:Jednostki></p:PaczkaSprawozdan>"""
REPORT = """<p:{form}><p:Okres><p:Rok>2026</p:Rok><p:TypOkresu>Kwartal</p:TypOkresu><p:Okres>3</p:Okres></p:Okres>
<p:Jednostka><p:Nazwa>{unit}</p:Nazwa></p:Jednostka><p:Pozycje><!-- one --><p:Pozycja><p:Dzial>801</p:Dzial>
<p:Rozdzial>80101</p:Rozdzial><p:Paragraf>401</p:Paragraf><p:P4>0</p:P4><p:PL>{plan}</p:PL></p:Pozycja></p:Pozycje>
</p:{form}>"""


def test_of_a_package_the_reports_of_both_forms_are_read_and_no_other_and_neither_comments_nor_prefixes_matter(read):
    reports = (("Rb-28s", "Szkoła nr 1", 1), ("Rb-27s", "Szkoła nr 1", 2), ("Rb-28s", "Szkoła nr 2", 4))
    inside = "".join(REPORT.format(form=form, unit=unit, plan=plan) for form, unit, plan in reports)
    table = read(SEVERAL.format(reports=inside).encode(), "rb")

    assert table.rejected.is_empty()
    plans = table.frame.filter(pl.col("measure") == "plan").select("report", "unit", "side", "amount").rows()
    assert plans == [
        ("Rb-28S", "Szkoła nr 1", "spending", "1"),
        ("Rb-27S", "Szkoła nr 1", "income", "2"),
        ("Rb-28S", "Szkoła nr 2", "spending", "4"),
    ]


def test_a_package_of_other_forms_alone_is_unreadable(read):
    with pytest.raises(Unreadable):
        read(SEVERAL.format(reports="").encode(), "rb")


@pytest.mark.real
@pytest.mark.parametrize(
    ("file", "lines", "plan", "executed"),
    [("rb28s", 327, "47936485.50", "44810331.99"), ("rb27s", 42, "1986042.00", "1947011.36")],
)
def test_the_schools_of_kutno_add_up_to_the_grosz(read, real, file, lines, plan, executed):
    table = read(real / "rb" / f"kutno_2022_q4_{file}.xml", "rb")

    totals = table.frame.group_by("measure").agg(pl.len(), pl.col("amount").cast(pl.Decimal(18, 2)).sum())
    found = {measure: (n, total) for measure, n, total in totals.rows()}
    assert table.rejected.is_empty()
    assert found["plan"] == (lines, Decimal(plan))
    assert found["executed"] == (lines, Decimal(executed))
    assert table.frame["unit"].n_unique() == 7
