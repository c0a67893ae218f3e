"""Saving a proposal: the section into town.toml, a copy of it before, the files into the inbox; and taking it back."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from difflib import unified_diff
from pathlib import Path

import polars as pl

from pipelines.adopt.people import Names
from pipelines.adopt.proposal import Proposal
from pipelines.adopt.section import added
from pipelines.refusal import Refusal
from pipelines.settings import FILE, read_town
from pipelines.town import Town
from rules.wording import Words

ALIASES = "aliasy_adopt"  # the feed of what names were found to mean
NOBODY = Names()
KEPT = "town.toml.before"  # a folder of copies, the newest last


def difference(town: Town, text: str) -> str:
    """What would change in town.toml, line by line."""
    return "".join(unified_diff(town.text.splitlines(keepends=True), text.splitlines(keepends=True), FILE, FILE, n=2))


def save(town: Town, proposal: Proposal, say: Words, names: Names = NOBODY) -> tuple[Town, list[Path]]:
    """Write the section, keep what was before, and put the files into the feed's folder of the inbox.

    Names that surely mean somebody go there too, as rows of `aliases`.

    A file that lies in the town already is left where it is when that is the feed's folder. Returns the town as it is
    now, and the files put there.

    Raises:
        Refusal: the section has mistakes; nothing is written then.
    """
    text = added(town.text, proposal, say)
    if names.aliases and ALIASES not in town.feeds:
        text += f"\n[feeds.{ALIASES}]   # {say('names of other systems, as adopt matched them')}\n"
        text += 'noun = "aliases"\ncovers = "changes"\n'
    new = read_town(town.root, text)
    replace_settings(town, text)
    folder = new.inbox / new.feeds[proposal.feed].inbox
    folder.mkdir(parents=True, exist_ok=True)
    put = list[Path]()
    for sheet in proposal.sheets:
        if sheet.path.resolve().parent == folder.resolve():
            continue
        target = _free(folder / sheet.path.name)
        half = target.with_name(f"{target.name}.part")
        shutil.copyfile(sheet.path, half)
        half.replace(target)
        put.append(target)
    if names.aliases:
        put.append(_aliases(new, proposal.feed, names))
    return new, put


def _aliases(town: Town, feed: str, names: Names) -> Path:
    """A row per name that is surely meant, as a file for the inbox."""
    rows = [(feed, *each) for each in names.aliases]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(("system", "name", "employee", "unit"), pl.String), orient="row")
    folder = town.inbox / town.feeds[ALIASES].inbox
    folder.mkdir(parents=True, exist_ok=True)
    path = _free(folder / f"{feed}.csv")
    half = path.with_name(f"{path.name}.part")
    frame.write_csv(half)
    half.replace(path)
    return path


def replace_settings(town: Town, text: str) -> None:
    """Write town.toml anew, whole or not at all; the one before is kept."""
    kept = town.root / KEPT
    kept.mkdir(exist_ok=True)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    (kept / f"{moment}.toml").write_text(town.text, encoding="utf-8")
    half = town.root / f".{FILE}.part"
    half.write_text(text, encoding="utf-8")
    half.replace(town.root / FILE)


def undo(town: Town, say: Words) -> str:
    """Put the last kept town.toml back; returns what that changes. Files that lie in the inbox stay there.

    Raises:
        Refusal: none is kept.
    """
    kept = sorted((town.root / KEPT).glob("*.toml"))
    if not kept:
        raise Refusal(say("No earlier town.toml is kept."), say("`ratusz adopt … --yes` keeps one each time it saves."))
    text = kept[-1].read_text("utf-8")
    changed = difference(town, text)
    half = town.root / f".{FILE}.part"
    half.write_text(text, encoding="utf-8")
    half.replace(town.root / FILE)
    kept[-1].unlink()
    return changed


def _free(path: Path) -> Path:
    """The path, or one beside it that is not taken by a file still waiting."""
    names = (path.with_name(f"{path.stem}-{n}{path.suffix}") for n in range(2, 10_000))
    return path if not path.exists() else next(each for each in names if not each.exists())
