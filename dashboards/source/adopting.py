"""What `ratusz adopt` says of files, asked in another process: pages load neither the contracts nor the engine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dashboards.source.calls import RATUSZ, Broken
from pipelines.refusal import Refusal
from pipelines.settings import FILE
from rules.wording import Words

PATIENCE = 300.0  # seconds for reading the files and judging a copy of the town with them


def proposed(
    root: Path,
    files: tuple[Path, ...],
    say: Words,
    choices: tuple[str, ...] = (),
    *,
    trial: bool = False,
    save: bool = False,
) -> dict[str, Any]:
    """The proposal for files of one shape, as `ratusz adopt --format json` prints it; with `save` it is carried out.

    choices: what somebody chose, as options of the command. trial: a copy of the town is judged with the files too.

    Raises:
        Refusal: the files are no table, have several shapes, or cannot be tried.
    """
    words = (*map(str, files), "--format=json", *choices, "--trial" if trial else "--no-trial")
    if save:
        answer = _asked(root, (*words, "--yes"), say)
    else:
        answer = _kept(root, words, files[0].parent, say, chosen=trial or bool(choices))
    told = json.loads(answer)
    if isinstance(told, list):
        raise Refusal(
            say("These files have different columns: they are {n} registers.", n=len(told)),
            say("Put in the files of one register at a time."),
        )
    return told


def taken_back(root: Path, say: Words) -> str:
    """Put the settings before the last change back; returns what that changed."""
    return _asked(root, ["--undo"], say)


def _kept(root: Path, words: tuple[str, ...], folder: Path, say: Words, *, chosen: bool) -> str:
    """The same answer while the files, the choices and the settings are the same: a page is run at every click.

    It lies beside the file and goes with it, for it shows rows of it; only the newest one of each kind is kept.
    """
    settings = (root / FILE).stat().st_mtime_ns
    mark = hashlib.sha256(repr((root, words, say.language, settings)).encode()).hexdigest()
    path = folder / (".chosen" if chosen else ".asked")
    if path.exists():
        known, _, answer = path.read_text("utf-8").partition("\n")
        if known == mark:
            return answer
    answer = _asked(root, words, say)
    half = path.with_name(f"{path.name}.part")
    half.write_text(f"{mark}\n{answer}", "utf-8")
    half.replace(path)
    return answer


def _asked(root: Path, words: Sequence[str], say: Words) -> str:
    try:
        done = RATUSZ.call(["adopt", *words, f"--town={root}"], PATIENCE)
    except TimeoutError as late:
        raise Refusal(
            say("The files were not read within {n} seconds.", n=int(PATIENCE)),
            say("Try a smaller part of the register, or ask whoever runs Ratusz."),
        ) from late
    except Broken as broken:
        raise Refusal(
            say("The files could not be tried."),
            say("Ask whoever runs Ratusz; the log of the pages says why."),
        ) from broken
    if done.code not in (0, 3):  # 3: something is still open, and is said
        message, _, fix = done.err.strip().partition("\n")
        raise Refusal(message, fix.strip().removeprefix("→").strip())
    return done.out
