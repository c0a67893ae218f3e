"""Checks of town.toml: what is left out of it, what it switches off, and secrets that it names and nobody set."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.doctor.look import Look
from pipelines.doctor.trouble import Check, Trouble
from pipelines.settings.keys import RULE
from pipelines.town import LOGIN, Town
from rules.law.identifiers import tax_number_is_valid


def fixed_day(look: Look) -> Iterator[Trouble]:
    """A day fixed for a demo never moves on, and every deadline with it."""
    if look.town.as_of is not None:
        yield Trouble(
            look.say("every run judges {day:day}, whatever day it is", day=look.town.as_of), "high", 1,
            look.say("Delete {key} below {table} in town.toml.", key="as_of", table="[town]"),
        )  # fmt: skip


def identity(look: Look) -> Iterator[Trouble]:
    """Without its own numbers a town cannot tell its invoices and reports from those of others."""
    for key, value, example in (("nip", look.town.nip, "634-001-23-47"), ("teryt", look.town.teryt, "2478000")):
        if value is None:
            yield Trouble(
                look.say("the office's {number} is not told", number=key.upper()), "warn", 1,
                look.say("Write it below {table} in town.toml: {line}", table="[town]", line=f'{key} = "{example}"'),
            )  # fmt: skip


def wrong_nip(look: Look) -> Iterator[Trouble]:
    """By a wrong number the town takes its own invoices for those of others."""
    nip, today = look.town.nip, look.now.astimezone(look.town.zone).date()
    if nip is not None and tax_number_is_valid(look.law, today, nip) is False:
        yield Trouble(
            look.say("the office's NIP is not one by its last digit: {nip}", nip=nip), "high", 1,
            look.say("Correct {key} below {table} in town.toml.", key="nip", table="[town]"),
        )  # fmt: skip


def foreign_clock(look: Look) -> Iterator[Trouble]:
    """A Polish office lives by the Polish clock; by another one days begin and end at the wrong hour."""
    own = Town.__dataclass_fields__["timezone"].default
    if look.town.jurisdiction == "PL" and look.town.timezone != own:
        yield Trouble(
            look.say("the town's clock is that of {zone}", zone=look.town.timezone), "high", 1,
            look.say("Write it below {table} in town.toml: {line}", table="[town]", line=f'timezone = "{own}"'),
        )  # fmt: skip


def no_feeds(look: Look) -> Iterator[Trouble]:
    """A town without sources judges nothing and is silent for ever."""
    if not look.town.feeds:
        yield Trouble(look.say("no source is described"), "critical", 1, "ratusz contract --settings")


def rules_off(look: Look) -> Iterator[Trouble]:
    """A rule that is switched off never warns."""
    off = [rule for rule, settings in sorted(look.town.rules.items()) if settings.get("off") is True]
    if off:
        yield Trouble(
            look.say("rules switched off: {rules}", rules=", ".join(off)), "warn", len(off),
            look.say("If that is not meant, delete `off = true` in town.toml; `ratusz rules` says what they watch."),
        )  # fmt: skip


def thresholds(look: Look) -> Iterator[Trouble]:
    """Thresholds of the town's own are its right; whoever inherits the town should know of them."""
    own = [
        f"{rule}.{key} = {value}"
        for rule, settings in sorted(look.town.rules.items())
        for key, value in settings.items()
        if key not in RULE
    ]
    if own:
        yield Trouble(
            look.say("thresholds of the town's own: {settings}", settings=", ".join(own)), "info", len(own),
            look.say("`ratusz rules --sources` shows what they replace."),
        )  # fmt: skip


def secrets_unset(look: Look) -> Iterator[Trouble]:
    """An address that is kept in the environment and is not there: this source is never asked."""
    for feed in look.town.feeds.values():
        if feed.url is not None and not look.environ.get(feed.url, "").strip():
            yield Trouble(
                look.say("{feed}: the environment variable {variable} is not set", feed=feed.name, variable=feed.url),
                "high", 1, look.say("Set {variable} where Ratusz runs, for systemd in {file}.", variable=feed.url,
                                    file="/etc/ratusz.env"),
            )  # fmt: skip


def mail(look: Look) -> Iterator[Trouble]:
    """Letters that are only files reach nobody."""
    named = str(look.town.mail.get("url", ""))
    if look.server is not None:
        yield Trouble(look.server.message, "high", 1, look.server.fix)
    elif not named:
        yield Trouble(
            look.say("no mail server: letters are only files in outbox"), "warn", 1,
            look.say("Name it below {table} in town.toml, then try it: `ratusz mail-test ADDRESS`.", table="[mail]"),
        )  # fmt: skip
    elif not look.by_server:
        yield Trouble(
            look.say("no mail server: the environment variable {variable} is not set", variable=named), "high", 1,
            look.say("Set {variable} where Ratusz runs, for systemd in {file}.", variable=named,
                     file="/etc/ratusz.env"),
        )  # fmt: skip
    if named and "from" not in look.town.mail:
        yield Trouble(
            look.say("letters name no sender"), "high", 1,
            look.say("Write it below {table} in town.toml: {line}", table="[mail]", line='from = "ratusz@…"'),
        )  # fmt: skip


def login(look: Look) -> Iterator[Trouble]:
    """Without a login the pages open on this computer only; one that is half set up opens nothing."""
    missing = [variable for variable in LOGIN.values() if not look.environ.get(variable)]
    if len(missing) == len(LOGIN):
        yield Trouble(
            look.say("no login: the pages open on this computer only"), "warn", 1,
            look.say("Set {variables} where Ratusz runs.", variables=", ".join(missing)),
        )  # fmt: skip
    elif missing:
        yield Trouble(
            look.say("the login is only half set up"), "high", len(missing),
            look.say("Set {variables} where Ratusz runs.", variables=", ".join(missing)),
        )  # fmt: skip


def extras(look: Look) -> Iterator[Trouble]:
    """What works without, and better with."""
    for table, key, there, what in (
        ("town", "address", look.town.address, look.say("letters and calendars do not lead to the pages")),
        ("heartbeat", "url", look.town.heartbeat.get("url"), look.say("nobody outside hears when the schedule stops")),
    ):
        if not there:
            yield Trouble(
                what, "info", 1,
                look.say("Set {key} below {table} in town.toml; `ratusz contract --settings` describes it.", key=key,
                         table=f"[{table}]"),
            )  # fmt: skip


CHECKS: tuple[Check, ...] = (
    fixed_day, identity, wrong_nip, foreign_clock, no_feeds, rules_off, thresholds, secrets_unset, mail, login, extras,
)  # fmt: skip
