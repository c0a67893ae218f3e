"""Law change in time: what is added or amended for 2027 moves no date of 2026, and what it moves is listed."""

from __future__ import annotations

import shutil
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from pipelines.run import run
from pipelines.settings import open_town
from tests.pipelines.commands import ratusz

SETTINGS = """
[town]
name = "Przesunięcie"
as_of = "2027-01-07"
[feeds.cases]
[feeds.invoices]
[feeds.payments]
covers = "changes"
"""
# a certificate has 7 days (KPA art. 217 § 3): asked for on 15 December by Tuesday the 22nd, on 28 December by Monday
# 4 January, on 7 January by Thursday the 14th; a day given is final
CASES = """case_id,kind,unit,opened_on,due_on
IN-2026,certificate,WB,2026-12-15,
ON-4-JANUARY,certificate,WB,2026-12-28,
GIVEN,certificate,WB,2026-12-15,2027-01-04
NEW,certificate,WB,2027-01-07,
"""
INVOICES = """invoice_id,number,seller_nip,seller_kind,issued_on,received_on,agreed_due_on,gross
IN-2026,1/2026,5252248481,business,2026-12-01,2026-12-01,2026-12-22,100.00
ON-4-JANUARY,2/2026,5252248481,business,2026-12-10,2026-12-10,2027-01-04,100.00
PAID,3/2026,5252248481,business,2026-12-10,2026-12-10,2027-01-04,100.00
"""
PAYMENTS = "payment_id,invoice_id,ordered_on,paid_on,amount\nP1,PAID,2026-12-28,2026-12-28,100.00\n"
AS_OF = date(2027, 1, 7)
CERTIFICATE = """      - n: 7
        unit: day
        act: KPA
        article: art. 217 § 3
        valid_from: 1961-01-01
"""
TEN_DAYS = """        status: verified
      - n: 10
        unit: day
        act: KPA
        article: art. 217 § 3
        valid_from: 2027-01-01
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town after its pass of 7 January 2027, with everything still open. Nobody writes to it."""
    root = tmp_path_factory.mktemp("przesuniecie") / "town"
    for folder, text in {"cases": CASES, "invoices": INVOICES, "payments": PAYMENTS}.items():
        (root / "inbox" / folder).mkdir(parents=True)
        (root / "inbox" / folder / f"{folder}.csv").write_text(text, "utf-8")
    (root / "town.toml").write_text(SETTINGS, "utf-8")
    run(open_town(root), AS_OF)
    return root


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """A copy of the law to amend."""
    with resources.as_file(resources.files("rules.law") / "pl") as shipped:
        return Path(shutil.copytree(shipped, tmp_path / "pl"))


def amend(law: Path, file: str, old: str, new: str) -> None:
    text = (law / file).read_text("utf-8")
    assert text.count(old) == 1
    (law / file).write_text(text.replace(old, new), "utf-8")


def moves(root: Path, *words: str) -> list[tuple[str, str, str]]:
    [answer] = ratusz(("recompute", "--dry-run", *words, "--town", str(root), "--format", "json"))
    return [(row["subject"], row["old_due_on"], row["new_due_on"]) for row in answer.json]


def test_the_law_of_the_last_run_moves_nothing(root):
    assert moves(root) == []


def test_a_day_off_added_for_2027_moves_what_is_due_on_it_and_no_date_of_2026(root, law):
    amend(law, "holidays.yaml", "    2027-01-06: epiphany\n", "    2027-01-04: epiphany\n    2027-01-06: epiphany\n")
    assert moves(root, "--law", law) == [
        ("ON-4-JANUARY", "2027-01-04", "2027-01-05"),  # the case
        ("ON-4-JANUARY", "2027-01-04", "2027-01-05"),  # the invoice, KC art. 115
    ]


def test_a_term_amended_for_2027_moves_what_begins_in_2027_and_no_date_of_2026(root, law):
    amend(law, "terms_kpa.yaml", CERTIFICATE, CERTIFICATE + "        valid_to: 2026-12-31\n" + TEN_DAYS)
    # 7 January + 10 days is Sunday the 17th
    assert moves(root, "--law", law) == [("NEW", "2027-01-14", "2027-01-18")]


def test_it_is_said_what_of_the_law_changed(root, law):
    amend(law, "holidays.yaml", "    2027-01-06: epiphany\n", "    2027-01-04: epiphany\n    2027-01-06: epiphany\n")
    amend(law, "terms_kpa.yaml", CERTIFICATE, CERTIFICATE + "        valid_to: 2026-12-31\n" + TEN_DAYS)
    [table] = ratusz(("recompute", "--dry-run", "--law", law, "--town", root))
    said = " ".join(table.out.decode().split())
    assert table.code == 0
    assert "4.01.2027: dzień roboczy → Święto Trzech Króli" in said
    assert "termin certificate: 7 dni → 10 dni" in said
    assert "Przesunęłyby się 3 terminy." in said


def test_a_town_of_other_settings_than_the_last_run_is_compared_too(root, tmp_path):
    town = Path(shutil.copytree(root, tmp_path / "town"))
    (town / "town.toml").write_text(SETTINGS + '[terms.certificate]\nn = 9\nunit = "day"\nlaw = "§ 1"\n', "utf-8")
    # nine days of the town's own, whenever it was asked for: 24 December is free and so are the days after it
    assert moves(town) == [
        ("IN-2026", "2026-12-22", "2026-12-28"),
        ("ON-4-JANUARY", "2027-01-04", "2027-01-07"),
        ("NEW", "2027-01-14", "2027-01-18"),
    ]


def test_without_dry_run_it_refuses_and_changes_nothing(root):
    [answer] = ratusz(("recompute", "--town", root))
    assert answer.code == 1
    assert answer.out == b""
    assert "ratusz run" in answer.err
    assert "--dry-run" in answer.err


def test_a_folder_that_is_no_law_is_refused(root, tmp_path):
    [answer] = ratusz(("recompute", "--dry-run", "--law", tmp_path, "--town", root))
    assert answer.code == 1
    assert "rules/law" in answer.err
