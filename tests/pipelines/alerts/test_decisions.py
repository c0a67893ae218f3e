"""The ledger of decisions: who was told or not, by which word, why, by which version of the rule; it stays small."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest

from pipelines import acts
from pipelines.acts import By
from pipelines.store.state import open_state
from rules.catalogue import PAGES_ONLY

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
CASE = "WB.6740.1.2026"


def decisions(office, columns="day, recipient, reason, held"):
    """The rows of the ledger in the order in which they were made."""
    with closing(open_state(office.town)) as state:
        return state.execute(f"select {columns} from decisions order by decision_id").fetchall()


def test_the_same_word_day_after_day_is_one_row(office):
    office.finds(CASE, "anna")
    for n in range(5):
        office.run(MONDAY + timedelta(days=n))
    assert decisions(office) == [("2026-11-23", "anna", "new", ""), ("2026-11-24", "anna", "repeat", "")]


def test_what_waits_over_a_weekend_is_one_row_until_it_leaves(office):
    office.finds(CASE, "anna")
    for n in range(1, 4):
        office.run(FRIDAY + timedelta(days=n))
    assert decisions(office) == [
        ("2026-11-21", "anna", "new", "not a working day"),
        ("2026-11-23", "anna", "new", ""),
    ]


def test_what_is_said_twice_is_two_rows(office):
    office.finds(CASE, "anna", severity="warn")
    office.run(FRIDAY)
    office.finds(CASE, "anna", severity="high")
    office.run(MONDAY)
    office.finds(CASE, "anna", severity="critical")
    office.run(MONDAY + timedelta(days=1))
    assert [(reason, severity) for reason, severity in decisions(office, "reason, severity")] == [
        ("new", "warn"), ("worse", "high"), ("worse", "critical")
    ]  # fmt: skip


def test_a_silence_is_kept_with_its_reason_author_and_end(office):
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    by = By("kier", "test", datetime(2026, 11, 20, 12, tzinfo=UTC))
    with closing(open_state(office.town)) as state:
        acts.silence(office.town, office.con, state, CASE, by, until=date(2026, 12, 1), why="remont archiwum")
    office.run(MONDAY)
    with closing(open_state(office.town)) as state:
        [row] = state.execute(
            "select reason, decisions.why, author, until from decisions join acts using (act_id)"
        ).fetchall()
    assert row == ("silenced", "remont archiwum", "kier", "2026-12-01")


def test_each_word_that_keeps_a_finding_back_says_what_it_rests_on(office):
    office.finds(CASE, "anna", inhibited_by="C02")
    office.finds("WB.2", "anna", rule=min(PAGES_ONLY))
    office.run(FRIDAY)
    assert sorted(decisions(office, "reason, why")) == [("pages only", ""), ("superseded", "C02")]


def test_a_decision_names_the_run_the_step_and_the_version_of_program_and_rule(office):
    office.con.execute("alter table rule_book add column version varchar")
    office.con.execute("update rule_book set version = 'ab12cd34ef56' where id = 'C01'")
    office.finds(CASE, "anna", severity="high", unit="WB")
    run_id = office.publish(FRIDAY)
    office.con.execute("update runs set version = '0.1.0'")
    office.post(run_id)
    office.run(date(2026, 11, 25))
    assert decisions(office, "run_id, recipient, reason, step, version")[0] == (
        "000001", "anna", "new", 0, "0.1.0 ab12cd34ef56"
    )  # fmt: skip
    assert [row[1:4] for row in decisions(office, "run_id, recipient, reason, step")[1:]] == [
        ("anna", "escalated", 1), ("kier", "escalated", 1)
    ]  # fmt: skip


def test_a_run_that_is_posted_again_adds_no_row(office):
    office.finds(CASE, "anna")
    run_id = office.publish(FRIDAY)
    office.post(run_id)
    office.post(run_id)
    assert len(decisions(office)) == 1


def test_letters_and_decisions_are_kept_together_or_not_at_all(office):
    office.finds(CASE, "anna")
    run_id = office.publish(FRIDAY)
    with closing(open_state(office.town)) as state:
        state.execute("create trigger full before insert on decisions begin select raise(abort, 'full'); end")
    with pytest.raises(sqlite3.IntegrityError, match="full"):
        office.post(run_id)
    assert office.letters() == []
    with closing(open_state(office.town)) as state:
        state.execute("drop trigger full")
    assert office.post(run_id).sent == 1


@pytest.mark.parametrize(
    ("severity", "held"), [("info", "weekly digest"), ("warn", "weekly digest"), ("high", ""), ("critical", "")]
)
def test_who_reads_weekly_hears_at_once_what_is_urgent_and_the_rest_with_the_week(office, severity, held):
    office.wishes("anna", digest="weekly")
    office.finds("WB.1", "anna")
    office.run(MONDAY)  # the letter of this week
    office.finds("WB.2", "anna", severity=severity)
    office.run(MONDAY + timedelta(days=1))
    about = decisions(office, "day, subject, reason, held")
    assert ("2026-11-23", "WB.1", "new", "") in about
    assert ("2026-11-24", "WB.2", "new", held) in about


@pytest.mark.parametrize("severity", ["high", "critical"])
def test_that_something_urgent_is_over_waits_for_the_week(office, severity):
    office.wishes("anna", digest="weekly")
    office.finds("WB.1", "anna", severity=severity)
    office.run(MONDAY)
    office.settles("WB.1")
    office.run(MONDAY + timedelta(days=1))
    assert decisions(office, "day, reason, held")[-1] == ("2026-11-24", "resolved", "weekly digest")


def test_the_first_letter_of_a_week_is_the_weekly_one(office):
    office.wishes("anna", digest="weekly")
    office.finds("WB.1", "anna")
    office.run(FRIDAY)
    office.finds("WB.2", "anna")
    office.run(MONDAY)  # Friday's was of the week before
    assert ("2026-11-23", "WB.2", "new", "") in decisions(office, "day, subject, reason, held")


def test_what_only_rides_along_goes_with_the_letter_that_leaves_first(office):
    office.wishes("anna", digest="weekly")
    office.finds("WB.1", "anna")
    office.run(MONDAY)
    office.finds("WB.2", "anna", severity="warn")
    office.finds("WB.3", "anna", severity="high")
    office.run(MONDAY + timedelta(days=1))
    letters = {
        each["state"]: [(item["subject"], item["reason"]) for item in each["items"]]
        for each in office.letters(MONDAY + timedelta(days=1))
    }
    assert letters == {
        "written": [("WB.3", "new"), ("WB.1", "repeat")],
        "held: weekly digest": [("WB.2", "new")],
    }
