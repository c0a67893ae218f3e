"""Letters: one digest per person, as text and HTML, the same bytes for the same run."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.utils import format_datetime

from css_inline import CSSInliner
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape

from pipelines.alerts.hold.decision import SPOKEN, Decision
from pipelines.alerts.route import last_resort
from pipelines.alerts.route.run_view import Person, RunView
from pipelines.alerts.write.digest import Digest, digest
from pipelines.alerts.write.headers import address, sender, stamped
from pipelines.alerts.write.line import sentence
from pipelines.alerts.write.listed import listed
from pipelines.alerts.write.mime import mime
from pipelines.town import Town
from rules.wording import words

WIDTH = 76  # columns of the text part
TOLD = SPOKEN | {"repeat"}  # what a reader learns from a letter: said, or counted


@dataclass(frozen=True)
class Item:
    """One thing a letter says, as the notification log keeps it; `sentence` in the reader's language."""

    decision: Decision
    sentence: str


@dataclass(frozen=True)
class Letter:
    """A finished letter, with the state it starts in: queued, held or undeliverable, and the word why."""

    letter_id: str
    day: str
    recipient: str
    address: str
    subject: str
    state: str
    why: str
    message: bytes
    items: tuple[Item, ...]
    not_before: datetime | None = None  # of a held letter: when it leaves by itself


def write(town: Town, view: RunView, decisions: Iterable[Decision]) -> list[Letter]:
    """A letter per reader and hold, for whoever has something to hear; the rest of what is known rides along.

    What only rides along goes with what may leave first.
    """
    piles: dict[tuple[str, str], list[Decision]] = {}
    riding: dict[str, list[Decision]] = {}
    for decision in decisions:
        if decision.reason in SPOKEN:
            piles.setdefault((decision.notice.to, decision.held), []).append(decision)
        else:
            riding.setdefault(decision.notice.to, []).append(decision)
    leaves_first = dict(sorted(piles, reverse=True))  # of each reader; the empty word, held by nothing, before all
    for reader, first in leaves_first.items():
        piles[reader, first] += riding.get(reader, [])
    steward = steward_of(view)
    return [
        _letter(town, view, steward, reader, held, sorted(pile, key=_urgency))
        for (reader, held), pile in sorted(piles.items())
    ]


def _urgency(decision: Decision) -> tuple[object, ...]:
    finding = decision.notice.finding
    return (-finding.gravity, finding.due_on is None, finding.due_on or "", finding.identity)


def _letter(town: Town, view: RunView, steward: str, reader: str, held: str, decisions: Sequence[Decision]) -> Letter:
    person = view.people.get(reader)
    to = address_of(person) if person else None
    said = digest(town, view, person.language if person else town.language, decisions)
    if person is None:
        state, why = "undeliverable", "nobody to tell"
    elif to is None:
        state, why = "undeliverable", "no address"
    else:
        state, why = ("held", held) if held else ("queued", "")
    waiting = max((d.not_before for d in decisions if d.not_before), default=None)
    letter_id = _letter_id(town, view, reader, decisions)
    return Letter(
        letter_id=letter_id,
        day=view.day.isoformat(),
        recipient=reader,
        address=to.addr_spec if to else "",
        subject=said.subject,
        state=state,
        why=why,
        message=_message(town, view, steward, letter_id, to, said, decisions),
        items=tuple(
            Item(d, sentence(view, d.notice.finding, said.language, town.language))
            for d in decisions
            if d.reason in TOLD or d.reason == "overtaken"
        ),
        not_before=waiting if state == "held" else None,
    )


def _letter_id(town: Town, view: RunView, reader: str, decisions: Iterable[Decision]) -> str:
    said = sorted((*d.notice.finding.identity, d.reason) for d in decisions if d.reason in SPOKEN)
    return hashlib.sha256(repr((town.name, view.day.isoformat(), reader, said)).encode()).hexdigest()[:32]


def _message(
    town: Town, view: RunView, steward: str, letter_id: str, to: Address | None, said: Digest,
    decisions: Sequence[Decision],
) -> bytes:  # fmt: skip
    """The letter as RFC 5322 bytes, with the whole list as a workbook where it is cut and the reader wishes for it."""
    head: dict[str, object] = {"From": sender(town)}
    if to:
        head["To"] = to
    head |= {"Subject": said.subject, "Date": format_datetime(view.at)}
    stamped(head, town, letter_id, "daily", steward)
    head["Content-Language"] = said.language
    text, page = _TEXT.render(digest=said), INLINE.inline(_PAGE.render(digest=said))
    told = [decision for decision in decisions if decision.reason in TOLD] if said.attached else []
    files = [listed(words(said.language), town, view, told)] if told else []
    return mime(head, f"=_{letter_id}", text, page, files)


def address_of(person: Person) -> Address | None:
    """The address of a person; None when it is missing or no mail server could read it."""
    return address(person.name, person.email)


def steward_of(view: RunView) -> str:
    """The address of whoever looks after Ratusz; empty where nobody does."""
    found = (address_of(view.people[reader]) for reader in last_resort(view) if reader)
    return next((to.addr_spec for to in found if to), "")


def _flow(text: str, first: str = "", rest: str = "") -> str:
    """The text in lines of WIDTH columns; no word, case mark or number with its unit is broken."""
    lines, line = list[str](), first
    start = len(first)
    for word in re.findall(r"[^ \t\n\r\f\v]+", text):  # a no-break space is part of a word
        if len(line) > start and len(line) + 1 + len(word) > WIDTH:
            lines.append(line)
            line, start = rest, len(rest)
        line += word if len(line) == start else f" {word}"
    return "\n".join((*lines, line)) if len(line) > start else ""


def _beside(first: str, second: str) -> str:
    """Two short texts on one line where they fit, else below each other, set in by two columns."""
    both = f"{first} · {second}"
    if len(both) <= WIDTH - 2:
        return f"  {both}"
    return "\n".join(_flow(each, "  ", "  ") for each in (first, second))


def templates(package: str) -> Environment:
    """The templates of a package, then those of the daily letter; text flows in lines of WIDTH columns."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("pipelines.alerts.write")]),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # else every part of every letter asks whether its file has changed
    )
    made.filters |= {"flow": _flow, "beside": _beside}
    return made


_TEMPLATES = templates("pipelines.alerts.write")
_TEXT, _PAGE = _TEMPLATES.get_template("letter.txt"), _TEMPLATES.get_template("letter.html")
INLINE = CSSInliner(keep_style_tags=False, load_remote_stylesheets=False)
