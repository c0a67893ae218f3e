"""On which day does the money run low, and what should be paid when?"""

from decimal import Decimal

from dashboards.charts.balance import Held, balance
from dashboards.sheet import sheet, wording
from dashboards.sheet.numbers import number
from dashboards.sheet.parts import Column, Table
from dashboards.source.query import query, query_before
from dashboards.source.request import request
from dashboards.treasurer.payment_plan import Day, Due, proposed
from rules.wording import UNKNOWN

page, say, since = sheet(), request().say, request().since
ZERO = Decimal(0)

now = query(__file__, "numbers")[0]

without_income = say("No expected income has been loaded: the sums below are without it.")
undated = say.count(
    now.undated,
    "{n} unpaid invoice without a due day stands in no day.",
    "{n} unpaid invoices without a due day stand in no day.",
)
page.answer(
    say("No balances have been loaded, and nothing is waiting to be paid.")
    if not now.days
    else (
        say(
            "No balances have been loaded: what lies on the accounts is not known. Within 14 days {amount:money} has "
            "to be paid.",
            amount=now.to_pay_soon,
        )
        if now.opening is None
        else say(
            "On {day:day} there is not enough money; the lowest is {lowest:money} on {lowest_on:day}.",
            day=now.below_zero_on,
            lowest=now.lowest,
            lowest_on=now.lowest_on,
        )
        if now.below_zero_on
        else say(
            "The money lasts for thirteen weeks; the lowest day is {lowest_on:day} with {lowest:money}.",
            lowest=now.lowest,
            lowest_on=now.lowest_on,
        )
    )
    + ("" if now.has_income else f" {without_income}")
    + (f" {undated}" if now.undated else "")
)

then = (query_before(__file__, "numbers") or [now])[0]
page.numbers(
    number(
        say("on the accounts"),
        now.opening,
        then.opening,
        say.money,
        say("The newest statement of each account, added up; the oldest of them is of {day:day}.", day=now.opening_on),
    ),
    number(
        say("lowest within 14 days"),
        now.lowest_soon,
        then.lowest_soon,
        say.money,
        say(
            "The balance at the end of the day on which it is lowest: what lies there, and expected income, less "
            "invoices by their due day, pay, contributions and debt."
        ),
    ),
    number(
        say("lowest within 13 weeks"),
        now.lowest,
        then.lowest,
        say.money,
        say("The same, to {day:day}. Invoices that have not come yet are not in it.", day=now.last_day),
    ),
    number(
        say("to pay within 14 days"),
        now.to_pay_soon,
        then.to_pay_soon,
        say.money,
        say(
            "Invoices due (the late ones too), pay and contributions as the last whole month paid them, interest and "
            "repayments of debt at the ends of quarters."
        ),
    ),
)

MOVES = (
    ("income", say("Income")),
    ("invoices", say("Invoices")),
    ("pay", say("Pay")),
    ("contributions", say("Contributions")),
    ("debt", say("Debt")),
)


def moves() -> list[Column]:
    """A column for each thing that moves money."""
    return [Column(label, lambda row, name=name: say.money(getattr(row, name)), numeric=True) for name, label in MOVES]


def totals(rows) -> list[str]:
    """The sums of the moves."""
    return [say.money(sum((getattr(row, name) for row in rows), ZERO)) for name, _ in MOVES]


days, weeks = query(__file__, "days"), query(__file__, "weeks")
if now.opening is not None:
    page.chart(
        say("What the accounts will hold"),
        balance(
            [
                Held(row.day, row.balance, say("{day:day}: {sum:money}", day=row.day, sum=row.balance))
                for row in query(__file__, "every_day")
            ],
            page.palette,
            now.lowest_on,
        ),
        say("The balance at the end of each day for thirteen weeks; the lowest day is marked."),
        None,
    )
if now.days:
    page.table(
        say("The coming 14 days"),
        Table(
            say("What moves on each day, and the balance at its end"),
            [
                Column(say("Day"), lambda row: say.day(row.day)),
                *moves(),
                Column(say("Balance"), lambda row: say.money(row.balance), numeric=True),
            ],
            days,
            (say("Total"), *totals(days), ""),
        ),
    )
    page.table(
        say("Thirteen weeks"),
        Table(
            say("What moves in each week, its lowest balance and the balance at its end"),
            [
                Column(say("Week from"), lambda row: say.day(row.first_day)),
                *moves(),
                Column(say("Lowest"), lambda row: say.money(row.lowest), numeric=True),
                Column(say("At its end"), lambda row: say.money(row.balance), numeric=True),
            ],
            weeks,
            (say("Total"), *totals(weeks), "", ""),
        ),
        folded=True,
    )

to_pay = query(__file__, "to_pay")
plan = proposed(
    [Day(row.day, row.working, row.balance) for row in query(__file__, "ahead")],
    [Due(row.invoice_id, row.due_on, row.remaining, row.daily_interest) for row in to_pay],
)
skip = page.turn(len(to_pay))
page.work(
    say("Proposed plan of payments"),
    [
        Column(say("Invoice"), lambda row: row.number, "minmax(7rem, 1.1fr)", hint=lambda row: row.invoice_id),
        Column(
            say("Pay on"),
            lambda row: say.day(plan[row.invoice_id]) if plan.get(row.invoice_id) else say("no money for it"),
            "minmax(5.5rem, 1fr)",
        ),
        Column(say("Seller"), lambda row: row.seller_name or row.seller_nip, "minmax(6.5rem, 2fr)"),
        Column(say("Due date"), lambda row: say.day(row.effective_due_on), "5.2rem"),
        Column(say("To pay"), lambda row: say.money(row.remaining), "7rem", numeric=True),
        Column(say("Interest so far"), lambda row: say.money(row.interest_so_far or None), "6rem", numeric=True),
        Column(
            say("A day of delay costs"),
            lambda row: UNKNOWN if row.daily_interest is None else say.money(round(row.daily_interest, 2)),
            "6rem",
            numeric=True,
        ),
    ],
    query(__file__, "queue", limit=page.rows_per_page, skip=skip),
    facts=lambda row: [
        (say("Unit"), row.unit_name or row.unit),
        (say("Left"), wording.left(say, row.days_left, row.working_days_left)),
    ],
    subject=lambda row: row.invoice_id,
    hidden=0,
    skipped=skip,
    empty=say(
        "The plan appears here once invoices have been loaded; balances (`balances`) and expected income "
        "(`income_forecast`) say whether there is money for it."
    ),
)
page.told(
    say("How it is counted"),
    [
        say("An invoice is paid on its due day, before a day off; what is late is paid first."),
        say(
            "Where the accounts would fall below zero, whoever can ask for interest goes first; the rest waits for "
            "money."
        ),
        say("A month's expected income is spread evenly over its working days."),
        say(
            "Pay and contributions are those of the last whole month, on the same days; a thirteenth salary is not "
            "among them."
        ),
        say(
            "No register holds the debts' own schedules: what is left of the plan for interest on debt, and a quarter "
            "of the year's repayments, are put on the last working day of a quarter."
        ),
        say("Disputed invoices, other currencies and invoices not received yet are not counted."),
    ],
)
page.foot()
