"""The inbox: what is ready is read, what is not is left alone with a word, and nothing is lost on the way out."""

from __future__ import annotations

import errno
import hashlib
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipelines.load import inbox
from pipelines.town import Feed, Town


def feed(name: str, files: str = "*.csv", folder: str = "cases", form: str = "csv") -> Feed:
    return Feed(name=name, nouns=("cases",), format=form, files=files, inbox=folder, covers="all")


@pytest.fixture
def town(tmp_path: Path) -> Town:
    (tmp_path / "inbox" / "cases").mkdir(parents=True)
    return Town(tmp_path, text="", name="Zabrzeg", feeds={"cases": feed("cases")})


def drop(town: Town, name: str, text: str = "a;b\n", *, age: float = 60) -> Path:
    path = town.inbox / "cases" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (time.time() - age, time.time() - age))
    return path


def names(town: Town) -> list[str]:
    return [arrival.path.name for arrival in inbox.arrivals(town)[0]]


def test_files_are_taken_in_name_order(town):
    for name in ("2026-03.csv", "2026-01.csv", "2026-02.csv"):
        drop(town, name)
    assert names(town) == ["2026-01.csv", "2026-02.csv", "2026-03.csv"]


def test_capitals_of_a_suffix_do_not_matter(town):
    drop(town, "SPRAWY.CSV")
    assert names(town) == ["SPRAWY.CSV"]


@pytest.mark.parametrize("name", ["a.csv.part", "~$a.csv", ".a.csv", "a.csv.filepart", "a.csv.crdownload", "a.csv~"])
def test_a_name_of_something_unfinished_is_left_alone_and_said(town, name):
    path = drop(town, name)
    ready, left = inbox.arrivals(town)
    assert not ready
    assert left == [inbox.LeftAlone(path, "nazwa pliku, który nie jest jeszcze gotowy")]


def test_a_file_no_feed_reads_is_left_alone_and_said(town):
    path = drop(town, "notatki.docx")
    assert inbox.arrivals(town) == ([], [inbox.LeftAlone(path, "żadne źródło nie czyta plików o takiej nazwie")])


@contextmanager
def growing(path: Path) -> Iterator[None]:
    """Somebody writes to the file all the time."""
    stop = threading.Event()

    def write() -> None:
        with path.open("a") as file:
            while not stop.wait(0.02):
                file.write("x;y\n")
                file.flush()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        stop.set()
        writer.join()


def test_a_folder_still_being_copied_is_left_alone_though_most_of_its_files_are_old(tmp_path):
    town = Town(tmp_path, text="", name="Zabrzeg", feeds={"ksef": feed("ksef", "*.xml", form="ksef")})
    drop(town, "paczka/1.xml")
    last = drop(town, "paczka/2.xml", age=0)
    with growing(last):
        ready, left = inbox.arrivals(town)
    assert (ready, left) == ([], [inbox.LeftAlone(last.parent, "plik jest jeszcze zapisywany")])
    assert names(town) == ["paczka"]


def test_a_folder_in_which_another_file_appears_meanwhile_is_left_alone(tmp_path):
    town = Town(tmp_path, text="", name="Zabrzeg", feeds={"ksef": feed("ksef", "*.xml", form="ksef")})
    drop(town, "paczka/1.xml", age=0)
    writer = threading.Timer(inbox.PAUSE_SECONDS / 2, drop, (town, "paczka/2.xml"))
    writer.start()
    try:
        assert names(town) == []
    finally:
        writer.join()
    assert names(town) == ["paczka"]


def test_a_file_still_growing_is_left_alone_and_read_when_it_has_ended(town):
    path = drop(town, "a.csv", age=0)
    with growing(path):
        ready, left = inbox.arrivals(town)
    assert (ready, left) == ([], [inbox.LeftAlone(path, "plik jest jeszcze zapisywany")])
    assert names(town) == ["a.csv"]


def test_several_feeds_may_read_one_folder_each_its_own_files(tmp_path):
    feeds = {"all": feed("all"), "new": feed("new", "new_*.csv"), "xml": feed("xml", "*.xml")}
    town = Town(tmp_path, text="", name="Zabrzeg", feeds=feeds)
    drop(town, "new_1.csv")
    drop(town, "old_1.csv")
    ready, _ = inbox.arrivals(town)
    assert [(each.path.name, [feed.name for feed in each.feeds]) for each in ready] == [
        ("new_1.csv", ["all", "new"]),
        ("old_1.csv", ["all"]),
    ]


