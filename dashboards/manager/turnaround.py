"""How long do our cases take, and how many are in time?"""

from dashboards.sheet import sheet, wording
from dashboards.sheet.charts import Mark, survival
from dashboards.sheet.parts import Column, Filter, Number, Table
from dashboards.source.query import query, query_before
from dashboards.source.request import request

page, w, since = sheet(), request().words, request().since

now = query(__file__, "numbers", by="all")[0]
then = (query_before(__file__, "numbers", by="all") or [now])[0]

page.answer(
    w(
        "{share:percent} of settled cases were settled in time; half took at most {half}, nine in "
        "ten at most {nine}. {late}.",
        share=now.in_time_bp,
        half=wording.lasting(w, now.p50_days),
        nine=wording.lasting(w, now.p90_days),
        late=w.count(now.open_late, "{n} open case is late", "{n} open cases are late"),
    )
    if now.closed
    else w("No case has been settled yet; {open}.", open=w.count(now.open, "{n} case is open", "{n} cases are open")),
)

page.numbers(
    Number(
        w("settled in time"),
        w.percent(now.in_time_bp),
        wording.change(w, now.in_time_bp, then.in_time_bp, since, w.percent),
        w(
            "{in_time:number} cases settled on or before the due date, {late:number} after it. Time "
            "that the law does not count has been taken off. Cases without a known due date are left out.",
            in_time=now.closed_in_time,
            late=now.closed_late,
        ),
    ),
    Number(
        w("open and late"),
        w.number(now.open_late),
        wording.change(w, now.open_late, then.open_late, since, w.number),
        w(
            "Open cases whose due date has passed; {in_time:number} more open cases are in time.",
            in_time=now.open_in_time,
        ),
    ),
    Number(
        w("half of the cases within"),
        wording.lasting(w, now.p50_days),
        wording.change(w, now.p50_days, then.p50_days, since, lambda days: wording.lasting(w, days)),
        w(
            "Median time from opening to settling, in whole days of the town: calendar days: {days}, "
            "working days: {working}. Only settled cases.",
            days=wording.tenth(w, now.p50_days),
            working=wording.tenth(w, now.p50_working_days),
        ),
    ),
    Number(
        w("nine in ten within"),
        wording.lasting(w, now.p90_days),
        wording.change(w, now.p90_days, then.p90_days, since, lambda days: wording.lasting(w, days)),
        w(
            "90th percentile from opening to settling: calendar days: {days}, working days: "
            "{working}. Only settled cases.",
            days=wording.tenth(w, now.p90_days),
            working=wording.tenth(w, now.p90_working_days),
        ),
    ),
)

[by] = page.choose(
    Filter("wedlug", w("Compare"), {"unit": w("units of the office"), "kind": w("kinds of case")}, w("services"))
)
by = by or "service"
size = query(__file__, "size", by=by)[0]
skip = page.turn(size.rows_shown)
groups = query(__file__, "groups", by=by, limit=page.rows_per_page, skip=skip)

page.work(
    w("Where cases are late, most open ones first"),
    [
        Column(
            {"service": w("Service"), "unit": w("Unit"), "kind": w("Kind")}[by],
            lambda row: row.name or row.group or w("not given"),
            "minmax(8rem, 2fr)",
        ),
        Column(w("Open, late"), lambda row: w.number(row.open_late), "5.5rem", numeric=True),
        Column(w("Open, in time"), lambda row: w.number(row.open_in_time), "5.5rem", numeric=True),
        Column(w("Settled late"), lambda row: w.number(row.closed_late), "5.5rem", numeric=True),
        Column(w("Settled in time"), lambda row: w.number(row.closed_in_time), "5.5rem", numeric=True),
        Column(w("Half within"), lambda row: wording.lasting(w, row.p50_days), "5.5rem", numeric=True),
        Column(w("Nine in ten within"), lambda row: wording.lasting(w, row.p90_days), "5.5rem", numeric=True),
    ],
    groups,
    facts=lambda row: [
        (w("Half within, working days"), wording.tenth(w, row.p50_working_days)),
        (w("Nine in ten within, working days"), wording.tenth(w, row.p90_working_days)),
        (w("Open without a due date"), w.number(row.open - row.open_in_time - row.open_late)),
        (
            w("Late longest"),
            "; ".join(
                w("{subject} since {day:day}", subject=case["subject"], day=case["due_on"])
                for case in row.longest_late or ()
            ),
        ),
    ],
    hidden=size.rows_hidden,
    skipped=skip,
    empty=w(
        "Cases appear here once a feed of cases has been loaded: put its export into the inbox and run `ratusz run`."
    ),
)

curve = query(__file__, "survival")
marks = [
    Mark(days, share, w("{days:days}: {share} still open", share=w.percent(round(share * 10000)), days=days))
    for share, days in ((0.5, now.survival_p50_days), (0.1, now.survival_p90_days))
    if days is not None
]
longest = max((row.days for row in curve), default=0)
page.picture(
    w("How many cases are still open after so many days"),
    survival(
        [(row.days, row.share) for row in curve],
        marks,
        w("A curve that falls from all cases to those never settled."),
        w.days(longest),
    ),
    w("Open cases count too, for as long as they have lasted, so slow services cannot look fast (Kaplan-Meier)."),
    Table(
        w("Share of cases still open"),
        [
            Column(w("After"), lambda row: w.days(row.days)),
            Column(w("Still open"), lambda row: w.percent(round(row.share * 10000)), numeric=True),
        ],
        [row for place, row in enumerate(curve) if place % max(1, len(curve) // 20) == 0],
    ),
)
page.foot()
