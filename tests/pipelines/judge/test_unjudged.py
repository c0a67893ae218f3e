"""What could not be judged is listed with the column a clerk has to supply, by the name of the contract."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pipelines import contracts
from pipelines.facts import sql
from tests.rules.day import unjudged_of

NIP = "5260250274"
BILL = {
    "invoice_id": "A", "number": "A/1", "seller_nip": NIP, "issued_on": "2026-11-02", "received_on": "2026-11-02",
    "agreed_due_on": "2026-12-01", "gross": "20000.00", "unit": "W", "split_payment_required": False,
    "buyer_is_jst": False,
}  # fmt: skip
CASE = {"case_id": "W.1", "kind": "kpa_complex", "unit": "W", "opened_on": "2026-11-02"}
LINE = {"year": 2026, "booked_on": "2026-01-02", "unit": "W", "side": "spending", "dzial": "801", "rozdzial": "80101"}
PAYMENT = {
    "payment_id": "P", "invoice_id": "A", "ordered_on": "2026-11-19", "amount": "20000.00", "method": "transfer",
    "account_check": "listed", "account_checked_on": "2026-11-19", "title": "x",
}  # fmt: skip


def missing(as_of: str, settings: str = "", **given: Any) -> set[tuple[str, str, str]]:
    con = unjudged_of(given, as_of, settings)
    return set(con.execute("select rule, subject, missing from unjudged_now").fetchall())


def test_a_complete_day_lacks_nothing() -> None:
    assert missing("2026-11-20", cases=[CASE], invoices=[BILL], payments=[PAYMENT]) == set()


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ({"kind": "word"}, {("C01", "W.1", "due_on"), ("C02", "W.1", "due_on"), ("C03", "W.1", "kind"),
                            ("C04", "W.1", "kind"), ("C05", "W.1", "kind")}),
        ({"kind": "word", "due_on": "2026-12-01"}, set()),
        ({"kind": "kpa_immediate"}, set()),
        ({"kind": "word", "closed_on": "2026-11-10"}, set()),
    ],
)  # fmt: skip
def test_a_case_without_a_term_lacks_its_due_day_and_its_kind_while_it_is_open(change, lacks) -> None:
    assert missing("2026-11-20", cases=[{**CASE, **change}]) == lacks


@pytest.mark.parametrize(
    ("event", "lacks"),
    [
        ({"event": "notice_36"}, {("C04", "W.1", "case_events.new_date")}),
        ({"event": "notice_36", "new_date": "2027-02-01"}, set()),
        ({"event": "completion_call"}, {("C07", "W.1", "case_events.days")}),
        ({"event": "completion_call", "days": 7}, set()),
        ({"event": "suspended"}, set()),
    ],
)
def test_an_event_that_leaves_out_what_a_rule_counts_with(event, lacks) -> None:
    assert missing("2026-11-20", cases=[CASE], case_events=[{"case_id": "W.1", "at": "2026-11-10", **event}]) == lacks


def test_a_case_no_event_tells_of_cannot_be_called_still_where_others_are_told() -> None:
    events = [{"case_id": "W.2", "at": "2026-11-10", "event": "received"}]
    cases = [CASE, {**CASE, "case_id": "W.2"}]
    assert missing("2026-11-20", cases=cases, case_events=events) == {("C13", "W.1", "case_events.event")}
    assert missing("2026-11-20", cases=cases) == set()


@pytest.mark.parametrize(
    ("change", "payment", "lacks"),
    [
        ({"split_payment_required": None}, None, {("I06", "A", "split_payment_required")}),
        ({"split_payment_required": None, "gross": "15000.00"}, None, set()),
        ({"split_payment_required": True}, None, {("I06", "A", "split_payment_noted")}),
        ({"step": "merytoryczna"}, None, {("I09", "A", "step_since")}),
        ({"unit": None, "buyer_is_jst": None}, None, {("I10", "A", "buyer_is_jst")}),
        ({"unit": None, "buyer_is_jst": True, "recipient_internal_id": "x-1"}, None,
         {("I10", "A", "units.ksef_internal_id")}),
        ({}, {"account_check": None}, {("I07", "A", "payments.account_check")}),
        ({}, {"account_checked_on": None}, {("I07", "A", "payments.account_checked_on")}),
        ({"currency": "EUR"}, {"account_check": None}, {("I07", "A", "currency")}),
        ({"currency": "EUR", "split_payment_required": True}, None, {("I06", "A", "currency")}),
        ({"gross": "15000.00"}, {"account_check": None, "amount": "15000.00"}, set()),
        ({"ksef_number": "5260250274-20261102-0100A0B1C2D3-4E"}, {"title": None}, {("I11", "P", "title")}),
        ({}, {"title": None}, set()),
    ],
)  # fmt: skip
def test_an_invoice_or_its_transfer_that_leaves_out_what_a_rule_asks(change, payment, lacks) -> None:
    bills = [{**BILL, **change}]
    found = (
        missing("2026-11-20", invoices=bills)
        if payment is None
        else missing("2026-11-20", invoices=bills, payments=[{**PAYMENT, **payment}])
    )
    assert found == lacks


def test_an_invoice_on_a_unit_without_any_plan_of_the_year_cannot_be_checked_against_it() -> None:
    coded = {**BILL, "year": 2026, "dzial": "801", "rozdzial": "80101", "paragraf": "4300"}
    other = {**LINE, "unit": "H", "paragraf": "4300", "measure": "plan", "amount": "9.00"}
    own = {**LINE, "paragraf": "4210", "measure": "plan", "amount": "9.00"}
    assert missing("2026-11-20", invoices=[coded], budget=[other]) == {("B05", "A", "budget.amount")}
    assert missing("2026-11-20", invoices=[coded], budget=[own]) == set()


def test_an_invoice_coded_before_the_classification_changed_waits_for_a_line_of_the_new_plan() -> None:
    coded = {**BILL, "year": 2026, "dzial": "801", "rozdzial": "80101", "paragraf": "4300"}
    plan = {**LINE, "year": 2027, "booked_on": "2027-01-02", "paragraf": "7340", "measure": "plan", "amount": "9.00"}
    assert ("B05", "A", "paragraf") in missing("2027-01-08", invoices=[coded], budget=[plan])
    anew = {**coded, "year": 2027, "paragraf": "7340"}
    assert ("B05", "A", "paragraf") not in missing("2027-01-08", invoices=[anew], budget=[plan])


def test_a_unit_that_spends_and_never_commits_exports_no_commitments() -> None:
    plan = {**LINE, "paragraf": "4210", "measure": "plan", "amount": "9.00"}
    spent = {**plan, "measure": "executed", "amount": "1.00"}
    bound = {**plan, "measure": "commitment", "amount": "1.00"}
    assert missing("2026-11-20", budget=[plan, spent]) == {("B02", "W", "budget.measure")}
    assert missing("2026-11-20", budget=[plan, spent, bound]) == set()


def test_what_a_unit_spends_while_its_plan_of_the_year_has_not_come_in_is_not_judged() -> None:
    rent = {**LINE, "paragraf": "4210", "measure": "executed", "amount": "9.00"}
    plan = {**rent, "measure": "plan", "unit": "H"}
    lacks = {(rule, "W", "budget.amount") for rule in ("B01", "B02", "B03")}
    assert missing("2026-01-12", budget=[rent]) == lacks
    assert missing("2026-01-12", budget=[{**rent, "measure": "commitment"}, plan]) == lacks
    income = missing("2026-01-12", budget=[{**rent, "side": "income"}, plan])
    assert not income & lacks
    assert missing("2027-01-12", budget=[rent]) == {what for what in lacks if what[0] != "B03"}
    assert missing("2027-04-01", budget=[rent]) == set()


def test_capital_money_is_not_called_safe_while_nobody_knows_what_was_planned() -> None:
    road = {**LINE, "paragraf": "6050", "measure": "executed", "amount": "9.00"}
    signed = {"contract_id": "U1", "signed_on": "2026-11-02", "unit": "H", "amount": "1.00",
              "creates_obligation": False, "register_published_on": "2026-11-03"}  # fmt: skip
    lacking = missing("2026-11-20", budget=[road], contracts=[signed])
    assert ("B04", "W/2026/spending/801/80101/6050", "budget.amount") in lacking


def test_the_relation_of_article_242_is_not_judged_on_the_plans_of_some_units() -> None:
    plan = {**LINE, "paragraf": "4210", "measure": "plan", "amount": "9.00"}
    earned = {**plan, "side": "income", "dzial": "756", "rozdzial": "75616", "paragraf": "0310"}
    rent = {**plan, "unit": "H", "measure": "executed"}
    receipts = {"year": 2026, "indicator": "receipts_217", "value": "0.00"}
    asked = ("B08", "art. 242/2026/plan", "budget.amount")
    assert asked in missing("2026-11-20", budget=[plan, earned, rent], indicators=[receipts])
    assert asked not in missing("2026-11-20", budget=[plan, earned, {**rent, "unit": "W"}], indicators=[receipts])


def test_a_contract_that_does_not_say_whether_it_binds() -> None:
    deal = {"contract_id": "U1", "signed_on": "2026-11-02", "unit": "W", "amount": "1.00",
            "register_published_on": "2026-11-03"}  # fmt: skip
    assert missing("2026-11-20", contracts=[deal]) == {("B13", "U1", "creates_obligation")}
    assert missing("2026-11-20", contracts=[{**deal, "creates_obligation": False}]) == set()
    waiting = {**deal, "register_published_on": None, "creates_obligation": True}
    assert missing("2026-11-20", contracts=[waiting]) == {("B14", "U1", "procurement")}


def test_a_stand_in_of_somebody_who_signs_whose_authority_nobody_wrote_down() -> None:
    leave = {"absence": "L", "employee": "a", "kind": "planned", "first_day": "2026-11-18", "last_day": "2026-11-24",
             "substitute": "b", "confirmed_on": "2026-11-10", "state": "approved"}  # fmt: skip
    signs = {"employee": "a", "name": "A", "unit": "W", "authorised_to_decide": True}
    unknown = {"employee": "b", "name": "B", "unit": "W"}
    lacks = {("P03", "L", "employees.authorised_to_decide")}
    assert missing("2026-11-20", employees=[signs, unknown], absences=[leave]) == lacks
    assert (
        missing("2026-11-20", employees=[signs, {**unknown, "authorised_to_decide": True}], absences=[leave]) == set()
    )


def test_a_decision_of_a_register_that_never_tells_of_a_dispatch() -> None:
    decided = {**CASE, "decided_on": "2026-11-10"}
    assert missing("2026-11-20", cases=[decided]) == {("C14", "W.1", "dispatched_on")}
    assert missing("2026-11-20", cases=[{**decided, "dispatched_on": "2026-11-10"}]) == set()
    assert missing("2026-11-20", cases=[{**decided, "kind": "complaint"}]) == set()


def test_a_decision_on_the_road_that_says_nothing_of_planned_works() -> None:
    decided = {**CASE, "kind": "road_lane_location_telecom", "decided_on": "2026-11-10", "segment": "S",
               "dispatched_on": "2026-11-10"}  # fmt: skip
    event = {"case_id": "W.1", "at": "2026-11-10", "event": "decided"}
    assert missing("2026-11-20", cases=[decided], case_events=[event]) == {("W02", "W.1", "case_events.works_planned")}
    assert missing("2026-11-20", cases=[decided], case_events=[{**event, "works_planned": False}]) == set()
    assert missing("2026-11-20", cases=[decided]) == {("W02", "W.1", "case_events.works_planned")}


def test_a_rule_that_is_off_misses_nothing() -> None:
    assert missing("2026-11-20", "[rules.I09]\noff = true\n", invoices=[{**BILL, "step": "x"}]) == set()


def test_every_column_named_is_one_of_the_contract() -> None:
    named = set(re.findall(r"'(\w+\.\w+)'", sql("judge/unjudged.sql"))) - set(
        re.findall(r"_of\('(\w+\.\w+)'\)", sql("judge/unjudged.sql"))
    )
    assert len(named) >= 12
    for noun, column in (
        name.split(".") for name in named - {"law.reports", "law.classification"}
    ):  # what the law's record lacks
        assert column in contracts.noun(noun).columns


def test_an_act_of_a_year_whose_paragraphs_nobody_has_read_is_neither_in_order_nor_out_of_it() -> None:
    act = {**LINE, "year": 2009, "booked_on": "2009-02-02", "measure": "plan", "act": "Z.1", "act_kind": "mayor"}
    moved = [{**act, "paragraf": "6820", "amount": "-700.00"}, {**act, "paragraf": "7780", "amount": "700.00"}]
    assert ("B12", "Z.1", "law.classification") in missing("2009-02-03", budget=moved)
