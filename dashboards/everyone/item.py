"""What is known of one thing: its day, its way, its money, what was said of it, and why."""

from types import SimpleNamespace
from typing import Any

from dashboards.everyone import told
from dashboards.sheet import sheet, wording
from dashboards.sheet.address import SUBJECT
from dashboards.sheet.parts import Column, Event, Table
from dashboards.source.letters import told_of
from dashboards.source.query import query
from dashboards.source.reasons import reasons
from dashboards.source.request import request
from rules.wording import UNKNOWN

page, say, day = sheet(), request().say, request().snapshot.as_of
SOURCES = {
    "cases": ("cases", "case_events"),
    "documents": ("documents", "case_events"),
    "invoices": ("invoices", "payments", "allocations"),
    "budget": ("budget", "report_lines"),
    "contracts": ("contracts", "contract_lines"),
    "absences": ("absences",),
    **{noun: (noun,) for noun in (
        "works", "tenders", "resolutions", "deposits", "grants", "duties", "receivables", "breaches",
    )},
}  # fmt: skip

LETTERS = {
    "held": say("held back"),
    "queued": say("waits to be sent"),
    "written": say("written to a file"),
    "sent": say("letter sent"),
    "undeliverable": say("could not be delivered"),
}

subject = page.ask(SUBJECT, say("What about"), say("a case mark, an invoice's number, a budget line")) or ""
named = query(__file__, "named", subject=subject) if subject else ()
whole = request().reader.units is None
thing = named[0] if named else None
if (
    thing is None and subject and whole and reasons(subject)
):  # the command knows more kinds of thing than stand in a list
    thing = SimpleNamespace(noun="other", subject=subject, mark=subject, about=None)
exact = [row for row in named if row.subject == subject] or (named if len(named) == 1 else [])
nouns = SOURCES.get(thing.noun, ()) if thing else ()


def is_called(rows) -> None:
    """Several things of that name, or of one like it."""
    columns = [
        Column(say("Mark"), lambda row: row.mark, "minmax(9rem, 1fr)", code=True, hint=lambda row: row.subject),
        Column(say("What it is"), lambda row: wording.noun(say, row.noun), "minmax(8rem, 1fr)"),
        Column(say("Name"), lambda row: row.about or getattr(row, "unit_name", None) or UNKNOWN, "minmax(8rem, 2fr)"),
    ]
    listed = [SimpleNamespace(**row._asdict(), severity=None, said=(), of=len(rows)) for row in rows]
    page.work(say("Which of them?"), columns, listed, subject=lambda row: row.subject, empty="")


def asked(name: str, of: Any = thing):
    """The rows of one of the questions about the thing."""
    return query(__file__, name, noun=of.noun, subject=of.subject)


if not subject:
    page.answer(say("Every date and every sum, step by step: write what it is about."), ())
elif thing is None:
    near = query(__file__, "near", subject=subject)
    page.answer(
        say("Nothing is known of {subject} in what you may see[; did you mean {near}?]", subject=subject,
            near=wording.listed(say, [row.mark for row in near]) if near else None)
        + ("" if near else "."),
        (),
    )  # fmt: skip
    if near:
        is_called(near)
elif named and not exact:
    page.answer(say("{n:number} things are called {subject}.", n=len(named), subject=subject), ())
    is_called(named)
else:
    question, sentence = told.SENTENCES.get(thing.noun, ("", None))
    details = asked(question)[0] if sentence and asked(question) else None
    findings = asked("findings")
    now, before = [row for row in findings if row.speaks], [row for row in findings if not row.speaks]
    words = (
        sentence(say, thing, details)
        if sentence and details
        else now[0].message
        if now
        else say("{subject}: no signal on {day:day}.", subject=thing.mark, day=day)
    )
    page.answer(words, nouns)
    if now:
        page.told(
            say("What is said of it now"), [f"{wording.severity(say, row.severity)}: {row.message}" for row in now]
        )
    if thing.noun in ("cases", "documents", "invoices"):
        events = told.steps(say, asked("steps"), asked("stops"))
        events += [
            Event(
                row.first_seen,
                say("signal {rule}: {gravity}", rule=row.rule, gravity=wording.severity(say, row.severity)),
            )
            for row in findings
        ]
        if events:
            page.timeline(say("What happened when"), sorted(events, key=lambda event: event.day))
    if thing.noun == "budget":
        on_line = asked("invoices")
        if on_line:
            page.table(say("Invoices still owed on this line"), told.invoices(say, on_line, page.item))
        else:
            page.told(say("Invoices still owed on this line"), [say("No unpaid invoice is put on this line.")])
        page.table(say("Entries in the books"), told.entries(say, asked("entries"), page.item))
    if thing.noun == "invoices":
        page.table(say("Budget lines"), told.lines(say, asked("invoice_lines"), page.item))
        if asked("payments"):
            page.table(say("Payments"), told.payments(say, asked("payments")))
        if details and details.contract_id:
            page.told(say("Contract"), [told.link(page.item(details.contract_id), details.contract_id)])
    if thing.noun == "contracts" and asked("contract_invoices"):
        page.table(say("Invoices of this contract"), told.invoices(say, asked("contract_invoices"), page.item))
    if before:
        page.told(
            say("What was said of it before"),
            [say("{first:day}–{last:day}: {message}", first=row.first_seen, last=row.last_seen, message=row.message)
             for row in before],
        )  # fmt: skip
    letters = told_of(thing.noun, thing.subject)
    if letters:
        told_to = tuple(sorted({letter.recipient for letter in letters}))
        names = {row.employee: row.name for row in query(__file__, "names", employees=told_to)}
        page.table(
            say("Who was told of it"),
            Table(
                say("Newest first"),
                [
                    Column(say("Day"), lambda row: say.day(row.day)),
                    Column(say("To whom"), lambda row: names.get(row.recipient) or row.recipient or UNKNOWN),
                    Column(say("In what words"), lambda row: row.sentence),
                    Column(say("Letter"), lambda row: LETTERS[row.state]),
                ],
                letters,
            ),
            folded=True,
        )
    steps = reasons(thing.subject)
    if steps:
        page.steps(say("Step by step"), steps, thing.subject)
page.foot(nouns)
