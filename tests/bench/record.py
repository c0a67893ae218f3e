"""The record of a run: its figures with the machine, the versions and the date; and what changed since another one."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

from tests.bench.figure import Figure, shown

LIBRARIES = ("duckdb", "polars", "durable-rules", "ratusz")
CHANGE = "{:<64} {:>12} {:>12} {:>9}".format


def machine() -> dict[str, Any]:
    """Cores, memory in MB and the load of the last one, five and fifteen minutes."""
    return {
        "system": platform.platform(), "cores": os.cpu_count(), "memory": psutil.virtual_memory().total >> 20,
        "load": [round(load, 2) for load in os.getloadavg()],
    }  # fmt: skip


def record(figures: Sequence[Figure], before: dict[str, Any], *, small: bool) -> dict[str, Any]:
    """All that has to be known to compare the figures with others. before: the machine as the run began."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "small": small,
        "machine": before,
        "load_after": machine()["load"],
        "versions": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
        "figures": [figure.as_json() for figure in figures],
    }


def save(found: dict[str, Any], file: Path) -> None:
    """Write a record; an older one of that name is replaced."""
    file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")


def changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """A line for each figure: before, now, and the change; by processor time where both have it."""
    yield f"{old['date']} (load {old['machine']['load'][0]}) -> {new['date']} (load {new['machine']['load'][0]})"
    yield CHANGE("what", "before", "now", "change")
    earlier = {(one["part"], one["what"]): one for one in old["figures"]}
    for now in new["figures"]:
        name = f"{now['part']}: {now['what']}"
        was = earlier.get((now["part"], now["what"]))
        by = "processor" if was and None not in (was["processor"], now["processor"]) else "value"
        if was is None or not was[by]:
            yield CHANGE(name, "", shown(now[by], now["unit"]), "new")
        else:
            change = f"{(now[by] / was[by] - 1) * 100:+.0f} %"
            yield CHANGE(name, shown(was[by], now["unit"]), shown(now[by], now["unit"]), change)
