"""Which invoices have to be paid, and which are late?"""

from decimal import Decimal

from dashboards.sheet import sheet, wording
from dashboards.sheet.charts import Bar, days, monday
from dashboards.sheet.parts import Column, Filter, Number, Table
from dashboards.source.query import query, query_before
from dashboards.source.request import request
from rules.wording import UNKNOWN

page, say, since = sheet(), request().say, request().since
ZERO = Decimal(0)

now = query(__file__, "numbers")[0]
then = (query_before(__file__, "numbers") or [now])[0]

soon = say(
    "{soon} within 7 days, {amount:money}.",
    soon=say.count(now.soon, "{n} invoice is due", "{n} invoices are due"),
    amount=now.soon_amount,
)
page.answer(
    say(
        "{late}, {amount:money} altogether (interest so far {interest:money}); {soon}",
        late=say.count(now.late, "{n} invoice is late", "{n} invoices are late"),
        amount=now.late_amount,
        interest=now.interest,
        soon=soon,
    )
    if now.late
    else say("No invoice is late since {day:day}; {soon}", day=now.quiet_since, soon=soon)
    if now.queue
    else say("No invoice is waiting to be paid."),
)

page.numbers(
    Number(
        say("late"),
        say.number(now.late),
        wording.change(say, now.late, then.late, since, say.number),
        say(
            "Unpaid invoices whose effective due date has passed. That date is the agreed one, or "
            "the statutory one where none was agreed, moved to a working day."
        ),
    ),
    Number(
        say("late amount"),
        say.money(now.late_amount),
        wording.change(say, now.late_amount, then.late_amount, since, say.money),
        say(
            "What is still to be paid of the late invoices in złoty; payments made so far are taken "
            "off, disputed invoices are left out."
        ),
    ),
    Number(
        say("interest so far"),
        say.money(now.interest),
        wording.change(say, now.interest, then.interest, since, say.money),
        say(
            "Statutory interest for late payment in commercial transactions up to the day of the "
            "data, rounded once per invoice."
        ),
    ),
    Number(
        say("due within 7 days"),
        say.money(now.soon_amount),
        wording.change(say, now.soon_amount, then.soon_amount, since, say.money),
        say("What falls due from today to the seventh day, in złoty."),
    ),
)

unit, due = page.choose(
    Filter("komorka", say("Unit"), {row.unit: row.name for row in query(__file__, "units")}, say("all")),
    Filter(
        "termin",
        say("Due date"),
        {"po-terminie": say("late"), "7-dni": say("within 7 days"), "bez-terminu": say("without a due date")},
        say("any"),
    ),
)
size = query(__file__, "size", unit=unit, due=due)[0]
skip = page.turn(size.rows_shown)
queue = query(__file__, "queue", unit=unit, due=due, limit=page.rows_per_page, skip=skip)

confidence = {
    "stated": say("stated on the invoice or in the contract"),
    "derived": say("derived from the term in days"),
    "assumed": say("assumed[: {term:days} from receipt]", term=now.no_term_days),
    "unknown": say("unknown"),
}
page.work(
    say("Payment queue"),
    [
        Column(say("Invoice"), lambda row: row.number, "minmax(7rem, 1.1fr)", hint=lambda row: row.invoice_id),
        Column(say("Seller"), lambda row: row.seller_name or row.seller_nip, "minmax(6.5rem, 2fr)"),
        Column(say("Due date"), lambda row: say.day(row.effective_due_on), "5.2rem"),
        Column(say("Left"), lambda row: wording.left(say, row.days_left, row.working_days_left), "minmax(6.5rem, 1fr)"),
        Column(say("To pay"), lambda row: say.money(row.remaining, row.currency), "7rem", numeric=True),
        Column(say("Interest"), lambda row: say.money(row.interest_so_far or None), "5.5rem", numeric=True),
        Column(
            say("Where it waits"),
            lambda row: say("disputed") if row.state == "disputed" else row.step or UNKNOWN,
            "minmax(5.5rem, 1.2fr)",
            hint=lambda row: row.holder_name,
        ),
    ],
    queue,
    facts=lambda row: [
        (say("Unit"), row.unit_name or row.unit),
        (say("Held by"), row.holder_name or row.holder),
        (say("Received on"), say.day(row.received_on)),
        (say("Agreed due date"), say.day(row.agreed_due_on)),
        (
            say("Effective due date"),
            say("{day:day} ({source})", day=row.effective_due_on, source=confidence[row.due_confidence]),
        ),
        (
            say("Amount and payments"),
            say(
                "{payable}, paid {paid}",
                payable=say.money(row.payable, row.currency),
                paid=say.money(row.paid, row.currency),
            ),
        ),
        (
            say("Compensation the seller may ask"),
            say("{n:number} euro", n=row.compensation_eur) if row.compensation_eur else "",
        ),
    ],
    subject=lambda row: row.invoice_id,
    hidden=size.rows_hidden,
    skipped=skip,
    empty=say(
        "Unpaid invoices appear here once a feed of invoices has been loaded: put its export into "
        "the inbox and run `ratusz run`."
    ),
)

calendar = query(__file__, "calendar")
page.picture(
    say("What falls due in the next four weeks"),
    days(
        [
            Bar(float(row.amount), monday(say, row.day), f"{say.day(row.day)}: {say.money(row.amount)}")
            for row in calendar
        ],
        say("Amounts due by day for four weeks from today."),
        say.money(max(row.amount for row in calendar)),
    ),
    say("From today; the dates are Mondays. Only złoty; what is already late stands in the numbers above."),
    Table(
        say("Amounts due by day"),
        [
            Column(say("Day"), lambda row: say.day(row.day)),
            Column(say("Invoices"), lambda row: say.number(row.invoices), numeric=True),
            Column(say("To pay"), lambda row: say.money(row.amount), numeric=True),
        ],
        [row for row in calendar if row.invoices],
        (
            say("Total"),
            say.number(sum(row.invoices for row in calendar)),
            say.money(sum((row.amount for row in calendar), ZERO)),
        ),
    ),
)
page.foot()
