"""How letters begin: a trial run sends none, a file is no sent letter, old matters are told at once or not at all."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from pipelines.alerts import letters, take_as_known, tell_anew
from pipelines.alerts.story import story
from pipelines.cli.commands.letters import begin, preview
from pipelines.cli.commands.run import run
from pipelines.cli.forms import Format
from pipelines.posting import finish
from pipelines.settings import open_town
from pipelines.store.state import open_state
from tests.pipelines.alerts.post_office import opened
from tests.pipelines.ten_cases import CASES, DAY, HEADER, build, deliver

FRIDAY, MONDAY, TUESDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)
WEDNESDAY, THURSDAY = date(2026, 11, 25), date(2026, 11, 26)
OLD, LATER = "WB.6740.1.2026", "WB.6740.2.2026"
PEOPLE = "employee,name,email,unit,roles\ne1,Jan Nowak,jan@zabrzeg.example,WB,officer\n"
MAIL = '[mail]\nurl = "RATUSZ_SMTP_URL"\nfrom = "ratusz@zabrzeg.example"\n'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten cases of one officer, never run; the mail server of its town.toml is not set."""
    root = build(tmp_path_factory.mktemp("begin") / "town", f"[feeds.employees]\n{MAIL}")
    deliver(root, "employees", PEOPLE)
    return root


