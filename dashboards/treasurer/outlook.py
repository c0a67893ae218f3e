"""How does the year go month by month, how will it end, and how sure is that?"""

from decimal import Decimal
from typing import Any

from dashboards.charts.sums_by_month import Sums, sums_by_month
from dashboards.sheet import sheet, wording
from dashboards.sheet.numbers import number
from dashboards.sheet.parts import Column, Filter, Table
from dashboards.source.query import query, query_before
from dashboards.source.request import request

page, say, since = sheet(), request().say, request().since
ZERO = Decimal(0)
year = request().snapshot.as_of.year

now = query(__file__, "numbers")[0]
errors = query(__file__, "errors")


def apart(row: Any) -> Decimal | None:
    """How far the methods are apart."""
    return None if row.highest is None else row.highest - row.lowest


between = (
    say(", by other methods between {lowest:money} and {highest:money}", lowest=now.lowest, highest=now.highest)
    if now.lowest != now.highest
    else ""
)
page.answer(
    say("No budget has been loaded for {year}.", year=year)
    if not now.lines
    else say(
        "By the pace of the year so far spending will be {pace:money} of the {plan:money} planned{between}; income "
        "will fall {shortfall:money} short on {n:number} of its lines.",
        pace=now.pace,
        plan=now.plan,
        between=between,
        shortfall=now.shortfall,
        n=now.short_lines,
    )
)
then = (query_before(__file__, "numbers") or [now])[0]
page.numbers(
    number(
        say("spending at the year's end"),
        now.pace,
        then.pace,
        say.money,
        say(
            "Each line executed so far, times the days of the year, through the days gone; lines that are paid once "
            "count with what is executed or committed."
        ),
    ),
    number(
        say("between the methods"),
        apart(now),
        apart(then),
        say.money,
        say(
            "The highest forecast less the lowest. Besides the pace: the last three whole months go on; as last year "
            "from this day ({rhythm:number} lines have one); as the schedule plans ({schedule:number} lines have one).",
            rhythm=now.with_last_year,
            schedule=now.with_schedule,
        ),
    ),
    number(
        say("income at the year's end"),
        now.income_pace,
        then.income_pace,
        say.money,
        say("The same for income; planned are {plan:money}.", plan=now.income_plan),
    ),
    number(
        say("income that may be missing"),
        now.shortfall,
        then.shortfall,
        say.money,
        say("The sum over the lines of income whose forecast is below the plan; other lines do not lessen it."),
    ),
)

(unit,) = page.choose(
    Filter("jednostka", say("Unit"), {row.unit: row.name for row in query(__file__, "units")}, say("all"))
)
NAMES = wording.months(say)
months = query(__file__, "months", year=year, side="spending", unit=unit)
if now.lines:
    page.chart(
        say("Spending month by month, from January"),
        sums_by_month(
            [
                Sums(say("plan"), [row.plan for row in months], "dashed"),
                Sums(say("schedule"), [row.scheduled for row in months], "dotted"),
                Sums(say("executed"), [row.executed for row in months]),
            ],
            page.palette,
            NAMES,
        ),
        say("Plan, schedule and execution of spending, added up from January to each month."),
        Table(
            say("Sums from January to the end of each month"),
            [
                Column(say("Month"), lambda row: NAMES[row.month - 1]),
                Column(say("Plan"), lambda row: say.money(row.plan), numeric=True),
                Column(say("Schedule"), lambda row: say.money(row.scheduled), numeric=True),
                Column(say("Committed"), lambda row: say.money(row.committed), numeric=True),
                Column(say("Executed"), lambda row: say.money(row.executed), numeric=True),
            ],
            months,
        ),
        say("{n:number} of {all:number} lines have a schedule.", n=now.with_schedule, all=now.lines)
        if now.with_schedule
        else say("No schedule has been loaded."),
    )

columns = [
    Column(say("Source (paragraph)"), lambda row: row.paragraf, "minmax(6rem, 1fr)", code=True, sort="paragraf"),
    *(
        Column(
            label,
            lambda row, name=name: say.money(getattr(row, name)),
            "minmax(6.6rem, 1fr)",
            numeric=True,
            sort=name,
            value=lambda row, name=name: getattr(row, name),
            means=means,
        )
        for name, label, means in (
            ("plan", say("Plan"), say("The plan after changes.")),
            ("executed", say("Received"), say("What came in so far.")),
            ("pace", say("Forecast"), say("Executed at the year's end at the pace of the year so far.")),
            ("shortfall", say("May be missing"), say("The plan less the forecast, where the forecast is lower.")),
        )
    ),
    Column(say("Used"), lambda row: say.percent(row.used_bp), "4.2rem", numeric=True, sort="used_bp"),
]
size = query(__file__, "size", unit=unit)[0]
skip = page.turn(size.rows_shown)
page.work(
    say("Income by source"),
    columns,
    query(__file__, "income", unit=unit, order=page.order(columns), limit=page.rows_per_page, skip=skip),
    facts=lambda row: [
        (
            say("By other methods"),
            say("{lowest:money} – {highest:money}", lowest=row.lowest, highest=row.highest),
        )
    ],
    skipped=skip,
    empty=say("Income appears here once a feed of the budget has been loaded: put its export into the inbox."),
)

if errors:
    page.table(
        say("How far the forecast was off in past years"),
        Table(
            say("Had it been made at the end of each month, by the same method"),
            [
                Column(say("Month"), lambda row: NAMES[row.month - 1]),
                Column(say("Years"), lambda row: say.number(row.years), numeric=True),
                Column(say("Lines"), lambda row: say.number(row.lines), numeric=True),
                Column(say("Mean error of a line (MAPE)"), lambda row: say.percent(row.mape_bp), numeric=True),
                Column(say("Error of the sum"), lambda row: say.percent(row.total_bp), numeric=True),
            ],
            errors,
        ),
    )
elif now.lines:
    page.told(
        say("How far the forecast was off in past years"),
        [say("No past year has been loaded, so nobody can say. Load the ledger or the reports of an earlier year.")],
    )
page.foot()
