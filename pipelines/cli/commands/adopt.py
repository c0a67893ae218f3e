"""`ratusz adopt`: what a file would become, the questions it leaves, and saving it."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipelines.adopt import Answers, Proposal, as_json, proposals
from pipelines.adopt.judgement import Judgement, judged
from pipelines.adopt.known import register
from pipelines.adopt.people import Names, meant
from pipelines.adopt.preview import Preview, previewed
from pipelines.adopt.save import NOBODY, difference, save
from pipelines.adopt.save import undo as take_back
from pipelines.adopt.section import added
from pipelines.adopt.update import newest_file
from pipelines.cli.commands.adopt_said import asked_for, described, judgement_said, names_said
from pipelines.cli.forms import Format
from pipelines.refusal import Refusal, visible
from pipelines.settings import open_town
from pipelines.town import Town
from rules.wording import Words, words


@dataclass(frozen=True)
class Asked:
    """What stood on the command line."""

    noun: str | None
    feed: str | None
    columns: Mapping[str, str]
    answers: Mapping[str, str]
    update: str | None
    rows: tuple[int, ...] = ()


def undo(root: Path) -> int:
    """Put the town.toml before the last change back, and print what that changed."""
    town = open_town(root)
    print(visible(take_back(town, words(town.language))))  # noqa: T201
    return 0


def adopt(
    root: Path, files: list[Path], asked: Asked, form: Format, as_of: date | None, *, yes: bool, trial: bool
) -> int:
    """Print the proposals, ask on a terminal what is open, and save with `yes`; returns 3 while something must be said.

    Raises:
        Refusal: a file is no table, an answer is none, or the feed is there already.
    """
    town = open_town(root)
    say = words(town.language)
    answers = Answers(asked.noun, asked.feed, asked.columns, asked.answers, asked.rows)
    if asked.update is not None:
        answers, files = _of_feed(town, asked.update, answers, files, say)
    elif asked.feed in town.feeds:
        raise Refusal(
            say("town.toml has a feed {feed} already.", feed=asked.feed),
            say("To change it: ratusz adopt FILE --update {feed}", feed=asked.feed),
        )
    found = proposals(files, town, answers, say)
    if form is Format.table and sys.stdin.isatty() and sys.stdout.isatty():
        answers = asked_for(found, answers, say)
        found = proposals(files, town, answers, say)
    day = as_of or town.as_of or datetime.now(UTC).astimezone(town.zone).date()
    told, code = [], 0
    for proposal in found:
        preview = None if proposal.open else previewed(proposal, town, say)
        judgement = judged(proposal, town, day, say) if trial and preview and preview.loaded else None
        known = judgement.known if judgement else register(town)
        names = meant(preview.named, known) if preview else NOBODY
        change = difference(town, added(town.text, proposal, say)) if preview is not None else ""
        told.append(_told(proposal, preview, judgement, names, say) | {"change": change})
        if form is Format.table:
            print(visible(described(proposal, preview, say)))  # noqa: T201
            if judgement is not None:
                print(visible(judgement_said(judgement, say)))  # noqa: T201
            print(visible(names_said(names, say)), end="")  # noqa: T201
        if preview is None:
            code = 3
        elif yes:
            town = _save(proposal, town, names, form, say)
        elif form is Format.table:
            print(visible(say("Nothing is changed yet. With --yes this becomes:")))  # noqa: T201
            print(visible(change))  # noqa: T201
    if form is not Format.table:
        print(json.dumps(told[0] if len(told) == 1 else told, ensure_ascii=False, indent=1, default=str))  # noqa: T201
    return code


def _told(
    proposal: Proposal, preview: Preview | None, judgement: Judgement | None, names: Names, say: Words
) -> dict[str, Any]:
    told = as_json(proposal, preview or Preview(0, 0, {}), say) | {"names": asdict(names)}
    return told | ({"trial": judgement.as_json()} if judgement is not None else {})


def _save(proposal: Proposal, town: Town, names: Names, form: Format, say: Words) -> Town:
    new, put = save(town, proposal, say, names)
    if form is Format.table:
        lines = [
            say("Saved: {table} in town.toml. Take it back: ratusz adopt --undo", table=f"[feeds.{proposal.feed}]")
        ]
        lines += [say("Put into the inbox: {file}", file=str(path.relative_to(town.root))) for path in put]
        print(visible("\n".join([*lines, f"→ ratusz run --town {town.root}"])))  # noqa: T201
    return new


def _of_feed(town: Town, name: str, answers: Answers, files: list[Path], say: Words) -> tuple[Answers, list[Path]]:
    """What is known of a feed that is there: its noun, and the columns of it that the file still has."""
    feed = town.feeds.get(name)
    if feed is None:
        raise Refusal(
            say("town.toml has no feed {feed}.", feed=name), say("Name one of: {feeds}.", feeds=", ".join(town.feeds))
        )
    paths = files or [newest_file(town, feed, say)]
    return replace(answers, noun=answers.noun or feed.nouns[0], feed=name), paths
