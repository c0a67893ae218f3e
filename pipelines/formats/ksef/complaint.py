"""How a complaint about a document is worded, and what there is to say of a wrong value."""

from __future__ import annotations

from dataclasses import dataclass

import lxml.etree as etree

from pipelines.formats.ksef.grammar import Declaration
from pipelines.formats.markup import local
from rules.wording import Words


@dataclass(frozen=True)
class Complaint:
    """One thing wrong with a document."""

    element: str
    line: int
    reason: str
    fix: str
    value: str | None = None


def value_complaint(element: etree._Element, entry: etree._LogEntry, own: Declaration | None, say: Words) -> Complaint:
    """A value that breaks the form: empty, or of what kind the breach is (`entry`) and how it should be written."""
    text = (element.text or "").strip()
    shown = named(own, local(element))
    if not text and len(element) == 0:
        return complaint(
            element,
            say("{element} is empty", element=shown),
            ask_seller(say, say("The seller fills the element in.")),
        )
    reason = next((say(said, element=shown) for kind, said in SAID.items() if kind in entry.type_name), None)
    step = say(WRITTEN.get(own.base if own else "", "The seller enters a value that the form allows."))
    return complaint(
        element,
        reason or say("{element}: the value breaks the form's schema", element=shown),
        ask_seller(say, step),
        text,
    )


SAID = {  # libxml2's kind of error: what to say of the element
    "FRACTIONDIGITS": "{element}: too many digits after the point",
    "TOTALDIGITS": "{element}: too many digits",
    "MAXLENGTH": "{element}: the text is too long",
    "MINLENGTH": "{element}: the text is too short",
    "ENUMERATION": "{element}: the value is not on the form's list",
    "INCLUSIVE": "{element}: the value is out of range",
    "EXCLUSIVE": "{element}: the value is out of range",
    "PATTERN": "{element}: the value is not written as it must be",
    "DATATYPE": "{element}: the value is not written as it must be",
}
WRITTEN = {  # built-in type of the schema: how its value is written
    "decimal": "The seller writes the number with a point and no spaces, such as 1234.50.",
    "date": "The seller writes the date as year-month-day, such as 2026-02-15.",
    "dateTime": "The seller writes the date and time like this: 2026-02-15T09:30:00Z.",
}


def complaint(element: etree._Element, reason: str, fix: str, value: str | None = None) -> Complaint:
    """About an element that is there."""
    return Complaint(local(element), element.sourceline or 1, reason, fix, value)


def ask_seller(say: Words, step: str) -> str:
    """What to do: the seller's step, and where a proper invoice is to be had."""
    return f"{step} {say('An invoice that KSeF has accepted always keeps to the form: take it from KSeF.')}"


def named(own: Declaration | None, name: str = "") -> str:
    """`P_15 (Kwota należności ogółem)`: the element and what the form calls it."""
    return f"{own.name} ({own.about})" if own and own.about else own.name if own else name
