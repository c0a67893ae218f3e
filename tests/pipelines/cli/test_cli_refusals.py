"""How a command ends: 0 done, 1 refused, 2 wrong usage, 3 done but something needs a look; two lines, no traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from tests.pipelines.commands import ROOT, Answer, alone, ratusz

TOWN = """
[town]
name = "Mało"
as_of = "2026-05-05"
[feeds.cases]
max_age = "36h"
"""
HEADER = "case_id,kind,unit,handler,opened_on,due_on\n"
CASES = [f"WB.{n},własny,WB,e1,2026-04-01,2026-05-{n:02}\n" for n in range(4, 14)]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town that `init` made and nobody has run."""
    root = tmp_path_factory.mktemp("new") / "town"
    assert alone("init", "--town", str(root)).code == 0
    return root


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town of ten cases where everything is fresh and nothing was rejected. Nobody writes to it."""
    root = tmp_path_factory.mktemp("small") / "town"
    root.mkdir()
    (root / "town.toml").write_text(TOWN, "utf-8")
    deliver(root, CASES)
    done = alone("run", "--town", str(root))
    assert (done.code, done.err) == (0, "")
    return root


@pytest.fixture
def town(small: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return Path(shutil.copytree(small, tmp_path / "town"))


def deliver(root: Path, rows: list[str]) -> None:
    path = root / "inbox" / "cases" / "cases.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + "".join(rows), "utf-8")
    os.utime(path, (1_790_000_000, 1_790_000_000))


def in_two_lines(answer: Answer, code: int) -> None:
    """What is wrong, and what to do about it; nothing on standard output."""
    assert (answer.code, answer.out) == (code, b"")
    what, todo = answer.err.splitlines()
    assert "Traceback" not in what
    assert todo.startswith("→ ")


REFUSED = {
    "why NIC": "Nic nie wiadomo o NIC",
    "why ''": "Nic nie wiadomo",
    "release L000099": "Nie ma ładowania L000099",
    "release L000001": "L000001",
    "note NIC suspended --at 2026-05-04": "NIC",
    "findings --as-of 1900-01-01": "1.01.1900",
    "run --as-of 2060-01-01": "1.01.2060",
    "turnaround --by handler": "zamknięte",
    "init": "town.toml",
    "findings --rule C99": "C99",
    "backtest --from 2026-05-01 --to 2026-05-02 --rule C99": "C99",
    "ack WB.4 --rule C99": "C99",
    "silence WB.4 --rule C99 --until 2026-05-09 --why x": "C99",
    "mail-test adam@nowe.example": "serwera poczty",
}
MISUSED = {
    "findings --as-of kiedyś": "kiedyś",
    "findings --as-of 2026-02-30": "2026-02-30",
    "findings --known-on wczoraj": "wczoraj",
    "findings --format pdf": "pdf",
    "budget --level gmina": "gmina",
    "budget --year dwa": "--year",
    "turnaround --by colour": "colour",
    "note WB.4 suspended": "--at",
    "note WB.4 suspended --at kiedyś": "kiedyś",
    "note WB.4 suspended --at 2026-05-04 --until x": "x",
    "findings --nic": "--nic",
    "nic": "nic",
}


@pytest.fixture(scope="module")
def answers(small: Path) -> dict[str, Answer]:
    asked = [*REFUSED, *MISUSED]
    calls = [[word.strip("'") for word in words.split()] for words in asked]
    given = [[*call, "--town", str(small)] if call != ["nic"] else call for call in calls]
    return dict(zip(asked, ratusz(*given), strict=True))


@pytest.mark.parametrize("words", REFUSED)
def test_what_cannot_be_done_ends_with_one(answers, words):
    in_two_lines(answers[words], 1)
    assert REFUSED[words] in answers[words].err


@pytest.mark.parametrize("words", MISUSED)
def test_wrong_usage_ends_with_two(answers, words):
    in_two_lines(answers[words], 2)
    assert MISUSED[words] in answers[words].err
    assert answers[words].err.splitlines()[1].endswith("--help")


NEEDING = (
    "run", "check", "findings", "why X", "invoices", "budget", "turnaround", "loads", "letters", "release L000001",
    "note X suspended --at 2026-05-04",
)  # fmt: skip


def test_where_there_is_no_town_every_command_says_so_and_makes_none(tmp_path):
    nowhere = tmp_path / "nowhere"
    for answer in ratusz(*([*words.split(), "--town", str(nowhere)] for words in NEEDING)):
        in_two_lines(answer, 1)
        assert str(nowhere) in answer.err
    assert not nowhere.exists()


def test_before_the_first_run_readers_are_told_to_run(empty):
    looking = ("findings", "why X", "invoices", "budget", "turnaround", "loads")
    for answer in ratusz(*([*words.split(), "--town", str(empty)] for words in looking)):
        in_two_lines(answer, 1)
        assert "ratusz run" in answer.err


def test_a_town_toml_with_mistakes_stops_every_command_and_check_names_each_line(town):
    settings = town / "town.toml"
    settings.write_text(
        TOWN + '[rules.X99]\noff = true\n[kinds]\n"6740" = "building_permitt"\n[feeds.nic]\nformat = "doc"\n', "utf-8"
    )
    check, run, table = ratusz(
        ["check", "--town", str(town), "-f", "json"], ["run", "--town", str(town)], ["check", "--town", str(town)]
    )
    found = {row["key"]: row for row in json_of(check)}
    assert (check.code, check.err, table.code) == (1, "", 1)
    lines = settings.read_text("utf-8").splitlines()
    for key, line in {"rules.X99": "[rules.X99]", "kinds.6740": '"6740" = ', "feeds.nic.format": "format = "}.items():
        assert lines[found[key]["line"] - 1].startswith(line)
        assert found[key]["fix"]
    assert "building_permit" in found["kinds.6740"]["fix"]
    assert (run.code, run.out) == (1, b"")
    assert "town.toml:" in run.err
    assert "Traceback" not in run.err


def json_of(answer: Answer) -> list[dict[str, Any]]:
    """A result whose exit code says that somebody has to look."""
    return list(json.loads(answer.out))


def test_init_then_check_then_run_on_an_empty_town(tmp_path):
    root = tmp_path / "town"
    init, check, run, found, again, why = ratusz(
        *(
            [*words.split(), "--town", str(root)]
            for words in ("init", "check", "run", "findings -f json", "init", "why X")
        )
    )
    assert (init.code, check.code, check.err) == (0, 0, "")
    assert check.out.decode().endswith("bez błędów.\n")
    assert (run.code, run.err) == (0, ""), "there is no feed yet that could be late"
    assert {f["rule"] for f in found.json} <= {"D03"}
    in_two_lines(again, 1)
    in_two_lines(why, 1)


def test_a_note_counts_from_the_next_run_and_is_said_once(town):
    at = ("--at", "2026-04-30T09:00", "--reason", "party_request")
    note, before, run, after, again, unchanged = ratusz(
        ["note", "WB.4", "suspended", *at, "--town", str(town)],
        ["findings", "--town", str(town), "-f", "json"],
        ["run", "--town", str(town)],
        ["findings", "--town", str(town), "-f", "json"],
        ["note", "WB.4", "suspended", *at, "--town", str(town)],
        ["loads", "--town", str(town), "-f", "json"],
    )
    assert (note.code, note.err, again.code) == (0, "", 0)
    assert "WB.4" in note.out.decode()
    assert ("C02", "WB.4") in {(f["rule"], f["subject"]) for f in before.json}
    assert run.code == 0
    assert ("C02", "WB.4") not in {(f["rule"], f["subject"]) for f in after.json}, "its time stands still"
    assert [row["rows_loaded"] for row in unchanged.json if row["feed"] == "note"] == [1]


def test_a_register_that_lost_rows_is_held_until_it_is_let_in(town):
    deliver(town, CASES[:3])
    run, loads, release, refused, again, after = ratusz(
        ["run", "--town", str(town)],
        ["loads", "--town", str(town), "-f", "json"],
        ["release", "L000002", "--town", str(town)],
        ["release", "L000002", "--town", str(town)],
        ["run", "--town", str(town)],
        ["loads", "--town", str(town), "-f", "json"],
    )
    assert (run.code, run.err) == (3, "")
    assert [(row["load_id"], row["state"]) for row in loads.json] == [("L000001", "loaded"), ("L000002", "held")]
    assert (release.code, release.err) == (0, "")
    assert "L000002" in release.out.decode()
    in_two_lines(refused, 1)
    assert again.code == 0
    assert [row["state"] for row in after.json] == ["loaded", "loaded"]


def test_a_rejected_row_ends_a_run_with_three(town):
    deliver(town, [*CASES, "WB.99,własny,WB,e1,kiedyś,\n"])
    (run,) = ratusz(["run", "--town", str(town)])
    assert (run.code, run.err) == (3, "")
    assert list((town / "rejected" / "cases").glob("L*.xlsx"))


def test_a_stale_feed_ends_a_run_with_three(town):
    (town / "town.toml").write_text(TOWN + '[feeds.payments]\nmax_age = "1h"\n', "utf-8")
    (run,) = ratusz(["run", "--town", str(town)])
    assert (run.code, run.err) == (3, "")


def test_help_is_a_result_and_nothing_said_is_wrong_usage():
    help_, nothing, findings = ratusz(["--help"], [], ["findings", "--help"])
    assert (help_.code, help_.err) == (0, "")
    assert (findings.code, findings.err) == (0, "")
    assert "--known-on" in findings.out.decode()
    assert nothing.code == 2
    assert "findings" in nothing.out.decode() + nothing.err


def test_who_has_read_enough_gets_no_traceback(small):
    script = [sys.executable, "-m", "pipelines.cli", "contract"]
    with subprocess.Popen(script, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.close()
        assert child.stderr is not None
        assert child.stderr.read() == b""


def test_the_clock_of_a_run_is_the_towns_own(town):
    """The demo's own day aside, a run without --as-of is for today in the town's zone."""
    (town / "town.toml").write_text(
        TOWN.replace('as_of = "2026-05-05"\n', 'timezone = "Pacific/Kiritimati"\n'), "utf-8"
    )
    run, found = ratusz(["run", "--again", "--town", str(town)], ["findings", "--town", str(town), "-f", "json"])
    assert run.code == 0
    days = {datetime.fromisoformat(f["known_on"]).date().isoformat() for f in found.json}
    assert {f["as_of"] for f in found.json} == days
    offset = datetime.fromisoformat(found.json[0]["known_on"]).utcoffset()
    assert offset is not None
    assert offset.total_seconds() == 14 * 3600
    assert datetime.fromisoformat(found.json[0]["known_on"]).astimezone(UTC) <= datetime.now(UTC)


def test_the_version_is_that_of_the_package_and_needs_no_town() -> None:
    assert ratusz(["--version"]) == [Answer(0, f"ratusz {version('ratusz')}\n".encode(), "")]
