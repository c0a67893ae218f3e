"""How much is there to do, and are there people to do it?"""

from dashboards.charts import load
from dashboards.sheet import sheet, wording
from dashboards.sheet.numbers import number
from dashboards.sheet.parts import Column, Table
from dashboards.source.query import query, query_before
from dashboards.source.request import request
from rules.wording import UNKNOWN

page, say, since = sheet(), request().say, request().since

now = query(__file__, "numbers")[0]
coming = query(__file__, "days")
fullest = max(coming, key=lambda row: (row.due / max(row.present, 1), row.due), default=None)

page.answer(
    say(
        "{open}, {late}; within two weeks {soon}.[ {fullest}]",
        open=say.count(now.open, "{n} case is under way", "{n} cases are under way"),
        late=say.count(now.late, "{n} of them late", "{n} of them late"),
        soon=say.count(now.soon, "{n} deadline comes", "{n} deadlines come"),
        fullest=say(
            "The fullest day of the next six weeks is {day:day}: {due}, {present}.",
            day=fullest.day,
            due=say.count(fullest.due, "{n} deadline", "{n} deadlines"),
            present=say.count(fullest.present, "{n} person there", "{n} people there"),
        )
        if fullest and fullest.due and fullest.employed
        else None,
    )
    if now.all
    else say("No case has been loaded yet; cases under way appear here once a feed of cases has been loaded.")
)


def weekly(cases: float) -> str:
    """So many cases in a week, to one decimal."""
    return wording.tenth(say, cases)


then = (query_before(__file__, "numbers") or [now])[0]
page.numbers(
    number(
        say("under way"),
        now.open,
        then.open,
        say.number,
        say("Cases that are not settled, those whose clock stands included."),
    ),
    number(
        say("open and late"),
        now.late,
        then.late,
        say.number,
        say("Open cases whose day has passed; a new day told to the parties in a valid notice counts as their day."),
    ),
    number(
        say("due within two weeks"),
        now.soon,
        then.soon,
        say.number,
        say("Open cases whose day comes today or in the 13 days after."),
    ),
    number(
        say("settled in a week"),
        now.settled_a_week,
        then.settled_a_week,
        weekly,
        say(
            "The mean of the last four weeks; {opened} a week came in.",
            opened=weekly(now.opened_a_week),
        ),
    ),
)
size = query(__file__, "size")[0]
skip = page.turn(size.rows_shown)
page.work(
    say("Units, the one with most weeks of work first"),
    [
        Column(say("Unit"), lambda row: row.name or row.unit or say("not given"), "minmax(10rem, 2fr)"),
        Column(say("Under way"), lambda row: say.number(row.open), "5.5rem", numeric=True),
        Column(say("Late"), lambda row: say.number(row.late), "5rem", numeric=True),
        Column(say("Due in 14 days"), lambda row: say.number(row.soon), "6rem", numeric=True),
        Column(say("Come in a week"), lambda row: weekly(row.opened_a_week), "6rem", numeric=True),
        Column(say("Settled in a week"), lambda row: weekly(row.settled_a_week), "6rem", numeric=True),
        Column(say("Weeks of work"), lambda row: wording.tenth(say, row.weeks_of_work), "6rem", numeric=True),
        Column(
            say("There today"),
            lambda row: (
                say("{present:number} of {employed:number}", present=row.present, employed=row.employed)
                if row.employed
                else UNKNOWN
            ),
            "6rem",
            numeric=True,
        ),
    ],
    query(__file__, "units", limit=page.rows_per_page, skip=skip),
    facts=lambda row: [
        (say("Clock stands"), say.number(row.stopped) if row.stopped else ""),
        (say("Without a known day"), say.number(row.undated) if row.undated else ""),
    ],
    hidden=size.rows_hidden,
    skipped=skip,
    empty=say("Units appear here once a feed of cases has been loaded."),
)
here = request()
if here.reader.employee and here.snapshot.town.shows_persons(
    here.snapshot.as_of, query(__file__, "law")[0].announcement_days
):
    page.table(
        say("Your own cases and those of your direct reports"),
        Table(
            say("By name, to share out the work; it compares nobody"),
            [
                Column(say("Person"), lambda row: row.name),
                Column(say("Under way"), lambda row: say.number(row.open), numeric=True),
                Column(say("Due in 14 days"), lambda row: say.number(row.soon), numeric=True),
                Column(say("Settled in a week"), lambda row: weekly(row.settled_a_week), numeric=True),
            ],
            query(__file__, "people"),
        ),
        folded=True,
    )
if now.open:
    page.chart(
        say("Deadlines of the next six weeks"),
        load.deadlines(coming, say("deadlines"), say("Day"), page.palette),
        say("A bar per working day: how many deadlines fall on it."),
        Table(
            say("Deadlines and people by day"),
            [
                Column(say("Day"), lambda row: say.day(row.day)),
                Column(say("Deadlines"), lambda row: say.number(row.due), numeric=True),
                Column(say("People there"), lambda row: say.number(row.present), numeric=True),
                Column(say("People employed"), lambda row: say.number(row.employed), numeric=True),
            ],
            coming,
        ),
        say("A deadline on a day off stands on the last working day before it."),
    )
    if any(row.employed for row in coming):
        page.chart(
            say("People who are there on these days"),
            load.people(coming, say("people there"), say("Day"), page.palette),
            say("A line: how many people are there on each working day."),
            None,
            say("Those who work in these units, without the granted absences known today."),
        )
    weeks = query(__file__, "weeks")
    page.chart(
        say("Cases settled by week and unit"),
        load.weeks(weeks, (say("Unit"), say("Week from"), say("Come in"), say("Settled")), page.palette),
        say("A field per unit and week with the number of cases settled in it."),
        Table(
            say("Cases that came and were settled, by unit and week"),
            [
                Column(say("Unit"), lambda row: row.unit),
                Column(say("Week from"), lambda row: say.day(row.week)),
                Column(say("Come in"), lambda row: say.number(row.opened), numeric=True),
                Column(say("Settled"), lambda row: say.number(row.settled), numeric=True),
            ],
            weeks,
        ),
        say("The darker a field, the more cases came in that week than were settled."),
    )
page.foot()
