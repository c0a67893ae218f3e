"""Where do cases wait: at which step, for how long, and which wait longest now?"""

from datetime import date

from dashboards.manager.way_of_cases import step_name, way_of_cases
from dashboards.sheet import sheet, wording
from dashboards.sheet.numbers import number
from dashboards.sheet.parts import Column, Filter, Table
from dashboards.source.query import query, query_before
from dashboards.source.request import request
from rules.wording import UNKNOWN

FEW = 20  # cases on either side of a day, below which nothing is compared
page, say, here = sheet(), request().say, request()
since = here.since

everything = {"unit": None, "service": None, "kind": None, "since": None}
steps = query(__file__, "steps", **everything)
longest = query(__file__, "waits", unit=None, service=None, kind=None, limit=1, skip=0)
worst = next((row for row in steps if row.days), None)
page.answer(
    say(
        "Cases lie longest at the step “{step}”: {days} in all, half of the times at most {half}, nine in ten at most "
        "{nine}.[ {longest}]",
        step=step_name(worst.step),
        days=say.days(worst.days),
        half=wording.lasting(say, worst.p50_days),
        nine=wording.lasting(say, worst.p90_days),
        longest=say(
            "The longest without a step now: {subject}, {days}.",
            subject=longest[0].subject,
            days=say.days(longest[0].days),
        )
        if longest and longest[0].stopped_since is None
        else None,
    )
    if worst
    else say("No case here has two steps yet; waiting times appear here once a feed of case events has been loaded.")
)
now = query(__file__, "numbers", **everything)[0]
then = (query_before(__file__, "numbers", **everything) or [now])[0]
page.numbers(
    number(
        say("waiting for others"),
        now.outside_bp,
        then.outside_bp,
        say.percent,
        say("Of all days between steps: after a call to complete, a question to another authority, a suspension."),
    ),
    number(
        say("hand-overs"),
        now.handed_over,
        then.handed_over,
        say.number,
        say("Steps after which another person took the next; {passed:number} steps in all.", passed=now.passed or 0),
    ),
    number(
        say("still for two weeks"),
        now.still,
        then.still,
        say.number,
        say("Open cases whose clock runs and that had no step for more than 14 days."),
    ),
)

today = here.snapshot.as_of
months = [date(today.year - (back >= today.month), (today.month - back - 1) % 12 + 1, 1) for back in range(1, 19)]
offered = query(__file__, "choices")
unit, service, kind, chosen_day = page.choose(
    Filter("jednostka", say("Unit"), {row.unit: row.unit for row in offered if row.unit}, say("all units")),
    Filter("usluga", say("Service"), {row.service: row.service for row in offered if row.service}, say("all services")),
    Filter(
        "rodzaj",
        say("Kind"),
        {row.kind: say.phrases(row.task) if row.task else row.kind for row in offered if row.kind},
        say("all kinds"),
    ),
    Filter("od", say("Before and since"), {str(day): say.day(day) for day in months}, say("no comparison")),
)
chosen = {"unit": unit, "service": service, "kind": kind}
asked = chosen | {"since": chosen_day}
compared = date.fromisoformat(chosen_day) if chosen_day else None
steps = query(__file__, "steps", **asked)
size = query(__file__, "size", **chosen)[0]
skip = page.turn(size.rows_shown)
page.work(
    say("The longest waits now"),
    [
        Column(say("Case"), lambda row: row.subject, "10.5rem", code=True),
        Column(say("Service"), lambda row: row.service or UNKNOWN, "minmax(7rem, 1.6fr)"),
        Column(say("Unit"), lambda row: row.unit or UNKNOWN, "4.2rem", hint=lambda row: row.unit_name),
        Column(say("Last step"), lambda row: step_name(row.last_step), "minmax(7rem, 1.2fr)"),
        Column(say("Waits"), lambda row: say.days(row.days), "4.5rem", numeric=True),
        Column(say("For whom"), lambda row: say("others") if row.stopped_since else say("the office"), "4.6rem"),
        Column(say("Due date"), lambda row: say.day(row.due_on), "6rem", numeric=True),
    ],
    query(__file__, "waits", **chosen, limit=page.rows_per_page, skip=skip),
    facts=lambda row: [
        (say("Handled by"), row.holder_name),
        (say("Last step on"), say.day(row.since_on)),
        (say("Opened on"), say.day(row.opened_on)),
    ],
    subject=lambda row: row.subject,
    hidden=size.rows_hidden,
    skipped=skip,
    empty=say("Open cases appear here once a feed of cases has been loaded."),
)
if any(row.passed for row in steps):
    COMPARED = [
        Column(
            say("On average before"),
            lambda row: wording.tenth(say, row.before_days) if row.before >= FEW else say("too few"),
            numeric=True,
        ),
        Column(
            say("and since"),
            lambda row: wording.tenth(say, row.after_days) if row.after >= FEW else say("too few"),
            numeric=True,
        ),
    ]
    if compared:
        slower = max(
            (row for row in steps if min(row.before, row.after) >= FEW and row.after_days > row.before_days),
            key=lambda row: (row.after_days - row.before_days) * row.after,
            default=None,
        )
        page.told(
            say("Before and since {day:day}", day=compared),
            [
                say(
                    "The step “{step}” takes longer most: {after} on average, {before} before.",
                    step=step_name(slower.step),
                    after=wording.lasting(say, slower.after_days),
                    before=wording.lasting(say, slower.before_days),
                )
                if slower
                else say("No step with enough cases takes longer than before.")
            ],
        )
    page.table(
        say("Time at each step, the most days first"),
        Table(
            say("Days from a step to the next, up to the step that settles the case"),
            [
                Column(say("Step"), lambda row: step_name(row.step)),
                Column(say("Times"), lambda row: say.number(row.passed), numeric=True),
                Column(say("Days in all"), lambda row: say.number(row.days), numeric=True),
                Column(say("Half within"), lambda row: wording.tenth(say, row.p50_days), numeric=True),
                Column(say("Nine in ten within"), lambda row: wording.tenth(say, row.p90_days), numeric=True),
                Column(say("Handed over"), lambda row: say.number(row.handed_over), numeric=True),
                Column(say("Waiting there now"), lambda row: say.number(row.waiting), numeric=True),
                *(COMPARED if compared else []),
            ],
            [row for row in steps if row.passed or row.waiting],
        ),
    )
    way_of_cases(page, steps, asked)
page.foot()
