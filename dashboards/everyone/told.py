"""What the page of one thing says of it by its kind: a sentence, what happened, and what money moved.

Each function gets the row of the thing (`things` in source/things.sql) and its details; none of them asks anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from dashboards.sheet import wording
from dashboards.sheet.parts import Column, Event, Table
from rules.wording import UNKNOWN, Words

Row = Any


def case(say: Words, thing: Row, row: Row) -> str:
    """A case or a document, its day and who has it."""
    what = say("{mark}[, {about}]", mark=thing.mark, about=thing.about if thing.about != thing.mark else None)
    who = say(
        "[; {name} has it since {day:day}]", name=row.holder_name, day=row.held_since if row.holder_name else None
    )
    if row.settled_on is not None:
        return say("{what}: settled on {day:day}{who}.", what=what, day=row.settled_on, who=who)
    if row.stands:
        return say("{what}: the clock stands since {day:day}{who}.", what=what, day=row.stopped_since, who=who)
    if row.due_on is None:
        return say("{what}: no due date is known{who}.", what=what, who=who)
    left = wording.left(say, row.days_left, row.working_days_left)
    return say("{what}: due on {day:day}, {left}{who}.", what=what, day=row.due_on, left=left, who=who)


def invoice(say: Words, thing: Row, row: Row) -> str:
    """An invoice, what is left to pay by when, and where it waits."""
    what = say("{mark}[, {about}]", mark=thing.mark, about=row.seller_name)
    if row.state == "disputed":
        return say("{what}: {sum} to pay, disputed.", what=what, sum=say.money(row.remaining, row.currency))
    if row.state != "open":
        return say("{what}: {sum}, settled[ on {day:day}].", what=what, sum=say.money(row.payable, row.currency),
                   day=row.settled_on)  # fmt: skip
    return say(
        "{what}: {sum} to pay by {day:day}, {left}[; it waits at {step}][, with {name}].",
        what=what, sum=say.money(row.remaining, row.currency), day=row.effective_due_on,
        left=wording.left(say, row.days_left, row.working_days_left), step=row.step, name=thing.holder_name,
    )  # fmt: skip


def line(say: Words, thing: Row, row: Row) -> str:
    """A budget line: how much of its plan is used."""
    return say(
        "{mark}, {unit}, {year}: plan {plan}, committed {committed}, executed {executed}, left {left}[; it runs out on"
        " {day:day}].",
        mark=thing.mark,
        unit=thing.unit_name or thing.unit,
        year=str(row.year),
        plan=say.money(row.plan),
        committed=say.money(row.committed),
        executed=say.money(row.executed),
        left=say.money(row.left_amount),
        day=row.exhausted_on,
    )


def contract(say: Words, thing: Row, row: Row) -> str:
    """A contract: its value, its unit, its end."""
    return say(
        "{mark}: {sum:money}[, {unit}][, signed on {day:day}][, ends on {end:day}][; looked after by {name}].",
        mark=thing.mark, sum=row.value, unit=row.unit_name, day=row.signed_on, end=row.ends_on, name=row.owner_name,
    )  # fmt: skip


def absence(say: Words, thing: Row, row: Row) -> str:
    """Who is away from when to when, and who stands in."""
    return say(
        "{name}: away from {first:day} to {last:day}; {instead}.",
        name=row.name or row.employee, first=row.first_day, last=row.last_day,
        instead=say("{substitute} stands in", substitute=row.substitute_name) if row.substitute_name
        else say("nobody is named as substitute"),
    )  # fmt: skip


def steps(say: Words, rows: Sequence[Row], stops: Sequence[Row]) -> list[Event]:
    """Steps and times that do not count, in the order of time."""
    walked = [
        Event(
            row.day,
            say(
                "{event}[: {name}][, until {until:day}][, {days:days}][, new date {new:day}]",
                event=say(row.event),
                name=row.actor_name or row.actor,
                until=row.until,
                days=row.days,
                new=row.new_date,
            ),
            place(say, row.file, row.line),
        )
        for row in rows
    ]  # fmt: skip
    stood = [Event(row.begins, say("the clock stands[ until {day:day}]", day=row.ends), pause=True) for row in stops]
    return sorted([*walked, *stood], key=lambda event: event.day)


def place(say: Words, file: str | None, line: int | None) -> str:
    """Where a row was read: file and line."""
    return say("{file}[, line {line}]", file=file, line=None if line is None else str(line)) if file else ""


def entries(say: Words, rows: Sequence[Row], way: Callable[[str], str]) -> Table:
    """The entries of a budget line; a document that is an invoice or a contract leads to its page."""
    return Table(
        say("Newest first"),
        [
            Column(say("Booked on"), lambda row: say.day(row.booked_on)),
            Column(say("Measure"), lambda row: say(row.measure.replace("_", " "))),
            Column(say("Amount"), lambda row: say.money(row.amount), numeric=True),
            Column(
                say("Document"),
                lambda row: (
                    link(way(row.leads_to), row.document_id) if row.leads_to else row.document_id or row.act or UNKNOWN
                ),
            ),
            Column(say("Seller"), lambda row: row.seller_name or ""),
            Column(say("Where it is written"), lambda row: place(say, row.file, row.file_line)),
        ],
        rows,
    )


def invoices(say: Words, rows: Sequence[Row], way: Callable[[str], str]) -> Table:
    """Invoices of a line or a contract, each leading to its page."""
    return Table(
        say("Newest first"),
        [
            Column(say("Invoice"), lambda row: link(way(row.invoice_id), row.number or row.invoice_id)),
            Column(say("Seller"), lambda row: row.seller_name or UNKNOWN),
            Column(say("Issued on"), lambda row: say.day(row.issued_on)),
            Column(say("Amount"), lambda row: say.money(row.amount), numeric=True),
        ],
        rows,
        (say("Total"), "", "", say.money(sum((row.amount or Decimal(0) for row in rows), Decimal(0)))) if rows else (),
    )


def lines(say: Words, rows: Sequence[Row], way: Callable[[str], str]) -> Table:
    """The budget lines an invoice is put on."""
    return Table(
        say("How much of the invoice each of them bears"),
        [
            Column(say("Line"), lambda row: link(way(row.line), row.line) if row.line else say("not named yet")),
            Column(say("Amount"), lambda row: say.money(row.amount), numeric=True),
        ],
        rows,
    )


def payments(say: Words, rows: Sequence[Row]) -> Table:
    """What was paid of an invoice."""
    return Table(
        say("In the order of time"),
        [
            Column(say("Ordered on"), lambda row: say.day(row.ordered_on)),
            Column(say("Amount"), lambda row: say.money(row.amount), numeric=True),
            Column(say("Where it is written"), lambda row: place(say, row.file, row.line)),
        ],
        rows,
    )


def link(way: str, text: str) -> Markup:
    """A text that leads somewhere."""
    return Markup('<a href="{}">{}</a>').format(way, text)


SENTENCES: dict[str, tuple[str, Callable[[Words, Row, Row], str]]] = {  # by noun: the question, and who says it
    "cases": ("case", case),
    "documents": ("case", case),
    "invoices": ("invoice", invoice),
    "budget": ("line", line),
    "contracts": ("contract", contract),
    "absences": ("absence", absence),
}
