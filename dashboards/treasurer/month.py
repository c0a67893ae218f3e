"""How did the month go, and what is open? One paper for the mayor and the council."""

from decimal import Decimal

from dashboards.charts.sums_by_month import Sums, sums_by_month
from dashboards.pages import PAGES
from dashboards.sheet import sheet, wording
from dashboards.sheet.excerpt import answer_of
from dashboards.sheet.parts import Column, Filter, Table
from dashboards.source.query import query
from dashboards.source.request import request

page, say = sheet(), request().say
today = request().snapshot.as_of
ZERO = Decimal(0)
NAMES = wording.months(say)
TOLD = ("budget", "transfers", "outlook", "invoices", "cash", "reports", "receivables", "contracts")


def named(month: int) -> str:
    """A month of this year in words."""
    return say.period(f"{today.year}-{month:02}")


ends = Filter("miesiac", say("Month"), {str(n): named(n) for n in range(1, today.month)}, say("this month"))
month = int(page.address.chosen(ends) or today.month)
now = query(__file__, "numbers", month=month)[0]
grave = say.count(
    now.grave,
    "{n} matter of money is critical or urgent today.",
    "{n} matters of money are critical or urgent today.",
)
page.answer(
    (
        say(
            "{month}: {spent:money} spent, {received:money} received.",
            month=named(month),
            spent=now.spent,
            received=now.received,
        )
        if now.lines
        else say("No budget has been loaded for {year}; the numbers of the month appear here.", year=today.year)
    )
    + f" {grave}"
)
page.fields([ends], [str(month) if month != today.month else None], "")
page.ways(say("In a sentence each"), [(PAGES[name], answer_of(PAGES[name]), {}) for name in TOLD])

divisions = query(__file__, "divisions", month=month)
if divisions:
    page.table(
        say("Spending by division"),
        Table(
            say("The plan after changes, the month, the year so far and its forecast"),
            [
                Column(say("Division"), lambda row: f"{row.dzial} {row.name}" if row.name else row.dzial),
                Column(say("Plan"), lambda row: say.money(row.plan), numeric=True),
                Column(say("In the month"), lambda row: say.money(row.spent or ZERO), numeric=True),
                Column(say("From January"), lambda row: say.money(row.so_far or ZERO), numeric=True),
                Column(say("Used"), lambda row: say.percent(row.used_bp), numeric=True),
                Column(say("Forecast"), lambda row: say.money(row.forecast_year_end), numeric=True),
            ],
            divisions,
            (
                say("Total"),
                say.money(sum((row.plan for row in divisions if row.plan is not None), ZERO)),
                say.money(sum((row.spent for row in divisions if row.spent is not None), ZERO)),
                say.money(sum((row.so_far for row in divisions if row.so_far is not None), ZERO)),
                "",
                say.money(sum((row.forecast_year_end for row in divisions), ZERO)),
            ),
        ),
    )
    months = query(__file__, "months", year=today.year, side="spending", unit=None)
    income = query(__file__, "months", year=today.year, side="income", unit=None)
    page.chart(
        say("Spending and income month by month, from January"),
        sums_by_month(
            [
                Sums(say("plan"), [row.plan for row in months], "dashed"),
                Sums(say("executed"), [row.executed for row in months]),
                Sums(say("income"), [row.executed for row in income], "dotted"),
            ],
            page.palette,
            NAMES,
        ),
        say("Plan and execution of spending, and income received, added up from January to each month."),
        None,
    )

gravest = query(__file__, "gravest")
if gravest:
    page.table(
        say("What is gravest today"),
        Table(
            say("Up to thirty matters of money that are critical or urgent"),
            [
                Column(say("Gravity"), lambda row: wording.severity(say, row.severity)),
                Column(say("Signal"), lambda row: row.message),
                Column(say("Rule"), lambda row: row.rule),
                Column(
                    say("Amount"), lambda row: say.money(row.amount) if row.amount is not None else "", numeric=True
                ),
            ],
            gravest,
        ),
    )
paid = query(__file__, "paid", by="month")
if paid:
    page.table(
        say("How invoices were paid"),
        Table(
            say("By the month of the last payment; in time: nothing was open at the end of the effective due day"),
            [
                Column(say("Month"), lambda row: NAMES[int(row.group[-2:]) - 1]),
                Column(say("Paid"), lambda row: say.number(row.paid), numeric=True),
                Column(say("In time"), lambda row: say.percent(row.in_time_bp), numeric=True),
                Column(say("Late"), lambda row: say.number(row.late), numeric=True),
                Column(say("Days to payment"), lambda row: wording.tenth(say, row.mean_days), numeric=True),
                Column(say("Interest"), lambda row: say.money(row.interest), numeric=True),
            ],
            paid,
        ),
    )
weeks = query(__file__, "weeks")
if weeks:
    page.table(
        say("Thirteen weeks of cash"),
        Table(
            say("What is expected in each week, and the balances"),
            [
                Column(say("Week from"), lambda row: say.day(row.first_day)),
                Column(say("Income"), lambda row: say.money(row.income), numeric=True),
                Column(say("To pay"), lambda row: say.money(row.to_pay), numeric=True),
                Column(say("Lowest"), lambda row: say.money(row.lowest), numeric=True),
                Column(say("At its end"), lambda row: say.money(row.balance), numeric=True),
            ],
            weeks,
        ),
    )
page.foot()
