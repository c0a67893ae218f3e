"""The page *New source*: a file of the office is read, asked about, tried, saved and taken back, by clicks alone."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboards.pages import FIRST, PAGES
from dashboards.source.scratch import forget_all, kept, safe
from pipelines.settings import open_town

FRAME = str(PAGES[FIRST].script.parents[1] / "server" / "frame.py")
REGISTER = """Rejestr wniosków\r
Znak sprawy;Data wpływu;Komórka;Prowadzący;Data załatwienia\r
WB.6740.901.2026;2.11.2026;WB;e017;\r
WB.6740.902.2026;03.11.2026;WB;e017;12.11.2026\r
WB.6740.903.2026;nie wiadomo;WB;e017;\r
Razem;3;;;\r
"""


ROWS = """Znak sprawy;Data wszczęcia;Komórka;Prowadzący;Data zamknięcia
WB.6740.901.2026;2.11.2026;WB;e017;
WB.6740.902.2026;03.11.2026;WB;e017;12.11.2026
WB.6740.903.2026;03.11.2026;WB;e017;12.11.2026
Razem Lepiej;;;;
Razem;3;;;
"""


@pytest.fixture
def town(empty, tmp_path, monkeypatch) -> Path:
    root = Path(shutil.copytree(empty, tmp_path / "town"))
    monkeypatch.setenv("RATUSZ_TOWN", str(root))
    return root


def said(app: AppTest) -> str:
    """What the page says, without its tags."""
    bodies = " ".join(part.proto.body for part in app.get("html") if not part.proto.body.startswith("<style>"))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bodies)).split())


def opened() -> AppTest:
    app = AppTest.from_file(FRAME, default_timeout=300)
    app.run()
    app.switch_page(str(PAGES["adopt"].script)).run()
    assert not app.exception
    return app


def test_a_register_is_read_asked_about_tried_saved_and_taken_back(town):
    before = (town / "town.toml").read_text(encoding="utf-8")
    app = opened()
    app.file_uploader[0].upload("wnioski 2026.csv", REGISTER.encode("cp1250")).run()
    assert not app.exception
    assert "To rejestr „sprawy”" in said(app)
    assert "cases" not in said(app).split("Co dopisano by do town.toml")[0], "registers have Polish names"
    [foot] = [part.proto.body for part in app.get("html") if "<footer" in part.proto.body]
    assert "<details>" in foot, "every source of the office stands folded"
    while waiting := [box for box in app.selectbox if (box.key or "").startswith("adopt.answer.") and box.value == ""]:
        box = waiting[0]
        if "odpowiedz" not in box.options[0]:
            break
        box.select(box.options[1]).run()
    text = said(app)
    assert "da się wczytać 2 z 3 wierszy" in text
    assert "nie wiadomo" in text or "Odrzucone wiersze" in text
    assert "Razem | 3" in text, "the row of totals is struck out"
    assert "bez próby" in text, "what nobody tried has no number of signals"
    assert (town / "town.toml").read_text(encoding="utf-8") == before, "nothing is saved before somebody says so"

    next(button for button in app.button if button.label == "Wypróbuj na kopii urzędu").click().run()
    assert not app.exception
    assert "bez próby" not in said(app)
    assert "Najpoważniejsze z tego, co zostałoby powiedziane" in said(app)
    assert (town / "town.toml").read_text(encoding="utf-8") == before

    next(button for button in app.button if button.label == "Zapisz jako źródło").click().run()
    assert not app.exception
    assert "Zapisano jako" in said(app)
    feeds = open_town(town).feeds.keys() - {*re.findall(r"(?m)^\[feeds\.(\w+)\]", before)}
    [name] = [feed for feed in feeds if feed != "aliasy_adopt"]
    assert [file.name for file in (town / "inbox" / name).iterdir()] == ["wnioski 2026.csv"]

    next(button for button in app.button if button.label == "Cofnij").click().run()
    assert "znów taki, jak był" in said(app)
    assert (town / "town.toml").read_text(encoding="utf-8") == before


def test_a_file_that_is_no_table_is_refused_in_words(town):
    app = opened()
    app.file_uploader[0].upload("pismo.pdf", b"%PDF-1.7 \x00\x01").run()
    assert not app.exception
    assert "Co zrobić" in said(app)
    assert not [button for button in app.button if button.label == "Zapisz jako źródło"]


def test_only_the_data_steward_is_offered_the_page():
    assert PAGES["adopt"].roles == {"steward"}


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\dane\\spis.csv", "spis.csv"),
        ("zły\x1b[31m.csv", "zły\\x1b[31m.csv"),
        ("..", "file"),
        (f"{'ż' * 300}.xlsx", f"{'ż' * 97}.xlsx"),
    ],
)
def test_a_name_leads_nowhere_else(given, name, tmp_path, monkeypatch):
    monkeypatch.setenv("RATUSZ_TOWN", str(tmp_path))
    assert safe(given) == name
    [path] = kept("visit", [(given, b"x")], lambda visit: True)
    assert path.read_bytes() == b"x"
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_visit_keeps_the_files_in_hand_and_nothing_of_visits_that_ended(tmp_path, monkeypatch):
    monkeypatch.setenv("RATUSZ_TOWN", str(tmp_path))
    [one] = kept("one", [("a.csv", b"a")], lambda visit: True)
    (one.parent / ".asked").write_text("rows of it")
    [two] = kept("two", [("b.csv", b"b")], lambda visit: True)
    assert one.exists()
    assert two.exists()
    [other] = kept("two", [("c.csv", b"c")], lambda visit: visit == "two")
    assert other.exists()
    assert not two.exists(), "another file is in hand"
    assert not one.parent.exists(), "the visit has ended, with its answers"
    kept("two", [], lambda visit: True)
    assert not other.exists()
    [left] = kept("three", [("d.csv", b"d")], lambda visit: True)
    monkeypatch.setenv("RATUSZ_TOWN", str(tmp_path / "another"))
    kept("four", [], lambda visit: False)
    forget_all()
    assert left.exists(), "the pages of another town know nothing of this visit"
    monkeypatch.setenv("RATUSZ_TOWN", str(tmp_path))
    forget_all()
    assert not left.parent.parent.exists()


def test_the_server_of_another_town_leaves_the_files_of_our_visits_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("RATUSZ_TOWN", str(tmp_path / "a"))
    [ours] = kept("visit", [("a.csv", b"a")], lambda visit: True)
    monkeypatch.setenv("RATUSZ_TOWN", str(tmp_path / "b"))
    forget_all()
    kept("other", [], lambda visit: visit == "other")
    assert ours.read_bytes() == b"a"
    monkeypatch.setenv("RATUSZ_TOWN", str(tmp_path / "a"))
    forget_all()
    assert not ours.exists()


def test_a_row_that_was_struck_out_comes_back_with_a_click_and_goes_with_another(town):
    app = opened()
    app.file_uploader[0].upload("rejestr.csv", ROWS.encode()).run()
    assert "Wiersze w plikach" not in said(app)
    assert "5: Razem Lepiej" in said(app)
    next(button for button in app.button if button.label == "Wiersz 5 należy do rejestru").click().run()
    assert not app.exception
    assert "5: Razem Lepiej" not in said(app)
    next(button for button in app.button if button.label == "Jednak pomiń wiersz 5").click().run()
    assert "5: Razem Lepiej" in said(app)


def test_the_page_works_before_the_first_run_and_the_others_lead_to_it(tmp_path, monkeypatch):
    (tmp_path / "town.toml").write_text('[town]\nname = "Nowe"\n', encoding="utf-8")
    monkeypatch.setenv("RATUSZ_TOWN", str(tmp_path))
    app = AppTest.from_file(FRAME, default_timeout=300)
    app.run()
    assert "Nowe źródło" in said(app)
    assert not app.file_uploader
    app.switch_page(str(PAGES["adopt"].script)).run()
    assert not app.exception
    app.file_uploader[0].upload("wnioski 2026.csv", REGISTER.encode("cp1250")).run()
    assert not app.exception
    assert "To rejestr „sprawy”" in said(app)
