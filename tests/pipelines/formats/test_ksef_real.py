"""The official e-invoices of the Ministry of Finance and 25 deliberately broken ones end as their README says."""

import pytest

pytestmark = pytest.mark.real

DUE = {
    **dict.fromkeys((4, 9, 20, 21, 24, 25), ("2026-03-15", "2026-03-15", None)),
    14: ("2026-09-15", "2026-09-15|2026-10-15", None),
    8: (None, None, "30"),
}
PAID = {1: ("yes", "2026-01-27"), 8: ("no", "2026-01-27"), 10: ("yes", "2026-02-15")}
FAULTS = {
    "05": "recipient_missing",
    "17": "group_member_missing",
    "21": "sums_differ",
    "23": "account_invalid",
    "24": "line_numbers_doubled",
    "25": "quantity_negative",
}
NAMED = {
    "01": "P_15",
    "02": "P_2",
    "03": "Nazw",
    "04": "P_16",
    "06": "NrVatUE|KodUE",
    "07": "NrVatUE|KodUE",
    "08": "GTU_12",
    "09": "P_15",
    "10": "Art100",
    "11": "WalutaUmowna",
    "12": "P_15",
    "13": "FaWiersz",
    "14": "NrKSeFFaKorygowanej",
    "15": "TerminPlatnosci",
    "16": "Nazwa",
    "18": "Faktura",
    "19": "NIP",
    "20": "P_1",
    "22": "KodKraju",
}


def test_all_official_examples_are_read_with_their_days_of_payment(read, real):
    table = read(real / "ksef" / "examples", "ksef")

    assert table.rejected.is_empty()
    rows = {int(row["file"][12:14]): row for row in table.frame.to_dicts()}
    assert len(rows) == 26
    due = {n: (row["agreed_due_on"], row["due_dates"], row["due_after_days"]) for n, row in rows.items()}
    assert {n: found for n, found in due.items() if any(found)} == DUE
    paid = {n: (row["paid_flag"], row["paid_flag_on"]) for n, row in rows.items()}
    assert {n: found for n, found in paid.items() if any(found)} == PAID
    assert rows[8]["paid_flag_amount"] == "10000"
    assert [row["faults"] for row in rows.values()] == [None] * 26
    assert len({row["invoice_id"] for row in rows.values()}) == 26


def test_every_broken_invoice_is_rejected_with_its_element_or_loaded_with_its_fault(read, real):
    table = read(real / "ksef" / "errors", "ksef")

    assert table.rows == 25
    assert {row["file"][:2]: row["faults"] for row in table.frame.to_dicts()} == FAULTS
    assert table.rejected["line"].n_unique() == 19
    reasons = {}
    for reason, fix in table.rejected.select("reason", "fix").rows():
        file, _, said = reason.partition(", linia ")
        reasons.setdefault(file[:2], []).append(said)
        assert fix
    assert set(reasons) == set(NAMED)
    for number, elements in NAMED.items():
        assert any(element in " ".join(reasons[number]) for element in elements.split("|")), number


def test_the_same_invoices_one_by_one_give_the_same_rows(read, real):
    folder = read(real / "ksef" / "examples", "ksef").frame.drop("line")

    for n, path in enumerate(sorted((real / "ksef" / "examples").glob("*.xml"))):
        assert read(path, "ksef").frame.drop("line").row(0) == folder.row(n)
