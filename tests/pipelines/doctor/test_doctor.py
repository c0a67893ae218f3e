"""A good town has nothing to put right; each fault planted in a copy of it is found, with what mends it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
import time_machine

from pipelines.cli.commands.doctor import doctor, graver
from pipelines.cli.forms import Format
from pipelines.doctor import Trouble, examine
from pipelines.doctor.look import BACKUP
from pipelines.refusal import Refusal
from pipelines.settings import open_town
from pipelines.store.snapshot import current
from pipelines.store.state import open_state
from tests.once import once
from tests.pipelines.doctor.good_town import CASES, ENVIRON, HEADER, NOW, SETTINGS, UNITS, build, plant
from tests.pipelines.ten_cases import deliver

Plant = Callable[[Path, dict[str, str]], object]
WRONG_PEOPLE = """employee,name,email,unit,roles
e1,Anna,anna@dobre.example,UM,officer
e2,Jan,anna@dobre.example,WB,officer
e3,Ewa,,UM,officer
e4,Adam,adam,Wydział Promocji,officer
"""


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nobody writes to it."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ENVIRON.items():
            patch.setenv(name, value)
        return once(tmp_path_factory, "good_town", build)


@pytest.fixture
def town(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it to plant a fault in."""
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)
    return Path(shutil.copytree(good, tmp_path / "town"))


def settings(old: str, new: str) -> Plant:
    """Something else in town.toml."""

    def change(root: Path, environ: dict[str, str]) -> None:
        text = (root / "town.toml").read_text("utf-8")
        assert old in text
        (root / "town.toml").write_text(text.replace(old, new, 1), "utf-8")

    return change


def unset(*variables: str) -> Plant:
    def change(root: Path, environ: dict[str, str]) -> None:
        for variable in variables:
            del environ[variable]
            os.environ.pop(variable)

    return change


def arrives(more: str = "", **exports: str) -> Plant:
    """Other exports, and a pass over them."""
    return lambda root, environ: plant(root, more, **exports)


def in_the_copy(statement: str) -> Plant:
    """The published copy as another program would have left it."""

    def change(root: Path, environ: dict[str, str]) -> None:
        path = current(open_town(root))
        assert path is not None
        with duckdb.connect(path) as con:
            con.execute(statement)

    return change


def letter(state_of_it: str, day: str = "2026-11-18", reader: str = "e1") -> Plant:
    """A letter of the last days that came to this."""

    def change(root: Path, environ: dict[str, str]) -> None:
        with closing(open_state(open_town(root))) as state, state:
            state.execute(
                "insert into letters (letter_id, run_id, day, recipient, address, subject, state, why, message, kind) "
                "values ('x', '', ?, ?, 'a@b.example', '', ?, '', null, 'daily')", (day, reader, state_of_it),
            )  # fmt: skip

    return change


def blocks(folder: str) -> Plant:
    """A file where a folder should be."""

    def change(root: Path, environ: dict[str, str]) -> None:
        shutil.rmtree(root / folder, ignore_errors=True)
        (root / folder).write_text("")

    return change


def swollen(root: Path, environ: dict[str, str]) -> None:
    """A copy that takes no room, and says that it is larger than what is free."""
    with (root / "published" / "snap-0.duckdb").open("wb") as file:
        file.truncate(shutil.disk_usage(root).free)


def old_backup(root: Path, environ: dict[str, str]) -> None:
    at = (NOW - timedelta(days=30)).timestamp()
    os.utime(root / BACKUP, (at, at))


def beats(**said: object) -> Plant:
    def change(root: Path, environ: dict[str, str]) -> None:
        path = root / "heartbeat.json"
        path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | said), "utf-8")

    return change


def sets(variable: str, value: str) -> Plant:
    def change(root: Path, environ: dict[str, str]) -> None:
        environ[variable] = os.environ[variable] = value

    return change


