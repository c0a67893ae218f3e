"""`ratusz init`: the folder of a new town, with a town.toml that says where to go next."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parseaddr
from importlib import resources
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import typer

from pipelines.alerts.write.headers import address
from pipelines.refusal import Refusal
from pipelines.settings.kinds import NIP, TERYT
from rules.law import read_law
from rules.law.identifiers import tax_number_is_valid
from rules.wording import Words, words

UNIT = "URZAD"  # the one unit of an office whose register of units has not come yet
OFFICES = ("steward", "mayor", "treasurer", "secretary")
DEFAULT_NAME = "Nasze Miasto"
PEOPLE = """
# Ludzie i jednostka na początek, z inbox/pracownicy i inbox/jednostki. Gdy przyjdzie wykaz z kadr, zastąp nim te pliki.
[feeds.jednostki]
noun = "units"

[feeds.pracownicy]
noun = "employees"
"""


class Office(NamedTuple):
    """What is told of the office. people: role -> `Name <address>`; an empty text is not known."""

    name: str
    teryt: str
    nip: str
    people: Mapping[str, str]


def init(root: Path, given: Office) -> None:
    """Make the folder; what was not given is asked for where somebody sits at the terminal.

    Raises:
        Refusal: there is a town.toml already, or something given is not of its form.
    """
    settings = root / "town.toml"
    say = words("pl")
    if settings.exists():
        raise Refusal(say("{file} exists.", file=settings), say("Edit it, then run `ratusz check`."))
    office = _asked(say, given) if sys.stdin.isatty() else _checked(say, given)
    (root / "inbox").mkdir(parents=True, exist_ok=True)
    for folder, text in registers(office).items():
        (root / "inbox" / folder).mkdir(exist_ok=True)
        (root / "inbox" / folder / f"{folder}.csv").write_text(text, encoding="utf-8")
    settings.write_text(settings_text(office), encoding="utf-8")
    print(f"{settings}\n→ {say('ratusz adopt FILE --town {folder}', folder=root)}")  # noqa: T201


def settings_text(office: Office) -> str:
    """The town.toml of an office, commented."""
    template = (resources.files("pipelines.cli.commands") / "town.toml").read_text(encoding="utf-8")
    lines = {
        "name": _quoted(office.name),
        "teryt": _line("teryt", office.teryt, "2478000", "numer TERYT gminy"),
        "nip": _line("nip", office.nip, "634-001-23-47", "NIP urzędu: po nim poznajemy własne faktury"),
        "people": PEOPLE if office.people else "",
    }
    return re.sub(r"\{(\w+)\}", lambda found: lines[found[1]], template)


def registers(office: Office) -> dict[str, str]:
    """The first exports by folder: who holds which office, and the one unit they work in; nothing where nobody does."""
    rows: dict[str, tuple[str, str, list[str]]] = {}
    for role, person in office.people.items():
        name, email = parseaddr(person)
        rows.setdefault(email.partition("@")[0].lower(), (name or email, email, []))[2].append(role)
    if not rows:
        return {}
    head = next((employee for employee, (*_, roles) in rows.items() if "mayor" in roles), "")
    people = [[employee, name, email, UNIT, "|".join(roles)] for employee, (name, email, roles) in rows.items()]
    return {
        "jednostki": _csv(["unit", "name", "manager"], [[UNIT, office.name, head]]),
        "pracownicy": _csv(["employee", "name", "email", "unit", "roles"], people),
    }


def wrong_teryt(text: str, say: Words) -> str:
    """Why it is no TERYT code; empty where it is one: of a voivodeship, a county or a commune."""
    return "" if TERYT.holds(text) and len(text) in (2, 4, 7) else say("TERYT has 2, 4 or 7 digits: {text}", text=text)


def wrong_nip(text: str, say: Words) -> str:
    """Why it is no Polish NIP; empty where it is one."""
    if NIP.holds(text) and tax_number_is_valid(read_law("PL"), datetime.now(UTC).date(), text):
        return ""
    return say("NIP has ten digits, the last of them by the others: {text}", text=text)


def wrong_person(text: str, say: Words) -> str:
    """Why nobody can be written to by this; empty where somebody can."""
    if address("", parseaddr(text)[1]):
        return ""
    example = "Jan Nowak <jan.nowak@urzad.example>"
    return say("a person with an address is written like {example}: {text}", example=example, text=text)


def _checked(say: Words, given: Office) -> Office:
    """What was given, or a Refusal of the first of it that is not of its form."""
    tests = [
        (wrong_teryt, given.teryt),
        (wrong_nip, given.nip),
        *((wrong_person, who) for who in given.people.values()),
    ]
    for test, text in tests:
        if text and (wrong := test(text, say)):
            raise Refusal(wrong, say("Correct it, or leave it out; town.toml can be changed later."))
    return given._replace(name=given.name or DEFAULT_NAME)


def _asked(say: Words, given: Office) -> Office:
    """What was given, and the answers of whoever sits there to what was not; an empty answer leaves it out."""
    _checked(say, given)
    people = {
        role: given.people.get(role)
        or _answer(say("{role} (name and address)", role=say(f"role {role}")), wrong_person, say)
        for role in OFFICES
    }
    return Office(
        name=given.name or _answer(say("Name of the office"), lambda *_: "", say) or DEFAULT_NAME,
        teryt=given.teryt or _answer("TERYT", wrong_teryt, say),
        nip=given.nip or _answer("NIP", wrong_nip, say),
        people={role: person for role, person in people.items() if person},
    )


def _answer(question: str, test: Callable[[str, Words], str], say: Words) -> str:
    while True:
        text = str(typer.prompt(question, default="", show_default=False, err=True)).strip()
        wrong = test(text, say) if text else ""
        if not wrong:
            return text
        typer.echo(wrong, err=True)


def _line(key: str, value: str, example: str, meaning: str) -> str:
    return f"{key} = {_quoted(value)}" if value else f'# {key} = "{example}"{" " * 8}# {meaning}'


def _quoted(text: str) -> str:
    """A text as TOML writes it: JSON's escapes are among TOML's own, but for the one of DEL."""
    return json.dumps(re.sub(r"\x7f", "", text), ensure_ascii=False)


def _csv(header: list[str], rows: list[list[str]]) -> str:
    file = StringIO()
    csv.writer(file, lineterminator="\n").writerows([header, *rows])
    return file.getvalue()
