"""What a graver rule silences: not counted over past days, listed apart, and the record says by what it was judged.

An invoice agreed for 60 days where 30 are allowed: I03 says so through 15 April, from the 16th I02 silences it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.answers.evidence import PARTS
from pipelines.answers.findings import spoken
from pipelines.reading import Reading, reading
from pipelines.replay.backtest import backtest, days_of_business, first_known, reaches_back
from pipelines.run import run
from pipelines.settings import open_town
from pipelines.settings.town_law import law_of
from pipelines.store.moments import utc_now
from pipelines.store.snapshot import open_snapshot
from pipelines.store.warehouse import migrate
from tests.pipelines.cli.test_cli import KEYS
from tests.pipelines.ten_cases import deliver

LAST = date(2026, 4, 17)
INVOICES = (
    "invoice_id,number,seller_nip,seller_kind,issued_on,received_on,agreed_due_on,gross\n"
    "A,A/1,5260250274,business,2026-03-16,2026-03-16,2026-05-15,100.00\n"
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town after its pass of 17 April. Nobody writes to it."""
    root = tmp_path_factory.mktemp("silenced") / "town"
    root.mkdir()
    (root / "town.toml").write_text('[town]\nname = "Cichowo"\n[feeds.invoices]\n', "utf-8")
    deliver(root, "invoices", INVOICES)
    run(open_town(root), LAST)
    return root


@pytest.fixture
def day(root: Path) -> Iterator[Reading]:
    """The published day, open."""
    with reading(open_town(root), LAST, None) as opened:
        yield opened


def test_what_is_silenced_is_listed_apart_with_the_rule_that_silences_it(day):
    [silenced] = spoken(day, "inhibited", utc_now()).to_dicts()
    assert list(silenced) == KEYS["findings --inhibited"]
    assert (silenced["rule"], silenced["subject"], silenced["inhibited_by"]) == ("I03", "A", "I02")
    assert ("I03", "A") not in spoken(day, "now", utc_now()).select("rule", "subject").rows()


def test_over_past_days_only_what_was_said_is_counted(root):
    town = open_town(root)
    con, _ = open_snapshot(town)
    with closing(con):
        days = days_of_business(date(2026, 4, 14), LAST, utc_now())
        found = backtest(con, town, law_of(town), days).rules
    counted = {row["rule"]: (row["findings"], row["finding_days"]) for row in found.to_dicts()}
    assert (counted["I03"], counted["I02"]) == ((1, 2), (1, 2))


@pytest.mark.parametrize("state", ["refused", "unchanged", "held"])
def test_a_file_that_brought_nothing_begins_no_knowledge(state, root):
    with duckdb.connect() as con:
        migrate(con)
        assert first_known(con) is None
        assert not reaches_back(con, open_town(root), LAST)
        for number, (became, at) in enumerate([(state, "2026-04-01 05:00"), ("loaded", "2026-04-10 05:00")]):
            con.execute(
                "insert into loads by name select $1 as load_id, 'f' as feed, 'cases' as noun, '' as folder, "
                "'' as file, '' as sha256, '' as arrival, $2::timestamp as started_at, $2::timestamp as known_from, "
                "1 as rows_in, 0 as rows_loaded, 0 as rows_unchanged, 1 as rows_rejected, 0 as rows_ended, "
                "$3 as state, []::varchar[] as aside, '' as mapping",
                [f"L{number}", at, became],
            )
        assert first_known(con) == datetime(2026, 4, 10, 5)
        assert not reaches_back(con, open_town(root), date(2026, 4, 9))
        assert reaches_back(con, open_town(root), date(2026, 4, 10))


def rows(day: Reading, part: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(PARTS[part](day).decode())))


@pytest.mark.parametrize(("part", "key"), [("parameters.csv", "parameter"), ("terms.csv", "term")])
def test_every_number_of_the_evidence_has_the_days_the_law_and_the_standing_it_has_in_the_record(day, part, key):
    law = day.own_law.on(LAST)
    known = law.parameters if key == "parameter" else law.terms
    told = {row[key]: row for row in rows(day, part)}
    assert set(told) == {each.name if key == "parameter" else each.id for each in known.values()} != set()
    for each in known.values():
        row = told[each.name if key == "parameter" else each.id]
        assert row["valid_from"] == str(each.valid_from)
        assert row["valid_to"] == ("" if each.valid_to is None else str(each.valid_to))
        assert (row["law"] or None, row["status"]) == (each.law or None, str(each.status))
        assert row["reviewed_on"] == ("" if each.reviewed_on is None else str(each.reviewed_on))
    assert any(row["valid_to"] != row["valid_from"] for row in told.values())


def test_the_manifest_names_the_program_that_last_ran_up_to_that_moment(day):
    noon = datetime(2026, 4, 16, 12)
    with duckdb.connect() as con:
        con.execute("create table runs (run_id varchar, version varchar, known_on timestamp)")
        then = replace(day, con=con, known_on=noon)
        assert json.loads(PARTS["manifest.json"](then))["program_then"] is None
        for run_id, version, hours in (
            ("000001", "1", -2),
            ("000002", "2", -1),
            ("000003", "3", 0),
            ("000004", "4", 1),
        ):
            con.execute("insert into runs values (?, ?, ?)", [run_id, version, noon + timedelta(hours=hours)])
        assert json.loads(PARTS["manifest.json"](then))["program_then"] == "3"
        earlier = replace(then, known_on=noon - timedelta(minutes=1))
        assert json.loads(PARTS["manifest.json"](earlier))["program_then"] == "2"
        assert json.loads(PARTS["manifest.json"](then))["as_of"] == "2026-04-17"


def test_each_subject_that_is_spoken_of_has_its_trace_and_the_silenced_one_too(day):
    traces = [json.loads(line) for line in PARTS["traces.jsonl"](day).splitlines()]
    assert "A" in [trace["subject"] for trace in traces]
    assert pl.DataFrame(rows(day, "rules.csv")).height > 30
