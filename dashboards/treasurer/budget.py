"""Where is the budget exceeded, or about to be?"""

from calendar import isleap
from decimal import Decimal

from markupsafe import Markup

from dashboards.sheet import sheet, wording
from dashboards.sheet.charts import Bullet, bullets, key
from dashboards.sheet.parts import Column, Filter, Number, Table
from dashboards.source.query import query, query_before
from dashboards.source.request import request

page, say, since = sheet(), request().say, request().since
ZERO = Decimal(0)

now = query(__file__, "numbers")[0]
then = (query_before(__file__, "numbers") or [now])[0]

over = say.count(now.spent_over, "{n} line is over its plan", "{n} lines are over their plan")
year = request().snapshot.as_of.year
without_a_plan = say.count(
    now.units_without_a_plan,
    "Of {n} unit that spends no plan of {year} has come in: whether it is over is not known.",
    "Of {n} units that spend no plan of {year} has come in: whether they are over is not known.",
    year=year,
)
closing = [row.year for row in query(__file__, "closing")]
still_over = say.count(
    now.closing_over,
    "In the books of {year}, which are still open, {n} line is over its plan, by {amount:money}.",
    "In the books of {year}, which are still open, {n} lines are over their plan, by {amount:money}.",
    year=year - 1,
    amount=now.closing_over_amount,
)
by_draft = say("The budget of {year} is not voted yet: the plan is its draft (UFP art. 240).", year=year)
next_one = say("the next one will run out on {day:day}.", day=now.next_exhausted_on)
page.answer(
    say("No budget has been loaded for {year}.", year=year)
    if not now.lines
    else (
        say("{over}, {amount:money} altogether", over=over, amount=now.spent_over_amount)
        if now.spent_over
        else say("No line whose plan is known is over it")
        if now.units_without_a_plan
        else say("No line is over its plan since {day:day}", day=now.quiet_since)
    )
    + (f"; {next_one}" if now.next_exhausted_on else ".")
    + (f" {without_a_plan}" if now.units_without_a_plan else "")
    + (f" {by_draft}" if now.by_draft else "")
    + (f" {still_over}" if now.closing_over else ""),
)

today = request().snapshot.as_of
gone = today.timetuple().tm_yday / (366 if isleap(today.year) else 365)
page.numbers(
    Number(
        say("lines over the plan"),
        say.number(now.spent_over),
        wording.change(say, now.spent_over, then.spent_over, since, say.number),
        say(
            "Spending lines (unit, dział, rozdział, paragraf) whose execution exceeds the plan after "
            "changes. Year-end accruals are not counted."
        ),
    ),
    Number(
        say("spent over the plan"),
        say.money(now.spent_over_amount),
        wording.change(say, now.spent_over_amount, then.spent_over_amount, since, say.money),
        say("The sum of what these lines exceed their plan by; other lines with money left do not lessen it."),
    ),
    Number(
        say("committed over the plan"),
        say.money(now.committed_over_amount),
        wording.change(say, now.committed_over_amount, then.committed_over_amount, since, say.money),
        say(
            "The sum over the lines whose commitments of the year exceed the plan; there are {n:number} of them.",
            n=now.committed_over,
        ),
    ),
    Number(
        say("of the spending plan executed"),
        say.percent(now.used_bp),
        wording.change(say, now.used_bp, then.used_bp, since, say.percent),
        say(
            "Executed spending divided by the plan after changes, all lines together. {gone:percent} "
            "of the year has gone by.",
            gone=round(gone * 10000),
        ),
    ),
)

unit, side, signal, *of_year = page.choose(
    Filter("jednostka", say("Unit"), {row.unit: row.name for row in query(__file__, "units")}, say("all")),
    Filter("strona-budzetu", say("Side"), {"income": say("income")}, say("spending")),
    Filter("sygnal", say("Signals"), {"tak": say("only lines with a signal")}, say("all lines")),
    *(Filter("rok", say("Year"), {str(before): str(before)}, str(year)) for before in closing),
)
shown = int(next(filter(None, of_year), year))
size = query(__file__, "size", year=shown, unit=unit, side=side, signal=signal)[0]
skip = page.turn(size.rows_shown)
lines = query(__file__, "lines", year=shown, unit=unit, side=side, signal=signal, limit=page.rows_per_page, skip=skip)

