"""A run that fails: yesterday stays published, the steward hears of it once, and nobody sees a stack trace."""

from __future__ import annotations

import email
import email.policy
import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from pipelines.refusal import Refusal
from pipelines.settings import open_town
from pipelines.store.snapshot import current
from pipelines.store.state import open_state
from pipelines.town import Town
from rules.engine.fault import EngineFault
from tests.pipelines.schedule.office import office, ticked

SECRET = "Jan Kowalski, PESEL 44051401458"
DAILY = '[[schedule]]\ncron = "30 5 * * *"\njob = "{job}"\n'


@pytest.fixture
def town(zabrzeg: Path) -> Town:
    """Small Zabrzeg after yesterday's run, on the real calendar, with an empty outbox."""
    scheduled(zabrzeg, "run")
    shutil.rmtree(zabrzeg / "outbox")
    return open_town(zabrzeg)


def scheduled(root: Path, job: str) -> Town:
    path = root / "town.toml"
    text = path.read_text(encoding="utf-8").partition("[[schedule]]")[0].replace('as_of = "2026-11-20"', "")
    path.write_text(text + DAILY.format(job=job), encoding="utf-8")
    return open_town(root)


def received(town: Town) -> list[tuple[str, str, str]]:
    """Whom each letter in the outbox is to, its subject and its text."""
    found = []
    for path in sorted(town.outbox.glob("*.eml")):
        letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        found.append((str(letter["To"]), str(letter["Subject"]), letter.get_content()))
    return found


def test_a_day_the_law_does_not_reach_leaves_yesterday_published_and_tells_the_steward(town):
    before = current(town)
    ticked(town, "2099-11-20 05:00")
    assert ticked(town, "2099-11-20 05:30") == ["run 11-20 05:30 failed"]
    assert current(town) == before
    [(to, subject, text)] = received(town)
    with closing(open_state(town)) as state:
        rows = state.execute("select recipient, state, day from letters where run_id = ''").fetchall()
    assert [(state, day) for _, state, day in rows] == [("written", "2099-11-20")]
    assert to.endswith("zabrzeg.example")
    assert subject == "Ratusz, Zabrzeg: nie udało się – przebieg (run)"
    assert "Zapis prawa nie sięga dnia 20.11.2099." in text
    assert "Następna próba: 20.11.2099, 5:35." in text


def test_the_same_failure_is_told_once_a_day_and_again_the_next_day(town, enter):
    enter("broken", *[EngineFault("6 facts, 5 judged")] * 9)
    town = scheduled(town.root, "broken")
    ticked(town, "2026-11-20 05:00")
    for time in ("05:30", "05:35", "05:45"):
        ticked(town, f"2026-11-20 {time}")
        assert len(received(town)) == 1
    ticked(town, "2026-11-20 06:05")
    texts = [text for _, _, text in received(town)]
    assert sorted("Kolejnej próby nie będzie" in text for text in texts) == [False, True], (
        "that it was given up is news"
    )
    ticked(town, "2026-11-21 05:30")
    assert len(received(town)) == 3


def test_another_failure_is_told_too(town, enter):
    enter("broken", EngineFault("6 facts, 5 judged"), Refusal("No room.", "Make room."))
    town = scheduled(town.root, "broken")
    for time in ("05:00", "05:30", "05:35"):
        ticked(town, f"2026-11-20 {time}")
    assert sorted("No room.\r\n\r\nMake room." in text for _, _, text in received(town)) == [False, True]


def test_an_error_nobody_foresaw_is_told_by_kind_and_place_without_the_data_it_was_at(town, enter, logged):
    enter("broken", ValueError(SECRET))
    town = scheduled(town.root, "broken")
    ticked(town, "2026-11-20 05:00")
    ticked(town, "2026-11-20 05:30")
    [(_, _, text)] = received(town)
    assert "Nieprzewidziany błąd: ValueError w pipelines/schedule/attempt.py:" in text
    log = "\n".join(logged())
    assert '"event": "failed"' in log
    with closing(open_state(town)) as state:
        kept = str(
            state.execute("select error from slots").fetchall() + state.execute("select * from passes").fetchall()
        )
    for said in (text, log, kept):
        assert SECRET not in said
        assert "Traceback" not in said
        assert "pipelines/schedule/attempt.py:" in said


def test_before_anything_was_published_nobody_is_known_and_the_letter_says_so(tmp_path, enter):
    enter("a", Refusal("No room."))
    town = office(tmp_path, 'cron = "30 5 * * *"; job = "a"')
    ticked(town, "2026-11-20 05:00")
    assert ticked(town, "2026-11-20 05:30") == ["a 11-20 05:30 failed"]
    with closing(open_state(town)) as state:
        assert state.execute("select state, why from letters").fetchall() == [("undeliverable", "nobody to tell")]


def test_a_steward_who_is_away_is_stood_in_for(town, enter):
    """By the published run, like every other letter; in Zabrzeg the steward is in."""
    from pipelines.alerts.deliver.stewards import _READERS
    from pipelines.store.snapshot import open_snapshot
    from pipelines.store.warehouse import look

    con, _ = open_snapshot(town)
    with closing(con):
        [(as_of, known_on)] = con.execute("select as_of, known_on from runs").fetchall()
        look(con, as_of, known_on, town.timezone)
        stewards = con.execute(
            "select employee, email from employees where list_contains(string_split(roles, '|'), 'steward')"
        ).fetchall()
        assert con.execute(_READERS).fetchall() == stewards != []
        con.execute("create temp table stand_ins as select ? as employee, 'e001' as substitute", [stewards[0][0]])
        assert [employee for employee, _ in con.execute(_READERS).fetchall()] == ["e001"]
    assert as_of == date(2026, 11, 19)
