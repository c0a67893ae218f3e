"""What would be said if something were changed, asked in a process of its own: pages load no engine."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboards.source.request import request
from pipelines.refusal import Refusal
from rules.wording import words

PATIENCE = 300.0  # seconds for judging a copy of the day
KEPT = 32  # answers of some dozen findings each


def tried(**changes: str | None) -> dict[str, Any]:
    """The findings that would appear, vanish or change, as `pipelines.replay.what_if` says them; nothing is saved.

    Only those of the reader's units, as everywhere: one without a unit is for those who see every unit.

    Raises:
        Refusal: a change names what there is not, or the copy could not be judged.
    """
    shot = request().snapshot
    asked = tuple(sorted((key, text) for key, text in changes.items() if text))
    told = json.loads(_asked(shot.town.root, shot.path, asked, shot.town.language))
    if "refused" in told:
        raise Refusal(told["refused"]["message"], told["refused"]["fix"])
    units = request().reader.units
    return {"as_of": told["as_of"]} | {
        kind: [each for each in told[kind] if units is None or each.get("after", each)["unit"] in units]
        for kind in ("appear", "vanish", "change")
    }


@lru_cache(maxsize=KEPT)
def _asked(root: Path, snapshot: Path, changes: tuple[tuple[str, str], ...], language: str) -> str:
    """The same answer while snapshot and changes are the same: a page is run at every click."""
    say = words(language)
    try:
        done = subprocess.run(  # noqa: S603  no shell, and every word is one argument
            [sys.executable, "-m", "pipelines.replay.what_if", str(root)],
            input=json.dumps(dict(changes)), stdout=subprocess.PIPE, text=True, encoding="utf-8", timeout=PATIENCE,
            check=False,  # what it complains of goes where the pages' own log goes
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        raise Refusal(
            say("The day was not judged within {n} seconds.", n=int(PATIENCE)),
            say("Try again later, or ask whoever runs Ratusz."),
        ) from late
    if done.returncode:
        raise Refusal(
            say("The copy of the day could not be judged."),
            say("Ask whoever runs Ratusz; the log of the pages says why."),
        )
    return done.stdout