page.work(
    say("Budget lines, overruns first"),
    [
        Column(
            say("Line"),
            lambda row: f"{row.dzial}-{row.rozdzial}-{row.paragraf}",
            "7.6rem",
            code=True,
            hint=lambda row: row.line,
        ),
        Column(say("Unit"), lambda row: row.unit_name or row.unit, "minmax(6rem, 1.6fr)"),
        Column(say("Plan"), lambda row: say.money(row.plan), "minmax(6.6rem, 1fr)", numeric=True),
        Column(say("Committed"), lambda row: say.money(row.committed), "minmax(6.6rem, 1fr)", numeric=True),
        Column(say("Executed"), lambda row: say.money(row.executed), "minmax(6.6rem, 1fr)", numeric=True),
        Column(say("Left"), lambda row: say.money(row.left_amount), "minmax(6.6rem, 1fr)", numeric=True),
        Column(say("Used"), lambda row: say.percent(row.used_bp), "3.6rem", numeric=True),
    ],
    lines,
    facts=lambda row: [
        (say("Unit"), f"{row.unit_name or row.unit} ({row.unit})"),
        (
            say("Plan (draft of the budget)") if row.plan_basis == "draft" else say("Plan after changes"),
            say.money(row.plan),
        ),
        (say("Draft changes waiting"), say.money(row.pending) if row.pending else ""),
        (say("Liabilities, of them past due"), f"{say.money(row.liabilities)}, {say.money(row.past_due)}"),
        (say("Forecast for the year's end"), say.money(row.forecast_year_end)),
        (say("Will run out on"), say.day(row.exhausted_on) if row.exhausted_on else ""),
    ],
    subject=lambda row: row.line,
    hidden=size.rows_hidden,
    skipped=skip,
    empty=say(
        "Budget lines appear here once a feed of the budget has been loaded: put its export into the "
        "inbox and run `ratusz run`."
    ),
)

by_unit = query(__file__, "by_unit", year=shown)
gone = gone if shown == year else 1
page.picture(
    say("How much of its plan each unit has used"),
    bullets(
        [
            Bullet(
                row.name,
                (row.committed_bp or 0) / 10000,
                (row.used_bp or 0) / 10000,
                say("no plan of {year}", year=shown)
                if row.plan_basis == "not_known"
                else say("{used:percent} of {plan:money}", used=row.used_bp, plan=row.plan),
            )
            for row in by_unit[:20]
        ],
        gone,
        say("Plan, commitments and execution of each unit's spending."),
    ),
    Markup(" ").join(
        (
            key("executed", say("executed")),
            key("committed", say("committed")),
            key("plan", say("plan")),
            key("over", say("over the plan")),
            say("The upright line is today: {gone:percent} of the year has gone by.", gone=round(gone * 10000)),
        )
    ),
    Table(
        say("Spending by unit"),
        [
            Column(say("Unit"), lambda row: row.name),
            Column(say("Plan"), lambda row: say.money(row.plan), numeric=True),
            Column(say("Committed"), lambda row: say.money(row.committed), numeric=True),
            Column(say("Executed"), lambda row: say.money(row.executed), numeric=True),
            Column(say("Left"), lambda row: say.money(row.left_amount), numeric=True),
            Column(say("Used"), lambda row: say.percent(row.used_bp), numeric=True),
        ],
        by_unit,
        (
            say("Total"),
            say.money(sum((row.plan for row in by_unit if row.plan is not None), ZERO)),
            say.money(sum((row.committed for row in by_unit), ZERO)),
            say.money(sum((row.executed for row in by_unit), ZERO)),
            say.money(sum((row.left_amount for row in by_unit if row.plan is not None), ZERO)),
            say.percent(now.used_bp),
        ),
    ),
)
page.foot()
