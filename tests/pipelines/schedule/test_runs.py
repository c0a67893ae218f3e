"""`ratusz runs`: what was run, by the schedule and by hand, and whether anybody still runs the schedule."""

from __future__ import annotations

import io
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.refusal import Refusal
from pipelines.schedule.runs import history
from pipelines.settings import open_town
from pipelines.store.state import open_state
from pipelines.town import Town
from tests.pipelines.commands import ratusz
from tests.pipelines.schedule.office import office, ticked
from tests.pipelines.zabrzeg import overnight

DAILY = 'cron = "30 5 * * *"; job = "a"'


def told(town: Town, last: int = 30) -> list[dict[str, Any]]:
    with closing(open_state(town)) as state:
        return history(town, state, last).to_dicts()


def brief(row: dict[str, Any]) -> tuple[Any, ...]:
    moments = [f"{row[name]:%m-%d %H:%M}" if row[name] else None for name in ("started", "slot", "next_try")]
    return (row["job"], *moments, row["state"], row["error"])


def test_every_attempt_is_told_newest_first_with_its_error_and_the_next_try(tmp_path, enter):
    enter("a", Refusal("No room."), Refusal("No room yet."))
    town = office(tmp_path, DAILY)
    for at in ("05:00", "05:31", "05:36"):
        ticked(town, f"2026-11-20 {at}")
    assert [brief(row) for row in told(town)] == [
        ("a", "11-20 05:36", "11-20 05:30", "11-20 05:46", "failed", "No room yet."),
        ("a", "11-20 05:31", "11-20 05:30", None, "failed", "No room."),
    ]
    ticked(town, "2026-11-20 05:46")
    assert [row["state"] for row in told(town)] == ["done", "failed", "failed"]
    assert [row["state"] for row in told(town, last=1)] == ["done"]


def test_one_run_for_three_slots_slept_through_says_for_how_many(tmp_path, enter):
    enter("a")
    town = office(tmp_path, DAILY)
    ticked(town, "2026-11-17 05:30")
    ticked(town, "2026-11-20 09:00")
    assert [(row["state"], row["covers"]) for row in told(town)] == [("done", 2)]


def test_a_slot_that_was_missed_or_waits_is_told_too(tmp_path, enter):
    enter("a", Refusal("No room."))
    town = office(tmp_path, DAILY, 'job = "b"; after = "a"', 'cron = "0 1 * * *"; job = "c"; catch_up = "skip"')
    ticked(town, "2026-11-20 00:30")
    ticked(town, "2026-11-20 05:30")
    assert [(row["job"], row["state"], row["started"] is None) for row in told(town)] == [
        ("a", "failed", False), ("b", "waiting", True), ("c", "missed", True),
    ]  # fmt: skip


def test_a_run_by_hand_and_one_of_the_schedule_are_told_with_rows_findings_and_letters(zabrzeg: Path):
    overnight(zabrzeg)
    by_hand, _, tick = ratusz(
        ["run", "--town", zabrzeg],
        ["tick", "--town", zabrzeg, "--now", "2026-11-20T05:00"],
        ["tick", "--town", zabrzeg, "--now", "2026-11-20T05:30"],
    )
    assert (by_hand.code, tick.code) == (3, 0)
    rows = ratusz(["runs", "--town", str(zabrzeg), "-f", "json"])[0].json
    hand, scheduled = sorted(rows, key=lambda row: row["slot"] is not None)
    assert (scheduled["slot"], scheduled["started"]) == ("2026-11-20T05:30:00+01:00",) * 2
    assert (scheduled["rows_in"], scheduled["letters"]) == (0, 0), "everything was done by hand"
    assert (hand["job"], hand["slot"], hand["state"], hand["as_of"]) == ("run", None, "done", "2026-11-20")
    assert hand["rows_in"] >= hand["rows_loaded"] > 0
    assert hand["letters"] == len(list((zabrzeg / "outbox").glob("2026-11-20-*.eml"))) > 0
    assert hand["seconds"] > 0
    findings = ratusz(["findings", "--town", str(zabrzeg), "-f", "json"])[0].json
    for severity in ("critical", "high", "warn", "info"):
        assert hand[severity] == scheduled[severity] == sum(f["severity"] == severity for f in findings)


