"""What is on my desk, and on the desks of those I stand in for?"""

from dashboards.sheet import sheet, wording
from dashboards.sheet.charts import Bar, days, monday
from dashboards.sheet.parts import Column, Filter, Number, Table
from dashboards.source.query import query, query_before
from dashboards.source.request import request
from rules.wording import UNKNOWN

page, w, since = sheet(), request().words, request().since
desks = query(__file__, "desks")

if not desks:
    page.answer(w("Choose as whom to look: a desk belongs to a person."))
    page.people(
        w("Away today"),
        [
            (
                w(
                    "{name}, back on {day:day}: {substitute} stands in",
                    name=row.name,
                    day=row.return_on,
                    substitute=row.substitute_name,
                )
                if row.substitute
                else w("{name}, back on {day:day}: nobody stands in", name=row.name, day=row.return_on),
                row.substitute,
            )
            for row in query(__file__, "away")
        ],
        w("Nobody is away today."),
    )
    page.foot()
else:
    now = query(__file__, "numbers")[0]
    then = (query_before(__file__, "numbers") or [now])[0]
    absent = desks[1:]
    standing_in = (
        wording.listed(w, (w("{name} (back on {day:day})", name=row.name, day=row.return_on) for row in absent))
        if absent
        else ""
    )
    page.answer(
        (
            w(
                "{late}; due within 5 working days: {soon:number}.",
                late=w.count(now.late, "You have {n} late matter", "You have {n} late matters"),
                soon=now.soon,
            )
            if now.late
            else w("Nothing is late; due within 5 working days: {soon:number}.", soon=now.soon)
        )
        + (" " + w("You stand in for: {people}.", people=standing_in) if standing_in else ""),
    )
    what = w("Cases, documents with a due date, and invoices that wait for you or for somebody you stand in for today.")
    page.numbers(
        Number(
            w("late"),
            w.number(now.late),
            wording.change(w, now.late, then.late, since, w.number),
            w("Open, and the due date has passed.") + " " + what,
        ),
        Number(
            w("due within 5 working days"),
            w.number(now.soon),
            wording.change(w, now.soon, then.soon, since, w.number),
            w("Today counts; days off of the office do not.") + " " + what,
        ),
        Number(
            w("open altogether"),
            w.number(now.all_open),
            wording.change(w, now.all_open, then.all_open, since, w.number),
            what,
        ),
        Number(
            w("for those you stand in for"),
            w.number(now.for_others),
            wording.change(w, now.for_others, then.for_others, since, w.number),
            w("Held by people who are away today and whose confirmed substitute you are."),
        ),
    )
    whose, noun = page.choose(
        Filter("czyje", w("Whose"), {row.employee: row.name or w("mine") for row in desks}, w("all desks")),
        Filter(
            "rodzaj",
            w("What"),
            {"cases": w("cases"), "documents": w("documents"), "invoices": w("invoices")},
            w("everything"),
        ),
    )
    size = query(__file__, "size", whose=whose, noun=noun)[0]
    skip = page.turn(size.rows_shown)
    nouns_named = {"cases": w("case"), "documents": w("document"), "invoices": w("invoice")}
    page.work(
        w("To do, gravest first"),
        [
            Column(w("Mark"), lambda row: row.shown_as, "minmax(8.6rem, 1fr)", code=True, hint=lambda row: row.subject),
            Column(
                w("What"),
                lambda row: row.what or nouns_named[row.noun],
                "minmax(7rem, 1.4fr)",
                hint=lambda row: nouns_named[row.noun],
            ),
            Column(w("Due date"), lambda row: w.day(row.due_on), "5.2rem"),
            Column(w("Left"), lambda row: wording.left(w, row.days_left, row.working_days_left), "minmax(6.2rem, 1fr)"),
            Column(
                w("Whose"),
                lambda row: w("mine") if row.holder == desks[0].employee else row.holder_name,
                "minmax(5rem, 1.2fr)",
            ),
            Column(
                w("Last step"),
                lambda row: f"{w(row.last_step)}, {w.day(row.last_step_on)}" if row.last_step else UNKNOWN,
                "minmax(7rem, 1.2fr)",
            ),
        ],
        query(__file__, "desk", whose=whose, noun=noun, limit=page.rows_per_page, skip=skip),
        facts=lambda row: [
            (w("Started on"), w.day(row.since)),
            (w("Due date before moving to a working day"), w.day(row.raw_due_on)),
            (w("Internal target"), w.day(row.planned_on) if row.planned_on else ""),
            (w("Days that do not count"), w.days(row.stop_days) if row.stop_days else ""),
            (w("Stopped since"), w.day(row.stopped_since) if row.stopped_since else ""),
            (w("To pay"), w.money(row.amount, row.currency) if row.amount else ""),
        ],
        subject=lambda row: row.subject,
        hidden=size.rows_hidden,
        skipped=skip,
        empty=w("Nothing waits here. Cases and invoices appear once their export names you as the one who holds them."),
    )
    calendar = query(__file__, "days")
    page.picture(
        w("What falls due in the next four weeks"),
        days(
            [Bar(row.due, monday(row.day), f"{w.day(row.day)}: {w.number(row.due)}") for row in calendar],
            w("Items due by day for four weeks from today."),
            w.number(max(row.due for row in calendar)),
        ),
        w("From today; the dates are Mondays. What is already late stands in the numbers above."),
        Table(
            w("Items due by day"),
            [
                Column(w("Day"), lambda row: w.day(row.day)),
                Column(w("Items"), lambda row: w.number(row.due), numeric=True),
            ],
            [row for row in calendar if row.due],
            (w("Total"), w.number(sum(row.due for row in calendar))),
        ),
    )
    page.foot()
