"""A town with a schedule, ticked at moments of its own clock, and what its ledger then says, in words a reader sees."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pipelines.schedule.attempt import Ended
from pipelines.schedule.jobs import Result
from pipelines.schedule.tick import tick
from pipelines.settings import open_town
from pipelines.store.state import open_state
from pipelines.town import Town

WARSAW = ZoneInfo("Europe/Warsaw")
ROOT = Path(__file__).parents[3]


def moment(written: str) -> datetime:
    """`2026-11-20 05:30` on the town's clock; with an offset where the clock shows an hour twice."""
    at = datetime.fromisoformat(written)
    return (at if at.tzinfo else at.replace(tzinfo=WARSAW)).astimezone(UTC)


def clock(at: datetime) -> str:
    """As the town's clock shows it, with the offset only where it matters."""
    local = at.astimezone(WARSAW)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{local:%m-%d %H:%M}" + (f" {local:%z}" if twice else "")


def office(root: Path, *entries: str, more: str = "") -> Town:
    """A town without feeds and with these [[schedule]] entries."""
    root.mkdir(parents=True, exist_ok=True)
    schedule = "\n".join(f"[[schedule]]\n{entry.replace('; ', chr(10))}" for entry in entries)
    (root / "town.toml").write_text(f'[town]\nname = "Nowe"\n{more}\n{schedule}\n', encoding="utf-8")
    return open_town(root)


def ticked(town: Town, at: str, patience: float = 0) -> list[str]:
    """What a tick at this moment did: `run 11-20 05:30 done`."""
    return [said(each) for each in tick(town, lambda: moment(at), patience)]


def said(ended: Ended) -> str:
    return f"{ended.slot.job} {clock(ended.slot.at)} {ended.state}"


def slots(town: Town) -> list[str]:
    """The ledger, oldest first."""
    with closing(open_state(town)) as state:
        rows = state.execute("select job, slot, state from slots order by slot, job").fetchall()
    return [f"{job} {clock(datetime.fromisoformat(slot))} {became}" for job, slot, became in rows]


class Diary:
    """A job that notes on which day it was begun; `ends` are what happens to it in turn, None for nothing bad."""

    def __init__(self, *ends: BaseException | None) -> None:
        self.days: list[date] = []
        self.ends = list(ends)

    def __call__(self, town: Town, as_of: date, patience: float) -> Result:
        self.days.append(as_of)
        end = self.ends.pop(0) if self.ends else None
        if end is not None:
            raise end
        return Result()


Enter = Callable[..., Diary]
