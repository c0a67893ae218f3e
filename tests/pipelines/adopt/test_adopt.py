"""`ratusz adopt` over files as offices keep them: what it proposes, what it asks, what is true after it was saved."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipelines.adopt import Answers, as_json, proposals
from pipelines.adopt.preview import previewed
from pipelines.adopt.save import KEPT, save, undo
from pipelines.load import load_all
from pipelines.refusal import Refusal
from pipelines.settings import open_town
from pipelines.store.warehouse import look, open_warehouse
from pipelines.town import Town
from rules.wording import words

SAY = words("pl")
CASES = """Rejestr spraw - stan na 30.11.2026

"Znak sprawy";"Komórka organizacyjna";"Prowadzący";"Data wszczęcia";"Data załatwienia";"Termin załatwienia"
"WSO.6740.1.2026";"WSO";"Lis Jan";"02.11.2026";"";"30.11.2026"
"WSO.6740.2.2026";"WSO";"Lis Jan";"02.01.2026";"03.11.2026";""
"WAB.5345.3.2026";"WAB";"Żółć Łucja";"2.01.2026";"";""
Razem;3
"""


@pytest.fixture
def town(tmp_path: Path) -> Town:
    root = tmp_path / "town"
    root.mkdir()
    (root / "town.toml").write_text('# nasz urząd\n[town]\nname = "Próbne"   # tak się nazywamy\n', "utf-8")
    return open_town(root)


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "rejestr.csv"
    path.write_bytes(CASES.encode("cp1250"))
    return path


def rows(town: Town, query: str) -> list[tuple[object, ...]]:
    """What the warehouse of the town knows once the inbox was loaded."""
    with open_warehouse(town) as con:
        load_all(town, con)
        look(con, date(2026, 11, 30), datetime.now(UTC))
        return con.execute(query).fetchall()


def test_a_case_register_in_cp1250_with_title_and_total_is_proposed_as_it_is(town, cases):
    [found] = proposals([cases], town, Answers(), SAY)
    told = json.loads(json.dumps(as_json(found, previewed(found, town, SAY), SAY)))
    assert (told["noun"], told["format"], told["kinds"]) == ("cases", "csv", {"6740": "building_permit"})
    assert told["read"] == {
        "encoding": "cp1250", "delimiter": ";", "skip": 2, "drop_rows": ["^Razem"], "dates": "%d.%m.%Y"
    }  # fmt: skip
    assert {ours: each["from"] for ours, each in told["columns"].items()} == {
        "case_id": "Znak sprawy", "unit": "Komórka organizacyjna", "handler": "Prowadzący",
        "opened_on": "Data wszczęcia", "planned_on": "Termin załatwienia", "closed_on": "Data załatwienia",
    }  # fmt: skip
    assert told["rows"] == {"in": 3, "loaded": 3, "rejected": {}}
    asked = {each["key"]: each["choices"] for each in told["questions"]}
    assert asked["closed_on"] == ["closed_on", "decided_on", "dispatched_on"]
    assert "due_on" in asked
    assert len(asked) <= 5


def test_without_a_word_of_consent_nothing_of_the_town_changes(town, cases):
    before = sorted((path, path.read_bytes()) for path in town.root.rglob("*") if path.is_file())
    [found] = proposals([cases], town, Answers(), SAY)
    previewed(found, town, SAY)
    assert sorted((path, path.read_bytes()) for path in town.root.rglob("*") if path.is_file()) == before


def test_answers_turn_columns_and_what_is_saved_loads_every_row(town, cases):
    answers = Answers(said={"closed_on": "decided_on", "due_on": "due_on", "covers": "all"})
    [found] = proposals([cases], town, answers, SAY)
    assert not found.questions
    new, put = save(town, found, SAY)
    assert [path.relative_to(town.root).as_posix() for path in put] == ["inbox/sprawy/rejestr.csv"]
    query = "select case_id, kind, unit, handler, opened_on, due_on, decided_on, closed_on from cases order by case_id"
    assert rows(new, query) == [
        ("WAB.5345.3.2026", "5345", "WAB", "Żółć Łucja", date(2026, 1, 2), None, None, None),
        ("WSO.6740.1.2026", "building_permit", "WSO", "Lis Jan", date(2026, 11, 2), date(2026, 11, 30), None, None),
        ("WSO.6740.2.2026", "building_permit", "WSO", "Lis Jan", date(2026, 1, 2), None, date(2026, 11, 3), None),
    ]


def test_comments_of_town_toml_stay_and_undo_gives_it_back_to_the_byte(town, cases):
    before = (town.root / "town.toml").read_bytes()
    [found] = proposals([cases], town, Answers(), SAY)
    save(town, found, SAY)
    text = (town.root / "town.toml").read_text("utf-8")
    assert "# nasz urząd" in text
    assert "# tak się nazywamy" in text
    assert "[feeds.sprawy]" in undo(open_town(town.root), SAY)
    assert (town.root / "town.toml").read_bytes() == before
    assert list((town.root / KEPT).iterdir()) == []
    with pytest.raises(Refusal):
        undo(open_town(town.root), SAY)


def test_set_goes_before_every_guess_and_a_wrong_name_is_refused(town, cases):
    [found] = proposals([cases], town, Answers(columns={"closed_on": "", "due_on": "Termin załatwienia"}), SAY)
    assert "closed_on" not in found.columns
    assert found.columns["due_on"].theirs == "Termin załatwienia"
    assert found.columns["due_on"].confidence == 1
    with pytest.raises(Refusal, match="Termin"):
        proposals([cases], town, Answers(columns={"due_on": "Termin"}), SAY)
    with pytest.raises(Refusal, match="due"):
        proposals([cases], town, Answers(columns={"due": "Termin załatwienia"}), SAY)
