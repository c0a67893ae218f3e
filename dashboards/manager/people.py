"""Who is away, and does somebody keep what falls due meanwhile?"""

from dashboards.sheet import sheet
from dashboards.sheet.numbers import number
from dashboards.sheet.parts import Column, Table
from dashboards.source.query import query, query_before
from dashboards.source.request import request
from rules.wording import UNKNOWN

page, say, since = sheet(), request().say, request().since

now = query(__file__, "numbers")[0]

page.answer(
    say(
        "{away}[; {alone}]; {kept}.",
        away=say.count(now.away, "{n} person is away today", "{n} people are away today"),
        alone=say.count(now.alone, "for {n} of them nobody stands in", "for {n} of them nobody stands in")
        if now.alone
        else None,
        kept=say.count(
            now.due_alone,
            "{n} deadline in that time is kept by nobody",
            "{n} deadlines in that time are kept by nobody",
        )
        if now.due_alone
        else say("every deadline in that time has somebody who keeps it"),
    )
    if now.away
    else say("Nobody of your units is away today.")
)
then = (query_before(__file__, "numbers") or [now])[0]
page.numbers(
    *(
        number(label, n, past, say.number, meaning)
        for label, n, past, meaning in (
            (
                say("away today"),
                now.away,
                then.away,
                say("Absences that were granted and last today, days off right after them included."),
            ),
            (
                say("without a substitute"),
                now.alone,
                then.alone,
                say("Nobody is confirmed or named by the scopes of duties, or each leads back to somebody away."),
            ),
            (
                say("deadlines in that time"),
                now.due,
                then.due,
                say("What those who are away hold and what falls due by the day they are back."),
            ),
            (
                say("kept by nobody"),
                now.due_alone,
                then.due_alone,
                say("Deadlines in that time of which no substitute takes care: give them to somebody today."),
            ),
        )
    )
)
size = query(__file__, "size")[0]
skip = page.turn(size.rows_shown)
page.work(
    say("Absences, those whose deadlines nobody keeps first"),
    [
        Column(say("Person"), lambda row: row.name, "minmax(9rem, 1.5fr)"),
        Column(say("Unit"), lambda row: row.unit or UNKNOWN, "4.5rem", hint=lambda row: row.unit_name),
        Column(say("Away from"), lambda row: say.day(row.first_day), "6rem"),
        Column(say("To"), lambda row: say.day(row.last_day), "6rem"),
        Column(say("Due meanwhile"), lambda row: say.number(row.due), "6rem", numeric=True),
        Column(say("Kept by nobody"), lambda row: say.number(row.due_alone) if row.due_alone else "", "6rem",
               numeric=True),
        Column(
            say("Stands in"),
            lambda row: row.substitute_name
            or (say("each leads back to the other") if row.source == "circle" else say("nobody")),
            "minmax(9rem, 1.5fr)",
        ),
    ],
    query(__file__, "absences", limit=page.rows_per_page, skip=skip),
    facts=lambda row: [
        (say("Back on"), say.day(row.return_on) if row.return_on else ""),
        (say("Holds with a deadline"), say.number(row.held) if row.held else ""),
        (
            say("Due meanwhile"),
            "; ".join(
                say("{subject}, {day:day}", subject=item["subject"], day=item["due_on"])
                for item in row.items or ()
            ),
        ),
    ],
    subject=lambda row: row.absence,
    hidden=size.rows_hidden,
    skipped=skip,
    empty=say("Absences appear here once a feed of absences has been loaded and somebody is away."),
)  # fmt: skip
if ending := query(__file__, "ending"):
    page.table(
        say("Ending within sixty days"),
        Table(
            say("Authorisations to decide and substitutions that end"),
            [
                Column(
                    say("What ends"),
                    lambda row: (
                        say("authorisation to decide: {name}", name=row.name)
                        if row.what == "authorised"
                        else say("{substitute} stands in for {name}", name=row.name, substitute=row.substitute_name)
                    ),
                ),
                Column(say("Unit"), lambda row: row.unit or UNKNOWN),
                Column(say("Last day of it"), lambda row: say.day(row.ends_on)),
            ],
            ending,
        ),
    )
page.foot()
