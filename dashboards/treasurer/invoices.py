"""Which invoices have to be paid, and which are late?"""

from decimal import Decimal

from dashboards.charts.money_due import Due, money_due
from dashboards.sheet import sheet, wording
from dashboards.sheet.numbers import number
from dashboards.sheet.parts import Column, Filter, Table, search
from dashboards.source.query import query, query_before
from dashboards.source.request import request
from rules.wording import UNKNOWN

page, say, since = sheet(), request().say, request().since
ZERO = Decimal(0)

now = query(__file__, "numbers")[0]
paid = next(iter(query(__file__, "in_time", by="all")), None)
before = next(iter(query_before(__file__, "in_time", by="all") or ()), None)

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
    else say("No invoice is late[ since {day:day}]; {soon}", day=now.quiet_since, soon=soon)
    if now.queue
    else say("No invoice is waiting to be paid."),
)

then = (query_before(__file__, "numbers") or [now])[0]
page.numbers(
    number(
        say("late"),
        now.late,
        then.late,
        say.number,
        say(
            "Unpaid invoices whose effective due date has passed. That date is the agreed one, or "
            "the statutory one where none was agreed, moved to a working day."
        ),
    ),
    number(
        say("late amount"),
        now.late_amount,
        then.late_amount,
        say.money,
        say(
            "What is still to be paid of the late invoices in złoty; payments made so far are taken "
            "off, disputed invoices are left out."
        ),
    ),
    number(
        say("interest so far"),
        now.interest,
        then.interest,
        say.money,
        say(
            "Statutory interest for late payment in commercial transactions up to the day of the "
            "data, rounded once per invoice."
        ),
    ),
    number(
        say("paid in time this year"),
        paid.in_time_bp if paid else None,
        before.in_time_bp if before else None,
        say.percent,
        say(
            "Of the invoices wholly paid this year whose due day is known, those of which nothing was open any more at "
            "the end of the effective due day. From receipt to the last payment {days} on average; paid: {n:number}.",
            days=wording.lasting(say, paid.mean_days if paid else None),
            n=paid.paid if paid else 0,
        ),
    ),
)

unit, due, wanted = page.choose(
    Filter("komorka", say("Unit"), {row.unit: row.name for row in query(__file__, "units")}, say("all")),
    Filter(
        "termin",
        say("Due date"),
        {"po-terminie": say("late"), "7-dni": say("within 7 days"), "bez-terminu": say("without a due date")},
        say("any"),
    ),
    search(say, say("number, seller or NIP")),
)
asked = {"unit": unit, "due": due, "search": wanted}
size = query(__file__, "size", **asked)[0]
skip = page.turn(size.rows_shown)

confidence = {
    "stated": say("stated on the invoice or in the contract"),
    "derived": say("derived from the term in days"),
    "assumed": say("assumed[: {term:days} from receipt]", term=now.no_term_days),
    "unknown": say("unknown"),
}
columns = [
    Column(
        say("Invoice"),
        lambda row: row.number,
        "minmax(7rem, 1.1fr)",
        hint=lambda row: row.invoice_id,
        sort="number",
        value=lambda row: row.number,
    ),
    Column(say("Seller"), lambda row: row.seller_name or row.seller_nip, "minmax(6.5rem, 2fr)", sort="seller_name"),
    Column(
        say("Due date"),
        lambda row: say.day(row.effective_due_on),
        "5.2rem",
        sort="effective_due_on",
        value=lambda row: row.effective_due_on,
        means=say("The agreed day, else the statutory one, moved to a working day."),
    ),
    Column(say("Left"), lambda row: wording.left(say, row.days_left, row.working_days_left), "minmax(6.5rem, 1fr)"),
    Column(
        say("To pay"),
        lambda row: say.money(row.remaining, row.currency),
        "7rem",
        numeric=True,
        sort="remaining",
        value=lambda row: row.remaining,
        means=say("What is left to pay; the total is in złoty alone."),
    ),
    Column(
        say("Interest"),
        lambda row: say.money(row.interest_so_far or None),
        "5.5rem",
        numeric=True,
        sort="interest_so_far",
        value=lambda row: row.interest_so_far,
        means=say("Statutory interest for late payment up to the day of the data."),
    ),
    Column(
        say("Where it waits"),
        lambda row: say("disputed") if row.state == "disputed" else row.step or UNKNOWN,
        "minmax(5.5rem, 1.2fr)",
        hint=lambda row: row.holder_name,
        sort="step",
    ),
]
queue = query(__file__, "queue", **asked, order=page.order(columns), limit=page.rows_per_page, skip=skip)
page.work(
    say("Payment queue"),
    columns,
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
    totals=[say("Total"), "", "", "", say.money(size.remaining), say.money(size.interest or None), ""],
    hidden=size.rows_hidden,
    skipped=skip,
    empty=say("Unpaid invoices appear here once a feed of invoices has been loaded: the data steward adds its export."),
)

