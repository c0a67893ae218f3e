"""Facts at the edge of a day: what counts today, what only tomorrow, and what a year that is over comes to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.rules.day import day_of

INVOICE = {
    "invoice_id": "F", "number": "F/1", "seller_nip": "5260250274", "issued_on": "2026-11-10",
    "received_on": "2026-11-20", "agreed_due_on": "2026-12-01", "gross": 100,
}  # fmt: skip


@pytest.mark.parametrize(("day", "known"), [("2026-11-19", 0), ("2026-11-20", 1), ("2026-11-21", 1)])
def test_an_invoice_counts_from_the_day_it_came(day, known):
    con = day_of({"invoices": [INVOICE]}, day, judged=False)
    assert con.execute("select count(*) from invoice_facts").fetchall() == [(known,)]


def entry(number: int, measure: str, amount: int, paragraf: str) -> dict[str, object]:
    return {
        "entry_id": str(number), "year": 2026, "booked_on": "2026-01-02", "unit": "U", "side": "spending",
        "dzial": "750", "rozdzial": "75023", "paragraf": paragraf, "measure": measure, "amount": amount,
    }  # fmt: skip


BUDGET = [
    entry(1, "plan", 1000, "4040"), entry(2, "commitment", 500, "4040"), entry(3, "executed", 365, "4040"),
    entry(4, "plan", 1000, "4210"), entry(5, "commitment", 500, "4210"), entry(6, "executed", 365, "4210"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "once", "evenly"),
    [
        ("2026-12-30", 500, Decimal("366.00")),  # 365 in 364 days; what is paid once comes to what is committed
        ("2026-12-31", 365, Decimal("365.00")),  # the year is over: nothing more is to come
        ("2027-01-01", 365, Decimal("365.00")),
        ("2026-07-02", 500, Decimal("728.01")),  # 183 of 365 days
    ],
)
def test_on_the_last_day_of_the_year_a_forecast_is_what_was_executed(day, once, evenly):
    con = day_of({"budget": BUDGET}, day, judged=False)
    found = con.execute(
        "select paragraf, forecast_year_end from budget_facts where level = 'paragraf' and year = 2026 order by 1"
    ).fetchall()
    assert found == [("4040", once), ("4210", evenly)]


ABSENCE = {
    "absence": "A", "employee": "e1", "kind": "planned", "first_day": "2026-11-16", "last_day": "2026-11-19",
    "substitute": "e2", "confirmed_on": "2026-11-10", "state": "approved",
}  # fmt: skip
PEOPLE = [{"employee": employee, "name": employee, "unit": "U"} for employee in ("e1", "e2")]


@pytest.mark.parametrize(
    ("day", "away"), [("2026-11-15", 0), ("2026-11-16", 1), ("2026-11-19", 1), ("2026-11-20", 0), ("2026-11-23", 0)]
)
def test_a_substitute_stands_in_from_the_first_day_to_the_last_and_not_on_the_day_of_return(day, away):
    con = day_of({"absences": [ABSENCE], "employees": PEOPLE}, day, judged=False)
    found = con.execute("select employee, substitute from stand_ins").fetchall()
    assert found == [("e1", "e2")] * away


def test_over_a_weekend_the_day_of_return_is_the_first_working_day():
    friday = ABSENCE | {"last_day": "2026-11-20"}
    for day, away in (("2026-11-22", 1), ("2026-11-23", 0)):
        con = day_of({"absences": [friday], "employees": PEOPLE}, day, judged=False)
        assert con.execute("select count(*) from stand_ins").fetchall() == [(away,)]


TODAY = "2026-11-20"
DATED_TODAY = {
    "employees": PEOPLE,
    "absences": [ABSENCE | {"first_day": "2026-11-18", "last_day": "2026-11-25", "confirmed_on": TODAY}],
    "cases": [
        {"case_id": "WB.1", "kind": "own", "unit": "U", "opened_on": TODAY, "due_on": "2026-12-20"},
        {"case_id": "WB.2", "kind": "own", "unit": "U", "opened_on": "2026-11-02", "due_on": "2026-12-20"},
    ],
    "case_events": [{"case_id": "WB.2", "at": f"{TODAY} 10:00", "event": "assigned", "actor": "e1"}],
    "documents": [{"document_id": "D.1", "received_on": TODAY, "due_on": "2026-12-20", "unit": "U"}],
    "contracts": [{"contract_id": "U.1", "signed_on": TODAY, "unit": "U", "amount": 100}],
    "invoices": [INVOICE | {"received_on": "2026-11-12"}],
    "payments": [{"payment_id": "P.1", "invoice_id": "F", "ordered_on": TODAY, "paid_on": TODAY, "amount": 40}],
    "budget": [entry(1, "plan", 1000, "4210") | {"booked_on": TODAY}],
}
COUNTED = {
    "substitutes who accepted": "select count(*) from stand_ins where substitute = 'e2'",
    "cases and documents": "select count(*) from case_facts where subject in ('WB.1', 'D.1')",
    "steps": "select count(last_step_on) from case_facts where subject = 'WB.2'",
    "contracts": "select count(*) from contract_facts",
    "paid": "select sum(paid)::integer from invoice_facts",
    "plan": "select coalesce(sum(plan), 0)::integer from budget_facts where level = 'line'",
}


@pytest.mark.parametrize(
    ("day", "counted"), [("2026-11-19", [0, 0, 0, 0, 0, 0]), (TODAY, [1, 2, 1, 1, 40, 1000])]
)  # fmt: skip
def test_what_is_dated_today_has_happened_and_what_is_dated_tomorrow_has_not(day, counted):
    con = day_of(DATED_TODAY, day, judged=False)
    found = {what: con.execute(asked).fetchall()[0][0] for what, asked in COUNTED.items()}
    assert found == dict(zip(COUNTED, counted, strict=True))