NEVER = '[feeds.umowy]\nnoun = "contracts"\nmax_age = "36h"\n'
SQL = '[feeds.ezd]\nnoun = "documents"\nformat = "sql"\nurl = "RATUSZ_EZD"\nquery = "select 1"\nmax_age = "36h"\n'
SLEPT = beats(next_slot={"job": "run", "slot": "2026-11-19T04:30:00+00:00"})
FAULTS: dict[str, tuple[Plant, str, str]] = {  # what is planted, what is said, and how gravely
    "a mistake in town.toml": (settings("teryt", "terit"), "town.toml ma błędy", "critical"),
    "a day that never moves": (settings("[mail]", 'as_of = "2026-11-20"\n[mail]'), "niezależnie od daty", "high"),
    "no NIP": (settings('nip = "634-001-23-47"\n', ""), "NIP", "warn"),
    "a NIP that is none": (settings("634-001-23-47", "634-001-23-41"), "6340012341", "high"),
    "no TERYT": (settings('teryt = "2478000"\n', ""), "TERYT", "warn"),
    "another clock": (settings("[mail]", 'timezone = "Asia/Tokyo"\n[mail]'), "Asia/Tokyo", "high"),
    "a rule off": (settings("[mail]", "[rules.C02]\noff = true\n[mail]"), "wyłączone reguły: C02", "warn"),
    "a threshold": (settings("[mail]", "[rules.C01]\nwarn_working_days = 1\n[mail]"), "C01.warn_working_days = 1",
                    "info"),
    "a secret that is not set": (settings("[mail]", SQL + "[mail]"), "RATUSZ_EZD", "high"),
    "no mail server": (settings('url = "RATUSZ_SMTP_URL"\n', ""), "brak serwera poczty", "warn"),
    "a mail server that is not set": (unset("RATUSZ_SMTP_URL"), "RATUSZ_SMTP_URL", "high"),
    "a mail server that is none": (sets("RATUSZ_SMTP_URL", "poczta.dobre.example"), "adresu serwera poczty", "high"),
    "no sender": (settings('from = "ratusz@dobre.example"\n', ""), "nadawcy", "high"),
    "no login": (unset(*(name for name in ENVIRON if "OIDC" in name or "COOKIE" in name)), "brak logowania", "warn"),
    "half a login": (unset("RATUSZ_COOKIE_SECRET"), "tylko częściowo", "high"),
    "a source that never came": (settings("[feeds.cases]", NEVER + "[feeds.cases]"), "umowy: nie wpłynął", "high"),
    "a source without an age": (settings('[feeds.cases]\nmax_age = "36h"', "[feeds.cases]"), "ustały: cases", "warn"),
    "a source that is late": (settings('[feeds.cases]\nmax_age = "36h"', '[feeds.cases]\nmax_age = "30min"'),
                              "cases: ostatnie dane z 20.11.2026", "high"),
    "a file nobody reads": (lambda root, environ: deliver(root, "cases", "x", "scan.pdf"), "scan.pdf", "warn"),
    "a source taken out": (settings('[feeds.cases]\nmax_age = "36h"\n', ""), "ratusz feed end cases", "high"),
    "an undeliverable letter": (letter("undeliverable"), "nie da się doręczyć", "high"),
    "a letter to nobody": (letter("undeliverable", reader=""), "bez adresata", "high"),
    "a letter that waits": (letter("queued"), "czekają na serwer", "high"),
    "letters that were only files": (letter("written"), "tylko plikami", "warn"),
    "no schedule": (lambda root, environ: (root / "heartbeat.json").unlink(), "nigdy nie ruszył", "high"),
    "a schedule that sleeps": (SLEPT, "przespane", "high"),
    "no backup": (lambda root, environ: (root / BACKUP).unlink(), "o kopii zapasowej", "warn"),
    "an old backup": (old_backup, "ostatnia kopia", "warn"),
    "a full disk": (swollen, "dysk jest prawie pełny", "critical"),
    "a folder that is none": (blocks("outbox"), "outbox nie jest folderem", "critical"),
    "an old run": (in_the_copy("update runs set as_of = date '2026-11-02'"), "2.11.2026", "critical"),
    "a clock that is behind": (in_the_copy("update runs set known_on = known_on + interval 2 hour"), "zegar",
                               "critical"),
    "another program's copy": (in_the_copy("update runs set version = '0.0.1'; drop table record_facts"), "0.0.1",
                               "warn"),
    "a newer program's warehouse": (in_the_copy("insert into migrations values ('999_new.sql', now())"), "nowszy",
                                    "critical"),
    "the law's record ends": (in_the_copy("update law_horizon set warn_day = today where part = 'rates'"),
                              "zapis prawa", "warn"),
    "nothing published": (lambda root, environ: shutil.rmtree(root / "published"), "ratusz run", "critical"),
    "a held register": (arrives(cases=HEADER + CASES[0]), "wstrzymano", "high"),
}  # fmt: skip
RUINED = (  # what came with one morning's exports, all of it wrong
    ("a refused file", "grunty: L00", "high"),
    ("rejected rows", "opened_on", "warn"),
    ("an unknown person", "Kowalska Ewa", "warn"),
    ("an unknown unit", "Geodezja", "warn"),
    ("a kind without a term", "pogrzeb", "warn"),
    ("days that are none", "cases: daty, które znaczą tylko", "high"),
    ("sources that overlap", "drugie: WB.1, WB.10, WB.11", "high"),
    ("a source without closings", "stare: o żadnej sprawie", "high"),
    ("most cases critical", "spraw krytycznych: 14 na", "high"),
    ("people without an address", "osoby bez adresu", "warn"),
    ("an address that is none", "e4", "warn"),
    ("a shared address", "wspólny adres", "warn"),
    ("somebody of no unit", "z jednostki, której nie ma", "warn"),
    ("no steward", "opiekun danych", "high"),
    ("no mayor", "wójt", "high"),
    ("no treasurer", "skarbnik", "warn"),
    ("no secretary", "sekretarz", "warn"),
    ("a unit without a head", "bez kierownika", "warn"),
)


