"""What the demo promises of invoices is found: each rule, on its subject, at its severity; and hardly more."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from data.demo.days import AS_OF
from data.demo.planted import PLANTED
from pipelines.answers.findings import materialize_findings
from pipelines.answers.why import why
from pipelines.reading import reading
from pipelines.settings import open_town

RULES = ("I01", "I02", "I03", "I04", "I05", "I06", "I07", "I08", "I09", "I10", "I11", "B05")
PROMISES = [promise for promise in PLANTED if promise.rule in RULES]


@pytest.fixture(scope="module")
def found(demo_day: Path) -> dict[tuple[str, str], str]:
    """Severity by rule and subject on the day of the demo."""
    with closing(duckdb.connect(demo_day / "ratusz.duckdb", read_only=True)) as con:
        rows = con.execute(
            "select rule, subject, severity from findings where inhibited_by is null and list_contains(?, rule) "
            "and as_of = ? and status <> 'resolved'",
            [list(RULES), AS_OF],
        ).fetchall()
    assert len(rows) == len({(rule, subject) for rule, subject, _ in rows})
    return {(rule, subject): severity for rule, subject, severity in rows}


@pytest.mark.parametrize("promise", PROMISES, ids=lambda one: f"{one.rule} {one.subject}")
def test_what_was_promised_is_found(found, promise):
    said = {
        severity for (rule, subject), severity in found.items()
        if rule == promise.rule and promise.subject in (None, subject)
    }  # fmt: skip
    assert (promise.severity or min(said, default=None)) in said


def test_a_town_where_most_is_well_hears_little_of_its_invoices(found):
    told = Counter(rule for (rule, _), severity in found.items() if severity != "info")
    assert set(told) == set(RULES) - {"I11"}
    assert max(told.values()) <= 8
    assert told.total() <= 40


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("FZ/09092/2026", "wykonanie 104 500,00 zł, zatwierdzone wcześniej 9 000,00 zł, pozostaje 6 500,00 zł"),
        ("FZ/09093/2026", "Nie wskazano podziałki dla kwoty 4 305,00 zł."),
        ("FZ/09057/2026", "wykaz VAT: rachunku nie było w wykazie VAT"),
        ("PRZ/001928", "przelewy-2026-11-20.csv, wiersz 1929"),
    ],
)
def test_why_shows_what_the_check_compared(demo_day, subject, said):
    with reading(open_town(demo_day), None, None) as day:
        materialize_findings(day)
        text = " ".join(line.text for line in why(day, subject)).replace("\N{NO-BREAK SPACE}", " ")
    assert said in text