if now.queue:
    weeks = query(__file__, "weeks")
    page.chart(
        say("What is late, and what falls due in the next four weeks"),
        money_due(
            [
                Due(
                    say("late") if row.week < 0 else say("from {day:day}", day=row.first_day),
                    row.amount,
                    say.money(row.amount),
                    late=row.week < 0,
                )
                for row in weeks
            ],
            page.palette,
        ),
        say("Amounts to pay: late already, and by week for four weeks from today."),
        Table(
            say("Amounts due by week"),
            [
                Column(
                    say("Week"),
                    lambda row: say("late") if row.week < 0 else say("from {day:day}", day=row.first_day),
                ),
                Column(say("Invoices"), lambda row: say.number(row.n), numeric=True),
                Column(say("To pay"), lambda row: say.money(row.amount), numeric=True),
            ],
            weeks,
            (
                say("Total"),
                say.number(sum(row.n for row in weeks)),
                say.money(sum((row.amount for row in weeks), ZERO)),
            ),
        ),
        say("Only złoty; disputed invoices wait for their dispute."),
    )
    AGES = (
        say("more than 60 days late"),
        say("31 to 60 days late"),
        say("8 to 30 days late"),
        say("up to 7 days late"),
        say("due within 7 days"),
        say("due in 8 to 14 days"),
        say("due in 15 to 30 days"),
        say("due later"),
        say("without a due date"),
    )
    aging = query(__file__, "aging")
    page.table(
        say("How old the queue is"),
        Table(
            say("Unpaid invoices by days before and after their due day"),
            [
                Column(say("Age"), lambda row: AGES[row.bucket]),
                Column(say("Invoices"), lambda row: say.number(row.n), numeric=True),
                Column(say("To pay"), lambda row: say.money(row.remaining), numeric=True),
                Column(say("Interest"), lambda row: say.money(row.interest), numeric=True),
            ],
            aging,
            (
                say("Total"),
                say.number(sum(row.n for row in aging)),
                say.money(sum((row.remaining for row in aging), ZERO)),
                say.money(sum((row.interest for row in aging), ZERO)),
            ),
        ),
        folded=True,
    )
    page.table(
        say("By seller"),
        Table(
            say("Up to fifteen sellers with most to be paid; how their invoices of this year were paid"),
            [
                Column(say("Seller"), lambda row: row.seller),
                Column(say("Invoices"), lambda row: say.number(row.n), numeric=True),
                Column(say("To pay"), lambda row: say.money(row.remaining), numeric=True),
                Column(say("Of it late"), lambda row: say.money(row.late), numeric=True),
                Column(say("Paid this year"), lambda row: say.number(row.paid), numeric=True),
                Column(say("In time"), lambda row: say.percent(row.in_time_bp), numeric=True),
                Column(say("Days to payment"), lambda row: wording.tenth(say, row.mean_days), numeric=True),
            ],
            query(__file__, "suppliers", by="seller"),
        ),
        folded=True,
    )
if paid or now.queue:
    page.told(
        say("What being late costs"),
        [
            say("On open invoices so far: {sum:money}.", sum=now.interest),
            say("On invoices paid late this year: {sum:money}.", sum=now.interest_this_year),
            say(
                "Each further day without a payment of what is late costs {sum:money}: this can be avoided.",
                sum=round(now.daily_interest, 2),
            ),
            say("What interest was really paid no register says; the ledger has it on its own paragraph."),
        ],
    )
page.foot()
