"""A department with cases of which the parties must be told today, and settled ones to compare them with."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from pipelines.run import run
from pipelines.settings import open_town
from tests.pipelines.ten_cases import deliver

DAY = date(2026, 11, 20)
NAME = "Miasto <Nasze> & spółka"
FEEDS = ("units", "employees", "cases", "case_events")
TOWN = f'[town]\nname = "{NAME}"\n' + "".join(f"[feeds.{feed}]\n" for feed in FEEDS)
OWED = [  # kpa_investigation has a month: passed, passed with a late expert, ends today; then one with time, one told
    ("OS.1", "drzewa", "2026-10-01"),
    ("OS.2", "drzewa", "2026-10-12"),
    ("OS.3", "drzewa", "2026-10-20"),
    ("OS.4", "drzewa", "2026-11-10"),
    ("OS.5", "drzewa", "2026-10-01"),
]
PEOPLE = """employee,name,unit,roles
e1,Anna Nowak,OS,manager
e2,Ewa Lis,OS,officer
e3,Adam Inny,XX,manager
"""
EVENTS = """case_id,at,event,until,new_date,reason,told_of_ponaglenie
OS.1,2026-10-02T09:00:00,received,,,,
OS.2,2026-10-20T09:00:00,notice_36,,,"oczekiwanie na <biegłego>",yes
OS.3,2026-11-18T09:00:00,party_delay,2026-11-30,,,
OS.5,2026-10-20T09:00:00,notice_36,,2026-12-15,zawiłość,yes
"""


def build(root: Path) -> None:
    """Five open cases, and thirty settled ones that lasted 20 to 49 days more than a term of the same kind."""
    root.mkdir()
    (root / "town.toml").write_text(TOWN, "utf-8")
    deliver(root, "units", "unit,name,manager\nOS,Wydział Ochrony,e1\nXX,Inny,e3\n")
    deliver(root, "employees", PEOPLE)
    settled = [(f"OS.9.{n}", "drzewa", "2026-05-04", date(2026, 5, 4) + timedelta(days=50 + n)) for n in range(30)]
    rows = [f"{case},kpa_investigation,{service},OS,e1,{opened}," for case, service, opened in OWED]
    rows += [f"{case},kpa_investigation,{service},OS,e1,{opened},{end}" for case, service, opened, end in settled]
    deliver(root, "cases", "case_id,kind,service,unit,handler,opened_on,decided_on\n" + "\n".join(rows) + "\n")
    deliver(root, "case_events", EVENTS)
    run(open_town(root), DAY)
