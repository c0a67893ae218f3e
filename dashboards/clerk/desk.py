"""What is on my desk, and on the desks of those I stand in for?"""

from dashboards.charts.load import deadlines
from dashboards.sheet import sheet, wording
from dashboards.sheet.numbers import number
from dashboards.sheet.parts import Column, Filter, Table, search
from dashboards.source.query import Row, query, query_before
from dashboards.source.request import request
from rules.wording import UNKNOWN

page, say, since = sheet(), request().say, request().since
desks = query(__file__, "desks")


def away_today(row: Row) -> str:
    """Who is away, and who stands in or cannot."""
    if not row.substitute:
        return say("{name}, back on {day:day}: nobody stands in", name=row.name, day=row.return_on)
    stands_in = say(
        "{name}, back on {day:day}: {substitute} stands in",
        name=row.name,
        day=row.return_on,
        substitute=row.substitute_name or row.substitute,
    )
    return stands_in + (say(", but cannot: {why}", why=say.phrases(row.cannot)) if row.cannot else "")


if not desks:
    page.answer(say("Choose as whom to look: a desk belongs to a person."))
    page.people(
        say("Away today"),
        [(away_today(row), row.substitute) for row in query(__file__, "away")],
        say("Nobody is away today."),
    )
    page.foot()
else:
    now = query(__file__, "numbers")[0]
    then = (query_before(__file__, "numbers") or [now])[0]
    absent = desks[1:]
    standing_in = (
        wording.listed(say, (say("{name} (back on {day:day})", name=row.name, day=row.return_on) for row in absent))
        if absent
        else ""
    )
    page.answer(
        (
            say(
                "{late}; due within 5 working days: {soon:number}.",
                late=say.count(now.late, "You have {n} late matter", "You have {n} late matters"),
                soon=now.soon,
            )
            if now.late
            else say("Nothing is late; due within 5 working days: {soon:number}.", soon=now.soon)
        )
        + (" " + say("You stand in for: {people}.", people=standing_in) if standing_in else ""),
    )
    what = say(
        "Cases, documents with a due date, and invoices that wait for you or for somebody you stand in for today."
    )
    page.numbers(
        number(say("late"), now.late, then.late, say.number, say("Open, and the due date has passed.") + " " + what),
        number(
            say("due within 5 working days"),
            now.soon,
            then.soon,
            say.number,
            say("Today counts; days off of the office do not.") + " " + what,
        ),
        number(say("open altogether"), now.all_open, then.all_open, say.number, what),
        number(
            say("for those you stand in for"),
            now.for_others,
            then.for_others,
            say.number,
            say("Held by people who are away today and whose confirmed substitute you are."),
        ),
    )
    whose, noun, wanted = page.choose(
        Filter("czyje", say("Whose"), {row.employee: row.name or say("mine") for row in desks}, say("all desks")),
        Filter(
            "rodzaj",
            say("What"),
            {name: wording.noun(say, name) for name in ("cases", "documents", "invoices")},
            say("everything"),
        ),
        search(say, say("mark, number, seller or service")),
    )
    nouns_named = {"cases": say("case"), "documents": say("document"), "invoices": say("invoice")}
    columns = [
        Column(
            say("Mark"), lambda row: row.shown_as, "minmax(8.6rem, 1fr)", code=True, hint=lambda row: row.subject,
            sort="shown_as",
        ),
        Column(
            say("What"), lambda row: row.what or nouns_named[row.noun], "minmax(7rem, 1.4fr)",
            hint=lambda row: nouns_named[row.noun], sort="what",
        ),
        Column(
            say("Due date"), lambda row: say.day(row.due_on), "5.4rem", sort="due_on", value=lambda row: row.due_on,
            means=say("Where a fine may be counted from the end before it moves off days off, that end."),
        ),
        Column(
            say("Left"), lambda row: wording.left(say, row.days_left, row.working_days_left), "minmax(6.2rem, 1fr)"
        ),
        Column(
            say("Whose"), lambda row: say("mine") if row.holder == desks[0].employee else row.holder_name,
            "minmax(5rem, 1.2fr)", sort="holder_name",
        ),
        Column(
            say("Last step"),
            lambda row: f"{say(row.last_step)}, {say.day(row.last_step_on)}" if row.last_step else UNKNOWN,
            "minmax(7rem, 1.2fr)", sort="last_step_on",
        ),
    ]  # fmt: skip
    order = page.order(columns)
    size = query(__file__, "size", whose=whose, noun=noun, search=wanted)[0]
    skip = page.turn(size.rows_shown)
    page.work(
        say("To do, gravest first"),
        columns,
        query(
            __file__, "desk", whose=whose, noun=noun, search=wanted, order=order, limit=page.rows_per_page, skip=skip
        ),
        facts=lambda row: [
            (say("Started on"), say.day(row.since)),
            (say("Due date before moving to a working day"), say.day(row.raw_due_on)),
            (say("Internal target"), say.day(row.planned_on) if row.planned_on else ""),
            (say("Days that do not count"), say.days(row.stop_days) if row.stop_days else ""),
            (say("Stopped since"), say.day(row.stopped_since) if row.stopped_since else ""),
            (say("To pay"), say.money(row.amount, row.currency) if row.amount else ""),
        ],
        subject=lambda row: row.subject,
        hidden=size.rows_hidden,
        skipped=skip,
        empty=say(
            "Nothing waits here. Cases and invoices appear once their export names you as the one who holds them."
        ),
    )
    calendar = query(__file__, "days")
    page.chart(
        say("What falls due in the next four weeks"),
        deadlines(calendar, say("Items"), say("Day"), page.palette),
        say("Items due by day for four weeks from today."),
        Table(
            say("Items due by day"),
            [
                Column(say("Day"), lambda row: say.day(row.day)),
                Column(say("Items"), lambda row: say.number(row.due), numeric=True),
            ],
            [row for row in calendar if row.due],
            (say("Total"), say.number(sum(row.due for row in calendar))),
        ),
        say("From today; what is already late stands in the numbers above."),
    )
    page.foot()
