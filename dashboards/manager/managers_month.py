"""The month of a manager on a few sheets of paper: what came, what was settled, how fast, and what stands now."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from dashboards.manager.by_month import by_month
from dashboards.pages import PAGES
from dashboards.sheet import sheet, wording
from dashboards.sheet.excerpt import answer_of
from dashboards.sheet.parts import Column, Filter, Number, Table
from dashboards.source.query import query
from dashboards.source.request import request
from rules.wording import UNKNOWN

FEW = 5  # settled cases, below which a month has no median
KEPT = 24  # months back that can be chosen
page, say, here = sheet(), request().say, request()


def before(month: date) -> date:
    """The first day of the month before."""
    return (month - timedelta(days=1)).replace(day=1)


def named(month: date) -> str:
    """A month in words."""
    return say.period(f"{month:%Y-%m}")


first_on = query(__file__, "first")[0].first_on
last_whole = before((here.snapshot.as_of + timedelta(days=1)).replace(day=1))
months, month = [], last_whole
while first_on and month >= first_on.replace(day=1) and len(months) < KEPT:
    months.append(month)
    month = before(month)
question = Filter(
    "miesiac", say("Month"), {f"{each:%Y-%m}": named(each) for each in months}, say("the last whole month")
)
month = date.fromisoformat(f"{page.chosen(question) or f'{last_whole:%Y-%m}'}-01")
asked = {"by": "unit", "few": FEW}
now, *units = query(__file__, "groups", month=month.isoformat(), **asked) or [None]
then = next(iter(query(__file__, "groups", month=before(month).isoformat(), **asked)), None)


def change(read: Callable[[Any], Any], show: Callable[[Any], str]) -> str:
    """How a number moved since the month before."""
    if then is None:
        return say("nothing is known of the month before")
    return wording.change(say, read(now), read(then), say("the month before"), show)


page.answer(
    say(
        "{month}: {settled}, {share:percent} in time[, half within {half}]; {opened} came in. At its end {late} of "
        "{open} under way were late.",
        month=named(month),
        settled=say.count(now.settled, "{n} case settled", "{n} cases settled"),
        share=now.in_time_bp,
        half=None if now.p50_days is None else wording.lasting(say, now.p50_days),
        opened=say.number(now.opened),
        late=say.number(now.late_at_end),
        open=say.number(now.open_at_end),
    )
    if now and now.settled
    else say("No case was settled in {month}; a month appears here once it has settled cases.", month=named(month))
)
page.choose(question)
if now and now.settled:
    page.numbers(
        Number(
            say("settled"),
            say.number(now.settled),
            change(lambda row: row.settled, say.number),
            say("Cases settled in the month; {late:number} of them after their day.", late=now.late),
        ),
        Number(
            say("settled in time"),
            say.percent(now.in_time_bp),
            change(lambda row: row.in_time_bp, say.percent),
            say("Of the cases settled in the month whose day is known."),
        ),
        Number(
            say("half of the cases within"),
            wording.lasting(say, now.p50_days),
            change(lambda row: row.p50_days, lambda days: wording.lasting(say, days)),
            say("Median time from opening to settling, in whole days; {days} in working days.",
                days=wording.tenth(say, now.p50_working_days)),
        ),
        Number(
            say("late at its end"),
            say.number(now.late_at_end),
            change(lambda row: row.late_at_end, say.number),
            say("Cases open at the end of the month whose day had passed, of {open:number}.", open=now.open_at_end),
        ),
    )  # fmt: skip

    def columns(first: str) -> list[Column]:
        """The columns of a table of units or services."""
        return [
            Column(first, lambda row: row.name or row.group or say("not given")),
            Column(say("Came in"), lambda row: say.number(row.opened), numeric=True),
            Column(say("Settled"), lambda row: say.number(row.settled), numeric=True),
            Column(say("In time"), lambda row: say.percent(row.in_time_bp), numeric=True),
            Column(say("Late"), lambda row: say.number(row.late), numeric=True),
            Column(say("Half within"), lambda row: wording.tenth(say, row.p50_days), numeric=True),
            Column(say("Nine in ten within"), lambda row: wording.tenth(say, row.p90_days), numeric=True),
            Column(say("Under way at its end"), lambda row: say.number(row.open_at_end), numeric=True),
            Column(say("late at its end"), lambda row: say.number(row.late_at_end), numeric=True),
        ]

    totals = [
        say("Together"), say.number(now.opened), say.number(now.settled), say.percent(now.in_time_bp),
        say.number(now.late), wording.tenth(say, now.p50_days), wording.tenth(say, now.p90_days),
        say.number(now.open_at_end), say.number(now.late_at_end),
    ]  # fmt: skip
    few = say("Days of at least {few:number} settled cases, else {dash}", few=FEW, dash=UNKNOWN)
    page.table(say("Units"), Table(few, columns(say("Unit")), units, totals))
    services = query(__file__, "groups", month=month.isoformat(), **asked | {"by": "service"})[1:]
    page.table(say("Services, most settled late first"), Table(few, columns(say("Service")), services, totals))
    by_month(page, month)
    page.told(
        say("What stands on {day:day}", day=here.snapshot.as_of),
        [
            f"{say(each.title)}: {answer_of(each)}"
            for each in (PAGES[name] for name in ("turnaround", "waiting", "load", "risk", "people"))
        ],
    )
page.foot()
