"""The first hour of a new town: from nothing to a true finding, and what the ordinary first mistakes come to."""

from __future__ import annotations

import json
import os
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.reading import reading
from pipelines.settings import open_town
from rules.law import read_law
from tests.once import once
from tests.pipelines.commands import Answer, alone, ratusz

DAY = "2026-11-30"
MINUTES = 3
REGISTER = """Spis spraw - stan na 30.11.2026\r
\r
Znak sprawy;Komórka organizacyjna;Prowadzący;Data wszczęcia;Data ostatecznego załatwienia\r
WAB.6740.1.2026;WAB;Żółć Łucja;5.01.2026;\r
WAB.6740.2.2026;WAB;Żółć Łucja;5.01.2026;20.01.2026\r
Razem;2;;;\r
"""
UNITS = "unit,name\n"
BUDGET = "Jednostka,Dział,Rozdział,Paragraf,Plan,Wykonanie\nUM,750,75023,4210,1000.00,"
MONTH = """[feeds.{name}]
noun = "budget"
columns = {{ unit = "Jednostka", dzial = "Dział", rozdzial = "Rozdział", paragraf = "Paragraf" }}
constants = {{ year = "2026", side = "spending", booked_on = "{day}" }}
measures = {{ plan = "Plan", executed = "Wykonanie" }}
"""
INVOICES = "invoice_id;number;seller_nip;issued_on;received_on;agreed_due_on;gross\n"
SPELLED = (
    "1 234,56", "1234.56", "1.234,56", "1 234,56 zł", "1234,56 PLN", "1,234.56", "1,234", "12,00-", "1'234,56",
    "1.234", "1\u00a0234,56",
)  # fmt: skip
ALIKE = (("FK/2", "123-456-32-18"), ("FK/3", "PL 1234563218"))
UNION = """query = '''
select 'EZD' as system, "Nazwisko" as name, "Nr" as employee from file
union all select 'FK', "Login", "Nr" from file'''
"""
TOWNS: dict[str, tuple[str, dict[str, bytes]]] = {  # by the number of the case: town.toml, and what lies in the inbox
    "01": (
        '[feeds.ezd]\nnoun = "cases"\nread = { delimiter = ";", dates = "%d.%m.%Y" }\n'
        'columns = { case_id = "Znak sprawy", unit = "Komórka", opened_on = "Data wszczęcia" }\n',
        {"ezd/rejestr.csv": REGISTER.encode()},
    ),
    "06": (
        MONTH.format(name="b01", day="2026-01-31") + MONTH.format(name="b02", day="2026-02-28"),
        {"b01/s.csv": f"{BUDGET}100.00\n".encode(), "b02/l.csv": f"{BUDGET}200.00\n".encode()},
    ),
    "07": (
        '[feeds.fk]\nnoun = "invoices"\nread = { delimiter = ";" }\n[feeds.inne]\nnoun = "invoices"\n'
        'read = { delimiter = ";" }\n',
        {
            "fk/f.csv": (INVOICES + "".join(
                f"{key};FV 7/2026;{nip};2026-09-17;2026-09-17;2026-12-17;1 000,00\n" for key, nip in ALIKE
            )).encode(),
            "inne/f.csv": (INVOICES + "X;FV 7/2026;1234563218;2026-09-17;2026-09-17;2026-12-17;1000.00\n").encode(),
        },
    ),
    "08": (
        '[feeds.fk]\nnoun = "invoices"\nread = { delimiter = ";", decimal = "," }\n',
        {"fk/f.csv": (INVOICES + "".join(
            f"{n};FV {n};1234563218;2026-11-01;2026-11-01;2026-12-01;{text}\n" for n, text in enumerate(SPELLED, 1)
        )).encode()},
    ),
    "09": (
        '[kinds]\n"5345" = "certificate"\n[feeds.ezd]\nnoun = "cases"\n',
        {f"ezd/{unit}.csv": ("case_id,unit,opened_on\n" + "".join(
            f"{unit}.5345.{n}.2026,{unit},2026-11-27\n" for n in range(1, many)
        )).encode() for unit, many in (("WPO", 31), ("WSO", 41))},
    ),
    "14": (
        f'[feeds.kadry]\nnoun = "aliases"\n{UNION}',
        {"kadry/k.csv": "Nr,Nazwisko,Login\n1,Lis,jlis\n2,Lis,elis\n3,Bąk,abak\n".encode()},
    ),
    "15": (
        '[feeds.a]\nnoun = "units"\nread = { encoding = "cp1250" }\n[feeds.b]\nnoun = "units"\n'
        'read = { delimiter = ";" }\n[feeds.c]\nnoun = "units"\n[feeds.e]\nnoun = "units"\n'
        '[feeds.f]\nnoun = "units"\nformat = "xlsx"\nfiles = "*.xls*"\n',
        {
            "a/a.csv": f"{UNITS}A1,Wydział Świadczeń\n".encode(),
            "b/b.csv": f"{UNITS}B1,Wydzial\n".encode(),
            "c/c.csv": f"{UNITS}C1,Wydział\n".encode("cp1250"),
            "e/e.csv": b"",
            "f/f.xls": b"<html><table><tr><td>unit</td><td>name</td></tr><tr><td>F1</td><td>X</td></tr></table></html>",
        },
    ),
}  # fmt: skip
ASKED = {  # beside check, run and loads
    "06": ["budget", "--year", "2026", "--level", "paragraf"], "07": ["invoices"], "08": ["invoices"],
    "09": ["findings", "--rule", "D01"],
}  # fmt: skip


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each town of TOWNS after `check` and `run`, with what was said as `said.json`."""

    def make(root: Path) -> None:
        calls, marks = list[list[object]](), list[tuple[str, str]]()
        for case, (settings, files) in TOWNS.items():
            town = root / case
            for name, content in files.items():
                path = town / "inbox" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                os.utime(path, (0, 0))  # not fresh: nobody is still writing it
            (town / "town.toml").write_text(f'[town]\nname = "Próbne"\n{settings}', "utf-8")
            told = [["check"], ["run", "--as-of", DAY, "--no-letters"], ["loads", "--format", "json"]]
            if case in ASKED:
                told.append([*ASKED[case], "--as-of", DAY, "--format", "json"])
            calls += [[*words, "--town", town] for words in told]
            marks += [(case, words[0]) for words in told]
        said = {case: {} for case in TOWNS}
        for (case, word), answer in zip(marks, ratusz(*calls), strict=True):
            said[case][word] = [answer.code, answer.out.decode(), answer.err]
        (root / "said.json").write_text(json.dumps(said), "utf-8")

    return once(tmp_path_factory, "first mistakes", make)


@pytest.fixture
def told(ended: Path, request: pytest.FixtureRequest) -> dict[str, Any]:
    """What the town of the test's case was told, by command; of the last question and of loads the rows."""
    said = json.loads((ended / "said.json").read_text("utf-8"))[request.param]
    return {word: json.loads(out) if out.startswith("[") else out for word, (_, out, _) in said.items()}


