"""Every command on the demo town: its formats, its order, its keys; nothing but the result on standard output."""

from __future__ import annotations

import csv
import io
import json
import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.alerts.hold.decision import SPOKEN
from pipelines.contracts import NOUNS
from rules.catalogue import RULES
from tests.once import once
from tests.pipelines.commands import FORMATS, Answer, alone, ratusz
from tests.pipelines.zabrzeg import letter, overnight, rewrite

FINDING = [
    "rule", "name", "noun", "subject", "severity", "due_on", "raw_due_on", "days_left", "working_days_left", "amount",
    "unit", "recipients", "status", "message", "law", "because", "count", "as_of", "known_on", "first_seen",
    "acknowledged_by", "acknowledged_until", "silenced_by", "silenced_until",
]  # fmt: skip
KEYS = {  # of the contract: there may be more, in any order
    "findings": FINDING,
    "findings --resolved": FINDING,
    "findings --inhibited": [*FINDING, "inhibited_by"],
    "findings --unknown": ["rule", "subject", "missing"],
    "why RPW/same": ["part", "text"],
    "invoices": [
        "invoice_id", "number", "seller_nip", "currency", "payable", "paid", "remaining", "agreed_due_on",
        "effective_due_on", "due_confidence", "interest_so_far", "compensation_eur", "holder", "step",
    ],
    "budget": [
        "level", "unit", "side", "dzial", "rozdzial", "paragraf", "task", "plan", "committed", "executed",
        "liabilities", "past_due", "left", "used_bp", "forecast_year_end", "exhausted_on",
    ],
    "turnaround": [
        "closed", "open", "closed_in_time", "closed_late", "open_in_time", "open_late", "p50_days", "p90_days",
        "p95_days", "p50_working_days", "p90_working_days", "survival_p50_days", "survival_p90_days", "definition",
    ],
    "loads": [
        "load_id", "feed", "noun", "file", "sha256", "rows_in", "rows_loaded", "rows_unchanged", "rows_rejected",
        "state",
    ],
    "letters": ["letter_id", "to", "subject", "items", "state", "sent_at"],
    "runs": [
        "job", "slot", "as_of", "started", "seconds", "state", "run_id", "rows_in", "rows_loaded", "rows_rejected",
        "critical", "high", "warn", "info", "letters", "error",
    ],
    "contract": ["noun", "column"],
    "rules": ["rule", "name", "severity", "law"],
    "rules --sources": ["number", "value", "law", "address", "no_address", "standing", "read_on", "look_by", "who"],
}  # fmt: skip
FORMULA = "=2+5+cmd|' /C calc'!A0"
WIDTH = 200  # characters of a table that is not for a terminal
Answers = Mapping[tuple[str, str], Answer]


