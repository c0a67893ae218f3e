"""The preview shows exactly what would go, and the story of a subject tells who was told of it and why."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from pipelines import acts
from pipelines.acts.record import By
from pipelines.alerts import decide
from pipelines.alerts.preview import waiting
from pipelines.alerts.story import story
from pipelines.cli.commands.letters import would_go
from pipelines.run import run
from pipelines.settings import open_town
from pipelines.store.state import copied_state, open_state
from tests.pipelines.alerts.conftest import Received
from tests.pipelines.zabrzeg import TODAY

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
CASE = "WB.6740.1.2026"
OTHER = "WB.6740.2.2026"


def at(day, hour=6):
    """A moment of a day in November, UTC."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def previewed(office, run_id, now):
    """What the preview of a published run shows."""
    with closing(copied_state(office.town)) as copy:
        written, decisions = decide(office.town, office.con, copy, run_id, lambda: now)
        return waiting(copy, written, decisions, now)


def stored(office):
    """Every file of the town and its bytes."""
    return {path: path.read_bytes() for path in office.root.rglob("*") if path.is_file()}


def told_of(office, *subjects):
    """(day, reader, reason, why, state of the letter) of the story."""
    with closing(open_state(office.town)) as state:
        return [
            (row["day"][5:], row["recipient"], row["reason"], row["why"], row["letter_state"])
            for row in story(state, subjects)
        ]


def test_a_preview_changes_no_byte_and_shows_the_very_letters_that_the_posting_sends(office):
    office.finds(CASE, "anna", "kier")
    office.run(FRIDAY)
    office.finds(CASE, "anna", "kier", severity="high")
    office.finds(OTHER, "anna")
    run_id = office.publish(MONDAY)
    before = stored(office)
    shown = previewed(office, run_id, at(MONDAY))
    assert stored(office) == before

    office.post(run_id, at(MONDAY))
    sent = [path.read_bytes() for path in sorted(office.town.outbox.glob("2026-11-23-*"))]
    assert [each.message for each in shown] == sent
    assert [each.about["recipient"] for each in shown] == ["anna", "kier"]
    assert all(each.goes for each in shown)
    assert [dict(each.words) for each in shown] == [{"new": 1, "worse": 1}, {"worse": 1}]
    assert shown[0].text == office.letter_to("anna").text
    assert shown[0].page == office.letter_to("anna").page


def test_a_town_that_never_ran_is_previewed_without_making_a_ledger(office):
    office.finds(CASE, "anna")
    assert [each.about["recipient"] for each in previewed(office, office.publish(FRIDAY), at(FRIDAY))] == ["anna"]
    assert not office.town.state.exists()


def test_what_is_held_is_shown_with_its_word_and_does_not_go(office):
    office.settings["mail"] = {"from": "ratusz@zabrzeg.example", "quiet": "18:00-09:00"}
    office.finds(CASE, "anna")
    [letter] = previewed(office, office.publish(FRIDAY), at(FRIDAY))
    assert (letter.goes, letter.about["state"], dict(letter.words)) == (
        False, "held: quiet hours", {"held: quiet hours": 1},
    )  # fmt: skip
    assert letter.about["not_before"] == "2026-11-20T08:00:00.000000+00:00"


def test_after_the_posting_nothing_is_left_to_show(office):
    office.finds(CASE, "anna")
    run_id = office.publish(FRIDAY)
    office.post(run_id, at(FRIDAY))
    assert previewed(office, run_id, at(FRIDAY, 7)) == []


def test_letters_that_wait_for_the_mail_server_are_shown_until_they_left(office, monkeypatch):
    office.settings["mail"] = {"from": "ratusz@zabrzeg.example", "url": "RATUSZ_SMTP_URL"}
    monkeypatch.setenv("RATUSZ_SMTP_URL", "smtp://127.0.0.1:1")
    office.finds(CASE, "anna")
    run_id = office.publish(FRIDAY)
    office.post(run_id, at(FRIDAY))
    [letter] = previewed(office, run_id, at(FRIDAY, 7))
    assert (letter.goes, letter.about["state"]) == (True, "queued")


def test_the_story_tells_who_was_told_when_and_why(office):
    office.finds(CASE, "anna")
    office.run(FRIDAY, at(FRIDAY))
    office.finds(CASE, "anna", severity="high")
    office.run(MONDAY, at(MONDAY))
    assert told_of(office, CASE) == [("11-20", "anna", "new", "", "written"), ("11-23", "anna", "worse", "", "written")]


@pytest.mark.parametrize("subject", [OTHER, "WB.6740"])
def test_the_story_of_something_else_is_empty(office, subject):
    office.finds(CASE, "anna")
    office.run(FRIDAY, at(FRIDAY))
    assert told_of(office, subject) == []


def test_the_story_tells_why_somebody_was_not_told_and_what_people_did(office):
    office.finds(CASE, "anna")
    office.run(FRIDAY, at(FRIDAY))
    with closing(open_state(office.town)) as state:
        by = By("kier", "test", at(FRIDAY, 9))
        acts.silence(office.town, office.con, state, CASE, by, until=date(2026, 12, 1), why="register moves")
    office.run(MONDAY, at(MONDAY))
    assert told_of(office, CASE) == [
        ("11-20", "anna", "new", "", "written"),
        ("11-20", "", "act: silenced", "register moves", None),
        ("11-23", "anna", "silenced", "register moves", None),
    ]


def test_the_story_names_the_program_and_the_version_of_the_rule(office):
    office.con.execute("alter table rule_book add column version varchar")
    office.con.execute("update rule_book set version = 'a1b2c3' where id = 'C01'")
    office.finds(CASE, "anna")
    run_id = office.publish(FRIDAY)
    office.con.execute("update runs set version = '0.1.0'")
    office.post(run_id, at(FRIDAY))
    with closing(open_state(office.town)) as state:
        [row] = story(state, [CASE])
    assert (row["rule"], row["version"]) == ("C01", "0.1.0 a1b2c3")


def test_a_day_judged_afresh_shows_what_its_run_will_write(whole_zabrzeg):
    town = open_town(whole_zabrzeg)
    before = {path: path.read_bytes() for path in whole_zabrzeg.rglob("*") if path.is_file()}
    shown = would_go(town, TODAY, datetime(2026, 11, 20, 6, tzinfo=UTC))
    assert {path: path.read_bytes() for path in whole_zabrzeg.rglob("*") if path.is_file()} == before
    run(town, TODAY)
    sent = [Received(path.read_bytes()) for path in (whole_zabrzeg / "outbox").glob("2026-11-20-*.eml")]
    assert sorted((each["To"].addresses[0].addr_spec, each["Subject"], each.text) for each in sent) == sorted(
        (each.about["to"], each.about["subject"], each.text) for each in shown
    )
    assert len(sent) > 5
