"""The evidence pack: all that a day's report rests on, and the same bytes whenever it is made again."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipelines.run import run
from pipelines.settings import open_town
from rules.catalogue import RULES
from tests.pipelines.commands import ratusz

TOWN = """
[town]
name = "Dowodowo"
teryt = "2478000"
as_of = "2026-11-20"
[feeds.units]
[feeds.cases]
[feeds.invoices]
[feeds.payments]
covers = "changes"
[feeds.budget]
"""
FILES = {
    "units": "unit,name\nWB,Budownictwo\n",
    "cases": (
        "case_id,kind,unit,opened_on,due_on\n"
        "WB.1,kpa_investigation,WB,2026-10-05,\n"
        "WB.2,own,WB,2026-10-05,2026-11-23\n"
        "WB.3,nobody_knows,WB,2026-10-05,\n"
    ),
    "invoices": (
        "invoice_id,number,seller_nip,seller_kind,unit,issued_on,received_on,agreed_due_on,gross\n"
        "F1,1/2026,5252248481,business,WB,2026-10-02,2026-10-02,2026-10-30,1000.00\n"
    ),
    "payments": "payment_id,invoice_id,ordered_on,paid_on,amount\nP1,F1,2026-11-18,2026-11-19,400.00\n",
    "budget": (
        "year,booked_on,unit,side,dzial,rozdzial,paragraf,measure,amount\n"
        "2026,2026-01-02,WB,spending,700,70005,4300,plan,1000.00\n"
        "2026,2026-11-02,WB,spending,700,70005,4300,executed,1500.00\n"
    ),
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town after its pass. Nobody writes to it."""
    root = tmp_path_factory.mktemp("evidence") / "town"
    for noun, text in FILES.items():
        deliver(root, noun, text)
    (root / "town.toml").write_text(TOWN, "utf-8")
    run(open_town(root), date(2026, 11, 20))
    return root


@pytest.fixture(scope="module")
def packed(town: Path) -> tuple[Path, str]:
    """The pack of the published run, and what the command said."""
    path = town.parent / "pack.zip"
    (said,) = ratusz(["evidence", "--town", town, "--out", path])
    assert (said.code, said.err) == (0, "")
    return path, said.out.decode()


def deliver(root: Path, noun: str, text: str) -> None:
    (root / "inbox" / noun).mkdir(parents=True, exist_ok=True)
    (root / "inbox" / noun / f"{noun}.csv").write_text(text, "utf-8")


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as box:
        return {name: box.read(name) for name in box.namelist()}


def test_it_holds_inputs_parameters_rules_findings_traces_queue_budget_and_reports(packed, town):
    path, _ = packed
    held = parts(path)
    assert {
        "README.txt", "manifest.json", "inputs.csv", "parameters.csv", "terms.csv", "rules.csv", "findings.json",
        "inhibited.json", "unknown.csv", "traces.jsonl", "queue.csv", "budget.csv", "reports.csv", "turnaround.csv",
        "town.toml", "law/holidays.yaml", "SHA256SUMS",
    } <= held.keys()  # fmt: skip
    told, queue, loads = ratusz(
        *(
            [*command.split(), "--town", town, "-f", form]
            for command, form in (
                ("findings", "json"),
                ("invoices", "csv"),
                ("loads", "csv"),
            )
        )
    )
    assert json.loads(held["findings.json"]) == told.json
    assert held["queue.csv"] == queue.out
    assert held["inputs.csv"] == loads.out
    assert {json.loads(line)["subject"] for line in held["traces.jsonl"].splitlines()} >= {
        finding["subject"] for finding in told.json
    }
    assert held["town.toml"].decode() == (town / "town.toml").read_text("utf-8")


def test_every_number_has_its_source_and_every_rule_its_version(packed):
    held = parts(packed[0])
    numbers = pl.read_csv(held["parameters.csv"], infer_schema_length=0)
    assert numbers.filter(pl.col("source").is_null() & pl.col("law").is_null()).is_empty()
    assert numbers["parameter"].is_unique().all()
    rules = pl.read_csv(held["rules.csv"])
    assert rules.height == rules["version"].n_unique() == len(RULES)


def test_the_sums_are_those_of_the_parts(packed):
    held = parts(packed[0])
    lines = held.pop("SHA256SUMS").decode().splitlines()
    assert lines == [f"{hashlib.sha256(data).hexdigest()}  {name}" for name, data in held.items()]


def test_after_all_that_came_later_the_command_it_names_makes_the_same_bytes(packed, town, tmp_path):
    path, said = packed
    again = re.search(r"→ ratusz (evidence .*)", said)
    assert again
    root = Path(shutil.copytree(town, tmp_path / "town"))
    deliver(root, "cases", FILES["cases"].replace("2026-10-05", "2026-10-06"))
    deliver(root, "payments", FILES["payments"] + "P2,F1,2026-11-18,2026-11-19,600.00\n")
    (root / "town.toml").write_text(TOWN.replace("Dowodowo", "Inaczej"), "utf-8")
    run, rebuilt, now = ratusz(
        ["run", "--town", root],
        [*again[1].split(), "--town", root, "--out", tmp_path / "again.zip"],
        ["evidence", "--town", root, "--out", tmp_path / "now.zip"],
    )
    assert (run.err, rebuilt.code, rebuilt.err, now.code) == ("", 0, "", 0)
    was, is_now = parts(path), parts(tmp_path / "again.zip")
    assert {name for name in was if was[name] != is_now[name]} == set(), "the parts, one by one"
    assert (tmp_path / "again.zip").read_bytes() == path.read_bytes()
    assert (tmp_path / "now.zip").read_bytes() != path.read_bytes()


def test_another_pack_is_not_written_over_and_the_same_one_may_be(packed, town, tmp_path):
    path = tmp_path / "pack.zip"
    path.write_bytes(packed[0].read_bytes())
    other = tmp_path / "other.zip"
    other.write_bytes(b"something else")
    same, refused = ratusz(*(["evidence", "--town", town, "--out", file] for file in (path, other)))
    assert (same.code, same.err) == (0, "")
    assert (refused.code, refused.err.splitlines()[1]) == (1, "→ Podaj inny plik w --out.")
    assert other.read_bytes() == b"something else"


def test_a_zip_of_the_same_parts_is_the_same_file_on_any_day(packed):
    with zipfile.ZipFile(io.BytesIO(packed[0].read_bytes())) as box:
        assert {(entry.date_time, entry.compress_type, entry.create_system) for entry in box.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED, 3)
        }
