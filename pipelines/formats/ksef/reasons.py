"""A breach of the schema, told to a clerk: which element, what is wrong with it, and what to ask the seller for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from lxml import etree

from pipelines.formats.ksef.grammar import FORMS, Declaration, grammar, schema
from pipelines.formats.markup import local, namespace
from rules.wording import Words

MANY = 10  # reasons kept for one invoice: enough to see what kind of file it is
EXPECTED = re.compile(r"\{[^}]*\}(\w+)")


@dataclass(frozen=True)
class Complaint:
    """One thing wrong with a document."""

    element: str
    line: int
    reason: str
    fix: str
    value: str | None = None


def complaints(root: etree._Element, words: Words) -> list[Complaint]:
    """Why the document breaks the schema of its form, one complaint an element; none when it is valid."""
    wrong = _stranger(root, words)
    if wrong:
        return [wrong]
    valid = schema(namespace(root))
    if valid.validate(root):
        return []
    found: dict[str, Complaint] = {}
    for entry in valid.error_log:
        if entry.path not in found and len(found) < MANY:
            found[entry.path] = _explain(root, entry, words)
    return list(found.values())


def _stranger(root: etree._Element, words: Words) -> Complaint | None:
    """The complaint about a document of another kind than the forms read here."""
    forms = ", ".join(name for _, name in FORMS.values())
    again = words("Take the invoice from KSeF again, or ask the seller for an invoice in the form in force.")
    if local(root) != "Faktura":
        reason = words("this is not an e-invoice: the main element is {element}", element=local(root))
    elif not namespace(root):
        reason = words("Faktura: the element does not name its form (xmlns is missing); forms read: {forms}", forms=forms)
    elif namespace(root) not in FORMS:
        reason = words("Faktura: unknown form {form}; forms read: {forms}", form=namespace(root), forms=forms)
    else:
        return None
    return Complaint(local(root), root.sourceline or 1, reason, again)


def _explain(root: etree._Element, entry: etree._LogEntry, words: Words) -> Complaint:
    element = root.getroottree().xpath(entry.path)[0]
    names = [local(each) for each in reversed([element, *element.iterancestors()])][1:]
    form = grammar(namespace(root))
    if entry.type_name != "SCHEMAV_ELEMENT_CONTENT":
        return _value(element, entry, form.find(names), words)
    if "Missing child" in entry.message:
        here = form.find(names)
        lacking = [name for name in (here.required if here else []) if not _inside(element, name)]
        return _missing(element, here, lacking or EXPECTED.findall(entry.message)[1:2], words)
    return _unexpected(element, form.find(names[:-1]), words)


def _unexpected(element: etree._Element, parent: Declaration | None, words: Words) -> Complaint:
    """An element that may not stand where it stands: unknown, too early, too late, or one too many."""
    name, above = local(element), element.getparent()
    own = parent.child(name) if parent else None
    if parent is None or own is None or above is None:
        return _unknown(element, parent, words)
    before = [local(each) for each in element.itersiblings(tag=etree.Element, preceding=True)]
    due = [each for each in own.required_before if each not in before]
    lacking = [each for each in due if not _inside(above, each)]
    if lacking:
        return _missing(element, parent, lacking, words)
    order = [each.name for each in parent.children]
    follower = next((each for each in before if each in order and order.index(each) > order.index(name)), None)
    fix = _fix(words, words("The seller puts the elements in the order of the form."))
    if due:
        reason = words("{element} stands before {other} and belongs after it", element=_named(own), other=_named(parent.child(due[0])))
    elif follower:
        reason = words("{element} stands after {other} and belongs before it", element=_named(own), other=_named(parent.child(follower)))
    else:
        reason = words("{element} is one too many in {parent}: repeated, or excluded by another", element=_named(own), parent=parent.name)
        fix = _fix(words, words("The seller removes the element."))
    return _complaint(element, reason, fix)


def _unknown(element: etree._Element, parent: Declaration | None, words: Words) -> Complaint:
    known = [each.name for each in parent.children] if parent else []
    above = element.getparent()
    reason = words("there is no element {element} in {parent}", element=local(element), parent=local(above) if above is not None else "")
    near = get_close_matches(local(element), known, 1)
    step = (
        words("The seller corrects the name: probably {near}.", near=near[0])
        if near
        else words("The seller removes the element or moves it where it belongs.")
    )
    return _complaint(element, reason, _fix(words, step))


def _missing(element: etree._Element, parent: Declaration | None, lacking: list[str], words: Words) -> Complaint:
    shown = ", ".join(_named(parent.child(name) if parent else None, name) for name in lacking)
    reason = words("missing in {parent}: {missing}", parent=parent.name if parent else local(element), missing=shown)
    step = words("The seller adds {missing}.", missing=", ".join(lacking))
    return Complaint(lacking[0] if lacking else local(element), element.sourceline or 1, reason, _fix(words, step))


def _value(element: etree._Element, entry: etree._LogEntry, own: Declaration | None, words: Words) -> Complaint:
    text = (element.text or "").strip()
    shown = _named(own, local(element))
    if not text and len(element) == 0:
        return _complaint(element, words("{element} is empty", element=shown), _fix(words, words("The seller fills the element in.")))
    reason = next((words(said, element=shown) for kind, said in SAID.items() if kind in entry.type_name), None)
    step = words(WRITTEN.get(own.base if own else "", "The seller enters a value that the form allows."))
    return _complaint(element, reason or words("{element}: the value breaks the form's schema", element=shown), _fix(words, step), text)


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


def _complaint(element: etree._Element, reason: str, fix: str, value: str | None = None) -> Complaint:
    return Complaint(local(element), element.sourceline or 1, reason, fix, value)


def _fix(words: Words, step: str) -> str:
    return f"{step} {words('An invoice that KSeF has accepted always keeps to the form: take it from KSeF.')}"


def _named(own: Declaration | None, name: str = "") -> str:
    """`P_15 (Kwota należności ogółem)`: the element and what the form calls it."""
    return f"{own.name} ({own.about})" if own and own.about else own.name if own else name


def _inside(element: etree._Element, name: str) -> bool:
    return any(local(each) == name for each in element.iterchildren(tag=etree.Element))
