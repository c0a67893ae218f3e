"""What the registers of deposits, acts and procurement do not say is listed as missing, never taken for in order."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.day import unjudged_of

DEPOSIT = {"deposit": "X", "amount": "100.00", "received_on": "2026-01-05"}
ACT = {"resolution": "X", "kind": "resolution", "adopted_on": "2026-12-01", "financial": False}
CONTRACT = {"contract_id": "U", "signed_on": "2026-01-02", "unit": "OR", "amount": "1.00", "ends_on": "2026-12-10"}


def missing(noun: str, row: dict[str, Any], **given: Any) -> set[tuple[str, str]]:
    con = unjudged_of({noun: [row], **given}, "2026-12-11")
    return set(con.execute("select rule, missing from unjudged_now where noun = ?", [noun]).fetchall())


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        ({"kind": "wadium"}, "release_on"),
        ({"kind": "wadium", "release_on": "2026-12-10"}, None),
        ({"kind": "wadium", "kept_on": "2026-12-10"}, None),
        ({"kind": "performance", "form": "cash"}, None),
        ({"kind": "performance", "contract_id": "U"}, "accepted_on"),
        ({"kind": "performance", "accepted_on": "2026-12-10"}, "warranty_until"),
        ({"kind": "performance", "accepted_on": "2026-12-10", "warranty_until": "2028-12-10"}, None),
        ({"kind": "performance", "form": "guarantee"}, "guarantee_until"),
        ({"kind": "performance", "form": "guarantee", "guarantee_until": "2028-01-01"}, None),
    ],
)
def test_a_deposit_whose_day_cannot_be_counted(said: dict[str, Any], lacks: str | None) -> None:
    assert missing("deposits", DEPOSIT | said, contracts=[CONTRACT]) == ({("F04", lacks)} if lacks else set())


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        ({}, None),
        ({"kind": None}, "kind"),
        ({"kind": None, "order_rules": True}, None),
        ({"financial": None}, "financial"),
    ],
)
def test_an_act_of_which_nobody_knows_to_whom_it_goes(said: dict[str, Any], lacks: str | None) -> None:
    assert missing("resolutions", ACT | said) == ({("U01", lacks)} if lacks else set())


@pytest.mark.parametrize(
    ("said", "lacks"),
    [({"procedure": "eu"}, "law.tender_notices"), ({"procedure": "defence"}, None), ({}, None)],
)
def test_a_performance_above_the_thresholds_was_not_confirmed(said: dict[str, Any], lacks: str | None) -> None:
    assert missing("tenders", {"tender": "X", "performed_on": "2026-12-10"} | said) == (
        {("Z01", lacks)} if lacks else set()
    )


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        ({}, "task_end"),
        ({"task_end": "2026-12-01"}, "kind"),
        ({"task_end": "2026-12-01", "kind": "own"}, "report_due_on"),
        ({"task_end": "2026-12-01", "kind": "own", "report_due_on": "2027-01-01"}, None),
        ({"task_end": "2026-12-01", "kind": "public_benefit"}, None),
        ({"task_end": "2026-12-12", "kind": "own"}, None),
        ({"task_end": "2026-11-01", "report_on": "2026-11-20"}, "approve_by"),
        ({"task_end": "2026-11-01", "report_on": "2026-11-20", "approved_on": "2026-12-01"}, None),
    ],
)
def test_a_grant_whose_next_day_cannot_be_counted(said: dict[str, Any], lacks: str | None) -> None:
    row = {"grant": "X", "amount": "100.00", "signed_on": "2026-01-05"}
    assert missing("grants", row | said) == ({("F05", lacks)} if lacks else set())


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        ({"kind": "zus"}, "units.kind"),
        ({"kind": "zus", "due_on": "2026-12-05"}, None),
        ({"kind": "pit"}, None),
        ({"kind": None}, "kind"),
        ({"kind": "other"}, "due_on"),
        ({"kind": "state_of_commune"}, "period"),
    ],
)
def test_a_duty_that_has_no_day(said: dict[str, Any], lacks: str | None) -> None:
    row = {"duty": "X", "unit": "U", "period": "2026-11"}
    owner = "R02" if said["kind"] == "state_of_commune" else "F06"
    assert missing("duties", row | said) == ({(owner, lacks)} if lacks else set())


@pytest.mark.parametrize(
    ("found", "told", "lacks"),
    [
        ("2026-12-08", None, "found_at"),
        ("2026-12-08T10:00", None, None),
        ("2026-12-08T10:00", "2026-12-11", "reported_at"),
        ("2026-12-08T10:00", "2026-12-11T10:01", None),
        ("2026-12-08T10:00", "2026-12-10", None),
    ],
)
def test_a_breach_of_which_a_missing_hour_decides(found: str, told: str | None, lacks: str | None) -> None:
    row = {"breach": "X", "found_at": found, "reported_at": told}
    assert missing("breaches", row) == ({("R01", lacks)} if lacks else set())


@pytest.mark.parametrize(
    ("parties", "events", "lacks"),
    [
        (None, ["delivered"], "parties"),
        (1, ["delivered"], None),
        (None, [], "case_events.event"),
    ],
)
def test_a_decision_of_which_nobody_tells_whom_it_reached(
    parties: int | None, events: list[str], lacks: str | None
) -> None:
    row = {
        "case_id": "X", "kind": "kpa_investigation", "unit": "U", "opened_on": "2026-10-20",
        "decided_on": "2026-11-13", "dispatched_on": "2026-11-13", "parties": parties,
    }  # fmt: skip
    told = [{"case_id": "X", "at": "2026-12-01", "event": event} for event in [*events, "received"]]
    assert missing("cases", row, case_events=told) == ({("C15", lacks)} if lacks else set())
