"""An office of two units in which some are away, each absence and each case known."""

from __future__ import annotations

from pathlib import Path

from pipelines.run import run
from pipelines.settings import open_town
from tests.pipelines.ten_cases import deliver
from tests.pipelines.zabrzeg import TODAY

FILES = {
    "units": "unit,name,manager\nA,Architektura,m1\nB,Budżet,m2\n",
    "employees": "employee,name,unit,roles,authorised_to_decide,active_to,superior\n"
    "m1,Maria,A,manager,yes,,\nm2,Marek,B,manager,yes,2027-01-19,\na1,Anna,A,officer,,,m1\na2,Adam,A,officer,,,m1\n"
    "b1,Beata,B,officer,,,m2\nb2,Bogdan,B,officer,yes,2027-01-20,m2\nb3,Basia,B,officer,,,m2\n",
    # Anna has nobody; Adam's substitute is there; Beata and Bogdan stand in for each other and are both away
    "absences": "absence,employee,kind,first_day,last_day,substitute,confirmed_on,state,sent_on\n"
    "U1,a1,planned,2026-11-16,2026-11-24,,,approved,2026-11-02\n"
    "U2,a2,planned,2026-11-20,2026-11-20,m1,2026-11-10,approved,2026-11-02\n"
    "U3,b1,planned,2026-11-18,2026-11-25,b2,2026-11-10,approved,2026-11-02\n"
    "U4,b2,planned,2026-11-18,2026-11-25,b1,2026-11-10,approved,2026-11-02\n"
    "U5,b3,planned,2026-11-10,2026-11-19,m2,2026-11-01,approved,2026-11-02\n",
    "substitutions": "employee,substitute,rank,valid_from,valid_to\nm1,a2,1,2025-01-01,2026-11-20\n"
    "m1,a1,2,2025-01-01,2026-11-19\n",
    "cases": "case_id,kind,unit,handler,opened_on,due_on\n"
    "A.1,własny,A,a1,2026-10-01,2026-11-25\nA.2,własny,A,a1,2026-10-01,2026-11-26\n"
    "A.3,własny,A,a2,2026-10-01,2026-11-23\nB.1,własny,B,b1,2026-10-01,2026-11-20\n"
    "B.2,własny,B,b3,2026-10-01,2026-11-20\n",
}  # fmt: skip


def build(root: Path) -> None:
    """The office after its pass of the day."""
    root.mkdir()
    (root / "town.toml").write_text(
        '[town]\nname = "Biuro"\n' + "".join(f"[feeds.{name}]\n" for name in FILES), "utf-8"
    )
    for name, rows in FILES.items():
        deliver(root, name, rows)
    run(open_town(root), TODAY)
