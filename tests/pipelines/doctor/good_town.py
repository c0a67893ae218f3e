"""A small office in which all is as it should be: registers, mail, login, schedule, backup. Built once, then copied."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine

from pipelines.doctor.look import BACKUP
from pipelines.run import run
from pipelines.schedule.tick import tick
from pipelines.settings import open_town
from pipelines.town import LOGIN
from tests.pipelines.ten_cases import deliver

NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
ENVIRON = dict.fromkeys(LOGIN.values(), "x") | {
    "RATUSZ_SMTP_URL": "smtp://127.0.0.1:1", "RATUSZ_HEARTBEAT_URL": ""
}  # fmt: skip
SETTINGS = """[town]
name = "Dobre"
teryt = "2478000"
nip = "634-001-23-47"
address = "https://ratusz.dobre.example"
[mail]
url = "RATUSZ_SMTP_URL"
from = "ratusz@dobre.example"
[heartbeat]
url = "RATUSZ_HEARTBEAT_URL"
"""
FEEDS = ("units", "employees", "cases")
UNITS = "unit,name,parent,manager\nUM,Urząd,,e1\nWB,Budownictwo,UM,e2\n"
PEOPLE = """employee,name,email,unit,roles
e1,Anna Burmistrz,anna@dobre.example,UM,mayor|manager
e2,Jan Kierownik,jan@dobre.example,WB,manager|officer
e3,Ewa Skarbnik,ewa@dobre.example,UM,treasurer
e4,Adam Sekretarz,adam@dobre.example,UM,secretary
e5,Iga Opiekun,iga@dobre.example,UM,steward
"""
HEADER = "case_id,kind,unit,handler,opened_on,decided_on\n"
CASES = [
    *(f"WB.{n},kpa_complex,WB,e2,2026-09-{n:02},2026-09-{n + 9:02}\n" for n in range(1, 13)),
    *(f"WB.{n},kpa_complex,WB,e2,2026-11-{n - 10:02},\n" for n in range(13, 17)),
]


def plant(root: Path, more: str = "", **exports: str) -> None:
    """Add to town.toml, deliver other exports, and pass once more on the same morning."""
    if more:
        (root / "town.toml").write_text((root / "town.toml").read_text("utf-8") + more, "utf-8")
    for folder, text in exports.items():
        deliver(root, folder, text, "later.csv")
    with time_machine.travel(NOW - timedelta(minutes=30), tick=True):
        run(open_town(root), NOW.date())


def settings(more: str = "") -> str:
    """The town.toml; `more`: what else stands in it."""
    return SETTINGS + "".join(f'[feeds.{feed}]\nmax_age = "36h"\n' for feed in FEEDS) + more


def build(root: Path) -> None:
    """The office after this morning's pass. The caller has set the environment."""
    root.mkdir(parents=True)
    (root / "town.toml").write_text(settings(), "utf-8")
    deliver(root, "units", UNITS)
    deliver(root, "employees", PEOPLE)
    deliver(root, "cases", HEADER + "".join(CASES))
    with time_machine.travel(NOW - timedelta(hours=1), tick=True):
        town = open_town(root)
        run(town, NOW.date())
        tick(town, lambda: NOW)
    (root / BACKUP).touch()
    os.utime(root / BACKUP, (NOW.timestamp(), NOW.timestamp()))
