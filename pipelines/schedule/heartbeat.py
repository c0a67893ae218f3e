"""The heartbeat: a file beside the town and, if wished, a dead man's switch elsewhere, so that silence is failure.

The dashboards read the file, so nothing here loads more than the standard library.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections.abc import Mapping
from datetime import datetime, timedelta
from http.client import HTTPException
from pathlib import Path
from typing import Any

from pipelines.town import Town

FILE = "heartbeat.json"
SECONDS = 5  # how long a silent service is waited for
TRIES = 2
LATE = timedelta(minutes=30)  # a slot not begun by then was slept through: a tick comes every few minutes


def write(town: Town, beat: Mapping[str, Any]) -> None:
    """Put the heartbeat beside the town, whole or not at all."""
    part = town.root / f".{FILE}.{os.getpid()}"
    part.write_text(json.dumps(beat, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    part.replace(town.root / FILE)


def troubles(root: Path, now: datetime) -> list[str]:
    """What the heartbeat of a town says is wrong, for a machine that asks; empty where no schedule was ever begun.

    now: with a zone.
    """
    try:
        beat = json.loads((root / FILE).read_text(encoding="utf-8"))
        upcoming, failing = beat["next_slot"], beat["failing"]
        found = [f"schedule: {each['job']} of {each['slot']} {each['state']}" for each in failing]
        if upcoming is not None and now - datetime.fromisoformat(upcoming["slot"]) > LATE:
            found.append(f"schedule: {upcoming['job']} of {upcoming['slot']} was missed, nothing runs the schedule")
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError):
        return [f"schedule: {FILE} cannot be read"]
    return found


def ping(town: Town, event: str = "", said: str = "") -> str:
    """Tell the dead man's switch: start, fail with what went wrong, nothing for success; returns why it did not hear.

    The address is in the environment variable that `[heartbeat] url` names; it is a secret and never told.
    """
    address = os.environ.get(str(town.heartbeat.get("url", "")), "")
    if not address:
        return ""
    if not address.startswith(("https://", "http://")):
        return "the address does not begin with https:// or http://"
    target = f"{address.rstrip('/')}/{event}" if event else address
    body = said.partition("\n")[0].encode() if said else None  # with a body it is POST, without one GET
    request = urllib.request.Request(target, data=body, headers={"User-Agent": "ratusz"})  # noqa: S310 - looked at above
    trouble = ""
    for _ in range(TRIES):
        try:
            with urllib.request.urlopen(request, timeout=SECONDS):  # noqa: S310 - looked at above
                return ""
        except urllib.error.HTTPError as error:
            error.close()
            trouble = f"it answers {error.code}"
        except (OSError, HTTPException, ValueError) as error:
            trouble = type(error).__name__
    return trouble
