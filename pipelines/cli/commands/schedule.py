"""`ratusz tick`, `ratusz serve` and `ratusz service`: running for good."""

from __future__ import annotations

import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from pipelines.cli.commands.read import utc
from pipelines.refusal import Refusal
from pipelines.schedule import log
from pipelines.schedule import service as written
from pipelines.schedule.attempt import Ended
from pipelines.settings import open_town
from pipelines.store.damage import explained
from pipelines.town import Town
from rules.wording import words

STOPPED = 143  # the exit code of a process that was told to stop by SIGTERM


def tick(root: Path, now: datetime | None, lines: log.Lines) -> int:
    """Do what is due and print what was done; 1 when something of it failed, else 0."""
    from pipelines.schedule.tick import tick as do

    town = open_town(root)
    log.begin(lines)
    fixed = utc(town, now)
    signal.signal(signal.SIGTERM, _stop)
    with explained(town):
        ended = do(town, lambda: fixed.replace(tzinfo=UTC) if fixed else datetime.now(UTC))
    say = words(town.language)
    for each in ended:
        print(_line(town, each))  # noqa: T201
    if not ended:
        print(say("Nothing is due."))  # noqa: T201
    return 1 if any(each.state == "failed" for each in ended) else 0


def serve(root: Path, port: int, address: str, lines: log.Lines) -> None:
    """Run the schedule and the dashboards until SIGTERM or SIGINT."""
    from pipelines.schedule.serve import serve as keep

    town = open_town(root)
    log.begin(lines)
    folder = str(root.resolve())
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with explained(town):
        keep(
            town,
            [sys.executable, "-m", "pipelines.cli", "tick", "--town", folder, "--log", lines.value],
            [sys.executable, "-m", "dashboards.app", folder, "--port", str(port), "--address", address, "--attached"],
            stop,
        )


def service(root: Path, unit: str | None, port: int) -> None:
    """Print the systemd units of the town, or one of them alone for `sudo tee`."""
    town = open_town(root)
    say = words(town.language)
    folder = root.resolve()
    units = written.units(town.name, folder, folder.owner(), Path(sys.executable), port)
    if unit is not None:
        if unit not in units:
            known = ", ".join(units)
            raise Refusal(say("There is no unit file {unit}.", unit=unit), say("Possible here: {known}.", known=known))
        print(units[unit], end="")  # noqa: T201
        return
    for name, text in units.items():
        print(f"# ratusz service {name} --town {folder} | sudo tee {written.FOLDER / name}\n{text}")  # noqa: T201


def _line(town: Town, ended: Ended) -> str:
    say = words(town.language)
    sentence = {
        "done": "{job}, due on {at:moment}: done in {seconds:number} s.",
        "failed": "{job}, due on {at:moment}: failed.",
        "skipped": "{job}, due on {at:moment}: skipped.",
    }[ended.state]
    job, at = say(f"job {ended.slot.job}"), ended.slot.at.astimezone(town.zone)
    said = say(sentence, job=job, at=at, seconds=round(ended.seconds))
    return f"{said} {ended.error}".rstrip()


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(STOPPED)
