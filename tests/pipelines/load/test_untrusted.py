"""Files of others are not to be trusted: whatever one of them does, it is refused alone, and the pass goes on."""

from __future__ import annotations

import gzip
import os
import signal
import threading
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from pipelines.load import load_all
from pipelines.load.inbox import LeftAlone, arrivals
from pipelines.load.mapping import Conformed
from pipelines.load.prepare import Order, Refused
from pipelines.load.reader import reading
from pipelines.load.record import Load
from pipelines.settings import open_town
from pipelines.store.warehouse import open_warehouse
from pipelines.town import Limits, Town

FILES = Path(__file__).parent / "untrusted"
SETTINGS = """[town]
name = "Zabrzeg"
[feeds.cases]
[feeds.x]
noun = "{noun}"
format = "{format}"
files = "*"
covers = "changes"
"""
GOOD = "case_id,kind,unit,opened_on\nA,own,WB,2026-10-01\n"
NOUNS = {"csv": "cases", "xlsx": "employees", "jsonl": "contracts", "ksef": "invoices", "ubl": "invoices",
         "rb": "report_lines", "parquet": "payments", "xes": "case_events",
         "mt940": "payments", "camt053": "payments",
         "html": "units"}  # fmt: skip


def town_with(root: Path, form: str, files: dict[str, bytes], limits: Limits | None = None) -> Town:
    """A town with one good file of cases, and others in a folder read as that format."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "town.toml").write_text(SETTINGS.format(noun=NOUNS[form], format=form), "utf-8")
    for folder, name, data in (("cases", "good.csv", GOOD.encode()), *(("x", *each) for each in files.items())):
        path = root / "inbox" / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (0, 0))
    town = open_town(root)
    return town if limits is None else replace(town, limits=limits)


def loaded(town: Town) -> tuple[list[Load], list[LeftAlone]]:
    """The loads of the feed x and what stays in the inbox; the good file beside them has been loaded."""
    left: list[LeftAlone] = []
    with closing(open_warehouse(town)) as con:
        loads = load_all(town, con, left=left)
    assert [load.rows_loaded for load in loads if load.feed == "cases"] == [1]
    for load in loads:
        assert load.rows_in == load.rows_loaded + load.rows_unchanged + load.rows_rejected
    return [load for load in loads if load.feed == "x"], left


def said_of(load: Load) -> str:
    """Why it was refused, and what to do."""
    return f"{load.reason} {load.fix}"


@pytest.mark.parametrize(
    ("form", "name", "state", "said"),
    [
        ("xlsx", "stray.xlsx", "refused", "arkusz ma wartości daleko poza tabelą: XFD1048576"),
        ("xlsx", "cut.xlsx", "refused", "to nie jest skoroszyt Excela"),
        ("xlsx", "nosheet.xlsx", "refused", "to nie jest skoroszyt Excela"),
        ("xlsx", "nostrings.xlsx", "refused", "to nie jest skoroszyt Excela"),
        ("jsonl", "deep.jsonl", "loaded", None),
        ("ksef", "nested.zip", "refused", "nie można odczytać pliku metadanych _metadata.json"),
        ("ksef", "date-number.zip", "refused", "nie można odczytać daty i godziny w metadanych"),
        ("ksef", "date-0001.zip", "refused", "nie można odczytać daty i godziny w metadanych"),
        ("ksef", "lzma.zip", "refused", "paczki nie można rozpakować"),
        ("ksef", "badname.zip", "refused", "paczki nie można rozpakować"),
        ("ubl", "ubl.xml", "refused", "w elemencie PayableAmount brakuje kwoty albo nie jest ona liczbą"),
        ("ubl", "credit.xml", "refused", "w elemencie PayableAmount brakuje kwoty albo nie jest ona liczbą"),
        ("rb", "rb.xml", "loaded", None),
        ("parquet", "panic.parquet", "refused", "plik jest uszkodzony: odczyt się urwał (PanicException)"),
        ("parquet", "duration.parquet", "loaded", None),  # nobody asked for the column of another type
    ],
)
def test_a_file_that_once_stopped_the_town_is_refused_alone(tmp_path, form, name, state, said):
    town = town_with(tmp_path, form, {name: (FILES / name).read_bytes()})
    [load], left = loaded(town)
    assert (load.state, left) == (state, [])
    assert said is None or said in (load.reason or "")
    assert state == "loaded" or load.fix
    assert not list((tmp_path / "inbox" / "x").iterdir())


def test_the_lines_beside_a_deep_one_are_read(tmp_path):
    [load], _ = loaded(town_with(tmp_path, "jsonl", {"deep.jsonl": (FILES / "deep.jsonl").read_bytes()}))
    assert (load.rows_loaded, load.rows_rejected) == (1, 1)


def test_half_a_character_rejects_its_line(tmp_path):
    rows = [
        f'{{"contract_id": "{owner}", "signed_on": "2026-01-02", "unit": "A", "amount": "1.00"}}'
        for owner in (r"\ud83d", r"\ud83d\ude00", "Ł")
    ]
    [load], _ = loaded(town_with(tmp_path, "jsonl", {"a.jsonl": "\n".join(rows).encode()}))
    assert (load.rows_loaded, load.rows_rejected) == (2, 1)


@pytest.mark.parametrize("cell", ["comment\rwith a line of its own", "x" * 200_000])
def test_cells_that_pythons_csv_does_not_take_are_read(tmp_path, cell):
    data = f"case_id,kind,unit,opened_on,title\nA,own,WB,2026-10-01,{cell}\nB,own,WB,2026-10-01,\n"
    [load], _ = loaded(town_with(tmp_path, "csv", {"a.csv": data.encode()}))
    assert (load.state, load.rows_loaded) == ("loaded", 2)


@pytest.mark.parametrize("sign", ["\x1b[31m", "\x07", "\x00", "\x9b2J", "\u202e"])
def test_signs_that_steer_a_screen_reject_their_row(tmp_path, sign):
    data = f"case_id,kind,unit,opened_on\nA{sign},own,WB,2026-10-01\nB,own,WB,2026-10-01\n"
    [load], _ = loaded(town_with(tmp_path, "csv", {"a.csv": data.encode()}))
    assert (load.rows_loaded, load.rows_rejected) == (1, 1)


def test_such_signs_in_a_header_are_told_written_out(tmp_path):
    [load], _ = loaded(town_with(tmp_path, "csv", {"a.csv": b"case\x1b]0;own\x07,kind\nA,own\n"}))
    assert load.state == "refused"
    assert "case\\x1b]0;own\\x07" in (load.fix or "")
    assert said_of(load).isprintable()


@pytest.mark.parametrize(
    ("amount", "rows"), [("9999999999999.99", 1), ("10000000000000.00", 0), ("-100000000000000", 0)]
)
def test_an_amount_that_nobody_could_count_with_is_rejected(tmp_path, amount, rows):
    data = f'{{"contract_id": "1", "signed_on": "2026-01-02", "unit": "A", "amount": "{amount}"}}'
    [load], _ = loaded(town_with(tmp_path, "jsonl", {"a.jsonl": data.encode()}))
    assert load.rows_loaded == rows
    assert rows or "liczba jest za duża" in said_of(load)


def test_a_package_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(4):
            archive.writestr(f"{n}.xml", b"<a>" + b" " * 20_000_000)
    [load], _ = loaded(town_with(tmp_path / "town", "ksef", {"bomb.zip": (tmp_path / "bomb.zip").read_bytes()}))
    assert "razy większa" in said_of(load)


def test_a_packed_log_that_unpacks_to_too_much_is_refused_while_it_is_read(tmp_path):
    event = b'<event><string key="concept:name" value="a"/></event>'
    log = gzip.compress(b"<log><trace>" + event * 300_000 + b"</trace></log>")
    [load], _ = loaded(town_with(tmp_path, "xes", {"a.xes.gz": log}))
    assert "razy większa" in said_of(load)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(seconds=0), "odczyt pliku trwa dłużej"),
        (Limits(members=1), "liczba plików w paczce: 2"),
        (Limits(unpacked_mb=0), "paczka po rozpakowaniu ma ponad 0 MB"),
    ],
)
def test_the_limits_of_the_settings_hold(tmp_path, limits, said):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for n in range(2):
            archive.writestr(f"{n}.xml", b"<a></a>")
    town = town_with(tmp_path / "town", "ksef", {"a.zip": (tmp_path / "a.zip").read_bytes()}, limits)
    with closing(open_warehouse(town)) as con:
        [load] = [load for load in load_all(town, con) if load.feed == "x"]
    assert said in said_of(load)


def test_a_file_that_needs_more_memory_than_it_may_take_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = book.worksheets[0]["Z700000"] = (
        "1"  # a grid of 18 million cells, which is no sheet far too wide yet
    )
    book.save(tmp_path / "a.xlsx")
    data = {"a.xlsx": (tmp_path / "a.xlsx").read_bytes()}
    [load], _ = loaded(town_with(tmp_path / "town", "xlsx", data, Limits(memory_mb=250)))
    assert "odczyt pliku wymaga więcej pamięci" in said_of(load)
    assert "memory_mb w town.toml, dziś 250" in said_of(load)


def test_the_refusal_lies_beside_the_file_as_a_sheet(tmp_path):
    [load], _ = loaded(town_with(tmp_path, "xlsx", {"cut.xlsx": (FILES / "cut.xlsx").read_bytes()}))
    names = sorted(path.name for path in (tmp_path / "rejected" / "x").iterdir())
    assert names == [f"{load.load_id}-cut.xlsx", f"{load.load_id}-cut.xlsx.xlsx"]
    sheet = openpyxl.load_workbook(tmp_path / "rejected" / "x" / names[1]).worksheets[0]
    cells = [cell.value for cell in sheet[2]]
    assert load.reason in cells
    assert load.fix in cells


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        (b"x" * 251 + b".csv", "x" * 243 + ".csv"),
        ("ł".encode() * 125 + b".csv", "ł" * 121 + ".csv"),
        (b"a\xff.csv", "a\\xff.csv"),
        (b"a\n\x1b[2J.csv", "a\\x0a\\x1b[2J.csv"),
    ],
)
def test_any_name_of_a_file_can_be_kept_and_told(tmp_path, name, kept):
    [load], _ = loaded(town_with(tmp_path, "csv", {os.fsdecode(name): GOOD.replace("own", "?").encode()}))
    assert (load.state, load.rows_in) == ("loaded", 1)
    [path] = (tmp_path / "archive" / "x").iterdir()
    assert path.name == f"{load.load_id}-{kept}"


def test_the_sheet_of_a_long_name_is_kept_too(tmp_path):
    [load], _ = loaded(town_with(tmp_path, "csv", {"x" * 251 + ".csv": b"nothing\n1\n"}))
    names = sorted(path.name for path in (tmp_path / "rejected" / "x").iterdir())
    assert len(names) == 2
    assert all(len(name) <= 255 and name.startswith(load.load_id) for name in names)


def test_a_link_is_never_followed(tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text(GOOD)
    town = town_with(tmp_path / "town", "csv", {"a.csv": GOOD.encode()})
    (town.inbox / "x" / "link.csv").symlink_to(secret)
    (town.inbox / "x" / "nowhere.csv").symlink_to(tmp_path / "nowhere")
    loads, left = loaded(town)
    assert [load.file for load in loads] == ["a.csv"]
    assert [(each.path.name, each.reason) for each in left] == [
        (name, "to dowiązanie, a tych nie otwieramy; włóż do inbox sam plik") for name in ("link.csv", "nowhere.csv")
    ]


def test_a_link_inside_a_package_leaves_the_whole_package_alone(tmp_path):
    town = town_with(tmp_path / "town", "ksef", {})
    package = town.inbox / "x" / "invoices"
    package.mkdir(parents=True)
    (package / "a.xml").symlink_to("/etc/passwd")
    (package / "b.xml").write_bytes(b"<a/>")
    loads, left = loaded(town)
    assert loads == []
    assert [each.path.name for each in left] == ["invoices"]


def test_what_is_no_file_is_never_opened(tmp_path):
    town = town_with(tmp_path, "ksef", {})
    (tmp_path / "inbox" / "x").mkdir(exist_ok=True)
    os.mkfifo(tmp_path / "inbox" / "x" / "a.xml")
    loads, [left] = loaded(town)
    assert (loads, left.reason) == ([], "to ani plik, ani folder")


def test_a_file_that_somebody_has_open_for_writing_waits_however_old_it_looks(tmp_path):
    town = town_with(tmp_path, "csv", {"a.csv": GOOD.encode()})
    path = town.inbox / "x" / "a.csv"
    with path.open("ab"):
        loads, [left] = loaded(town)
        assert (loads, left.reason) == ([], "plik jest jeszcze zapisywany")
    with closing(open_warehouse(town)) as con:
        assert [load.state for load in load_all(town, con)] == ["loaded"]


def test_a_file_gone_between_the_listing_and_the_reading_is_told(tmp_path):
    town = town_with(tmp_path, "csv", {"a.csv": GOOD.encode(), "b.csv": GOOD.encode()})
    left: list[LeftAlone] = []

    def take_away(what: str, done: int, total: int) -> None:
        if what == "a.csv":
            (town.inbox / "x" / "a.csv").unlink()

    with closing(open_warehouse(town)) as con:
        loads = load_all(town, con, progress=take_away, left=left)
    assert [load.file for load in loads] == ["good.csv", "b.csv"]
    assert [str(each) for each in left] == ["a.csv: już go nie ma; ktoś go w międzyczasie zabrał"]


def order_of(root: Path, rows: int) -> Order:
    """To read a register of so many cases."""
    data = "case_id,kind,unit,opened_on\n" + "".join(f"WB.{n},own,WB,2026-10-01\n" for n in range(rows))
    town = town_with(root, "csv", {"a.csv": data.encode()})
    arrival = next(each for each in arrivals(town)[0] if each.folder == "x")
    return Order(arrival.path, arrival.feeds[0], "cases", town)


def test_a_reading_process_that_somebody_killed_is_begun_once_more(tmp_path):
    order = order_of(tmp_path / "town", 3)
    with reading() as reader:
        first = reader.prepare(order)
        os.kill(reader.start().pid, signal.SIGKILL)
        again = reader.prepare(order)
    assert isinstance(first, Conformed)
    assert isinstance(again, Conformed)
    assert again.good.equals(first.good)


def test_a_file_whose_reading_is_killed_again_is_refused(tmp_path):
    order, stop, killed = order_of(tmp_path / "town", 100_000), threading.Event(), list[int]()
    with reading() as reader:

        def kill() -> None:
            while not stop.wait(0.005):
                child = reader._child  # to start one here would race with the reader itself
                if child is not None and child.ready and child.pid not in killed:
                    killed.append(child.pid)
                    os.kill(child.pid, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            found = reader.prepare(order)
        finally:
            stop.set()
            killer.join()
    assert isinstance(found, Refused)
    assert "memory_mb w town.toml" in found.fix
    assert len(killed) == 2
