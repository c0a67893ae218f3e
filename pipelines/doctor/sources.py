"""Checks of the sources: files that do not get in, exports that do not come, what nobody reads."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.doctor.look import Look
from pipelines.doctor.trouble import Check, Trouble

GONE = {"stale": "high", "very_stale": "critical", "never": "high"}


def files(look: Look) -> Iterator[Trouble]:
    """What `ratusz check` says of the newest file of each source."""
    for remark in look.remarks:
        if remark.wrong and remark.fix:  # without one it only counts what the others tell
            severity = "warn" if remark.rows else "high"  # single rows, or a whole file
            yield Trouble(f"{remark.feed}: {remark.message}", severity, remark.rows or 1, remark.fix)


def silent(look: Look) -> Iterator[Trouble]:
    """A source that never came, or not for longer than was agreed: silence there means nothing."""
    for feed in look.register.feeds if look.register else ():
        state, name = feed["state"], feed["feed"]
        if state not in GONE:
            continue
        what = (
            look.say("{feed}: no file ever came", feed=name)
            if state == "never"
            else look.say("{feed}: the last data are of {at:moment}", feed=name, at=feed["last_success"])
        )
        folder = look.town.inbox / look.town.feeds[name].inbox
        yield Trouble(
            what, GONE[state], 1,
            look.say("Put its export into {folder}, then `ratusz run`; or take it out of town.toml.", folder=folder),
        )  # fmt: skip


def blocked(look: Look) -> Iterator[Trouble]:
    """A newest file that was refused, or is held because it would end too many rows."""
    for feed in look.register.feeds if look.register else ():
        named = {"feed": feed["feed"], "file": feed["held_file"] or feed["refused_file"]}
        if feed["held"] == "yes":
            yield Trouble(
                look.say("{feed}: the newest file is held: {file}", **named), "high", 1,
                feed["held_why"] or "ratusz loads",
            )  # fmt: skip
        elif feed["refused"] == "yes" and not _told(look, feed["feed"]):
            yield Trouble(
                look.say("{feed}: the newest file was refused: {file}", **named), "high", 1,
                feed["refused_why"] or "ratusz loads",
            )  # fmt: skip


def no_age(look: Look) -> Iterator[Trouble]:
    """Without an agreed age nobody notices that an export stopped coming."""
    ageless = [feed.name for feed in look.town.feeds.values() if feed.max_age is None]
    if ageless:
        yield Trouble(
            look.say("nobody would notice if these sources stopped: {feeds}", feeds=", ".join(ageless)), "warn",
            len(ageless),
            look.say("Say how old each may be: {line}", line='max_age = "36h"'),
        )  # fmt: skip


def unread(look: Look) -> Iterator[Trouble]:
    """Files in the inbox that no source reads."""
    left = [each for each in look.left if each.reason != look.say("still being written")]
    if left:
        yield Trouble(
            look.say("left in the inbox: {file}", file=str(left[0])), "warn", len(left),
            look.say("Take them away, or let a source read them: `files` and `inbox` in town.toml."),
        )  # fmt: skip


def _told(look: Look, feed: str) -> bool:
    return any(remark.wrong and remark.feed == feed for remark in look.remarks)


CHECKS: tuple[Check, ...] = (files, silent, blocked, no_age, unread)
