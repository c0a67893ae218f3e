"""Which reports have to be sent, and do they say what the books say?"""

from dashboards.sheet import sheet, wording
from dashboards.sheet.numbers import number
from dashboards.sheet.parts import Column, Filter, Number, Table
from dashboards.source.query import query, query_before
from dashboards.source.request import request

page, say, since = sheet(), request().say, request().since

now = query(__file__, "numbers")[0]

next_one = say(
    "the next is {report}[ of {unit}], to be sent by {day:day}",
    report=now.next_report,
    unit=now.next_unit or None,
    day=now.next_on,
)
differ = say.count(
    now.differing,
    "{n} line of a report differs from the books, by {amount:money}.",
    "{n} lines of reports differ from the books, by {amount:money} altogether.",
    amount=now.differing_by,
)
page.answer(
    say("No register of reports has been loaded.")
    if not now.reports
    else (say.count(now.late, "{n} report is late", "{n} reports are late") if now.late else say("No report is late"))
    + (f"; {next_one}." if now.next_on else ".")
    + (f" {differ}" if now.differing else ""),
)

then = (query_before(__file__, "numbers") or [now])[0]
page.numbers(
    number(
        say("late"),
        now.late,
        then.late,
        say.number,
        say("Reports of ended periods whose last day has passed and that were not sent."),
    ),
    number(
        say("due within 5 working days"),
        now.soon,
        then.soon,
        say.number,
        say("Reports of ended periods that were not sent and whose last day is near."),
    ),
    Number(
        say("sent in time this year"),
        say("{n:number} of {all:number}", n=now.in_time, all=now.due_this_year),
        wording.change(say, now.in_time, then.in_time, since, say.number),
        say("Of the reports whose last day was this year, those that were sent by it."),
    ),
    Number(
        say("lines that differ from the books"),
        say.number(now.differing if now.compared else None),
        wording.change(say, now.differing, then.differing, since, say.number),
        say(
            "Lines of the newest loaded report of each unit whose plan, commitments or execution are not those of the "
            "ledger; {n:number} lines were compared.",
            n=now.compared,
        ),
    ),
)

unit, state = page.choose(
    Filter("jednostka", say("Unit"), {row.unit: row.name for row in query(__file__, "units")}, say("all")),
    Filter("stan", say("Sent?"), {"wyslane": say("sent"), "wszystkie": say("all")}, say("waiting")),
)
size = query(__file__, "size", unit=unit, state=state)[0]
skip = page.turn(size.rows_shown)
columns = [
    Column(say("Report"), lambda row: row.report, "minmax(5rem, 1fr)", code=True, sort="report"),
    Column(say("Period"), lambda row: row.period, "5rem", code=True, sort="period"),
    Column(say("Whose"), lambda row: row.unit_name or row.unit or say("the whole town"), "minmax(8rem, 2.4fr)"),
    Column(say("Last day"), lambda row: say.day(row.due_on), "5.6rem", value=lambda row: row.due_on),
    Column(
        say("Left"),
        lambda row: wording.left(say, row.days_left, row.working_days_left) if row.waiting == "yes" else "",
        "minmax(6.5rem, 1fr)",
    ),
    Column(
        say("Sent on"),
        lambda row: say.day(row.sent_on) if row.sent_on else "",
        "5.6rem",
        sort="sent_on",
        value=lambda row: row.sent_on,
    ),
]
page.work(
    say("Reports by their last day"),
    columns,
    query(__file__, "reports", unit=unit, state=state, order=page.order(columns), limit=page.rows_per_page, skip=skip),
    facts=lambda row: [
        (say("Period ends on"), say.day(row.period_end)),
        (say("Legal basis"), row.term_law or ""),
    ],
    subject=lambda row: row.subject,
    hidden=size.rows_hidden,
    skipped=skip,
    empty=say(
        "Reports appear here once a register of reports (`reports`) has been loaded; each row says a report, its "
        "period and the day it was sent."
    )
    if not now.reports
    else say("No report waits to be sent."),
)

differing = query(__file__, "differing")
if differing:
    page.table(
        say("Lines that differ from the books"),
        Table(
            say("What the report says beyond the books; below zero: less than the books"),
            [
                Column(say("Report"), lambda row: row.report),
                Column(say("Period"), lambda row: row.period),
                Column(say("Unit"), lambda row: row.unit_name or row.unit),
                Column(say("Line"), lambda row: row.codes),
                Column(say("Plan"), lambda row: say.money(row.plan_differs), numeric=True),
                Column(say("Committed"), lambda row: say.money(row.commitment_differs), numeric=True),
                Column(say("Executed"), lambda row: say.money(row.executed_differs), numeric=True),
            ],
            differing[:100],
        ),
    )
page.foot()
