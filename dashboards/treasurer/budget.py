"""Where is the budget exceeded, or about to be?"""

from calendar import isleap
from decimal import Decimal

from dashboards.pages import PAGES
from dashboards.sheet import sheet
from dashboards.sheet.numbers import number
from dashboards.sheet.parts import Column, Filter, Table, search
from dashboards.source.query import query, query_before
from dashboards.source.request import request
from dashboards.treasurer.riskiest import riskiest

page, say, since = sheet(), request().say, request().since
ZERO = Decimal(0)

now = query(__file__, "numbers")[0]

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
next_one = say("the next to run out, on {day:day}, is {line}.", day=now.next_exhausted_on, line=now.next_exhausted)
page.answer(
    say("No budget has been loaded for {year}.", year=year)
    if not now.lines
    else (
        say("{over}, {amount:money} altogether", over=over, amount=now.spent_over_amount)
        if now.spent_over
        else say(
            "{over}, {amount:money} altogether",
            over=say.count(
                now.committed_over,
                "No line has spent more than its plan, but {n} line has committed more",
                "No line has spent more than its plan, but {n} lines have committed more",
            ),
            amount=now.committed_over_amount,
        )
        if now.committed_over
        else say("No line whose plan is known is over it")
        if now.units_without_a_plan
        else say("No line is over its plan[ since {day:day}]", day=now.quiet_since)
    )
    + (f"; {next_one}" if now.next_exhausted_on else ".")
    + (f" {without_a_plan}" if now.units_without_a_plan else "")
    + (f" {by_draft}" if now.by_draft else "")
    + (f" {still_over}" if now.closing_over else ""),
)

today = request().snapshot.as_of
gone = today.timetuple().tm_yday / (366 if isleap(today.year) else 365)
then = (query_before(__file__, "numbers") or [now])[0]
page.numbers(
    number(
        say("lines over the plan"),
        now.spent_over,
        then.spent_over,
        say.number,
        say(
            "Spending lines (unit, dział, rozdział, paragraf) whose execution exceeds the plan after "
            "changes. Year-end accruals are not counted."
        ),
    ),
    number(
        say("spent over the plan"),
        now.spent_over_amount,
        then.spent_over_amount,
        say.money,
        say("The sum of what these lines exceed their plan by; other lines with money left do not lessen it."),
    ),
    number(
        say("committed over the plan"),
        now.committed_over_amount,
        then.committed_over_amount,
        say.money,
        say(
            "The sum over the lines whose commitments of the year exceed the plan; there are {n:number} of them.",
            n=now.committed_over,
        ),
    ),
    number(
        say("of the spending plan executed"),
        now.used_bp,
        then.used_bp,
        say.percent,
        say(
            "Executed spending divided by the plan after changes, all lines together. {gone:percent} "
            "of the year has gone by.",
            gone=round(gone * 10000),
        ),
    ),
)

view, unit, side, signal, wanted, *of_year = page.choose(
    Filter("uklad", say("View"), {"drzewo": say("by classification")}, say("lines, overruns first")),
    Filter("jednostka", say("Unit"), {row.unit: row.name for row in query(__file__, "units")}, say("all")),
    Filter("strona-budzetu", say("Side"), {"income": say("income")}, say("spending")),
    Filter("sygnal", say("Signals"), {"tak": say("only lines with a signal")}, say("all lines")),
    search(say, "801-80101-4210"),
    *(Filter("rok", say("Year"), {str(before): str(before)}, str(year)) for before in closing),
)
shown = int(next(filter(None, of_year), year))
SUMS = (
    ("plan", say("Plan"), say("The plan after changes.")),
    ("committed", say("Committed"), say("What was promised to be paid.")),
    ("executed", say("Executed"), say("What was paid, of income what was received.")),
    ("left_amount", say("Left"), say("The plan less the greater of committed and executed.")),
    ("forecast_year_end", say("Forecast"), say("Executed at the year's end at the pace of the year so far.")),
)
ADDED = ("plan", "executed", "forecast_year_end")  # below the list; all five stand in the table of units
sums = [
    Column(
        label,
        lambda row, name=name: say.money(getattr(row, name)),
        "minmax(6.4rem, 1fr)",
        numeric=True,
        sort=name,
        value=lambda row, name=name: getattr(row, name),
        means=means,
    )
    for name, label, means in SUMS
]
used = Column(
    say("Used"),
    lambda row: say.percent(row.used_bp),
    "3.6rem",
    numeric=True,
    sort="used_bp",
    means=say("Executed as a share of the plan."),
)
EMPTY = say("Budget lines appear here once a feed of the budget has been loaded: the data steward adds its export.")

