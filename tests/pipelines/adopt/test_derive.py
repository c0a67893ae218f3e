"""What a register must have and does not is worked out of what it has: numbers of rows, days, names, kinds."""

from __future__ import annotations

import pytest

from pipelines.adopt.columns import Guess
from pipelines.adopt.derive import completed
from pipelines.contracts import noun
from rules.wording import words

SAY = words("pl")


def given(*ours: str) -> dict[str, Guess]:
    """A register with a column of its own for each of ours."""
    return {name: Guess(f"ich {name}", f"ich {name}", "", 1.0) for name in ours}


def entry(name: str, column: str, *ours: str) -> object:
    """What a column of a noun is taken from, where the register has columns for these."""
    found = completed(noun(name), given(*ours), [], SAY)
    return found[column].entry if column in found else None


@pytest.mark.parametrize(
    ("name", "key", "columns"),
    [
        ("invoices", "invoice_id", ["seller_nip", "number"]),
        ("payments", "payment_id", ["invoice_id", "ordered_on", "amount"]),
        ("absences", "absence", ["employee", "first_day", "kind"]),
        ("receivables", "receivable", ["debtor", "due_on", "kind"]),
        ("works", "works_id", ["owner", "segment", "first_day"]),
        ("deposits", "deposit", ["payer", "received_on", "kind"]),
    ],
)
def test_where_rows_have_no_number_all_that_tells_them_apart_is_joined(name, key, columns):
    others = [column for column in noun(name).columns if column != key and column != "ksef_number"]
    assert entry(name, key, *others) == {"join": [f"ich {column}" for column in columns]}
    assert entry(name, key, columns[0]) == f"ich {columns[0]}", "one alone does"
    assert entry(name, key, key, *others) == f"ich {key}", "a number of their own goes before"


@pytest.mark.parametrize(
    ("name", "column", "others"),
    [
        ("invoices", "invoice_id", ["ksef_number"]),
        ("invoices", "received_on", ["issued_on"]),
        ("payments", "ordered_on", ["paid_on"]),
        ("units", "unit", ["name"]),
        ("employees", "employee", ["login", "email", "name"]),
    ],
)
def test_another_column_does_in_its_place_the_likeliest_that_is_there(name, column, others):
    for n, other in enumerate(others):
        assert entry(name, column, *others[n:]) == f"ich {other}"
    assert entry(name, column, column, *others) == f"ich {column}"


def test_a_day_of_receipt_in_place_of_which_another_stands_is_only_assumed():
    assert entry("invoices", "received_on_confidence", "issued_on") == "assumed"
    assert entry("invoices", "received_on_confidence", "issued_on", "received_on") is None


@pytest.mark.parametrize(
    ("name", "ours", "column", "taken"),
    [
        ("employees", ("surname", "given"), "name", {"join": ["ich given", "ich surname"]}),
        ("employees", ("surname",), "name", "ich surname"),
        ("employees", ("surname", "given", "name"), "name", "ich name"),
        ("absences", ("surname", "given"), "employee", {"join": ["ich given", "ich surname"]}),
        ("cases", ("class",), "kind", "ich class"),
        ("cases", ("class", "kind"), "kind", "ich kind"),
    ],
)
def test_carriers_become_columns_where_there_is_none(name, ours, column, taken):
    assert entry(name, column, *ours) == taken
    assert not {"surname", "given", "class"} & completed(noun(name), given(*ours), [], SAY).keys()
