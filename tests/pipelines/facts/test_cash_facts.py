"""The cash of thirteen weeks, held against sums made by hand and by plain Python."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.rules.day import day_of

TODAY = date(2026, 11, 20)
OFF = {date(2026, 12, day) for day in (24, 25, 26)} | {date(2027, 1, 1), date(2027, 1, 6)}
UNIT = {"unit": "A", "name": "A", "kind": "budget_unit"}
LINE = {"year": 2026, "unit": "A", "side": "spending", "dzial": "750", "rozdzial": "75023"}
BALANCES = [
    {"account": "bieżący", "on": "2026-11-12", "amount": "1.00"},
    {"account": "bieżący", "on": "2026-11-19", "amount": "5000.00"},
    {"account": "bieżący", "on": "2026-11-23", "amount": "9.00"},  # not known today
    {"account": "szkoła", "on": "2026-11-18", "amount": "-200.00"},
]


def days(as_of: str = "2026-11-20", **given: list[dict[str, Any]]) -> dict[date, dict[str, Any]]:
    with day_of({"units": [UNIT], **given}, as_of, judged=False) as con:
        answer = con.execute("from cash_facts order by day")
        names = [column[0] for column in answer.description or ()]
        return {row[names.index("day")]: dict(zip(names, row, strict=True)) for row in answer.fetchall()}


def working(first: date, last: date) -> list[date]:
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in every if day.weekday() < 5 and day not in OFF and day != date(2026, 11, 11)]


def test_the_newest_statement_of_each_account_up_to_today_opens_thirteen_weeks():
    found = days(balances=BALANCES)
    assert list(found) == [TODAY + timedelta(days=n) for n in range(91)]
    assert {row["balance"] for row in found.values()} == {Decimal("4800.00")}
    assert found[TODAY]["opening_on"] == date(2026, 11, 18)
    assert not found[TODAY]["has_income"]


def test_the_income_of_a_month_is_spread_over_its_working_days_to_the_grosz():
    found = days(income_forecast=[
        {"year": 2026, "source": source, "month": month, "amount": amount}
        for source, month, amount in (("PIT", 11, "1000.00"), ("CIT", 11, "0.01"), ("PIT", 12, "777.77"))
    ])  # fmt: skip
    november, december = working(date(2026, 11, 1), date(2026, 11, 30)), working(date(2026, 12, 1), date(2026, 12, 31))
    share = Decimal("1000.01") / len(november)
    for day in november:
        if day >= TODAY:
            assert abs(found[day]["income"] - share) < Decimal("0.01")
    assert sum(found[day]["income"] for day in december) == Decimal("777.77")
    assert {day for day, row in found.items() if row["income"]} == {d for d in (*november, *december) if d >= TODAY}
    assert found[TODAY]["balance"] is None  # a balance nobody told is not zero


def test_pay_and_contributions_come_again_on_the_day_of_the_last_whole_month_and_before_a_day_off():
    def booked(day: str, paragraf: str, amount: str) -> dict[str, Any]:
        return {**LINE, "booked_on": day, "paragraf": paragraf, "measure": "executed", "amount": amount}

    found = days(
        balances=BALANCES,
        budget=[
            booked("2026-10-25", "4010", "1000.00"),  # Christmas Day in December: paid on the 23rd
            booked("2026-10-05", "4110", "180.50"),
            booked("2026-10-05", "4010", "0.25"),
            booked("2026-09-25", "4010", "77.00"),  # the month before counts no more
            booked("2026-10-20", "4040", "500.00"),  # a thirteenth salary comes once
            booked("2026-10-20", "4300", "60.00"),  # services are paid by invoice
        ],
    )
    pay = {day: (row["pay"], row["contributions"]) for day, row in found.items() if row["pay"] or row["contributions"]}
    assert pay == {
        date(2026, 11, 25): (Decimal("1000.00"), 0),
        date(2026, 12, 4): (Decimal("0.25"), Decimal("180.50")),  # the 5th is a Saturday
        date(2026, 12, 23): (Decimal("1000.00"), 0),
        date(2027, 1, 5): (Decimal("0.25"), Decimal("180.50")),
        date(2027, 1, 25): (Decimal("1000.00"), 0),
        date(2027, 2, 5): (Decimal("0.25"), Decimal("180.50")),
    }
    last = found[TODAY + timedelta(days=90)]["balance"]
    assert last == Decimal("4800.00") - 3 * (Decimal("1000.00") + Decimal("0.25") + Decimal("180.50"))


def test_what_is_late_is_for_today_and_what_is_disputed_or_foreign_waits():
    def invoice(name: str, due: str, **more: str) -> dict[str, Any]:
        return {"invoice_id": name, "number": name, "seller_nip": "5260250274", "unit": "A", "issued_on": "2026-11-01",
                "received_on": "2026-11-02", "agreed_due_on": due, "gross": "100.00", **more}  # fmt: skip

    found = days(
        balances=BALANCES,
        invoices=[
            invoice("late", "2026-11-13"),
            invoice("today", "2026-11-20", gross="10.00"),
            invoice("later", "2026-11-30", gross="1.00"),
            invoice("disputed", "2026-11-13", disputed="yes"),
            invoice("euro", "2026-11-13", currency="EUR"),
        ],
    )
    assert {day: row["invoices"] for day, row in found.items() if row["invoices"]} == {
        TODAY: Decimal("110.00"),
        date(2026, 11, 30): Decimal("1.00"),
    }


def test_debt_falls_on_the_last_working_day_of_each_quarter_left():
    def entry(paragraf: str | None, measure: str, day: str, amount: str) -> dict[str, Any]:
        codes = {} if paragraf else {"dzial": None, "rozdzial": None}
        return {**LINE, **codes, "paragraf": paragraf, "measure": measure, "booked_on": day, "amount": amount}

    budget = [
        entry("8110", "plan", "2026-01-02", "1000.01"),
        entry("8110", "executed", "2026-03-31", "300.00"),
        entry(None, "outgoing", "2026-01-02", "400.00"),
    ]
    autumn = days("2026-09-01", balances=[{"account": "1", "on": "2026-08-31", "amount": "0"}], budget=budget)
    assert {day: row["debt"] for day, row in autumn.items() if row["debt"]} == {
        date(2026, 9, 30): Decimal("450.00")
    }  # half of 700.01, rounded down, and a quarter of 400
    winter = days("2026-11-20", balances=BALANCES, budget=budget)
    assert {day: row["debt"] for day, row in winter.items() if row["debt"]} == {date(2026, 12, 31): Decimal("800.01")}


def test_a_statement_of_today_has_what_came_today():
    expected = [{"year": 2026, "source": "PIT", "month": 11, "amount": "2000.00"}]
    found = days(balances=[{"account": "1", "on": "2026-11-20", "amount": "5.00"}], income_forecast=expected)
    assert found[TODAY]["income"] == 0
    assert found[TODAY]["balance"] == Decimal("5.00")


def test_without_any_of_it_there_is_no_forecast():
    assert days(budget=[{**LINE, "paragraf": "4010", "measure": "executed", "booked_on": "2026-10-05",
                         "amount": "1.00"}]) == {}  # fmt: skip
