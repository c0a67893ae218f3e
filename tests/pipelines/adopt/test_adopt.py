"""`ratusz adopt` over files as offices keep them: what it proposes, what it asks, what is true after it was saved."""

from __future__ import annotations

import json
import warnings
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipelines.adopt import Answers, as_json, proposals
from pipelines.adopt.preview import previewed
from pipelines.adopt.save import KEPT, save, undo
from pipelines.adopt.section import written
from pipelines.load import load_all
from pipelines.refusal import Refusal
from pipelines.settings import open_town
from pipelines.store.warehouse import look, open_warehouse
from pipelines.town import Town
from rules.wording import words
from tests.pipelines.formats.statements import TURNS, mt940
from tests.pipelines.load.mutated import files

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


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("unit,name\nWB,Wydział Budownictwa\n", "units"),
        ("employee,name,unit\n1,Jan Lis,WB\n", "employees"),
        ("system,name,employee\nEZD,Lis Jan,1\n", "aliases"),
        ("case_id,kind,unit,opened_on\nWB.6740.1.2026,building_permit,WB,2026-01-02\n", "cases"),
        ("case_id,at,event\nWB.6740.1.2026,2026-01-02,suspended\n", "case_events"),
        ("document_id,received_on\nRPW/1/2026,2026-01-02\n", "documents"),
        ("absence,employee,kind,first_day,last_day,state\n1,1,planned,2026-01-02,2026-01-05,approved\n", "absences"),
        ("payment_id,invoice_id,ordered_on,amount\n1,F1,2026-01-02,10.00\n", "payments"),
        ("receivable,kind,amount,due_on\n1,tax,10.00,2026-01-02\n", "receivables"),
        ("works_id,kind,owner,segment,first_day,last_day\n1,gas,PSG,A-B,2026-01-02,2026-01-09\n", "works"),
        ("contract_id,signed_on,unit,amount\nU1,2026-01-02,WB,10.00\n", "contracts"),
        ("report,period,level,sent_on\nRb-28S,2026-01,unit,2026-02-08\n", "reports"),
    ],
)
def test_files_with_the_names_of_the_contract_need_no_question_what_they_are(town, tmp_path, text, noun):
    path = tmp_path / "plik.csv"
    path.write_text(text, "utf-8")
    [found] = proposals([path], town, Answers(), SAY)
    assert found.noun == noun
    assert "noun" not in {each.key for each in found.questions}
    assert previewed(found, town, SAY).loaded == 1


def test_classes_without_a_term_keep_their_number_as_kind(town, tmp_path):
    path = tmp_path / "sprawy.csv"
    path.write_text("Znak sprawy;Komórka;Data wszczęcia\nWSO.5345.1.2026;WSO;02.01.2026\n", "utf-8")
    [found] = proposals([path], town, Answers(), SAY)
    assert any("5345" in note for note in found.notes)
    new, _ = save(town, found, SAY)
    assert rows(new, "select case_id, kind from cases") == [("WSO.5345.1.2026", "5345")]


def test_one_file_per_department_is_seen_from_the_files(town, tmp_path):
    paths = []
    for unit, number in (("WSO", "6624"), ("WAB", "6740")):
        text = "".join(f"{unit}.{number}.{n}.2026;{unit};02.01.2026\n" for n in range(1, 9))
        paths.append(tmp_path / f"{unit}.csv")
        paths[-1].write_text("Znak sprawy;Komórka;Data wszczęcia\n" + text, "utf-8")
    [found] = proposals(paths, town, Answers(), SAY)
    assert (found.covers, found.part, found.questions) == ("part", "unit", [])
    new, put = save(town, found, SAY)
    assert len(put) == 2
    assert rows(new, "select unit, count(*) from cases group by unit order by unit") == [("WAB", 8), ("WSO", 8)]


def test_days_whose_order_nothing_tells_have_to_be_answered(town, tmp_path):
    path = tmp_path / "sprawy.csv"
    path.write_text("Znak sprawy;Komórka;Data wszczęcia\nWSO.6624.1.2026;WSO;02/03/2026\n", "utf-8")
    [found] = proposals([path], town, Answers(), SAY)
    assert [(each.key, each.choices) for each in found.open] == [("dates", ("day", "month"))]
    for order, day in (("day", date(2026, 3, 2)), ("month", date(2026, 2, 3))):
        [told] = proposals([path], town, Answers(said={"dates": order}), SAY)
        assert previewed(told, town, SAY).days == {"opened_on": (str(day), str(day))}
    path.write_text("Znak sprawy;Komórka;Data wszczęcia\nWSO.6624.1.2026;WSO;02/23/2026\n", "utf-8")
    [found] = proposals([path], town, Answers(), SAY)
    assert found.open == []
    assert previewed(found, town, SAY).days == {"opened_on": ("2026-02-23", "2026-02-23")}


def test_a_format_with_names_of_its_own_is_two_lines_and_no_question(town, tmp_path):
    path = tmp_path / "wyciag.sta"
    path.write_bytes(mt940(TURNS, encoding="cp852"))
    [found] = proposals([path], town, Answers(), SAY)
    assert (found.noun, found.format, found.profile, found.questions) == ("payments", "mt940", "bank_mt940", [])
    assert previewed(found, town, SAY).loaded > 0
    lines = [line for line in written(found, SAY).splitlines() if not line.startswith("#")]
    assert lines == ["[feeds.przelewy]", 'profile = "bank_mt940"']


def test_columns_of_our_own_names_need_no_line(town, tmp_path):
    path = tmp_path / "komorki.csv"
    path.write_text("unit,name,Rodzaj\nWB,Wydział Budownictwa,wydział\n", "utf-8")
    [found] = proposals([path], town, Answers(), SAY)
    text = written(found, SAY)
    assert 'kind = "Rodzaj"' in text
    assert "unit =" not in text
    new, _ = save(town, found, SAY)
    assert rows(new, "select unit, name, kind from units") == [("WB", "Wydział Budownictwa", "department")]


def test_of_damaged_files_each_is_proposed_or_refused_with_a_reason(town, tmp_path):
    told = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # zipfile finds two members of one name remarkable
        damaged = list(files(5, 140))
    for _, name, data in damaged:
        path = tmp_path / name
        path.write_bytes(data)
        try:
            told.append(bool(proposals([path], town, Answers(), SAY)))
        except Refusal as refusal:
            told.append(bool(refusal.message and refusal.fix))
    assert told == [True] * 140
