"""Checks of the records: names nobody knows, kinds without a term, ends that are never told, people and their posts."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.doctor.look import Look
from pipelines.doctor.trouble import Check, Trouble
from rules.wording import Words

HELD = {"steward": "high", "mayor": "high", "treasurer": "warn", "secretary": "warn"}  # offices that letters go to
MANY = 3, 10  # three cases in ten critical: seldom the office, mostly a column that says when they ended
ENOUGH = 10  # cases, to speak of a share


def faults(look: Look) -> Iterator[Trouble]:
    """What D02 says of the records, each kind of fault once; what is silent for ever is graver."""
    for fault in look.register.faults if look.register else ():
        word = fault["faults"]
        yield Trouble(
            look.say("{fault:phrases}: {who}", fault=word, who=fault["who"]),
            "high" if word in ("closing_never_told", "same_keys_from_two_feeds") else "warn", int(fault["n"]),
            _mend(look.say, word),
        )  # fmt: skip


def _mend(say: Words, fault: str) -> str:
    match fault:
        case "person_unknown" | "unit_unknown" | "events_of_no_case":
            return say("Say who or what is meant, in a source of `aliases`; `ratusz findings --rule D02` lists them.")
        case "kind_unknown" | "class_without_kind":
            return say("Say which term each is, in `values.kind` of the source or in `kinds`; `ratusz kinds` lists the "
                       "terms.")  # fmt: skip
        case "same_keys_from_two_feeds":
            return say("Say which source goes first: `order` below {table} in town.toml.", table="[feeds]")
        case "closing_never_told" | "only_the_closing_is_known":
            return say("Map the columns that say how a matter ended: {columns}.",
                       columns="closed_on, decided_on, dispatched_on")  # fmt: skip
        case "address_unreadable":
            return say("Correct the address in the register of employees.")
        case _:
            return say("`ratusz findings --rule D02` lists them; correct them in the system they come from.")


def never_closed(look: Look) -> Iterator[Trouble]:
    """Cases that never end are late for ever."""
    for feed in look.register.never_closed if look.register else ():
        yield Trouble(
            look.say("{feed}: of no case is it told how it ended", feed=feed["feed"]), "high", int(feed["n"]),
            _mend(look.say, "closing_never_told"),
        )  # fmt: skip


def mostly_critical(look: Look) -> Iterator[Trouble]:
    """Where too much is critical, it is seldom the office that is at fault."""
    if look.register is None:
        return
    critical, every = look.register.cases["critical"], look.register.cases["all"]
    part, whole = MANY
    if every >= ENOUGH and critical * whole > every * part:
        yield Trouble(
            look.say("{critical:number} of {all:number} cases are critical", critical=critical, all=every), "high",
            critical, look.say("Look whether the days of settling come in: `ratusz why` with the mark of one of them."),
        )  # fmt: skip


def no_days(look: Look) -> Iterator[Trouble]:
    """1900-01-01 and 9999-12-31 are no days: terms counted from them are wrong."""
    for feed in look.register.no_days if look.register else ():
        yield Trouble(
            look.say("{feed}: days that only stand for “none”, such as 1900-01-01", feed=feed["feed"]), "high",
            int(feed["n"]),
            look.say("Let the system export them empty, or name them in `empty` of the source: {line}",
                     line='empty = ["1900-01-01"]'),
        )  # fmt: skip


def people(look: Look) -> Iterator[Trouble]:
    """Letters reach those whom the register of employees gives an address and an office."""
    if look.register is None:
        return
    here, say = look.register.people, look.say
    if not here["people"]:
        yield Trouble(
            say("nobody can be written to: there is no register of employees"), "critical", 1,
            say("Describe a source of `employees` in town.toml; `ratusz contract` shows its columns."),
        )  # fmt: skip
        return
    correct = say("Correct it in the register of employees.")
    for number, what, severity in (
        ("without_address", say("people without an e-mail address"), "warn"),
        ("sharing", say("people who share an e-mail address, and so cannot log in"), "warn"),
        ("of_no_unit", say("people of a unit that is in no register"), "warn"),
    ):
        if here[number]:
            yield Trouble(what, severity, here[number], correct)
    if here["without_head"]:
        yield Trouble(
            say("units without a head who works here"), "warn", here["without_head"],
            say("Write the head into `manager` of the unit."),
        )  # fmt: skip
    for role, severity in HELD.items():
        if role not in here["roles"]:
            yield Trouble(
                say("nobody is {role}", role=say(f"role {role}")), severity, 1,
                say("Give somebody the role `{role}` in the register of employees.", role=role),
            )  # fmt: skip


CHECKS: tuple[Check, ...] = (faults, never_closed, mostly_critical, no_days, people)