def case(number: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("told", [number], indirect=True)


def sheet(ended: Path, place: str) -> list[tuple[Any, ...]]:
    [path] = (ended / place / "rejected").rglob("*.xlsx")
    return pl.read_excel(path, infer_schema_length=0).rows()


def asked_of(town: Path, query: str) -> list[tuple[Any, ...]]:
    with reading(open_town(town), date.fromisoformat(DAY), None) as day:
        return day.con.execute(query).fetchall()


@case("01")
def test_a_refused_file_is_told_with_reason_and_fix_wherever_somebody_looks(told, ended):
    for place in (told["check"], told["run"], told["loads"][0]["fix"], str(sheet(ended, "01"))):
        assert "skip = 2" in place
        assert "Wiersz 3 wygląda na nagłówek" in place
    assert "brakuje kolumny" in told["loads"][0]["reason"]
    assert "rejestr.csv" in told["run"]


@case("06")
def test_cumulative_tables_of_two_feeds_are_the_last_sum_not_both(told):
    [line] = told["budget"]
    assert (line["plan"], line["executed"]) == ("1000.00", "200.00")


@case("07")
def test_one_invoice_in_two_registers_is_one_and_twice_in_one_is_said(told):
    assert len(told["invoices"]) == 2, "three rows, of which the other register's is one of them"
    assert {row["seller_nip"] for row in told["invoices"]} == {"1234563218"}
    assert "nie płać jej drugi raz" in told["run"]


@case("08")
def test_amounts_with_one_reading_are_taken_and_the_two_with_two_are_told(told, ended):
    taken = {row["invoice_id"]: Decimal(row["payable"]) for row in told["invoices"]}
    assert {key: amount for key, amount in taken.items() if key != "8"} == {
        str(n): Decimal("1234.56") for n in (1, 2, 3, 4, 5, 6, 9, 11)
    }
    assert [row[6] for row in sheet(ended, "08")] == ["1,234", "1.234"]


@case("09")
def test_a_file_of_one_department_is_held_with_its_name_its_release_and_the_setting(told):
    first, held = told["loads"]
    assert (first["state"], held["state"], held["rows_in"]) == ("loaded", "held", 40)
    [said] = [row["message"] for row in told["findings"] if row["subject"] == "ezd"]
    for part in ("WSO.csv", "30 z 30", "ratusz release L000002", 'covers = "part", part = "unit"'):
        assert part in said


@case("14")
def test_doubled_keys_of_a_query_show_the_rows_as_the_query_gave_them(told, ended):
    assert (told["loads"][0]["rows_loaded"], told["loads"][0]["rows_rejected"]) == (4, 2)
    assert [row[:3] for row in sheet(ended, "14")] == [("EZD", "Lis", "1"), ("EZD", "Lis", "2")]


@case("15")
def test_a_file_in_another_shape_is_read_rightly_or_refused_with_what_it_is(told, ended):
    states = {row["feed"]: row["state"] for row in told["loads"]}
    assert states == {"a": "loaded", "b": "refused", "c": "refused", "e": "refused", "f": "refused"}
    assert 'delimiter = ","' in told["run"]
    assert 'encoding = "cp1250"' in told["check"]
    assert 'format = "html"' in told["run"]
    assert "plik nie ma wiersza nagłówka" in told["run"]
    [name] = asked_of(ended / "15", "select name from units")
    assert name == ("Wydział Świadczeń",)


def test_from_init_to_the_first_true_finding_in_under_three_minutes(tmp_path):
    register = tmp_path / "spis spraw.csv"
    register.write_bytes(REGISTER.encode("cp1250"))
    town = tmp_path / "town"
    began = time.monotonic()
    steps: list[Answer] = [
        alone("init", "--town", str(town), "--name", "Urząd Próbny", "--steward", "Ewa Bąk <bak@um.example>"),
        alone("adopt", str(register), "--town", str(town), "--as-of", DAY, "--yes"),
        alone("run", "--town", str(town), "--as-of", DAY, "--no-letters"),
        alone("findings", "--town", str(town), "--as-of", DAY, "--format", "json"),
    ]
    took = time.monotonic() - began
    assert [(step.code, step.err) for step in steps[:2]] == [(0, ""), (0, "")]
    assert steps[2].code in (0, 3), steps[2].err
    found = {(row["rule"], row["subject"]): row for row in steps[3].json}
    late = found["C09", "WAB.6740.1.2026"]
    law = read_law("PL")
    term = next(each for each in law.terms if each.id == "building_permit")
    assert (term.n, term.unit) == (65, "day")
    assert late["due_on"] == str(date(2026, 3, 11)), "65 days from 5 January, which is not counted"
    assert not any(subject == "WAB.6740.2.2026" for _, subject in found)
    assert open_town(town).feeds["sprawy"].profile is not None
    assert took < MINUTES * 60, f"{took:.0f} s"