if view:  # division, chapter, paragraph: each row opens the next level, and the last one the lines of it
    dzial, rozdzial = page.choose(
        Filter("dzial", say("Division"), None, "801"), Filter("rozdzial", say("Chapter"), None, "80101")
    )
    columns = [
        Column(
            say("Division") if not dzial else say("Chapter") if not rozdzial else say("Paragraph"),
            lambda row: row.code,
            "minmax(8rem, 1fr)",
            code=True,
            sort="code",
            under=Column(say("Name"), lambda row: row.name or ""),
        ),
        Column(say("Lines"), lambda row: say.number(row.lines), "4rem", numeric=True, sort="lines"),
        *sums,
        used,
    ]
    nodes = query(
        __file__, "nodes", year=shown, unit=unit, side=side, dzial=dzial, rozdzial=rozdzial, order=page.order(columns)
    )
    totals = [
        say.money(sum((value for row in nodes if (value := getattr(row, name)) is not None), ZERO)) for name, *_ in SUMS
    ]
    page.work(
        say("The budget by classification"),
        columns,
        nodes,
        way=lambda row: (
            page.address.link(dzial=row.code)
            if not dzial
            else page.address.link(rozdzial=row.code)
            if not rozdzial
            else page.address.link(uklad="", dzial="", rozdzial="", szukaj=f"{dzial}-{rozdzial}-{row.code}")
        ),
        totals=[say("Total"), say.number(sum(row.lines for row in nodes)), *totals, ""],
        empty=EMPTY,
    )
else:
    columns = [
        Column(
            say("Line"),
            lambda row: f"{row.dzial}-{row.rozdzial}-{row.paragraf}",
            "7.4rem",
            code=True,
            hint=lambda row: row.line,
            sort="line",
            under=Column(say("Name"), lambda row: row.paragraf_name or ""),
        ),
        Column(say("Unit"), lambda row: row.unit, "4rem", hint=lambda row: row.unit_name, sort="unit"),
        *sums,
        used,
    ]
    asked = {"year": shown, "unit": unit, "side": side, "signal": signal, "search": wanted}
    size = query(__file__, "size", **asked)[0]
    skip = page.turn(size.rows_shown)
    page.work(
        say("Budget lines, overruns first"),
        columns,
        query(__file__, "lines", **asked, order=page.order(columns), limit=page.rows_per_page, skip=skip),
        facts=lambda row: [
            (say("Names"), row.names or ""),
            (say("Unit"), f"{row.unit_name or row.unit} ({row.unit})"),
            (
                say("Plan (draft of the budget)") if row.plan_basis == "draft" else say("Plan after changes"),
                say.money(row.plan),
            ),
            (
                say("Clearing paragraph"),
                say("Here stands what is not yet booked where it belongs; it has no plan, so every sum is over it.")
                if row.clearing == "yes"
                else "",
            ),
            (say("Draft changes waiting"), say.money(row.pending) if row.pending else ""),
            (say("Liabilities, of them past due"), f"{say.money(row.liabilities)}, {say.money(row.past_due)}"),
            (
                say("Forecast for the year's end"),
                say(
                    "{forecast:money}[, by other methods {lowest:money} to {highest:money}]",
                    forecast=row.forecast_year_end,
                    lowest=row.lowest if row.lowest != row.highest else None,
                    highest=row.highest if row.lowest != row.highest else None,
                ),
            ),
            (say("Will run out on"), say.day(row.exhausted_on) if row.exhausted_on else ""),
        ],
        subject=lambda row: row.line,
        totals=[
            *(say("Total"), ""),
            *(say.money(getattr(size, name)) if name in ADDED else "" for name, *_ in SUMS),
            "",
        ],
        hidden=size.rows_hidden,
        skipped=skip,
        empty=EMPTY,
    )

riskiest(page, shown, gone if shown == year else 1)
by_unit = query(__file__, "by_unit", year=shown)
if by_unit:
    page.table(
        say("How much of its plan each unit has used"),
        Table(
            say("Spending by unit"),
            [
                Column(
                    say("Unit"),
                    lambda row: (
                        say("{unit} (no plan of {year})", unit=row.name, year=shown)
                        if row.plan_basis == "not_known"
                        else row.name
                    ),
                ),
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
        folded=True,
    )
page.ways(
    say("More about the budget"),
    [
        (PAGES["transfers"], say("which lines of the same division may give what a line lacks, and who decides"), {}),
        (
            PAGES["outlook"],
            say("the year by months, income by source, and how well the forecast did in past years"),
            {},
        ),
    ],
)
page.foot()