def test_a_run_by_hand_that_is_refused_or_killed_is_told_as_such(tmp_path):
    town = office(tmp_path)
    assert ratusz(["run", "--town", tmp_path, "--as-of", "2099-01-01"])[0].code == 1
    with closing(open_state(town)) as state, state:
        state.execute("insert into passes (job, as_of, started_at, state) values ('run', '2026-11-20', "
                      "'2026-11-20T04:00:00+00:00', 'running')")  # fmt: skip
    assert ratusz(["run", "--town", tmp_path, "--as-of", "2026-11-20"])[0].code == 0
    assert [(row["state"], row["error"].partition(".")[0]) for row in told(town)] == [
        ("done", ""), ("failed", "Zapis prawa nie sięga dnia 1"), ("broken", ""),
    ]  # fmt: skip


def test_the_table_ends_with_what_is_next_or_with_the_word_that_nothing_runs_the_schedule(tmp_path, enter):
    asked = ["runs", "--town", str(tmp_path)]
    office(tmp_path, 'cron = "0 0 1 1 *"; job = "run"')
    unbegun, _ = ratusz(asked, ["tick", "--town", str(tmp_path)])
    assert unbegun.out.decode().splitlines()[-2:] == [
        "Harmonogramu nikt jeszcze nie uruchomił.",
        "Uruchom `ratusz serve` albo niech systemd lub cron woła `ratusz tick`: zob. `ratusz service`.",
    ]
    awake = ratusz(asked)[0].out.decode().splitlines()[-1]
    assert awake.startswith("Następnie: przebieg (run), 1.01.")
    town = office(tmp_path, 'cron = "* * * * *"; job = "run"')
    with closing(open_state(town)) as state, state:
        state.execute("update planned set until = '2026-01-01T00:00:00+00:00'")
    asleep = ratusz(asked)[0].out.decode().splitlines()[-2]
    assert asleep == "Nikt nie pilnuje harmonogramu: przebieg (run) – termin 1.01.2026, 1:01 minął."


@pytest.mark.parametrize("form", ["table", "csv", "xlsx"])
def test_it_is_written_in_every_format(tmp_path, enter, form):
    enter("a", Refusal("=1+1"))
    town = office(tmp_path, DAILY)
    for at in ("05:00", "05:31"):
        ticked(town, f"2026-11-20 {at}")
    [answer] = ratusz(["runs", "--town", str(tmp_path), "-f", form])
    assert (answer.code, answer.err) == (0, "")
    if form == "table":
        assert "=1+1" in answer.out.decode()
        assert "20.11.2026" in answer.out.decode()
    elif form == "xlsx":
        [header, line] = openpyxl.load_workbook(io.BytesIO(answer.out)).worksheets[0].rows
        cells = {title.value: cell for title, cell in zip(header, line, strict=True)}
        assert (cells["error"].value, cells["error"].data_type) == ("'=1+1", "s"), "no cell runs as a formula"
        assert (cells["job"].value, cells["state"].value) == ("a", "failed")
    else:
        header, line = answer.out.decode().splitlines()
        assert header.startswith("job,slot,covers,as_of,started,seconds,state,run_id,rows_in")
        assert line.startswith("a,2026-11-20T05:30:00+01:00,0,2026-11-20,2026-11-20T05:31:00+01:00,")
        assert line.endswith("2026-11-20T05:36:00+01:00,'=1+1")


def test_an_open_town_has_a_history_of_its_own(tmp_path, enter):
    enter("a")
    for name in ("one", "two"):
        ticked(office(tmp_path / name, DAILY), "2026-11-20 05:00")
    ticked(open_town(tmp_path / "one"), "2026-11-20 05:30")
    assert [len(told(open_town(tmp_path / name))) for name in ("one", "two")] == [1, 0]
    assert told(open_town(tmp_path / "one"))[0]["started"].utcoffset() == timedelta(hours=1)
