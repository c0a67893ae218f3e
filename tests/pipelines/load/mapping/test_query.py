from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from pipelines.load.mapping import Conformed
from pipelines.refusal import Refusal

Conform = Callable[..., Conformed]

FILE = "nr; rok; miesiąc; dzień; znak; kwota\n1; 2026; 11; 3; A; 1 234,50\n2; 2026; 13; 3; B; 5,00"


def test_a_query_reshapes_the_file_and_keeps_the_line(conformed: Conform) -> None:
    query = """query = '''select znak as case_id, 'k' as kind, 'U' as unit, line,
        try_cast(rok || '-' || "miesiąc" || '-' || "dzień" as date) as opened_on from file'''"""
    found = conformed(FILE, "cases", query + '\n[feeds.x.read]\ndates = "%Y-%d-%m"')
    assert found.good.select("case_id", "opened_on", "line").rows() == [("A", date(2026, 11, 3), 2)]
    assert found.rejected.select("line", "column", "reason").rows() == [(3, "opened_on", "required, but empty")]


def test_what_a_query_computed_is_read_our_way_and_the_rest_the_clerks(conformed: Conform) -> None:
    query = """
    query = "select nr as payment_id, nr as invoice_id, kwota as amount, date '2026-11-03' as ordered_on from file"
    [feeds.x.read]
    decimal = ","
    dates = "%d.%m.%Y" """
    found = conformed(FILE, "payments", query)
    assert found.good.select("amount", "ordered_on").row(0) == (Decimal("1234.50"), date(2026, 11, 3))
    assert found.good["line"].to_list() == [None, None]  # the query left the line out


@pytest.mark.parametrize(
    "query",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "copy file to '/tmp/stolen.csv'",
        "attach '/tmp/other.db' as other",
        "set enable_external_access = true",
        "select 1; select 2",
        "select nothing from file",
        "selec",
        "-- nothing",
    ],
)
def test_a_query_sees_nothing_but_the_file_and_does_nothing_but_select(conformed: Conform, query: str) -> None:
    with pytest.raises(Refusal) as refused:
        conformed(FILE, "cases", f'query = "{query}"')
    assert refused.value.fix == "Correct `query` in town.toml."


def test_rows_that_a_query_gives_without_lines_are_shown_as_it_gave_them(conformed: Conform) -> None:
    query = """query = '''select 'EZD' as system, surname as name, no as employee from file
                union all select 'FK', login, no from file'''"""
    found = conformed("no; surname; login\n1; Lis; jlis\n2; Lis; elis\n3; Bąk; abak", "aliases", query)
    assert found.answer is not None
    shown = {line: (name, employee) for _, name, employee, line in found.answer.rows()}
    rejected = found.rejected.select("line", "value", "reason").rows()
    assert [shown[line] for line, _, _ in rejected] == [("Lis", "1"), ("Lis", "2")]
    lines = ", ".join(str(line) for line, _, _ in rejected)
    assert {(value, reason) for _, value, reason in rejected} == {
        ("EZD + Lis", f"the query gives the same key in its rows {lines}")
    }
    assert found.good["line"].to_list() == [None] * 4
