"""Findings compared with the day before: what is news, what is over, and what was silenced on either day."""

from __future__ import annotations

from datetime import date, datetime

import duckdb
import pytest

from pipelines.store.queries import sql
from pipelines.store.warehouse import migrate, set_clocks

MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)
NOON = datetime(2026, 11, 16, 12)


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    """A warehouse with a run of Monday noon, looked at on Tuesday."""
    con = duckdb.connect()
    migrate(con)
    con.execute("create temp table findings_told as select * exclude (run_id, as_of, known_on) from findings")
    ran(con, "000001", MONDAY, NOON)
    set_clocks(con, TUESDAY, datetime(2026, 11, 17, 12), "Europe/Warsaw")
    return con


def ran(con: duckdb.DuckDBPyConnection, run_id: str, day: date, known_on: datetime) -> None:
    con.execute("insert into runs values (?, ?, ?, null, '', '', '', '{}', '{}')", [run_id, day, known_on])


def found(
    con: duckdb.DuckDBPyConnection,
    subject: str,
    severity: str = "warn",
    silenced: str | None = None,
    run_id: str = "",
    status: str = "new",
) -> None:
    """Something that a run found; without one, what is found now."""
    row = {
        "rule": "C01", "name": "", "noun": "cases", "subject": subject, "severity": severity, "recipients": [],
        "status": status, "message": "", "law": [], "because": "[]", "n": 1, "details": "{}", "first_seen": MONDAY,
        "inhibited_by": silenced,
    }  # fmt: skip
    if run_id:
        row |= {"run_id": run_id, "as_of": MONDAY, "known_on": NOON}
    into, marks = ", ".join(row), ", ".join("?" * len(row))
    con.execute(f"insert into {'findings' if run_id else 'findings_told'} ({into}) values ({marks})", [*row.values()])


def statuses(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str | None], str]:
    """(subject, what silences it) -> status."""
    rows = con.execute(f"select subject, inhibited_by, status from ({sql('judge/findings.sql')})").fetchall()
    assert len(rows) == len({row[:2] for row in rows})
    return {(subject, silenced): status for subject, silenced, status in rows}


@pytest.mark.parametrize(
    ("before", "now", "status"),
    [
        ("warn", "high", "worse"),
        ("high", "warn", "better"),
        ("warn", "warn", "unchanged"),
        ("info", "critical", "worse"),
    ],
)
def test_gravity_is_compared(con, before, now, status):
    found(con, "A", before, run_id="000001")
    found(con, "A", now)
    assert statuses(con) == {("A", None): status}


def test_what_is_gone_is_resolved_and_what_was_gone_already_is_not_said_again(con):
    found(con, "A", run_id="000001")
    found(con, "B", run_id="000001", status="resolved")
    assert statuses(con) == {("A", None): "resolved"}


def test_what_was_silenced_and_is_gone_is_nobody_s_news(con):
    found(con, "A", silenced="C02", run_id="000001")
    assert statuses(con) == {}


def test_what_is_silenced_from_today_on_is_said_no_more(con):
    found(con, "A", run_id="000001")
    found(con, "A", silenced="C02")
    assert statuses(con) == {("A", "C02"): "new", ("A", None): "resolved"}


def test_what_is_no_longer_silenced_is_new(con):
    found(con, "A", silenced="C02", run_id="000001")
    found(con, "A")
    assert statuses(con) == {("A", None): "new"}


def test_what_stays_silenced_is_unchanged(con):
    found(con, "A", silenced="C02", run_id="000001")
    found(con, "A", silenced="C02")
    assert statuses(con) == {("A", "C02"): "unchanged"}


def test_of_a_day_judged_twice_the_last_run_known_then_is_compared_with_and_never_a_run_of_the_same_day(con):
    found(con, "A", "info", run_id="000001")
    ran(con, "000002", MONDAY, datetime(2026, 11, 17, 11))
    found(con, "A", "high", run_id="000002")
    ran(con, "000003", TUESDAY, datetime(2026, 11, 17, 11))
    ran(con, "000004", MONDAY, datetime(2026, 11, 17, 12))  # at this very moment: not known before it
    found(con, "A", "critical", run_id="000004")
    found(con, "A", "high")
    assert statuses(con) == {("A", None): "unchanged"}
