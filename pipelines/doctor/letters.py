"""Checks of the letters: those that did not reach anybody."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.doctor.look import Look
from pipelines.doctor.trouble import Check, Trouble


def undelivered(look: Look) -> Iterator[Trouble]:
    """What was written and not read."""
    say = look.say
    for number, what, severity, fix in (
        ("undeliverable", say("letters of the last week that nobody can receive"), "high",
         say("`ratusz letters` says whose; correct the address in the register of employees.")),
        ("to_nobody", say("letters of the last week without a reader"), "high",
         say("Give somebody the role `{role}` in the register of employees.", role="steward")),
        ("waiting", say("letters that have waited for the mail server for more than a day"), "high",
         say("Try the way out: `ratusz mail-test ADDRESS`.")),
    ):  # fmt: skip
        if look.letters[number]:
            yield Trouble(what, severity, look.letters[number], fix)


def only_files(look: Look) -> Iterator[Trouble]:
    """Letters of the time before there was a mail server."""
    if look.by_server and look.letters["only_files"]:
        yield Trouble(
            look.say("letters that were only files, from before there was a mail server"), "warn",
            look.letters["only_files"],
            look.say("`ratusz letters --begin=baseline` takes what stands as known, `--begin=all` sends it."),
        )  # fmt: skip


CHECKS: tuple[Check, ...] = (undelivered, only_files)