@pytest.fixture
def town(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it."""
    monkeypatch.delenv("RATUSZ_SMTP_URL", raising=False)
    return Path(shutil.copytree(built, tmp_path / "town"))


def states(root: Path) -> list[tuple[str, str]]:
    """(reader, state) of each letter to the officer; what the law's record says of itself reaches nobody here."""
    with closing(open_state(open_town(root))) as state:
        return sorted((each["recipient"], each["state"]) for each in letters(state) if each["recipient"] == "e1")


def baseline(office, run_id):
    with closing(open_state(office.town)) as state:
        clock = datetime(2026, 11, 20, 6, tzinfo=UTC)
        return take_as_known(office.town, office.con, state, run_id, lambda: clock).findings


def on_sheets(office):
    """(file of the manager, subjects and severities in its order) of what lies beside the letters."""
    return {path.name: [(row["przedmiot"], row["waga"]) for row in pl.read_excel(path).to_dicts()]
            for path in office.town.outbox.glob("*.xlsx")}  # fmt: skip


def news(office):
    """(day, reader, rule subject reason) of what was said in letters that left."""
    return [(day, to, what) for day, to, what in office.told() if what]


def test_a_pass_without_letters_writes_none_and_the_job_that_sends_what_waits_writes_none_either(town, capsys):
    run(town, DAY, Format.table, again=False, letters=False)
    said = capsys.readouterr().out
    assert "Nie napisano żadnych listów" in said
    assert "zanim był serwer poczty" not in said
    finish(open_town(town))
    with closing(open_state(open_town(town))) as state:
        assert letters(state) == []
    assert not (town / "outbox").exists()
    run(town, DAY, Format.table, again=False)
    assert states(town) == [("e1", "written")]


def test_what_an_earlier_run_left_waiting_leaves_after_a_pass_without_letters(town, monkeypatch):
    monkeypatch.setenv("RATUSZ_SMTP_URL", "smtp://127.0.0.1:1")
    run(town, DAY, Format.table, again=False)
    assert states(town) == [("e1", "queued")]
    deliver(town, "cases", HEADER + "WB.99,własny,WB,e1,2026-04-01,2026-05-04\n", "more.csv")
    run(town, DAY, Format.table, again=False, letters=False)
    monkeypatch.delenv("RATUSZ_SMTP_URL")
    finish(open_town(town))
    assert states(town) == [("e1", "written")]


def test_the_first_letters_are_seen_before_the_first_run_and_nothing_of_the_town_changes(town, capsys):
    before = {path: path.read_bytes() for path in town.rglob("*") if path.is_file()}
    preview(town, DAY, Format.json, text=False, folder=None, weekly=False)
    [letter] = [each for each in json.loads(capsys.readouterr().out) if each["recipient"] == "e1"]
    assert (letter["goes"], letter["state"]) == (True, "queued")
    assert {path: path.read_bytes() for path in town.rglob("*") if path.is_file()} == before
    run(town, DAY, Format.table, again=False)
    assert states(town) == [("e1", "written")]


def test_letters_written_before_there_was_a_mail_server_are_told_of_until_it_is_said_how_to_begin(
    town, monkeypatch, capsys
):
    run(town, DAY, Format.table, again=False)
    assert "zanim był serwer poczty" not in capsys.readouterr().out, "without a server files are the way out"
    with opened() as server:
        monkeypatch.setenv("RATUSZ_SMTP_URL", server.url)
        run(town, DAY, Format.table, again=False)
        assert "1 list zapisano tylko w pliku, zanim był serwer poczty" in capsys.readouterr().out
        assert server.taken == []
        begin(town, "all")
        assert "wysłane 1, oczekujące 0" in capsys.readouterr().out
        assert [taken.address for taken in server.taken] == ["jan@zabrzeg.example"]
        assert "WB.4" in server.taken[0].text
        assert states(town) == [("e1", "sent")]
        run(town, DAY, Format.table, again=False)
        begin(town, "all")
        assert len(server.taken) == 1, "what a server took is told once"
        assert "zanim był serwer poczty" not in capsys.readouterr().out


def test_a_baseline_sends_nothing_that_stands_and_all_that_comes(town, monkeypatch, capsys):
    run(town, DAY, Format.table, again=False, letters=False)
    with opened() as server:
        monkeypatch.setenv("RATUSZ_SMTP_URL", server.url)
        begin(town, "baseline")
        assert "liczy się odtąd jako znan" in capsys.readouterr().out
        run(town, DAY, Format.table, again=False)
        assert server.taken == []
        assert states(town) == [("e1", "known")]
        deliver(town, "cases", HEADER + "".join(CASES) + "WB.99,własny,WB,e1,2026-04-01,2026-05-04\n")
        run(town, DAY, Format.table, again=False)
        [letter] = server.taken
        assert "WB.99" in letter.text
    with closing(open_state(open_town(town))) as state:
        assert state.execute("select action, subject from audit where action = 'begin letters'").fetchall() == [
            ("begin letters", "baseline")
        ]
        said = {item["subject"] for letter in letters(state) if letter["state"] == "sent"
                for item in letter["items"] if item["reason"] == "new"}  # fmt: skip
    assert said == {"WB.99"}


def test_what_is_known_is_told_when_it_gets_graver_and_when_it_ends(office):
    office.finds(OLD, "anna")
    assert baseline(office, office.publish(FRIDAY)) == 1
    office.run(FRIDAY)
    office.finds(OLD, "anna", severity="high")
    office.run(MONDAY)
    office.settles(OLD)
    office.run(TUESDAY)
    assert news(office) == [("11-23", "anna", "C01 1 worse"), ("11-24", "anna", "C01 1 resolved")]


def test_what_is_known_does_not_climb_until_it_moves(office):
    office.settings["escalation"] = {"after_working_days": [2]}
    office.finds(OLD, "anna", severity="high", unit="WB")
    office.case(OLD, holder="anna", last_step_on=date(2026, 11, 2))
    baseline(office, office.publish(FRIDAY))
    words = [dict(office.run(day).words) for day in (MONDAY, TUESDAY, WEDNESDAY)]
    assert words == [{"repeat": 1}, {"known": 1, "repeat": 1}, {"known": 1, "repeat": 1}]
    assert news(office) == [], "that it stands still was known"
    office.case(OLD, holder="anna", last_step_on=WEDNESDAY)
    for day in (THURSDAY, date(2026, 11, 27)):
        office.run(day)
    assert ("11-27", "kier", "C01 1 escalated") in news(office)


def test_what_is_known_is_new_to_whom_it_comes_later(office):
    office.finds(OLD, "anna")
    baseline(office, office.publish(FRIDAY))
    office.finds(OLD, "jan")
    office.run(MONDAY)
    assert ("11-23", "jan", "C01 1 new") in news(office)


def test_a_baseline_takes_what_waits_too_and_leaves_what_was_sent(office, monkeypatch):
    office.settings["mail"] = {"from": "ratusz@zabrzeg.example", "url": "RATUSZ_SMTP_URL"}
    monkeypatch.setenv("RATUSZ_SMTP_URL", "smtp://127.0.0.1:1")
    office.finds(OLD, "anna")
    run_id = office.publish(FRIDAY)
    office.post(run_id)
    assert [letter["state"] for letter in office.letters()] == ["queued"]
    assert baseline(office, run_id) == 1
    assert [letter["state"] for letter in office.letters()] == ["known"]
    with opened() as server:
        monkeypatch.setenv("RATUSZ_SMTP_URL", server.url)
        office.finds(LATER, "anna")
        office.run(MONDAY)
        assert [taken.address for taken in server.taken] == ["anna@zabrzeg.example"]
    assert news(office) == [("11-23", "anna", "C01 2 new")]


def test_all_tells_what_a_baseline_kept_back(office):
    office.finds(OLD, "anna", "kier")
    run_id = office.publish(FRIDAY)
    baseline(office, run_id)
    with closing(open_state(office.town)) as state:
        posted = tell_anew(office.town, office.con, state, run_id, lambda: datetime(2026, 11, 20, 6, tzinfo=UTC))
    assert (posted.sent, posted.by_server) == (2, False)
    assert news(office) == [("11-20", "anna", "C01 1 new"), ("11-20", "kier", "C01 1 new")]
    with closing(open_state(office.town)) as state:
        assert state.execute("select attempts, begun from letters").fetchall() == [(1, None), (1, None)]


def test_what_only_files_said_is_said_again_in_another_letter_of_the_same_day(office):
    office.finds(OLD, "anna")
    office.run(FRIDAY)
    office.finds(LATER, "anna")
    run_id = office.publish(FRIDAY)
    with closing(open_state(office.town)) as state:
        tell_anew(office.town, office.con, state, run_id, lambda: datetime(2026, 11, 20, 6, tzinfo=UTC))
        attempts = state.execute("select attempts from letters order by 1").fetchall()
    said = [[(item["subject"], item["reason"]) for item in letter["items"]] for letter in office.letters()]
    assert sorted(said) == [[], [(OLD, "new"), (LATER, "new")]]
    assert attempts == [(1,), (1,)]


def test_the_day_off_does_not_keep_a_baseline_waiting(office):
    office.finds(OLD, "anna")
    assert baseline(office, office.publish(date(2026, 11, 21))) == 1
    assert [letter["state"] for letter in office.letters()] == ["known"]


def test_the_story_says_that_no_letter_told_of_what_is_known(office):
    office.finds(OLD, "anna")
    baseline(office, office.publish(FRIDAY))
    with closing(open_state(office.town)) as state:
        [row] = story(state, [OLD])
    assert (row["reason"], row["letter_state"], row["sent_at"]) == ("new", "known", None)


def test_a_baseline_lies_on_a_sheet_for_each_head_of_the_unit_and_of_those_above_it(office):
    office.finds(OLD, "anna", due_on=date(2026, 11, 2))
    office.finds(LATER, "anna", severity="critical")
    office.finds("UM.1.2026", "skar")
    assert baseline(office, office.publish(FRIDAY)) == 3
    of_wb = [(LATER, "Krytyczne"), (OLD, "Ostrzeżenie")]
    assert on_sheets(office) == {
        "2026-11-20-kier-stan-na-dzien-startu.xlsx": of_wb,
        "2026-11-20-burm-stan-na-dzien-startu.xlsx": [*of_wb, ("UM.1.2026", "Ostrzeżenie")],
    }


def test_what_has_no_head_above_it_lies_on_the_sheet_of_the_steward(office):
    office.con.execute("update units set manager = null")
    office.finds("UM.1.2026", "skar")
    baseline(office, office.publish(FRIDAY))
    assert on_sheets(office) == {"2026-11-20-ster-stan-na-dzien-startu.xlsx": [("UM.1.2026", "Ostrzeżenie")]}


def test_who_begins_with_a_baseline_is_told_where_the_sheets_lie(town, capsys):
    run(town, DAY, Format.table, again=False, letters=False)
    begin(town, "baseline")
    said = capsys.readouterr().out
    [path] = (town / "outbox").glob("*.xlsx")
    assert f"przekaż im te pliki:\n  {path}" in said
    assert "WB.4" in pl.read_excel(path)["przedmiot"].to_list()
