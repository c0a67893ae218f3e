"""Random towns: the two judges agree, no order of rows matters, and what is late does not get better by waiting."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from rules.severity import SEVERITIES
from tests.pipelines.test_reference import random_cases, random_events, random_invoices
from tests.rules.day import day_of

AS_OF = date(2026, 11, 9)
TOWNS = 200 if os.environ.get("RATUSZ_PROVE") == "full" else 3
Given = dict[str, list[dict[str, Any]]]
PEOPLE = ["e0", "e1", "e2", "e3", None]


def near(dice: Random, before: int = 60, after: int = 60) -> date:
    return AS_OF + timedelta(days=dice.randrange(-before, after + 1))


def random_town(dice: Random) -> Given:
    """Every noun that a rule looks at, with what offices leave out left out."""

    def some(*values: Any) -> Any:
        return dice.choice(values)

    opened = list(random_cases(dice, 60))
    cases = [
        case | {"handler": some(*PEOPLE), "segment": some("S1", "S2", None)}
        | ({"decided_on": near(dice)} if dice.random() < 0.3 else {})
        for case, _ in opened
    ]  # fmt: skip
    events = [event for case, day in opened for event in random_events(dice, case["case_id"], day)]
    events += [
        {"case_id": case["case_id"], "at": f"{near(dice)}T12:00",
         "event": some("received", "assigned", "notice_36", "extended", "fee_notice", "forwarded", "returned"),
         "new_date": some(near(dice), None), "told_of_ponaglenie": some(True, False, None)}
        for case, _ in opened if dice.random() < 0.5
    ]  # fmt: skip
    bills = [
        bill | {"holder": some(*PEOPLE), "step": some("opis", None),
                "step_since": some(near(dice), None),
                "year": some(2026, None), "dzial": "801", "rozdzial": "80101",
                "paragraf": some("4210", "4300"),
                "split_payment_required": some(True, False, None), "split_payment_noted": some(True, None),
                "buyer_is_jst": some(True, False, None), "paid_flag": some(True, None),
                "ksef_number": some(f"{bill['seller_nip']}-20261102-{bill['invoice_id']}", None)}
        for bill in random_invoices(dice, 60)
    ]  # fmt: skip
    return {
        "units": [{"unit": "W", "name": "W", "manager": "e0"}, {"unit": "H", "name": "H", "kind": "budget_unit"}],
        "employees": [
            {"employee": f"e{n}", "name": f"Osoba {n}", "unit": "W", "superior": some("e0", None),
             "roles": some("treasurer", "officer", "accountant"), "authorised_to_decide": some(True, None)}
            for n in range(4)
        ],
        "absences": [
            {"absence": f"U{n}", "employee": f"e{n % 4}", "kind": some("planned", "unplanned"), "first_day": first,
             "last_day": first + timedelta(days=dice.randrange(9)), "substitute": some(*PEOPLE),
             "confirmed_on": some(near(dice), None), "sent_on": some(near(dice), None),
             "state": some("sent", "approved")}
            for n in range(6) for first in [near(dice, 8, 20)]
        ],
        "cases": cases,
        "case_events": events,
        "documents": [
            {"document_id": f"D{n}", "received_on": near(dice, 40, 0), "unit": "W",
             "assigned_on": some(near(dice), None)}
            for n in range(12)
        ],
        "invoices": bills,
        "payments": [
            {"payment_id": f"P{n}", "invoice_id": f"I{dice.randrange(60)}", "ordered_on": near(dice, 60, 10),
             "amount": f"{dice.randrange(1, 99_999)}.00", "method": some("transfer", "split", None),
             "account_check": some("listed", "not_listed", "unknown", None),
             "title": some("za fakturę", None)}
            for n in range(40)
        ],
        "budget": [
            {"entry_id": f"B{n}", "year": 2026, "booked_on": date(2026, 1, 2) + timedelta(days=dice.randrange(330)),
             "unit": some("W", "H"), "side": some("spending", "spending", "income"), "dzial": "801",
             "rozdzial": "80101", "paragraf": some("4210", "4300", "6050", "4990"),
             "measure": some("plan", "plan", "executed", "commitment"), "amount": f"{dice.randrange(1, 90_000)}.00",
             "act": some("A1", "A2", None), "act_kind": some("mayor", "council", None)}
            for n in range(60)
        ],
        "contracts": [
            {"contract_id": f"C{n}", "signed_on": near(dice, 200, 0), "unit": some("W", "H"), "amount": "20000.00",
             "creates_obligation": some(True, False, None), "countersigned_on": some(near(dice), None),
             "refused_on": some(near(dice), None), "written_order_on": some(near(dice), None),
             "register_published_on": some(near(dice), None)}
            for n in range(15)
        ],
        "works": [
            {"works_id": f"R{n}", "kind": some("road", "water", "telecom"), "owner": "e1",
             "nature": some("renewal", "rebuilding", "trench", None), "segment": some("S1", "S2"),
             "first_day": first, "last_day": first + timedelta(days=30), "state": some("planned", "done", None)}
            for n in range(8) for first in [near(dice, 400, 900)]
        ],
    }  # fmt: skip


def said(given: Given, as_of: date) -> list[tuple[Any, ...]]:
    con = day_of(given, str(as_of))
    return con.execute(
        """
        select rule, noun, subject, severity, due_on, amount, message, law, list_sort(recipients), inhibited_by
        from findings_now order by all
        """
    ).fetchall()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(TOWNS))
def test_the_two_judges_agree_and_no_order_of_rows_matters(seed: int) -> None:
    """`judge` raises EngineFault where the engine and the SQL predicate differ on a single item."""
    dice = Random(seed)
    town = random_town(dice)
    found = said(town, AS_OF)
    assert len({rule for rule, *_ in found}) >= 15
    assert said({noun: dice.sample(rows, len(rows)) for noun, rows in reversed(town.items())}, AS_OF) == found


WAITING: dict[str, Callable[[Random], Given]] = {
    "cases": lambda dice: {
        "cases": [case for case, _ in random_cases(dice, 120)],
    },
    "invoices": lambda dice: {
        "invoices": list(random_invoices(dice, 120)),
        "payments": [{"payment_id": "P", "invoice_id": "other", "ordered_on": "2026-01-02", "amount": "1.00"}],
    },
}
TERMS = {
    "cases": ("C01", "C02", "C09", "W03", "C10", "C11", "C12"),
    "invoices": ("I01", "I02"),
}


@pytest.mark.parametrize("noun", WAITING)
@pytest.mark.parametrize("seed", range(max(2, TOWNS // 10)))
def test_what_nobody_touches_never_gets_milder_with_the_days(noun: str, seed: int) -> None:
    """Its term is one thing said by several rules, each graver than the last: soon, today, late."""
    dice = Random(seed)
    given = WAITING[noun](dice)
    first = AS_OF - timedelta(days=dice.randrange(30, 60))
    before: dict[str, int] = {}
    for day in (
        first,
        first + timedelta(days=1),
        first + timedelta(days=dice.randrange(2, 9)),
        first + timedelta(days=20),
    ):
        now: dict[str, int] = {}
        for rule, of, subject, severity, *_ in said(given, day):
            if of == noun and rule in TERMS[noun]:
                now[subject] = max(now.get(subject, 0), SEVERITIES.index(severity) + 1)
        assert {
            subject: (was, now.get(subject, 0)) for subject, was in before.items() if now.get(subject, 0) < was
        } == {}
        before = now
    assert len(before) > 10
