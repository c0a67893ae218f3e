"""A breach of the schema, told to a clerk: which element, what is wrong with it, and what to ask the seller for."""

from __future__ import annotations

import re
from difflib import get_close_matches

import lxml.etree as etree

from pipelines.formats.ksef.complaint import Complaint, ask_seller, complaint, named, value_complaint
from pipelines.formats.ksef.forms import FORMS, schema
from pipelines.formats.ksef.grammar import Declaration, grammar
from pipelines.formats.markup import local, namespace
from rules.wording import Words

MANY = 10  # reasons kept for one invoice: enough to see what kind of file it is
FARMERS = "FA_RR"  # the form of invoices for flat-rate farmers
EXPECTED = re.compile(r"\{[^}]*\}(\w+)")


def complaints(root: etree._Element, say: Words) -> list[Complaint]:
    """Why the document breaks the schema of its form, one complaint an element; none when it is valid."""
    wrong = _stranger(root, say)
    if wrong:
        return [wrong]
    valid = schema(namespace(root))
    if valid.validate(root):
        return []
    found: dict[str, Complaint] = {}
    for entry in valid.error_log:
        if entry.path not in found and len(found) < MANY:
            found[entry.path] = _explain(root, entry, say)
    return list(found.values())


def _stranger(root: etree._Element, say: Words) -> Complaint | None:
    """The complaint about a document of another kind than the forms read here."""
    forms = ", ".join(name for _, name in FORMS.values())
    again = say("Take the invoice from KSeF again, or ask the seller for an invoice in the form in force.")
    if local(root) != "Faktura":
        reason = say("this is not an e-invoice: the main element is {element}", element=local(root))
    elif (code := _code(root)).startswith(FARMERS):
        reason = say(
            "this is {form}, the invoice that a buyer issues for a flat-rate farmer; it is not read", form=code
        )
        again = say("Enter it in the register of invoices by hand; ask the seller for nothing.")
    elif not namespace(root):
        reason = say("Faktura: the element does not name its form (xmlns is missing); forms read: {forms}", forms=forms)
    elif namespace(root) not in FORMS:
        reason = say("Faktura: unknown form {form}; forms read: {forms}", form=namespace(root), forms=forms)
    else:
        return None
    return Complaint(local(root), root.sourceline or 1, reason, again)


def _code(root: etree._Element) -> str:
    """What the document calls its form, such as `FA_RR (1)`; empty where it does not say."""
    named = next(root.iterfind("{*}Naglowek/{*}KodFormularza"), None)
    return "" if named is None else (named.get("kodSystemowy") or named.text or "").strip()


def _explain(root: etree._Element, entry: etree._LogEntry, say: Words) -> Complaint:
    element = root.getroottree().xpath(entry.path)[0]
    names = [local(each) for each in reversed([element, *element.iterancestors()])][1:]
    form = grammar(namespace(root))
    if entry.type_name != "SCHEMAV_ELEMENT_CONTENT":
        return value_complaint(element, entry, form.find(names), say)
    if "Missing child" in entry.message:
        here = form.find(names)
        lacking = [name for name in (here.required if here else []) if not _inside(element, name)]
        return _missing(element, here, lacking or EXPECTED.findall(entry.message)[1:2], say)
    return _unexpected(element, form.find(names[:-1]), say)


def _unexpected(element: etree._Element, parent: Declaration | None, say: Words) -> Complaint:
    """An element that may not stand where it stands: unknown, too early, too late, or one too many."""
    name, above = local(element), element.getparent()
    own = parent.child(name) if parent else None
    if parent is None or own is None or above is None:
        return _unknown(element, parent, say)
    before = [local(each) for each in element.itersiblings(tag=etree.Element, preceding=True)]
    due = [each for each in own.required_before if each not in before]
    lacking = [each for each in due if not _inside(above, each)]
    if lacking:
        return _missing(element, parent, lacking, say)
    order = [each.name for each in parent.children]
    follower = next((each for each in before if each in order and order.index(each) > order.index(name)), None)
    fix = ask_seller(say, say("The seller puts the elements in the order of the form."))
    if due:
        reason = say(
            "{element} stands before {other} and belongs after it",
            element=named(own),
            other=named(parent.child(due[0])),
        )
    elif follower:
        reason = say(
            "{element} stands after {other} and belongs before it",
            element=named(own),
            other=named(parent.child(follower)),
        )
    else:
        reason = say(
            "{element} is one too many in {parent}: repeated, or excluded by another",
            element=named(own),
            parent=parent.name,
        )
        fix = ask_seller(say, say("The seller removes the element."))
    return complaint(element, reason, fix)


def _unknown(element: etree._Element, parent: Declaration | None, say: Words) -> Complaint:
    known = [each.name for each in parent.children] if parent else []
    above = element.getparent()
    reason = say(
        "there is no element {element} in {parent}",
        element=local(element),
        parent=local(above) if above is not None else "",
    )
    near = get_close_matches(local(element), known, 1)
    step = (
        say("The seller corrects the name: probably {near}.", near=near[0])
        if near
        else say("The seller removes the element or moves it where it belongs.")
    )
    return complaint(element, reason, ask_seller(say, step))


def _missing(element: etree._Element, parent: Declaration | None, lacking: list[str], say: Words) -> Complaint:
    shown = ", ".join(named(parent.child(name) if parent else None, name) for name in lacking)
    reason = say("missing in {parent}: {missing}", parent=parent.name if parent else local(element), missing=shown)
    step = say("The seller adds {missing}.", missing=", ".join(lacking))
    return Complaint(lacking[0] if lacking else local(element), element.sourceline or 1, reason, ask_seller(say, step))


def _inside(element: etree._Element, name: str) -> bool:
    return any(local(each) == name for each in element.iterchildren(tag=etree.Element))