def troubles(root: Path, environ: dict[str, str] | None = None) -> list[Trouble]:
    return examine(root, ENVIRON if environ is None else environ, NOW)


def test_a_good_town_has_nothing_to_put_right(town: Path) -> None:
    found = troubles(town)
    assert [trouble for trouble in found if graver(trouble)] == []
    assert [trouble.what for trouble in found if "zapis prawa" in trouble.what], "that the record ends is known"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_and_says_what_mends_it(town: Path, fault: str) -> None:
    sow, said, severity = FAULTS[fault]
    environ = dict(ENVIRON)
    sow(town, environ)
    found = troubles(town, environ)
    assert (said, severity) in [(said, each.severity) for each in found if said in f"{each.what} {each.fix}"], found
    assert all(each.fix and each.count >= 1 for each in found)
    order = ("critical", "high", "warn", "info")
    assert [order.index(each.severity) for each in found] == sorted(order.index(each.severity) for each in found)


@pytest.fixture(scope="module")
def ruined(good: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Trouble]:
    """The troubles of a town whose registers of this morning are all wrong."""
    root = Path(shutil.copytree(good, tmp_path_factory.mktemp("ruined") / "town"))
    late = "".join(f"ST.{n},kpa_complex,WB,e2,2026-0{1 + n % 9}-05,\n" for n in range(100, 114))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ENVIRON.items():
            patch.setenv(name, value)
        plant(
            root,
            "".join(
                f'[feeds.{name}]\nnoun = "{noun}"\nmax_age = "36h"\n'
                for name, noun in (("drugie", "cases"), ("stare", "cases"), ("grunty", "contracts"))
            ),
            cases="case_id,kind,unit,handler,opened_on,decided_on,due_on\n"
            + "".join(case.strip() + ",9999-12-31\n" for case in CASES)
            + "WB.71,kpa_complex,WB,e2,kiedyś,,\nWB.72,kpa_complex,WB,Kowalska Ewa,2026-11-05,,\n"
            + "WB.73,kpa_complex,Geodezja,e2,2026-11-05,,\nWB.74,pogrzeb,WB,e2,2026-11-05,,\n",
            drugie=HEADER + "".join(CASES),
            stare=HEADER + late,
            grunty="what,is,this\n1,2,3\n",
            units=UNITS.replace("e2", ""),
            employees=WRONG_PEOPLE,
        )
        return troubles(root)


@pytest.mark.parametrize(("fault", "said", "severity"), RUINED, ids=[fault for fault, *_ in RUINED])
def test_what_is_wrong_with_a_mornings_exports_is_found(
    ruined: list[Trouble], fault: str, said: str, severity: str
) -> None:
    assert [each.severity for each in ruined if said in each.what] == [severity], ruined


def test_without_people_nobody_can_be_written_to(town: Path) -> None:
    (town / "town.toml").write_text(SETTINGS + '[feeds.cases]\nmax_age = "36h"\n', "utf-8")
    for name in ("ratusz.duckdb", "state.sqlite", "published", "archive"):
        path = town / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    deliver(town, "cases", HEADER + "".join(CASES))
    plant(town)
    assert "do nikogo nie można napisać" in " ".join(
        each.what for each in troubles(town) if each.severity == "critical"
    )


@pytest.mark.parametrize(("old", "code"), [("", 0), ('nip = "634-001-23-47"\n', 3)])
def test_the_command_ends_with_three_where_somebody_has_to_act(
    town: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], old: str, code: int
) -> None:
    (town / "town.toml").write_text((town / "town.toml").read_text("utf-8").replace(old, ""), "utf-8")
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)
    with time_machine.travel(NOW, tick=True):
        assert doctor(town, Format.json) == code
    rows = json.loads(capsys.readouterr().out)
    assert {tuple(row) for row in rows} == {("what", "severity", "count", "fix")}


def test_where_there_is_no_town_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        troubles(tmp_path)