def test_a_folder_of_documents_is_one_arrival_for_a_format_that_reads_packages(tmp_path):
    town = Town(tmp_path, text="", name="Zabrzeg", feeds={"ksef": feed("ksef", "*.xml", form="ksef")})
    drop(town, "paczka/1.xml")
    drop(town, "paczka/2.xml")
    ready, left = inbox.arrivals(town)
    assert [each.path.name for each in ready] == ["paczka"]
    assert [name for name, _, _ in ready[0].print] == ["1.xml", "2.xml"]
    assert not left


def test_an_invoice_takes_its_metadata_along(tmp_path):
    town = Town(tmp_path, text="", name="Zabrzeg", feeds={"ksef": feed("ksef", "*.xml", form="ksef")})
    drop(town, "fv1.xml")
    beside = drop(town, "fv1.json")
    ready, left = inbox.arrivals(town)
    assert [(each.path.name, each.companions) for each in ready] == [("fv1.xml", (beside,))]
    assert not left


def test_the_metadata_of_a_folder_leave_with_the_last_invoice_that_needs_them(tmp_path):
    town = Town(tmp_path, text="", name="Zabrzeg", feeds={"ksef": feed("ksef", "*", form="ksef")})
    drop(town, "fv1.xml")
    drop(town, "fv2.xml")
    shared = drop(town, "_metadata.json")
    ready, left = inbox.arrivals(town)
    assert [(each.path.name, each.beside, each.companions) for each in ready] == [
        ("fv1.xml", (shared,), ()),
        ("fv2.xml", (shared,), (shared,)),
    ]
    assert not left


def test_a_digest_is_of_bytes_for_a_file_and_of_names_and_bytes_for_a_folder(town, tmp_path):
    path = drop(town, "a.csv", "ąć\n")
    assert inbox.digest(path) == hashlib.sha256("ąć\n".encode()).hexdigest()
    drop(town, "p/1.xml", "1")
    before = inbox.digest(town.inbox / "cases" / "p")
    (town.inbox / "cases" / "p" / "1.xml").rename(town.inbox / "cases" / "p" / "2.xml")
    assert inbox.digest(town.inbox / "cases" / "p") != before


@pytest.mark.parametrize("other_disk", [False, True], ids=["same disk", "another disk"])
@pytest.mark.parametrize("name", ["a.csv", "p/1.xml"], ids=["file", "folder"])
def test_moving_keeps_every_byte(town, tmp_path, monkeypatch, other_disk, name):
    path = drop(town, name, "treść")
    source = path if name == "a.csv" else path.parent
    target = tmp_path / "archive" / "cases" / f"L000001-{source.name}"
    before = inbox.digest(source)
    if other_disk:
        rename = Path.rename

        def refuse_across(self: Path, other: Path) -> Path:
            if "inbox" in self.parts and "inbox" not in other.parts:
                raise OSError(errno.EXDEV, "Invalid cross-device link")
            return rename(self, other)

        monkeypatch.setattr(Path, "rename", refuse_across)
    inbox.move(source, target)
    assert inbox.digest(target) == before
    assert not source.exists()
    assert [each.name for each in target.parent.iterdir()] == [target.name]


def test_a_file_is_never_moved_over_another(town, tmp_path):
    path = drop(town, "a.csv", "new")
    target = tmp_path / "archive" / "L000001-a.csv"
    target.parent.mkdir()
    target.write_text("old")
    with pytest.raises(FileExistsError):
        inbox.move(path, target)
    assert (path.read_text(), target.read_text()) == ("new", "old")


def test_a_file_has_settled_when_it_has_lain_still_long_enough_and_nobody_has_it_open(town, monkeypatch):
    monkeypatch.setattr(inbox, "SETTLED_SECONDS", 1.0)
    path = drop(town, "a.csv", age=0)
    [[arrival], _] = inbox.arrivals(town)
    begun = time.monotonic()
    assert inbox.settled(arrival)
    assert time.monotonic() - begun > 0.5, "it was waited for"
    begun = time.monotonic()
    assert inbox.settled(arrival)
    assert time.monotonic() - begun < 0.5, "it lies still for long enough"
    with path.open("a"):
        assert not inbox.settled(arrival)
    with path.open("a") as file:
        file.write("c;d\n")
    assert not inbox.settled(arrival)
