"""A register of some hundred cases with their steps, made of a seed: what is measured is counted anew from it."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import StringIO
from pathlib import Path

from pipelines.run import run
from pipelines.settings import open_town
from tests.pipelines.ten_cases import deliver

AS_OF = date(2026, 11, 20)
TOWN = '[town]\nname = "Miara"\n[feeds.units]\n[feeds.employees]\n[feeds.cases]\n[feeds.case_events]\n'
SERVICES = {"drzewa": ("kpa_investigation", "OS"), "zasiłek": ("kpa_investigation", "MOPS"), "wypis": ("own", "WB")}
STEPS = ("analiza", "oględziny", "projekt")
DAY = timedelta(days=1)


@dataclass
class Made:
    """A case as it was made: its columns and its steps (day, word, actor)."""

    case_id: str
    service: str
    channel: str
    opened_on: date
    due_on: date | None
    settled_on: date | None
    steps: list[tuple[datetime, str, str]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return SERVICES[self.service][0]

    @property
    def unit(self) -> str:
        return SERVICES[self.service][1]

    @property
    def lasted(self) -> int | None:
        return (self.settled_on - self.opened_on).days if self.settled_on else None


def made(seed: int = 7, cases: int = 900) -> list[Made]:
    """The cases; since March 2026 the trees take about 8 days less, and more comes electronically."""
    rng = random.Random(seed)
    return [_case(rng, n) for n in range(cases)]


def _case(rng: random.Random, n: int) -> Made:
    service = rng.choice(list(SERVICES))
    opened = date(2025, 1, 7) + timedelta(days=rng.randrange(670))
    later = opened >= date(2026, 2, 15)
    lasts = max(1, round(rng.gauss(17 if service == "drzewa" and later else 25, 6)))
    settled = opened + timedelta(days=lasts)
    channel = "electronic" if rng.random() < (0.7 if later else 0.3) else "paper"
    case = Made(
        f"{SERVICES[service][1]}.{n}", service, channel, opened,
        opened + 30 * DAY if SERVICES[service][0] == "own" else None, settled if settled <= AS_OF else None,
    )  # fmt: skip
    moments = [opened, *sorted(opened + timedelta(days=rng.randrange(lasts)) for _ in range(rng.randrange(4)))]
    words = ["received", *(rng.choice(STEPS) for _ in moments[1:])]
    actors = ["", *(rng.choice(("e1", "e2")) for _ in moments[1:])]
    for minute, (day, word, actor) in enumerate(zip(moments, words, actors, strict=True)):
        if day <= AS_OF:
            case.steps.append((datetime.combine(day, time(8, minute)), word, actor))
    if rng.random() < 0.2 and lasts > 12 and opened + 8 * DAY <= AS_OF:  # another authority is asked for a week
        case.steps.append((datetime.combine(opened + DAY, time(12)), "opinion_asked", "e1"))
        case.steps.append((datetime.combine(opened + 8 * DAY, time(12)), "opinion_received", "e2"))
    if case.settled_on:
        case.steps.append((datetime.combine(settled, time(9)), "decided", "e1"))
        case.steps.append((datetime.combine(settled, time(9, 30)), "dispatched", "e1"))
        case.steps.append((datetime.combine(settled + DAY, time(9)), "closed", "e2"))
    return case


def _written(header: Sequence[str], rows: Iterator[Sequence[object]]) -> str:
    text = StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue()


def build(root: Path) -> None:
    """The town of these cases, run."""
    root.mkdir()
    (root / "town.toml").write_text(TOWN, "utf-8")
    deliver(root, "units", "unit,name,manager\nOS,Ochrona,e1\nMOPS,Pomoc,e2\nWB,Budowa,e1\n")
    deliver(root, "employees", "employee,name,unit,roles\ne1,Anna,OS,manager\ne2,Ewa,MOPS,manager\n")
    cases = made()
    header = ("case_id", "kind", "service", "unit", "channel", "opened_on", "due_on", "decided_on")
    deliver(root, "cases", _written(header, (
        (c.case_id, c.kind, c.service, c.unit, c.channel, c.opened_on, c.due_on or "", c.settled_on or "")
        for c in cases
    )))  # fmt: skip
    deliver(root, "case_events", _written(("case_id", "at", "event", "actor"), (
        (c.case_id, at.isoformat(), word, actor) for c in cases for at, word, actor in c.steps
    )))  # fmt: skip
    run(open_town(root), AS_OF)
