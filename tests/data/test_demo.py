"""The demo town is a whole, believable town, and the same one every time."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tomllib
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from data.demo import build
from data.demo.case_kinds import KINDS
from data.demo.days import AS_OF, add_months, roll, term_end
from data.demo.numbers import account_is_valid, nip_is_valid

CASES = "inbox/ezd_sprawy/sprawy-2026-11-20.csv"
ROOT = Path(__file__).parents[2]


def prints(root: Path) -> dict[str, str]:
    """Hashes of all files by their place."""
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_the_same_seed_gives_the_same_bytes_in_another_process(town, tmp_path, hash_seed):
    code = "import sys, pathlib; from data.demo import build; build(pathlib.Path(sys.argv[1]))"
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": "Pacific/Auckland"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, cwd=ROOT, env=environment)
    assert prints(tmp_path) == prints(town)


def test_another_seed_gives_another_town_with_the_same_stories(town, tmp_path):
    build(tmp_path, seed=7)
    ours, other = prints(town), prints(tmp_path)
    assert ours.keys() == other.keys()
    assert ours[CASES] != other[CASES]
    text = (tmp_path / CASES).read_text("cp1250")
    assert "WB.6740.158.2026" in text


def test_a_town_three_times_as_big_has_three_times_the_cases_and_more_schools(town, tmp_path):
    build(tmp_path, scale=3)
    lines = {
        root: (root / "inbox/ezd_sprawy/sprawy-2026-11-20.csv").read_text("cp1250").count("\n")
        for root in (town, tmp_path)
    }
    assert 2.9 < lines[tmp_path] / lines[town] < 3.1
    assert (tmp_path / "inbox/jednostki/jednostki.csv").read_text().count("Szkoła Podstawowa") == 14


def test_the_size_is_what_the_readme_says(export, sheet):
    assert len(export("jednostki")) == 12
    assert len(sheet("kadry", "Pracownicy")) == 80 + 1  # one row is a clerk's mistake
    assert 3_400 < len(export("ezd_sprawy")) < 3_600
    assert 1_400 < len(export("dziennik")) < 1_600
    assert 1_900 < len(export("fk_faktury")) < 2_100


def test_every_folder_a_feed_reads_is_there_and_only_one_is_empty(town):
    settings = tomllib.loads((town / "town.toml").read_text("utf-8"))
    folders = {feed.get("inbox", name) for name, feed in settings["feeds"].items()}
    assert folders == {path.name for path in (town / "inbox").iterdir()}
    assert [name for name in folders if not list((town / "inbox" / name).iterdir())] == ["gestorzy"]


def test_the_town_speaks_polish_dress(town):
    register = (town / "inbox/fk_faktury/rejestr-faktur-2026-11-20.csv").read_bytes()
    assert "Numer faktury;".encode("cp1250") in register
    assert "Data wpływu".encode("cp1250") in register
    assert b"\xa0" in register  # the hard space of 1 234,50
    assert (town / "inbox/budzet/dziennik-budzetu-2026-11-20.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_nobody_has_an_address_of_the_real_world(sheet):
    addresses = [row["E-mail"] for row in sheet("kadry", "Pracownicy")]
    assert all(address.endswith("@zabrzeg.example") for address in addresses)
    assert len(set(addresses)) == len(addresses)


def test_numbers_are_valid_but_those_of_the_stories(export):
    invoices = export("fk_faktury")
    assert {row["Nr rejestru"] for row in invoices if not nip_is_valid(row["NIP sprzedawcy"])} == {"FZ/09121/2026"}
    assert {row["Nr rejestru"] for row in invoices if not account_is_valid(row["Rachunek"])} == {"FZ/09122/2026"}


def test_one_person_has_left(sheet):
    assert [row["Nr"] for row in sheet("kadry", "Pracownicy") if row["Do"]] == ["e022"]


def day(text: str) -> date:
    """A Polish day."""
    return datetime.strptime(text[:10], "%d.%m.%Y").date()


def test_about_one_invoice_in_thirty_was_paid_late_or_is_overdue(export):
    good = [row for row in export("fk_faktury")[:-4] if row["Typ"] == "VAT" and row["Termin płatności"]]
    due = {row["Nr rejestru"]: day(row["Termin płatności"]) for row in good}
    paid = {row["Nr rejestru"]: day(row["Data obciążenia"]) for row in export("fk_przelewy")}
    late = [number for number, on in due.items() if paid.get(number, AS_OF) > roll(on)]
    assert 0.02 < len(late) / len(due) < 0.04


def test_each_of_thirty_six_months_has_closed_cases_to_compare_with(export):
    closed = [day(row["Data zakończenia"]) for row in export("ezd_sprawy")[:-2] if row["Data zakończenia"]]
    months = Counter((on.year, on.month) for on in closed)
    wanted = [add_months(AS_OF, -back) for back in range(1, 37)]
    assert [on for on in wanted if months[on.year, on.month] < 5] == []


def test_most_open_cases_are_in_time(export):
    """By the raw term alone: stops and notices leave still fewer late."""
    terms = {kind.label: (kind.n, kind.per) for kind in KINDS}
    settled = ("Data rozstrzygnięcia", "Data wysłania", "Data zakończenia")
    cases = [row for row in export("ezd_sprawy")[:-2] if not any(row[name] for name in settled)]
    known = [row for row in cases if row["Rodzaj sprawy"] in terms]
    late = [row for row in known if roll(term_end(day(row["Data wszczęcia"]), *terms[row["Rodzaj sprawy"]])) < AS_OF]
    assert len(known) > 250
    assert 0.92 < 1 - len(late) / len(known) < 0.96
