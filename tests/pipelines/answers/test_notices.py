"""The notices of delay to sign: whose they are, what the record offers to write, what stays open for a hand."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from pipelines.answers.notices import OPEN, letters, notices
from pipelines.reading import published_day, reading
from pipelines.settings import open_town
from pipelines.store.warehouse import look
from rules.wording import words
from tests.once import once
from tests.pipelines.answers.delayed import DAY, NAME, build
from tests.pipelines.commands import ratusz

W = words("pl")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "notices", build)


def rows_of(town: Path) -> dict[str, dict[str, Any]]:
    with published_day(open_town(town)) as day:
        look(day.con, day.as_of, day.known_on, day.town.timezone)
        return {row["subject"]: row for row in notices(day).to_dicts()}


def read(document: bytes) -> tuple[list[str], list[list[str]]]:
    """The paragraphs and the rows of the list."""
    made = docx.Document(BytesIO(document))
    return [p.text for p in made.paragraphs], [[cell.text for cell in row.cells] for row in made.tables[0].rows]


def test_a_notice_is_owed_of_each_case_that_the_rule_finds_and_of_no_other(town):
    found = rows_of(town)
    assert set(found) == {"OS.1", "OS.2", "OS.3"}
    assert found["OS.1"]["passed"]
    assert found["OS.1"]["law"] == "KPA art. 36"


def test_the_new_day_is_one_by_which_nine_in_ten_that_lasted_as_long_were_settled(town):
    with published_day(open_town(town)) as day:
        working = [
            found for (found,) in day.con.execute("select day from law_calendar where working order by day").fetchall()
        ]

    def number(on: date) -> int:
        return sum(each <= on for each in working)

    lasted = number(DAY) - number(date(2026, 10, 1))
    settled = [number(date(2026, 5, 4) + timedelta(days=50 + n)) - number(date(2026, 5, 4)) for n in range(30)]
    more = sorted(days - lasted for days in settled if days > lasted)
    assert len(more) >= 10
    at = number(DAY) + more[-(-9 * len(more) // 10) - 1]  # the smallest that covers nine in ten
    assert rows_of(town)["OS.1"]["new_date"] == working[at - 1]


def test_the_list_and_the_letters_say_what_the_record_offers_and_leave_the_rest_open(town):
    found = rows_of(town)
    texts, table = read(letters(list(found.values()), NAME, DAY, W))
    assert [row[0] for row in table[1:]] == list(found)
    assert {row[0]: row[2] for row in table[1:]} == {
        "OS.1": OPEN,
        "OS.2": "oczekiwanie na <biegłego>",
        "OS.3": "opóźnienie z winy strony",
    }
    assert texts.count(NAME) == 1 + len(found)
    assert texts.count("ZAWIADOMIENIE") == len(found)
    assert f"Przyczyna zwłoki: {OPEN}." in texts
    assert any("nie została załatwiona w terminie, który upłynął 2.11.2026" in text for text in texts)
    assert any("nie zostanie załatwiona w terminie, który upływa" in text for text in texts) is any(
        not row["passed"] for row in found.values()
    )
    assert sum("ponaglenia (KPA art. 37 § 1)" in text for text in texts) == len(found)
    assert "Sprawę prowadzi: Anna Nowak" in texts
    assert not [text for text in texts if "{" in text]


def test_a_procedure_that_needs_no_instruction_gets_none(town):
    row = rows_of(town)["OS.1"] | {"instruction": None, "law": "Ordynacja podatkowa art. 140", "new_date": None}
    texts, _ = read(letters([row], "Miasto", DAY, W))
    assert "Podstawa prawna zawiadomienia: Ordynacja podatkowa art. 140." in texts
    assert f"Nowy termin załatwienia sprawy: {OPEN}." in texts
    assert not [text for text in texts if "ponaglen" in text]


def test_a_day_judged_afresh_owes_the_same(town):
    with reading(open_town(town), DAY, None) as day:
        stored = notices(day).drop("severity")
    with reading(open_town(town), DAY - timedelta(days=1), None) as day:
        before = notices(day)
    assert set(stored["subject"]) == {"OS.1", "OS.2", "OS.3"}
    assert set(before["subject"]) <= {"OS.1", "OS.2", "OS.3"}
    assert "OS.1" in set(before["subject"])


def test_the_command_writes_the_document_once(town, tmp_path):
    out = tmp_path / "z.docx"
    command = ["notices", "--town", str(town), "--as-of", str(DAY), "--out", str(out)]
    first, again, none = ratusz(command, command, [*command[:-1], str(tmp_path / "n.docx"), "--unit", "XX"])
    assert first.code == 0
    assert "3 zawiadomienia" in first.out.decode()
    assert len(read(out.read_bytes())[1]) == 4
    assert again.code == 1
    assert "nie ma zawiadomień" in none.out.decode()
    assert not (tmp_path / "n.docx").exists()