@pytest.fixture(scope="module")
def today(yesterday: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Zabrzeg after today's pass, with a letter whose number is a formula. Nobody writes to it."""

    def make(root: Path) -> None:
        shutil.copytree(yesterday, root)
        overnight(root)
        rewrite(root, "dziennik", lambda rows: [*rows, letter(FORMULA, "01.11.2026")])
        done = alone("run", "--town", str(root))
        assert (done.code, done.err) == (3, ""), "a feed of the demo never delivers"
        assert done.out.decode().startswith("Zabrzeg, stan na 20.11.2026\n")

    return once(tmp_path_factory, "cli_today", make)


@pytest.fixture(scope="module")
def answers(today: Path, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Every command that looks, in every format; asked once for all workers."""
    asked = list(product(KEYS, FORMATS))

    def make(folder: Path) -> None:
        folder.mkdir()
        said = ratusz(*([*command.split(), "--town", today, "-f", form] for command, form in asked))
        (folder / "said").write_bytes(pickle.dumps(said))

    said = (once(tmp_path_factory, "cli_answers", make) / "said").read_bytes()
    return dict(zip(asked, pickle.loads(said), strict=True))


def sheet(answer: Answer) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(answer.out)).worksheets[0].rows]


@pytest.mark.parametrize("command", KEYS)
def test_each_command_answers_the_same_in_each_format(answers, command):
    assert {(answers[command, form].code, answers[command, form].err) for form in FORMATS} == {(0, "")}
    rows = answers[command, "json"].json
    header, *lines = csv.reader(io.StringIO(answers[command, "csv"].out.decode()))
    assert set(KEYS[command]) <= set(header)
    assert {tuple(row) for row in rows} <= {tuple(header)}
    assert rows or command == "findings --inhibited", "Zabrzeg has something for every other command"
    assert len(lines) == len(rows)
    written, *cells = sheet(answers[command, "xlsx"])
    assert written == header
    assert len(cells) == len(rows)
    plain = [name for name in header if rows and isinstance(rows[0][name], str) and name != "amount"]
    for row, line in zip(rows, lines, strict=True):
        told = dict(zip(header, line, strict=True))
        assert [told[name].removeprefix("'") for name in plain] == [row[name] or "" for name in plain]
    table = answers[command, "table"].out.decode()
    assert len(table.splitlines()) > len(rows) // 2
    if command != "why RPW/same":
        assert max(map(len, table.splitlines())) <= WIDTH


@pytest.mark.parametrize("command", ["findings", "findings --resolved", "findings --inhibited"])
def test_a_finding_has_exactly_the_keys_of_the_contract(answers, command):
    assert answers[command, "json"].json or command == "findings --inhibited", "there is one to look at"
    for found in answers[command, "json"].json:
        assert list(found) == KEYS[command]
        assert found["rule"] in RULES
        assert found["as_of"] == "2026-11-20"
        assert re.fullmatch(r"2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+0[12]:00", found["known_on"])
        assert found["amount"] is None or re.fullmatch(r"-?\d+\.\d\d", found["amount"])
        assert isinstance(found["law"], list)
        assert isinstance(found["recipients"], list)
        assert isinstance(found["because"], list)
        assert found["because"]
        assert (found["status"] == "resolved") == (command == "findings --resolved")
        assert found["status"] in ("new", "worse", "unchanged", "better", "resolved")


def test_findings_come_gravest_first_then_by_day_null_last_then_by_what_they_are_of(answers):
    found = answers["findings", "json"].json
    gravity = ["critical", "high", "warn", "info"]
    order = [(gravity.index(f["severity"]), f["due_on"] or "9999", f["noun"], f["subject"], f["rule"]) for f in found]
    assert order == sorted(order)
    assert len({(f["rule"], f["noun"], f["subject"]) for f in found}) == len(found)
    assert {f["due_on"] is None for f in found} == {True, False}


def test_findings_of_some_rules_only(today, answers):
    (some,) = ratusz(["findings", "--rule", "C02", "--rule", "B01", "--town", str(today), "-f", "json"])
    everything = answers["findings", "json"].json
    assert some.json == [found for found in everything if found["rule"] in ("C02", "B01")]
    assert 0 < len(some.json) < len(everything)


def test_resolved_and_silenced_findings_are_apart_from_the_others(answers):
    keys = {
        show: {(f["rule"], f["subject"]) for f in answers[f"findings{show}", "json"].json}
        for show in ("", " --resolved", " --inhibited")
    }
    assert ("C02", "RPW/resolved") in keys[" --resolved"]
    assert not keys[""] & (keys[" --resolved"] | keys[" --inhibited"])
    silenced = answers["findings --inhibited", "json"].json
    assert {f["inhibited_by"] for f in silenced} <= set(RULES)


def test_a_formula_in_a_file_is_text_in_every_sheet(answers):
    assert FORMULA in [found["subject"] for found in answers["findings", "json"].json]
    rows = list(csv.DictReader(io.StringIO(answers["findings", "csv"].out.decode())))
    assert f"'{FORMULA}" in [row["subject"] for row in rows]
    assert not [value for row in rows for value in row.values() if value.startswith(("=", "@", "+"))]
    book = openpyxl.load_workbook(io.BytesIO(answers["findings", "xlsx"].out))
    cells = [cell for row in book.worksheets[0].rows for cell in row]
    assert f"'{FORMULA}" in [cell.value for cell in cells]
    assert "f" not in {cell.data_type for cell in cells}


def test_money_stays_money_in_each_format(answers):
    rows = answers["invoices", "json"].json
    assert all(re.fullmatch(r"-?\d+\.\d\d", row["remaining"]) for row in rows)
    in_csv = csv.DictReader(io.StringIO(answers["invoices", "csv"].out.decode()))
    assert [row["remaining"] for row in in_csv] == [row["remaining"] for row in rows]
    header, *cells = sheet(answers["invoices", "xlsx"])
    told = [Decimal(str(row[header.index("remaining")])) for row in cells]
    assert told == [Decimal(row["remaining"]) for row in rows]
    table = answers["invoices", "table"].out.decode()
    assert all(polish(row["remaining"]) in table for row in rows)


def polish(amount: str) -> str:
    """1234.50 as a person here reads it: 1 234,50 with a space that does not break."""
    return f"{Decimal(amount):,}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")


def test_the_payment_queue_is_in_the_order_of_paying(answers):
    rows = answers["invoices", "json"].json
    order = [(row["effective_due_on"] or "9999", -Decimal(row["remaining"])) for row in rows]
    assert order == sorted(order)
    assert all(Decimal(row["remaining"]) == Decimal(row["payable"]) - Decimal(row["paid"]) for row in rows)


def test_the_budget_of_a_year_and_of_one_level(today, answers):
    asked = ("--level", "unit"), ("--year", "2025"), ("--level", "town", "--year", "1999")
    unit, past, none = ratusz(*(["budget", *words, "--town", str(today), "-f", "json"] for words in asked))
    rows = answers["budget", "json"].json
    assert unit.json == [row for row in rows if row["level"] == "unit"]
    whole = [row for row in rows if row["level"] == "town" and row["side"] == "spending"]
    (town,) = whole
    units = [row for row in unit.json if row["side"] == "spending"]
    for measure in ("plan", "committed", "executed", "left"):
        assert sum(Decimal(row[measure]) for row in units) == Decimal(town[measure])
    assert past.json != rows
    assert none.json == []


def test_turnaround_by_each_word_counts_the_same_cases(today, answers):
    words = ("service", "unit", "kind", "all")
    told = ratusz(*(["turnaround", "--by", by, "--town", str(today), "-f", "json"] for by in words))
    totals = {(sum(row["closed"] for row in by.json), sum(row["open"] for row in by.json)) for by in told}
    assert len(totals) == 1
    assert [row["group"] for row in told[-1].json] == ["all"]
    table = answers["turnaround", "table"].out.decode()
    assert table.splitlines()[-1] == told[-1].json[0]["definition"], "the definition stands below, not in a column"


def test_every_row_of_every_load_is_accounted_for(answers):
    loads = answers["loads", "json"].json
    for column in ("rows_in", "rows_loaded", "rows_unchanged", "rows_rejected"):
        assert any(row[column] for row in loads), f"a load with {column}"
    for row in loads:
        assert row["rows_in"] == row["rows_loaded"] + row["rows_unchanged"] + row["rows_rejected"]
        assert re.fullmatch(r"[0-9a-f]{64}", row["sha256"])
        assert row["sha256"] not in answers["loads", "table"].out.decode()
        assert row["sha256"][:12] in answers["loads", "table"].out.decode()


def test_letters_name_what_they_say_and_why(today, answers):
    rows = answers["letters", "json"].json
    found = {(f["rule"], f["noun"], f["subject"]) for f in answers["findings", "json"].json}
    said = {
        (item["rule"], item["noun"], item["subject"]): item["reason"]
        for row in rows
        for item in row["items"]
        if "20.11.2026" in row["subject"]
    }
    assert set(said.values()) <= SPOKEN | {"repeat"}
    assert ("C02", "documents", FORMULA) in said.keys() & found
    assert all(row["sent_at"] and "@" in row["to"] for row in rows if row["state"] in ("sent", "written"))
    (before,) = ratusz(["letters", "--as-of", "2026-11-19", "--town", str(today), "-f", "json"])
    assert 0 < len(before.json) < len(rows)
    assert not [row for row in before.json if "20.11.2026" in row["subject"]]


def test_why_tells_the_steps_the_law_and_the_line_of_the_file(answers):
    told = answers["why RPW/same", "table"].out.decode()
    assert "10.11.2026" in told
    assert "dziennik-podawczy-2026-11-20.csv" in told
    assert "C02" in told


def test_another_day_and_another_moment_are_judged_afresh_and_remembered_nowhere(today):
    files = {path: path.stat().st_mtime_ns for path in today.rglob("*") if path.is_file()}
    clocks = ("--as-of", "2026-11-24"), ("--known-on", "2001-01-01"), ("--known-on", "2001-01-01T06:00+02:00")
    looking = ("findings", "invoices", "turnaround", "budget --year 2026")
    calls = [[*words.split(), *clock, "--town", str(today), "-f", "json"] for words in looking for clock in clocks]
    told = dict(zip(product(looking, clocks), ratusz(*calls), strict=True))
    assert {finding["as_of"] for finding in told["findings", clocks[0]].json} == {"2026-11-24"}
    for words in looking:
        early, offset = (told[words, clock].json for clock in clocks[1:])
        assert {row.get("rule") for row in (*early, *offset)} <= {"D01", "D03"}, (
            "before anything was loaded only the sources and the law's record can be spoken of"
        )
    assert {path: path.stat().st_mtime_ns for path in today.rglob("*") if path.is_file()} == files


def test_contract_and_rules_need_no_town(answers):
    contract, rules = ratusz(["contract", "-f", "json"], ["rules", "-f", "json"])
    assert {row["noun"] for row in contract.json} == set(NOUNS)
    assert [row["rule"] for row in rules.json] == list(RULES)
    assert contract.json == answers["contract", "json"].json


def test_a_second_run_says_that_nothing_changed_and_demo_leaves_a_built_town_alone(today, tmp_path):
    today = Path(shutil.copytree(today, tmp_path / "town"))
    run, in_json, demo = ratusz(
        ["run", "--town", str(today)],
        ["run", "--town", str(today), "-f", "json"],
        ["demo", "--no-serve", "--town", str(today)],
    )
    assert "Od ostatniego przebiegu nic się nie zmieniło" in run.out.decode()
    assert (run.code, run.err, in_json.code) == (3, "", 3), "the feed that never delivers is still a reason to look"
    assert (demo.code, demo.out, demo.err) == (0, run.out, "")
    counts = {row["severity"]: row["findings"] for row in json.loads(in_json.out)}
    (found,) = ratusz(["findings", "--town", str(today), "-f", "json"])
    assert counts == {
        severity: [f["severity"] for f in found.json].count(severity)
        for severity in ("critical", "high", "warn", "info")
    }


@pytest.mark.parametrize("language", ["en_GB.UTF-8", "pl_PL.UTF-8"])
def test_help_loads_no_frames_and_no_tools_of_translators(language: str, tmp_path: Path) -> None:
    heavy = {"polars", "duckdb", "babel"}
    program = (
        "import sys; sys.argv = ['ratusz', '--help']\n"
        "from pipelines.cli import main\n"
        "try: main()\n"
        f"except SystemExit: sys.exit(bool({heavy} & set(sys.modules)))"
    )
    there = {**os.environ, "LC_ALL": language, "RATUSZ_TOWN": str(tmp_path)}
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, env=there).returncode == 0
