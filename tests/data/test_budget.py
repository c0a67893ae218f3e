"""The demo's budget holds together: it balances, was never below zero, and only the planted lines are over."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal

import pytest

from data.demo.days import AS_OF
from data.demo.planted import by_rule

Line = tuple[str, str, str]  # unit, side, classification
ROW = r"<Rozdzial>(\d+)</Rozdzial><Grupa>1100</Grupa><Paragraf>(\d{3})</Paragraf><P4>0</P4>(.*?)</Pozycja>"


def day(text: str) -> date:
    """A Polish day."""
    return datetime.strptime(text[:10], "%d.%m.%Y").date()


def zlotys(text: str) -> Decimal:
    """A Polish amount."""
    return Decimal(text.replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace(",", "."))


@pytest.fixture(scope="module")
def entries(export):
    """Entries in force by the day of the demo; the last two rows are clerks' mistakes."""
    rows = [row for row in export("budzet")[:-2] if row["Stan"] != "projekt" and row["Rok"] == "2026"]
    return [row for row in rows if day(row["Data księgowania"]) <= AS_OF]


@pytest.fixture(scope="module")
def sums(entries) -> dict[Line, dict[str, Decimal]]:
    """Each measure's sum by line."""
    found: dict[Line, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in entries:
        codes = "/".join(row[name] for name in ("Dział", "Rozdział", "Paragraf"))
        found[row["Dysponent"], row["Strona"], codes][row["Miara"]] += zlotys(row["Kwota"])
    return found


def subject(line: Line) -> str:
    """The line as findings name it."""
    return f"{line[0]}/2026/spending/{line[2]}"


def spending(sums):
    """Lines of spending with a plan."""
    return {line: of for line, of in sums.items() if line[1] == "wydatki" and line[2] != "//" and of["plan"]}


def test_there_are_about_four_hundred_lines(sums):
    assert 380 < len(sums) < 440


def test_only_the_planted_lines_are_over_plan(sums):
    over = {subject(line) for line, of in spending(sums).items() if of["wykonanie"] > of["plan"]}
    assert over == {promise.subject for promise in by_rule()["B01"]}


def test_only_the_planted_lines_are_promised_beyond_the_plan(sums):
    over = {subject(line) for line, of in spending(sums).items() if of["zaangażowanie"] > of["plan"]}
    assert over == {promise.subject for rule in ("B01", "B02") for promise in by_rule()[rule]}


def test_the_plan_balances_to_the_grosz(sums):
    total = {side: sum(of["plan"] for line, of in sums.items() if line[1] == side) for side in ("dochody", "wydatki")}
    receipts, outgoings = (sum(of[measure] for of in sums.values()) for measure in ("przychody", "rozchody"))
    assert total["dochody"] + receipts == total["wydatki"] + outgoings


def test_no_plan_was_ever_below_zero(entries):
    running: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    for row in sorted(entries, key=lambda row: day(row["Data księgowania"])):
        if row["Miara"] == "plan":
            line = tuple(row[name] for name in ("Dysponent", "Strona", "Dział", "Rozdział", "Paragraf"))
            running[line] += zlotys(row["Kwota"])
            assert running[line] >= 0, line


def test_every_act_of_the_mayor_stays_in_its_division_but_one(entries):
    divisions: dict[str, set[str]] = defaultdict(set)
    for row in entries:
        if row["Rodzaj aktu"] == "zarządzenie Prezydenta":
            divisions[row["Akt"]].add(row["Dział"])
    assert [act for act, found in divisions.items() if len(found) > 1] == ["ZP.0050.412.2026"]


def test_the_schools_report_what_the_ledger_says_but_for_one_line(town, entries):
    ledger: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in entries:
        if row["Miara"] == "wykonanie" and row["Strona"] == "wydatki" and day(row["Data księgowania"]).month <= 9:
            ledger[row["Dysponent"], row["Rozdział"] + row["Paragraf"]] += zlotys(row["Kwota"])
    text = (town / "inbox/rb/Rb-28S-2026-Q3.xml").read_text("utf-8")
    differs = []
    for unit, report in re.findall(r'<Rb-28s Id="Rb28s_(\w+)">(.*?)</Rb-28s>', text):
        for chapter, paragraf, amounts in re.findall(
            r"<Rozdzial>(\d+)</Rozdzial><Grupa>1100</Grupa><Paragraf>(\d{3})</Paragraf><P4>0</P4>(.*?)</Pozycja>",
            report,
        ):
            executed = re.search(r"<WW>(.*?)</WW>", amounts)
            said = Decimal(executed[1]) if executed else Decimal()
            if said != ledger[unit, f"{chapter}{paragraf}0"]:
                differs.append((unit, chapter, paragraf, said - ledger[unit, f"{chapter}{paragraf}0"]))
    assert differs == [("SP1", "80101", "430", Decimal("1000.00"))]
