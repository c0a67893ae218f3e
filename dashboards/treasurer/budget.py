"""Where is the budget exceeded, or about to be?"""

from calendar import isleap
from decimal import Decimal

from markupsafe import Markup

from dashboards.sheet import sheet, wording
from dashboards.sheet.charts import Bullet, bullets, key
from dashboards.sheet.parts import Column, Filter, Number, Table
from dashboards.source.query import query, query_before
from dashboards.source.request import request

page, w, since = sheet(), request().words, request().since
ZERO = Decimal(0)

now = query(__file__, "numbers")[0]
then = (query_before(__file__, "numbers") or [now])[0]

over = w.count(now.spent_over, "{n} line is over its plan", "{n} lines are over their plan")
year = request().snapshot.as_of.year
without_a_plan = w.count(
    now.units_without_a_plan,
    "Of {n} unit that spends no plan of {year} has come in: whether it is over is not known.",
    "Of {n} units that spend no plan of {year} has come in: whether they are over is not known.",
    year=year,
)
closing = [row.year for row in query(__file__, "closing")]
still_over = w.count(
    now.closing_over,
    "In the books of {year}, which are still open, {n} line is over its plan, by {amount:money}.",
    "In the books of {year}, which are still open, {n} lines are over their plan, by {amount:money}.",
    year=year - 1,
    amount=now.closing_over_amount,
)
by_draft = w("The budget of {year} is not voted yet: the plan is its draft (UFP art. 240).", year=year)
next_one = w("the next one will run out on {day:day}.", day=now.next_exhausted_on)
page.answer(
    w("No budget has been loaded for {year}.", year=year)
    if not now.lines
    else (
        w("{over}, {amount:money} altogether", over=over, amount=now.spent_over_amount)
        if now.spent_over
        else w("No line whose plan is known is over it")
        if now.units_without_a_plan
        else w("No line is over its plan since {day:day}", day=now.quiet_since)
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
        w("lines over the plan"),
        w.number(now.spent_over),
        wording.change(w, now.spent_over, then.spent_over, since, w.number),
        w(
            "Spending lines (unit, dział, rozdział, paragraf) whose execution exceeds the plan after "
            "changes. Year-end accruals are not counted."
        ),
    ),
    Number(
        w("spent over the plan"),
        w.money(now.spent_over_amount),
        wording.change(w, now.spent_over_amount, then.spent_over_amount, since, w.money),
        w("The sum of what these lines exceed their plan by; other lines with money left do not lessen it."),
    ),
    Number(
        w("committed over the plan"),
        w.money(now.committed_over_amount),
        wording.change(w, now.committed_over_amount, then.committed_over_amount, since, w.money),
        w(
            "The sum over the lines whose commitments of the year exceed the plan; there are {n:number} of them.",
            n=now.committed_over,
        ),
    ),
    Number(
        w("of the spending plan executed"),
        w.percent(now.used_bp),
        wording.change(w, now.used_bp, then.used_bp, since, w.percent),
        w(
            "Executed spending divided by the plan after changes, all lines together. {gone:percent} "
            "of the year has gone by.",
            gone=round(gone * 10000),
        ),
    ),
)

unit, side, signal, *of_year = page.choose(
    Filter("jednostka", w("Unit"), {row.unit: row.name for row in query(__file__, "units")}, w("all")),
    Filter("strona-budzetu", w("Side"), {"income": w("income")}, w("spending")),
    Filter("sygnal", w("Signals"), {"tak": w("only lines with a signal")}, w("all lines")),
    *(Filter("rok", w("Year"), {str(before): str(before)}, str(year)) for before in closing),
)
shown = int(next(filter(None, of_year), year))
size = query(__file__, "size", year=shown, unit=unit, side=side, signal=signal)[0]
skip = page.turn(size.rows_shown)
lines = query(__file__, "lines", year=shown, unit=unit, side=side, signal=signal, limit=page.rows_per_page, skip=skip)

page.work(
    w("Budget lines, overruns first"),
    [
        Column(
            w("Line"),
            lambda row: f"{row.dzial}-{row.rozdzial}-{row.paragraf}",
            "7.6rem",
            code=True,
            hint=lambda row: row.line,
        ),
        Column(w("Unit"), lambda row: row.unit_name or row.unit, "minmax(6rem, 1.6fr)"),
        Column(w("Plan"), lambda row: w.money(row.plan), "minmax(6.6rem, 1fr)", numeric=True),
        Column(w("Committed"), lambda row: w.money(row.committed), "minmax(6.6rem, 1fr)", numeric=True),
        Column(w("Executed"), lambda row: w.money(row.executed), "minmax(6.6rem, 1fr)", numeric=True),
        Column(w("Left"), lambda row: w.money(row.left_amount), "minmax(6.6rem, 1fr)", numeric=True),
        Column(w("Used"), lambda row: w.percent(row.used_bp), "3.6rem", numeric=True),
    ],
    lines,
    facts=lambda row: [
        (w("Unit"), f"{row.unit_name or row.unit} ({row.unit})"),
        (w("Plan (draft of the budget)") if row.plan_basis == "draft" else w("Plan after changes"), w.money(row.plan)),
        (w("Draft changes waiting"), w.money(row.pending) if row.pending else ""),
        (w("Liabilities, of them past due"), f"{w.money(row.liabilities)}, {w.money(row.past_due)}"),
        (w("Forecast for the year's end"), w.money(row.forecast_year_end)),
        (w("Will run out on"), w.day(row.exhausted_on) if row.exhausted_on else ""),
    ],
    subject=lambda row: row.line,
    hidden=size.rows_hidden,
    skipped=skip,
    empty=w(
        "Budget lines appear here once a feed of the budget has been loaded: put its export into the "
        "inbox and run `ratusz run`."
    ),
)

by_unit = query(__file__, "by_unit", year=shown)
gone = gone if shown == year else 1
page.picture(
    w("How much of its plan each unit has used"),
    bullets(
        [
            Bullet(
                row.name,
                (row.committed_bp or 0) / 10000,
                (row.used_bp or 0) / 10000,
                w("no plan of {year}", year=shown)
                if row.plan_basis == "not_known"
                else w("{used:percent} of {plan:money}", used=row.used_bp, plan=row.plan),
            )
            for row in by_unit[:20]
        ],
        gone,
        w("Plan, commitments and execution of each unit's spending."),
    ),
    Markup(" ").join(
        (
            key("executed", w("executed")),
            key("committed", w("committed")),
            key("plan", w("plan")),
            key("over", w("over the plan")),
            w("The upright line is today: {gone:percent} of the year has gone by.", gone=round(gone * 10000)),
        )
    ),
    Table(
        w("Spending by unit"),
        [
            Column(w("Unit"), lambda row: row.name),
            Column(w("Plan"), lambda row: w.money(row.plan), numeric=True),
            Column(w("Committed"), lambda row: w.money(row.committed), numeric=True),
            Column(w("Executed"), lambda row: w.money(row.executed), numeric=True),
            Column(w("Left"), lambda row: w.money(row.left_amount), numeric=True),
            Column(w("Used"), lambda row: w.percent(row.used_bp), numeric=True),
        ],
        by_unit,
        (
            w("Total"),
            w.money(sum((row.plan for row in by_unit if row.plan is not None), ZERO)),
            w.money(sum((row.committed for row in by_unit), ZERO)),
            w.money(sum((row.executed for row in by_unit), ZERO)),
            w.money(sum((row.left_amount for row in by_unit if row.plan is not None), ZERO)),
            w.percent(now.used_bp),
        ),
    ),
)
page.foot()
