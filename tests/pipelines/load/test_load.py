"""Loading, from a file in the inbox to rows that were known on a day. Each test is an office with small exports."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.formats import Unreadable, read
from pipelines.load import inbox, load_all
from pipelines.load.byhand import note, release
from pipelines.load.record import Load
from pipelines.load.record import loads as recorded
from pipelines.refusal import Refusal
from pipelines.settings import open_town
from pipelines.store.state import open_state
from pipelines.store.warehouse import look, open_warehouse

TOWN = '[town]\nname = "Zabrzeg"\n[feeds.cases]\nread.delimiter = ";"\n'
HEAD = "case_id;kind;unit;opened_on;due_on\n"


class Office:
    """A town in a temporary folder; days are those of January 2026, loading happens at 6:00 UTC."""

    def __init__(self, root: Path, settings: str = TOWN) -> None:
        self.root = root
        self.configure(settings)
        self.con = open_warehouse(self.town)
        self.told: list[str] = []

    def configure(self, settings: str) -> None:
        (self.root / "town.toml").write_text(settings, "utf-8")
        self.town = open_town(self.root)

    def drop(self, name: str, content: str | bytes, folder: str = "cases") -> Path:
        path = self.root / "inbox" / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        os.utime(path, (0, 0))  # not fresh: nobody is still writing it
        return path

    def load(self, day: int = 1) -> list[Load]:
        return load_all(
            self.town,
            self.con,
            progress=lambda what, done, total: self.told.append(what),
            clock=lambda: datetime(2026, 1, day, 6, tzinfo=UTC),
        )

    def register(self, day: int, *rows: str, name: str = "cases.csv", folder: str = "cases") -> Load:
        """Drop a register of cases and load it on that day."""
        self.drop(name, HEAD + "".join(f"{row}\n" for row in rows), folder)
        return self.load(day)[-1]

    def known(self, day: int, query: str = "select case_id from cases order by 1") -> list[tuple[Any, ...]]:
        look(self.con, date(2026, 1, 31), datetime(2026, 1, day, 23, tzinfo=UTC))
        return self.con.execute(query).fetchall()

    def files(self, place: str) -> list[str]:
        return sorted(
            str(path.relative_to(self.root / place)) for path in (self.root / place).rglob("*") if path.is_file()
        )

    def audit(self) -> list[tuple[Any, ...]]:
        state = open_state(self.town)
        try:
            return state.execute("select author, action, subject, details from audit order by at").fetchall()
        finally:
            state.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    its = Office(tmp_path)
    yield its
    its.con.close()


def row(n: int, unit: str = "WB", due: str = "2026-02-01") -> str:
    return f"WB.6740.{n}.2026;building_permit;{unit};2026-01-02;{due}"


def cells(path: Path) -> list[list[Any]]:
    return [list(each) for each in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)]


def test_a_dropped_file_becomes_history_and_is_archived_byte_for_byte(office):
    content = (HEAD + row(1) + "\n" + row(2) + "\n").encode()
    office.drop("cases.csv", content)
    (load,) = office.load()
    assert (load.load_id, load.feed, load.noun, load.file, load.state) == (
        "L000001",
        "cases",
        "cases",
        "cases.csv",
        "loaded",
    )
    assert (load.rows_in, load.rows_loaded, load.rows_unchanged, load.rows_rejected) == (2, 2, 0, 0)
    assert load.sha256 == hashlib.sha256(content).hexdigest()
    assert (office.root / "archive/cases/L000001-cases.csv").read_bytes() == content
    assert office.files("inbox") == []
    assert recorded(office.con) == [load]
    assert office.known(1, "select case_id, feed, line from cases order by 1") == [
        ("WB.6740.1.2026", "cases", 2),
        ("WB.6740.2.2026", "cases", 3),
    ]


def test_a_correction_is_seen_by_who_asks_after_it_and_not_by_who_asks_before(office):
    office.register(1, row(1, due="2026-02-01"))
    office.register(3, row(1, due="2026-03-01"))
    assert office.known(2, "select due_on from cases") == [(date(2026, 2, 1),)]
    assert office.known(3, "select due_on from cases") == [(date(2026, 3, 1),)]


def test_a_register_that_is_closed_and_gone_on_with_later_ends_no_row(office, monkeypatch):
    monkeypatch.setattr(inbox, "SETTLED_SECONDS", 5.0)
    rows = [row(n) for n in range(1, 11)]
    office.register(1, *rows)
    path = office.drop("cases.csv", HEAD + "".join(f"{each}\n" for each in rows[:8]))
    ago = time.time() - 2 * inbox.FRESH_SECONDS
    os.utime(path, (ago, ago))  # its writer closed it some seconds ago, and nobody has it open

    def go_on() -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("".join(f"{each}\n" for each in rows[8:]))

    writer = threading.Timer(0.8, go_on)
    writer.start()
    left: list[inbox.LeftAlone] = []
    assert load_all(office.town, office.con, left=left, clock=lambda: datetime(2026, 1, 2, 6, tzinfo=UTC)) == []
    writer.join()
    assert [(each.path, each.reason) for each in left] == [(path, "plik jest jeszcze zapisywany")]
    assert len(office.known(2)) == 10
    os.utime(path, (0, 0))
    [load] = office.load(3)
    assert (load.rows_ended, load.rows_unchanged, load.rows_loaded) == (0, 10, 0)


def test_a_fresh_register_that_ends_rows_is_waited_for_and_loaded(office, monkeypatch):
    monkeypatch.setattr(inbox, "SETTLED_SECONDS", 1.0)
    office.register(1, *(row(n) for n in range(1, 11)))
    path = office.drop("cases.csv", HEAD + "".join(f"{row(n)}\n" for n in range(1, 9)))
    os.utime(path)
    [load] = office.load(2)
    assert (load.state, load.rows_ended) == ("loaded", 2)
    assert time.time() - (office.root / "archive" / "cases" / "L000002-cases.csv").stat().st_mtime >= 1.0


def test_a_row_gone_from_the_whole_register_ends_its_version(office):
    office.register(1, *(row(n) for n in range(1, 11)))
    load = office.register(2, *(row(n) for n in range(1, 9)))
    assert (load.state, load.rows_ended, load.rows_unchanged) == ("loaded", 2, 8)
    assert len(office.known(1)) == 10
    assert len(office.known(2)) == 8


def test_the_same_content_again_changes_nothing_and_says_what_it_equals(office):
    office.register(1, row(1), row(2))
    load = office.register(2, row(1), row(2), name="other-name.csv")
    assert (load.state, load.rows_in, load.rows_unchanged) == ("unchanged", 2, 2)
    assert load.reason == "ta sama treść co L000001"
    assert office.known(2, "select distinct load_id from cases") == [("L000001",)]
    assert office.files("archive") == ["cases/L000001-cases.csv", "cases/L000002-other-name.csv"]


def test_going_back_to_an_older_register_is_a_change_like_any_other(office):
    states = [office.register(day, row(1, unit)).state for day, unit in ((1, "A"), (2, "B"), (3, "A"))]
    assert states == ["loaded", "loaded", "loaded"]
    assert [office.known(day, "select unit from cases") for day in (1, 2, 3)] == [[("A",)], [("B",)], [("A",)]]


def test_the_same_file_is_read_again_when_the_settings_it_is_read_with_have_changed(office):
    office.register(1, row(1, "urząd"))
    office.configure(TOWN + '[feeds.cases.values.unit]\n"urząd" = "WB"\n')
    assert office.register(2, row(1, "urząd")).state == "loaded"
    assert office.known(2, "select unit from cases") == [("WB",)]


def test_a_feed_of_changes_adds_and_corrects_and_an_old_file_again_undoes_nothing(office):
    office.configure(TOWN + 'covers = "changes"\n')
    office.register(1, row(1, "A"), row(2, "A"))
    office.register(2, row(2, "B"), row(3, "B"))
    assert office.register(3, row(1, "A"), row(2, "A")).state == "unchanged"
    assert office.known(3, "select unit from cases order by case_id") == [("A",), ("B",), ("B",)]


def test_bad_rows_do_not_stop_good_ones_and_every_row_is_accounted_for(office):
    load = office.register(
        1, row(1), row(2, due="wkrótce"), row(3), row(3), "WB.6740.4.2026;building_permit;;2026-01-02;"
    )
    assert load.state == "loaded"
    assert (load.rows_in, load.rows_loaded, load.rows_unchanged, load.rows_rejected) == (5, 1, 0, 4)
    assert office.known(1) == [("WB.6740.1.2026",)]


def test_the_rejection_sheet_is_the_clerks_own_rows_with_line_reason_and_fix_in_polish(office):
    office.register(1, row(1), row(2, due="wkrótce"))
    head, only = cells(office.root / "rejected/cases/L000001-cases.csv.xlsx")
    assert head == [
        "case_id", "kind", "unit", "opened_on", "due_on", "wiersz", "kolumna", "wartość", "powód", "jak poprawić",
    ]  # fmt: skip
    assert only[:8] == [
        "WB.6740.2.2026", "building_permit", "WB", "2026-01-02", "wkrótce", 3, "due_on", "wkrótce",
    ]  # fmt: skip
    assert all(only[8:])
    assert office.files("rejected") == ["cases/L000001-cases.csv.xlsx"]


def test_a_formula_in_a_rejected_row_stays_text(office):
    office.register(1, '"=HYPERLINK(""http://x"")";building_permit;@WB;-1;2026-02-01')
    sheet = openpyxl.load_workbook(office.root / "rejected/cases/L000001-cases.csv.xlsx").worksheets[0]
    filled = [sheet.cell(2, column) for column in range(1, 6)]
    assert [cell.value for cell in filled] == ['=HYPERLINK("http://x")', "building_permit", "@WB", "-1", "2026-02-01"]
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in filled)


def test_a_row_that_cannot_be_read_has_not_vanished_from_the_register(office):
    office.register(1, *(row(n) for n in range(1, 11)))
    load = office.register(2, *(row(n) for n in range(1, 10)), row(10, due="31 lutego"))
    assert (load.rows_rejected, load.rows_ended) == (1, 0)
    assert office.known(2, "select due_on from cases where case_id = 'WB.6740.10.2026'") == [(date(2026, 2, 1),)]


def test_a_file_nobody_can_read_goes_to_rejected_as_it_is_with_the_reason(office):
    content = HEAD.replace("unit", "komórka").encode("cp1250") + b"WB.1;budowa;WB"
    office.drop("cases.csv", content)
    (load,) = office.load()
    assert load.state == "refused"
    assert "utf-8" in (load.reason or "").lower()
    assert (load.rows_in, load.rows_rejected) == (1, 1)
    assert (office.root / "rejected/cases/L000001-cases.csv").read_bytes() == content
    assert office.files("archive") == office.files("inbox") == []


def test_a_header_without_a_required_column_refuses_the_file_and_ends_nothing(office):
    office.register(1, row(1))
    office.drop("cases.csv", "case_id;kind;opened_on\nWB.1;x;2026-01-02\n")
    (load,) = office.load(2)
    assert (load.state, load.rows_in, load.rows_rejected) == ("refused", 1, 1)
    assert "unit" in (load.reason or "")
    assert office.known(2) == [("WB.6740.1.2026",)]


def test_a_register_without_one_good_row_is_refused_and_ends_nothing(office):
    office.register(1, row(1))
    load = office.register(2, row(1, due="jutro"))
    assert (load.state, load.rows_in, load.rows_rejected) == ("refused", 1, 1)
    assert office.known(2) == [("WB.6740.1.2026",)]
    assert office.files("rejected") == ["cases/L000002-cases.csv", "cases/L000002-cases.csv.xlsx"]


@pytest.mark.parametrize(("left", "state"), [(71, "loaded"), (70, "held"), (0, "held")])
def test_a_register_that_lost_thirty_percent_of_its_rows_is_held(office, left, state):
    office.register(1, *(row(n) for n in range(100)))
    load = office.register(2, *(row(n) for n in range(left)))
    assert load.state == state
    assert len(office.known(2)) == (left if state == "loaded" else 100)
    assert load.rows_in == left == load.rows_unchanged


def test_a_held_file_waits_in_the_archive_and_says_how_to_let_it_in(office):
    office.register(1, *(row(n) for n in range(10)))
    load = office.register(2, row(0))
    assert load.reason == "Plik zakończyłby 9 z 10 wierszy (90%)."
    assert load.fix == "Jeśli tak ma być: ratusz release L000002"
    assert office.files("archive") == ["cases/L000001-cases.csv", "cases/L000002-cases.csv"]


def test_a_register_that_ends_in_the_middle_of_a_line_ends_nothing(office):
    office.register(1, *(row(n) for n in range(1, 21)))
    whole = HEAD + "".join(f"{row(n)}\n" for n in range(1, 20))
    office.drop("cases.csv", whole[:-8])
    [load] = office.load(2)
    assert load.state == "held"
    assert load.reason.startswith("Ostatni wiersz pliku nie ma końca, jakby plik ucięto. Plik zakończyłby ")
    assert len(office.known(3)) == 20
    office.drop("cases.csv", whole)
    assert office.load(4)[0].state == "loaded"
    assert len(office.known(5)) == 19


def test_a_register_without_a_last_line_break_that_ends_nothing_is_loaded(office):
    office.register(1, row(1))
    office.drop("cases.csv", f"{HEAD}{row(1)}\n{row(2)}")
    assert office.load(2)[0].state == "loaded"


def test_released_it_holds_from_now_on_and_the_audit_knows_who_did_it(office):
    office.register(1, *(row(n) for n in range(10)))
    office.register(2, row(0, "B"))
    released = release(office.town, office.con, "L000002", author="skarbnik")
    assert (released.state, released.rows_loaded, released.rows_unchanged, released.rows_ended) == ("loaded", 1, 0, 9)
    assert recorded(office.con)[0] == released
    assert len(office.known(2)) == 10
    look(office.con, date(2026, 1, 31), datetime.now(UTC))
    assert office.con.execute("select case_id, unit, load_id from cases").fetchall() == [
        ("WB.6740.0.2026", "B", "L000002")
    ]
    ((author, action, subject, details),) = office.audit()
    assert (author, action, subject, json.loads(details)["rows_ended"]) == ("skarbnik", "release", "L000002", 9)


def test_what_is_not_held_cannot_be_released(office):
    office.register(1, row(1))
    with pytest.raises(Refusal, match="załadowane"):
        release(office.town, office.con, "L000001")
    with pytest.raises(Refusal, match="L000009"):
        release(office.town, office.con, "L000009")


def test_a_held_file_is_not_released_over_a_newer_one(office):
    office.register(1, *(row(n) for n in range(10)))
    office.register(2, row(0))
    office.register(3, *(row(n) for n in range(9)))
    with pytest.raises(Refusal, match="L000003"):
        release(office.town, office.con, "L000002")
    assert len(office.known(31)) == 9


def test_the_register_before_the_held_one_is_still_known_content(office):
    whole = [row(n) for n in range(10)]
    office.register(1, *whole)
    office.register(2, row(0))
    assert office.register(3, *whole).state == "unchanged"
    assert office.register(4, row(0)).state == "held"


def test_the_town_may_set_its_own_limit(office):
    office.configure(TOWN + "[rules.D01]\nshrink = 50\n")
    office.register(1, *(row(n) for n in range(10)))
    assert office.register(2, *(row(n) for n in range(6))).state == "loaded"


TWO_READERS = """
[town]
name = "Zabrzeg"
[feeds.cases]
read.delimiter = ";"
[feeds.registry]
noun = "documents"
inbox = "cases"
read.delimiter = ";"
columns = { document_id = "case_id", received_on = "opened_on" }
"""


def test_a_file_leaves_the_inbox_when_every_feed_of_its_folder_has_read_it(tmp_path):
    office = Office(tmp_path, TWO_READERS)
    office.drop("cases.csv", HEAD + row(1) + "\n")
    first, second = office.load()
    assert [(load.feed, load.noun, load.arrival) for load in (first, second)] == [
        ("cases", "cases", "L000001"),
        ("registry", "documents", "L000001"),
    ]
    assert office.files("archive") == ["cases/L000001-cases.csv"]
    assert office.known(1, "select document_id from documents") == [("WB.6740.1.2026",)]
    assert second.known_from > first.known_from
    office.con.close()


def test_a_file_that_one_feed_takes_is_archived_though_another_refuses_it(tmp_path):
    office = Office(tmp_path, TWO_READERS.replace("opened_on", "data wpływu"))
    office.drop("cases.csv", HEAD + row(1) + "\n")
    assert [load.state for load in office.load()] == ["loaded", "refused"]
    assert office.files("archive") == ["cases/L000001-cases.csv"]
    assert office.files("rejected") == ["cases/L000002-cases.csv.xlsx"]
    office.con.close()


def test_two_feeds_of_one_noun_do_not_end_each_others_rows(tmp_path):
    office = Office(tmp_path, TOWN + '[feeds.paper]\nnoun = "cases"\nread.delimiter = ";"\n')
    office.register(1, row(1))
    office.register(2, row(2), folder="paper")
    office.register(3, row(1), row(3))
    assert office.known(3, "select case_id, feed from cases order by 1") == [
        ("WB.6740.1.2026", "cases"),
        ("WB.6740.2.2026", "paper"),
        ("WB.6740.3.2026", "cases"),
    ]
    office.con.close()


def test_what_each_load_says_is_known_later_than_the_one_before_even_if_the_clock_stands_still(office):
    moments = [office.register(1, row(1, unit)).known_from for unit in "ABC"]
    assert moments[0] == datetime(2026, 1, 1, 6)
    assert moments[0] < moments[1] < moments[2]


def test_several_files_are_loaded_in_name_order(office):
    for name, unit in (("2.csv", "second"), ("1.csv", "first"), ("3.csv", "third")):
        office.drop(name, HEAD + row(1, unit) + "\n")
    assert [load.file for load in office.load()] == ["1.csv", "2.csv", "3.csv"]
    assert office.known(1, "select unit from cases") == [("third",)]


def test_columns_we_do_not_know_are_kept_aside_and_named(office):
    office.drop("cases.csv", HEAD.replace("\n", ";kolor teczki\n") + row(1) + ";zielony\n")
    (load,) = office.load()
    assert (load.state, load.aside) == ("loaded", ("kolor teczki",))


def test_a_file_that_changes_while_it_is_read_is_left_for_the_next_time(office):
    path = office.drop("cases.csv", HEAD + row(1) + "\n")
    written = path.read_bytes()

    def still_writing(what: str, done: int, total: int) -> None:
        if what == "cases.csv":
            path.write_bytes(written + row(2).encode() + b"\n")
        office.told.append(what)

    assert load_all(office.town, office.con, progress=still_writing) == []
    assert "cases.csv: plik jest jeszcze zapisywany" in office.told
    assert office.files("inbox") == ["cases/cases.csv"]
    (load,) = office.load()
    assert (load.load_id, load.rows_loaded) == ("L000001", 2)


def test_what_is_left_alone_is_said(office):
    office.drop("cases.csv.part", HEAD)
    assert office.load() == []
    assert office.told[0] == "cases.csv.part: nazwa pliku, który nie jest jeszcze gotowy"
    assert office.files("inbox") == ["cases/cases.csv.part"]


def test_a_warehouse_built_anew_overwrites_no_file_of_the_old_one(office):
    office.register(1, row(1))
    office.register(2, row(1, due="nigdy"), row(2))
    office.con.close()
    office.town.warehouse.unlink()
    office.town.archive.rename(office.root / "archive of before")  # as is told to whoever has no backup
    office.con = open_warehouse(office.town)
    assert office.register(3, row(3, due="nigdy"), row(4)).load_id == "L000003"
    assert office.files("rejected") == ["cases/L000002-cases.csv.xlsx", "cases/L000003-cases.csv.xlsx"]


def test_a_note_is_a_step_of_its_own_feed_that_no_register_ends(office):
    office.configure(TOWN + "[feeds.case_events]\nread.delimiter = ';'\n")
    office.register(1, row(1))
    noted = note(
        office.con, office.town, "WB.6740.1.2026", "suspended", datetime(2026, 1, 5, 10), until=date(2026, 2, 5),
        reason="party_request", author="e017",
    )  # fmt: skip
    assert (noted.feed, noted.noun, noted.state, noted.rows_loaded) == ("note", "case_events", "loaded", 1)
    office.drop("events.csv", "case_id;at;event\nWB.6740.1.2026;2026-01-02;received\n", "case_events")
    office.load()
    look(office.con, date(2026, 1, 31), datetime.now(UTC))
    assert office.con.execute('select "at", event, until, reason, feed from case_events order by "at"').fetchall() == [
        (datetime(2026, 1, 1, 23), "received", None, None, "case_events"),
        (datetime(2026, 1, 5, 9), "suspended", date(2026, 2, 5), "party_request", "note"),
    ]
    ((author, action, subject, details),) = office.audit()
    assert (author, action, subject) == ("e017", "note", "WB.6740.1.2026")
    assert json.loads(details)["event"] == "suspended"


def test_a_note_said_twice_is_said_once(office):
    office.register(1, row(1))
    said = (office.con, office.town, "WB.6740.1.2026", "notice_36", datetime(2026, 1, 5, tzinfo=UTC))
    assert [note(*said).rows_loaded, note(*said).rows_loaded] == [1, 0]
    look(office.con, date(2026, 1, 31), datetime.now(UTC))
    assert office.con.execute("select count(*) from case_events").fetchall() == [(1,)]


def test_notes_of_one_moment_on_two_parties_are_two_steps(office):
    office.register(1, row(1))
    at = datetime(2026, 1, 5, tzinfo=UTC)
    rows = [
        note(office.con, office.town, "WB.6740.1.2026", "delivered", at, party=party).rows_loaded
        for party in ("1", "2", "1")
    ]
    assert rows == [1, 1, 0]
    look(office.con, date(2026, 1, 31), datetime.now(UTC))
    assert office.con.execute("select party from case_events order by party").fetchall() == [("1",), ("2",)]
    assert [json.loads(details)["party"] for *_, details in office.audit()] == ["1", "2", "1"]


@pytest.mark.parametrize("written", ["WB.6740.1.2026.AN", "WB.6740.1.2026 an"])
def test_a_note_on_a_mark_with_initials_belongs_to_the_case(office, written):
    office.register(1, row(1))
    assert note(office.con, office.town, written, "notice_36", date(2026, 1, 5)).rows_loaded == 1
    look(office.con, date(2026, 1, 31), datetime.now(UTC))
    assert office.con.execute("select case_id from case_events").fetchall() == [("WB.6740.1.2026",)]
    ((_, _, subject, _),) = office.audit()
    assert subject == "WB.6740.1.2026"


def test_a_note_on_a_case_nobody_knows_is_refused(office):
    office.register(1, row(1))
    with pytest.raises(Refusal, match=r"WB\.6740\.7\.2026"):
        note(office.con, office.town, "WB.6740.7.2026", "suspended", date(2026, 1, 5))
    assert office.audit() == []


def database(root: Path, *rows: tuple[int, str]) -> str:
    with closing(sqlite3.connect(root / "ezd.db")) as ezd, ezd:
        ezd.execute("drop table if exists sprawy")
        ezd.execute("create table sprawy (znak text, komorka text)")
        ezd.executemany("insert into sprawy values (?, ?)", [(f"WB.6740.{n}.2026", unit) for n, unit in rows])
    return f"sqlite:///{root / 'ezd.db'}"


FROM_DATABASE = """
[town]
name = "Zabrzeg"
[feeds.cases]
format = "sql"
url = "EZD_URL"
query = "select znak as case_id, komorka as unit, 'x' as kind, '2026-01-02' as opened_on from sprawy order by 1"
"""


def test_a_database_is_fetched_into_a_file_that_is_kept_like_any_export(tmp_path, monkeypatch):
    office = Office(tmp_path, FROM_DATABASE)
    monkeypatch.setenv("EZD_URL", database(tmp_path, (1, "A"), (2, "A")))
    assert [load.state for load in office.load(1)] == ["loaded"]
    assert [load.state for load in office.load(2)] == ["unchanged"]
    database(tmp_path, (1, "A"), (2, "B"))
    assert [(load.state, load.rows_loaded) for load in office.load(3)] == [("loaded", 1)]
    assert office.known(2, "select unit from cases order by case_id") == [("A",), ("A",)]
    assert office.known(3, "select unit from cases order by case_id") == [("A",), ("B",)]
    assert office.files("archive") == [f"cases/L00000{n}-cases.csv" for n in (1, 2, 3)]
    office.con.close()


def test_a_database_that_gives_nothing_is_held(tmp_path, monkeypatch):
    office = Office(tmp_path, FROM_DATABASE)
    monkeypatch.setenv("EZD_URL", database(tmp_path, (1, "A")))
    office.load(1)
    database(tmp_path)
    assert [load.state for load in office.load(2)] == ["held"]
    release(office.town, office.con, "L000002")
    look(office.con, date(2026, 1, 31), datetime.now(UTC))
    assert office.con.execute("select count(*) from cases").fetchall() == [(0,)]
    office.con.close()


def test_a_database_that_does_not_answer_is_said_and_stops_no_other_feed(tmp_path, monkeypatch):
    office = Office(tmp_path, FROM_DATABASE + '[feeds.paper]\nnoun = "cases"\nread.delimiter = ";"\n')
    monkeypatch.delenv("EZD_URL", raising=False)
    office.drop("cases.csv", HEAD + row(1) + "\n", "paper")
    asked, paper = office.load()
    assert (asked.feed, asked.state) == ("cases", "refused")
    assert "EZD_URL" in (asked.reason or "")
    assert (paper.feed, paper.state) == ("paper", "loaded")
    office.con.close()


LOG = """<?xml version="1.0" encoding="UTF-8"?><log xmlns="http://www.xes-standard.org/">
<trace><string key="concept:name" value="WB.1"/><event><string key="concept:name" value="received"/>
<string key="org:group" value="WB"/>
<date key="time:timestamp" value="2026-01-05T08:00:00+01:00"/></event></trace></log>"""


def test_a_second_noun_of_a_feed_that_a_kill_left_unread_is_read_and_the_first_one_only_once(tmp_path):
    office = Office(tmp_path, '[town]\nname = "Zabrzeg"\n[feeds.log]\nformat = "xes"\n')
    office.drop("log.xes", LOG, "log")
    moments = [datetime(2026, 1, 1, 6, tzinfo=UTC)]
    with closing(office.con):
        with pytest.raises(IndexError):  # ended before the second noun, whose load asks the time again
            load_all(office.town, office.con, clock=moments.pop)
        first = recorded(office.con, "true")
        assert len(first) == 1
        assert office.files("inbox") == ["log/log.xes"]
        rest = office.load(2)
        assert {first[0].noun, *(load.noun for load in rest)} == {"cases", "case_events"}
        assert [(load.state, load.rows_in, load.rows_loaded) for load in rest] == [("loaded", 1, 1)]
        assert {load.arrival for load in recorded(office.con, "true")} == {first[0].load_id}
        assert office.files("inbox") == []
        assert office.files("archive") == [f"log/{first[0].load_id}-log.xes"]
        assert office.known(3) == [("WB.1",)]
        assert office.known(3, "select count(*) from case_events") == [(1,)]


def test_a_file_nobody_may_open_is_unreadable_with_a_word(tmp_path):
    office = Office(tmp_path)
    with closing(office.con):
        for path in (tmp_path / "gone.csv", tmp_path):  # a folder is no file either
            with pytest.raises(Unreadable) as refused:
                read(path, office.town.feeds["cases"], "cases", office.town.zone)
            assert refused.value.message == f"nie można otworzyć pliku {path.name}"
            assert refused.value.fix
