"""What SQL derives for whole tables is what the reference derives for one case and one invoice, on random towns."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from pipelines.answers.why.cases import times
from pipelines.answers.why.invoices import bill
from rules.law import read_law
from rules.law.calendar import Calendar
from rules.law.interest import interest
from rules.law.payments import effective_due
from rules.law.terms import deadline, fine, notice_by, prolonged
from tests.rules.day import day_of, town_of

AS_OF = date(2026, 11, 20)
LAW = read_law("PL")
OPENERS = {
    "suspended": "resumed", "opinion_asked": "opinion_received", "hybrid_sent": "hybrid_delivered",
    "completion_call": "completed",
}  # fmt: skip
EVENTS = ["otrzymanie faktury", "wystawienia", "wykonanie usługi", "odbioru", "?", None]
OWN = '[terms.own_kind]\nn = 15\nunit = "working_day"\nlaw = "Regulamin"\n'


def some_day(dice: Random, first: date = date(2025, 1, 2), days: int = 680) -> date:
    return first + timedelta(days=dice.randrange(days))


def random_cases(dice: Random, n: int):
    for number in range(n):
        opened = some_day(dice)
        in_force = [term.id for term in LAW.terms if term.of == "office" and term.n and term.holds_on(opened)]
        kinds = [*in_force, "own_kind"]
        yield {"case_id": f"W.{number}", "kind": dice.choice(kinds), "unit": "W", "opened_on": opened}, opened


def random_events(dice: Random, case_id: str, opened: date):
    for _ in range(dice.randrange(4)):
        begins = opened + timedelta(days=dice.randrange(-3, 90))
        event = dice.choice([*OPENERS, "party_delay", "independent_cause"])
        ends = begins + timedelta(days=dice.randrange(1, 40))
        row: dict[str, object] = {"case_id": case_id, "at": f"{begins}T08:00", "event": event}
        if event in ("party_delay", "independent_cause") or (dice.random() < 0.3 and event == "suspended"):
            row["until"] = ends
        if event == "completion_call":
            row["days"] = dice.choice([7, 14])
        yield row
        if event in OPENERS and "until" not in row and dice.random() < 0.8:
            yield {"case_id": case_id, "at": f"{ends}T15:00", "event": OPENERS[event]}


@pytest.mark.parametrize("seed", range(4))
def test_the_end_of_every_term_is_the_references(seed):
    dice = Random(seed)
    cases = list(random_cases(dice, 300))
    events = [event for case, opened in cases for event in random_events(dice, case["case_id"], opened)]
    given = {"cases": [case for case, _ in cases], "case_events": events}
    con = day_of(given, str(AS_OF), OWN, judged=False)
    law = LAW.for_town({}, town_of(OWN).terms)
    days = Calendar(law)
    columns = "subject, kind, opened_on, start_on, raw_due_on, net_due_on, stop_days, stopped_since"
    rows = con.execute(f"select {columns} from case_facts").fetchall()
    assert len(rows) == sum(opened <= AS_OF for _, opened in cases)
    for subject, kind, opened, start, raw, due, stop_days, since in rows:
        stops, restarts = times(con, subject)
        theirs = deadline(law, kind, opened, days, stops, restarts)
        said = (start, raw, due, stop_days if due else None, since is None)
        expected = (
            theirs.start, theirs.raw_due_on, theirs.due_on, theirs.stop_days if theirs.due_on else None,
            theirs.stopped_since is None,
        )  # fmt: skip
        assert said == expected, (subject, kind, opened, stops, restarts)


@pytest.mark.parametrize("seed", range(3))
def test_the_day_of_the_notice_is_the_references(seed):
    dice = Random(seed)
    cases = list(random_cases(dice, 300))
    events = [event for case, opened in cases for event in random_events(dice, case["case_id"], opened)]
    given = {"cases": [case for case, _ in cases], "case_events": events}
    con = day_of(given, str(AS_OF), OWN, judged=False)
    days = Calendar(LAW)
    rows = con.execute(
        "select subject, kind, opened_on, raw_notice_on, notice_by_on, notice from case_facts"
    ).fetchall()
    assert len(rows) == sum(opened <= AS_OF for _, opened in cases) > 100
    with_a_day = 0
    for subject, kind, opened, raw, by, notice in rows:
        law = None if kind == "own_kind" else LAW.procedures[LAW.on(opened).term(kind).procedure].notice
        if law is None:
            assert (raw, by, notice) == (None, None, None)
            continue
        stops, restarts = times(con, subject)
        theirs = notice_by(LAW, kind, opened, days, stops, restarts)
        assert (raw, by, notice) == (theirs.raw_due_on, theirs.due_on, law), (subject, kind, opened, stops)
        with_a_day += by is not None
    assert with_a_day > 30


@pytest.mark.parametrize("seed", range(3))
def test_the_ends_of_a_prolonged_term_are_the_references(seed):
    dice = Random(seed)
    kinds = [term.id for term in LAW.terms if term.extension]
    assert len(kinds) >= 4
    opened = {f"W.{n}": some_day(dice) for n in range(200)}
    cases = [{"case_id": w, "kind": dice.choice(kinds), "unit": "W", "opened_on": on} for w, on in opened.items()]
    told = {w: on + timedelta(days=dice.randrange(120)) for w, on in opened.items()}
    wished = {w: on + timedelta(days=dice.randrange(400)) for w, on in opened.items()}
    events = [
        {"case_id": w, "at": f"{on}T10:00", "event": "extended", "new_date": wished[w]} for w, on in told.items()
    ] + [
        {"case_id": w, "at": f"{on + timedelta(days=3)}T08:00", "event": "suspended", "until": on + timedelta(days=20)}
        for w, on in opened.items()
        if dice.random() < 0.3
    ]
    con = day_of({"cases": cases, "case_events": events}, str(AS_OF), judged=False)
    days = Calendar(LAW)
    prolonged_ones = 0
    columns = "subject, kind, latest_safe_on, latest_due_on, net_due_on, due_on"
    for subject, kind, safe, late, net, due in con.execute(f"select {columns} from case_facts").fetchall():
        theirs = deadline(LAW, kind, opened[subject], days, *times(con, subject))
        ends = prolonged(theirs, opened[subject], told[subject], days) if told[subject] <= AS_OF else None
        assert (safe, late) == (ends or (None, None)), (subject, kind, opened[subject], told[subject])
        assert due == (net if ends is None else max(net, min(wished[subject], ends[1])))
        prolonged_ones += ends is not None
    assert prolonged_ones > 20


@pytest.mark.parametrize("seed", range(3))
def test_every_fine_is_the_references(seed):
    dice = Random(seed)
    kinds = [term.id for term in LAW.terms if term.penalty_per_day]
    cases = []
    for number in range(200):
        opened = some_day(dice, date(2026, 6, 1), 170)
        decided = AS_OF if dice.random() < 0.4 else None
        case = {"case_id": f"W.{number}", "kind": dice.choice(kinds), "unit": "W", "opened_on": opened}
        cases.append(case | ({"decided_on": decided} if decided else {}))
    events = [event for case in cases for event in random_events(dice, case["case_id"], case["opened_on"])]
    con = day_of({"cases": cases, "case_events": events}, str(AS_OF), judged=False)
    days, fined = Calendar(LAW), 0
    rows = con.execute("select subject, kind, opened_on, settled_on, fine from case_duties").fetchall()
    for subject, kind, opened, settled, amount in rows:
        owed = fine(deadline(LAW, kind, opened, days, *times(con, subject)), settled or AS_OF)
        assert (amount or 0) == owed, (subject, kind, opened)
        fined += owed > 0
    assert len(rows) > 150
    assert fined > 20


def random_invoices(dice: Random, n: int):
    def maybe(value, chance=0.5):
        return value if dice.random() < chance else None

    for number in range(n):
        received = some_day(dice)
        yield {
            "invoice_id": f"I{number}", "number": f"F/{number}", "seller_nip": "5260250274",
            "seller_kind": dice.choice(["business", "public", "person", None]), "unit": dice.choice(["W", "H"]),
            "issued_on": received - timedelta(days=dice.randrange(9)), "received_on": received,
            "received_on_confidence": maybe("assumed", 0.2),
            "performed_on": maybe(received + timedelta(days=dice.randrange(-30, 20)), 0.4),
            "acceptance_ended_on": maybe(received + timedelta(days=dice.randrange(-5, 50)), 0.2),
            "agreed_due_on": maybe(received + timedelta(days=dice.randrange(-5, 70)), 0.4),
            "due_dates": maybe(f"{received + timedelta(days=9)}|{received + timedelta(days=40)}", 0.1),
            "due_after_days": maybe(dice.randrange(1, 60), 0.3),
            "due_after_event": dice.choice(EVENTS),
            "gross": f"{dice.randrange(1, 9_000_000) / 100:.2f}",
        }  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_the_due_day_and_interest_of_every_invoice_are_the_references(seed):
    dice = Random(seed)
    invoices = list(random_invoices(dice, 300))
    payments = [
        {"payment_id": f"P{n}.{k}", "invoice_id": row["invoice_id"], "ordered_on": on, "paid_on": on,
         "amount": f"{float(row['gross']) * share:.2f}"}
        for n, row in enumerate(invoices)
        for k in range(dice.randrange(3))
        for on, share in [(row["received_on"] + timedelta(days=dice.randrange(1, 120)), dice.choice([0.25, 0.5]))]
        if float(row["gross"]) > 1
    ]  # fmt: skip
    units = [{"unit": "W", "name": "W"}, {"unit": "H", "name": "H", "health": True}]
    con = day_of({"units": units, "invoices": invoices, "payments": payments}, str(AS_OF), judged=False)
    days = Calendar(LAW)
    seen = con.sql("from invoice_facts").pl().to_dicts()
    assert len(seen) == sum(row["received_on"] <= AS_OF for row in invoices)
    for row in seen:
        due = effective_due(LAW, bill(row), days)
        assert due.due_on is not None
        assert (row["raw_due_on"], row["effective_due_on"]) == (due.raw_due_on, due.due_on), row
        assert row["due_confidence"] == due.confidence, row
        kind = LAW.sellers[row["seller_kind"]]
        if kind.interest is None or row["split_unknown"]:
            assert row["interest_so_far"] is None
            continue
        paid = con.execute(
            "select paid_on, amount from payments where invoice_id = ? and paid_on <= ?", [row["invoice_id"], AS_OF]
        ).fetchall()
        until = row["paid_on"] if row["remaining"] <= 0 else AS_OF
        owed = interest(
            LAW, row["payable"], due.due_on, until, series=kind.interest, health=bool(row["health"]), paid=paid
        )
        assert row["interest_so_far"] == owed.amount, row
        assert row["remaining"] == row["payable"] - sum((amount for _, amount in paid), Decimal(0))
