"""How long do our cases take, and how many are in time?"""

from datetime import date

from dashboards.charts.survival import Mark, survival
from dashboards.manager.before_and_since import before_and_since
from dashboards.manager.by_month import by_month
from dashboards.sheet import sheet, wording
from dashboards.sheet.numbers import number
from dashboards.sheet.parts import Column, Filter, Table
from dashboards.source.query import query, query_before
from dashboards.source.request import request

page, say, since, shot = sheet(), request().say, request().since, request().snapshot

now = query(__file__, "numbers", by="all")[0]

page.answer(
    say(
        "{share:percent} of settled cases were settled in time; half took at most {half}, nine in "
        "ten at most {nine}. {late}.",
        share=now.in_time_bp,
        half=wording.lasting(say, now.p50_days),
        nine=wording.lasting(say, now.p90_days),
        late=say.count(now.open_late, "{n} open case is late", "{n} open cases are late"),
    )
    if now.closed
    else say(
        "No case has been settled yet; {open}.", open=say.count(now.open, "{n} case is open", "{n} cases are open")
    ),
)

then = (query_before(__file__, "numbers", by="all") or [now])[0]
page.numbers(
    number(
        say("settled in time"),
        now.in_time_bp,
        then.in_time_bp,
        say.percent,
        say(
            "{in_time:number} cases settled on or before the due date, {late:number} after it. Time "
            "that the law does not count has been taken off. Cases without a known due date are left out.",
            in_time=now.closed_in_time,
            late=now.closed_late,
        ),
    ),
    number(
        say("open and late"),
        now.open_late,
        then.open_late,
        say.number,
        say(
            "Open cases whose due date has passed; {in_time:number} more open cases are in time.",
            in_time=now.open_in_time,
        ),
    ),
    number(
        say("half of the cases within"),
        now.p50_days,
        then.p50_days,
        lambda days: wording.lasting(say, days),
        say(
            "Median time from opening to settling, in whole days of the town: calendar days: {days}, "
            "working days: {working}. Only settled cases.",
            days=wording.tenth(say, now.p50_days),
            working=wording.tenth(say, now.p50_working_days),
        ),
    ),
    number(
        say("nine in ten within"),
        now.p90_days,
        then.p90_days,
        lambda days: wording.lasting(say, days),
        say(
            "90th percentile from opening to settling: calendar days: {days}, working days: "
            "{working}. Only settled cases.",
            days=wording.tenth(say, now.p90_days),
            working=wording.tenth(say, now.p90_working_days),
        ),
    ),
)

months_back = [
    date(shot.as_of.year + (shot.as_of.month - back - 1) // 12, (shot.as_of.month - back - 1) % 12 + 1, 1)
    for back in range(1, 19)
]
by, chosen_day = page.choose(
    Filter(
        "wedlug", say("Compare"), {"unit": say("units of the office"), "kind": say("kinds of case")}, say("services")
    ),
    Filter("od", say("Before and since"), {str(day): say.day(day) for day in months_back}, say("no comparison")),
)
by = by or "service"
compared = date.fromisoformat(chosen_day) if chosen_day else None
size = query(__file__, "size", by=by)[0]
skip = page.turn(size.rows_shown)
groups = query(__file__, "groups", by=by, limit=page.rows_per_page, skip=skip)

page.work(
    say("Where cases are late, most open ones first"),
    [
        Column(
            {"service": say("Service"), "unit": say("Unit"), "kind": say("Kind")}[by],
            lambda row: (
                row.name or (say.phrases(row.task) if by == "kind" and row.task else row.group) or say("not given")
            ),
            "minmax(8rem, 2fr)",
        ),
        Column(say("Open, late"), lambda row: say.number(row.open_late), "5.5rem", numeric=True),
        Column(say("Open, in time"), lambda row: say.number(row.open_in_time), "5.5rem", numeric=True),
        Column(say("Settled late"), lambda row: say.number(row.closed_late), "5.5rem", numeric=True),
        Column(say("Settled in time"), lambda row: say.number(row.closed_in_time), "5.5rem", numeric=True),
        Column(say("Half within"), lambda row: wording.lasting(say, row.p50_days), "5.5rem", numeric=True),
        Column(say("Nine in ten within"), lambda row: wording.lasting(say, row.p90_days), "5.5rem", numeric=True),
    ],
    groups,
    facts=lambda row: [
        (say("Half within, working days"), wording.tenth(say, row.p50_working_days)),
        (say("Nine in ten within, working days"), wording.tenth(say, row.p90_working_days)),
        (say("Open without a due date"), say.number(row.open - row.open_in_time - row.open_late)),
        (
            say("Late longest"),
            "; ".join(
                say("{subject} since {day:day}", subject=case["subject"], day=case["due_on"])
                for case in row.longest_late or ()
            ),
        ),
    ],
    hidden=size.rows_hidden,
    skipped=skip,
    empty=say("Cases appear here once a feed of cases has been loaded: the data steward adds its export."),
)

if now.closed and compared:
    before_and_since(page, by, compared)
by_month(page, compared)

curve = query(__file__, "survival")
marks = [
    Mark(days, share, say("{days:days}: {share} still open", share=say.percent(round(share * 10000)), days=days))
    for share, days in ((0.5, now.survival_p50_days), (0.1, now.survival_p90_days))
    if days is not None
]
page.chart(
    say("How many cases are still open after so many days"),
    survival(curve, marks, (say("Days from opening"), say("Still open")), page.palette),
    say("A curve that falls from all cases to those never settled."),
    Table(
        say("Share of cases still open"),
        [
            Column(say("After"), lambda row: say.days(row.days)),
            Column(say("Still open"), lambda row: say.percent(round(row.share * 10000)), numeric=True),
        ],
        [row for place, row in enumerate(curve) if place % max(1, len(curve) // 20) == 0],
    ),
    say(
        "Open cases count too, for as long as they have lasted, so slow services cannot look fast (Kaplan-Meier). "
        "That is why these days differ from the numbers above, which count settled cases alone."
    ),
)
page.foot()
