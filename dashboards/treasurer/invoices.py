"""Which invoices have to be paid, and which are late?"""

from decimal import Decimal

from dashboards.sheet import sheet, wording
from dashboards.sheet.charts import Bar, days, monday
from dashboards.sheet.parts import Column, Filter, Number, Table
from dashboards.source.query import query, query_before
from dashboards.source.request import request
from rules.wording import UNKNOWN

page, w, since = sheet(), request().words, request().since
ZERO = Decimal(0)

now = query(__file__, "numbers")[0]
then = (query_before(__file__, "numbers") or [now])[0]

soon = w(
    "{soon} within 7 days, {amount:money}.",
    soon=w.count(now.soon, "{n} invoice is due", "{n} invoices are due"),
    amount=now.soon_amount,
)
page.answer(
    w(
        "{late}, {amount:money} altogether (interest so far {interest:money}); {soon}",
        late=w.count(now.late, "{n} invoice is late", "{n} invoices are late"),
        amount=now.late_amount,
        interest=now.interest,
        soon=soon,
    )
    if now.late
    else w("No invoice is late since {day:day}; {soon}", day=now.quiet_since, soon=soon)
    if now.queue
    else w("No invoice is waiting to be paid."),
)

page.numbers(
    Number(
        w("late"),
        w.number(now.late),
        wording.change(w, now.late, then.late, since, w.number),
        w(
            "Unpaid invoices whose effective due date has passed. That date is the agreed one, or "
            "the statutory one where none was agreed, moved to a working day."
        ),
    ),
    Number(
        w("late amount"),
        w.money(now.late_amount),
        wording.change(w, now.late_amount, then.late_amount, since, w.money),
        w(
            "What is still to be paid of the late invoices in złoty; payments made so far are taken "
            "off, disputed invoices are left out."
        ),
    ),
    Number(
        w("interest so far"),
        w.money(now.interest),
        wording.change(w, now.interest, then.interest, since, w.money),
        w(
            "Statutory interest for late payment in commercial transactions up to the day of the "
            "data, rounded once per invoice."
        ),
    ),
    Number(
        w("due within 7 days"),
        w.money(now.soon_amount),
        wording.change(w, now.soon_amount, then.soon_amount, since, w.money),
        w("What falls due from today to the seventh day, in złoty."),
    ),
)

unit, due = page.choose(
    Filter("komorka", w("Unit"), {row.unit: row.name for row in query(__file__, "units")}, w("all")),
    Filter(
        "termin",
        w("Due date"),
        {"po-terminie": w("late"), "7-dni": w("within 7 days"), "bez-terminu": w("without a due date")},
        w("any"),
    ),
)
size = query(__file__, "size", unit=unit, due=due)[0]
skip = page.turn(size.rows_shown)
queue = query(__file__, "queue", unit=unit, due=due, limit=page.rows_per_page, skip=skip)

confidence = {
    "stated": w("stated on the invoice or in the contract"),
    "derived": w("derived from the term in days"),
    "assumed": w("assumed: 30 days from receipt"),
    "unknown": w("unknown"),
}
page.work(
    w("Payment queue"),
    [
        Column(w("Invoice"), lambda row: row.number, "minmax(7rem, 1.1fr)", hint=lambda row: row.invoice_id),
        Column(w("Seller"), lambda row: row.seller_name or row.seller_nip, "minmax(6.5rem, 2fr)"),
        Column(w("Due date"), lambda row: w.day(row.effective_due_on), "5.2rem"),
        Column(w("Left"), lambda row: wording.left(w, row.days_left, row.working_days_left), "minmax(6.5rem, 1fr)"),
        Column(w("To pay"), lambda row: w.money(row.remaining, row.currency), "7rem", numeric=True),
        Column(w("Interest"), lambda row: w.money(row.interest_so_far or None), "5.5rem", numeric=True),
        Column(
            w("Where it waits"),
            lambda row: w("disputed") if row.state == "disputed" else row.step or UNKNOWN,
            "minmax(5.5rem, 1.2fr)",
            hint=lambda row: row.holder_name,
        ),
    ],
    queue,
    facts=lambda row: [
        (w("Unit"), row.unit_name or row.unit),
        (w("Held by"), row.holder_name or row.holder),
        (w("Received on"), w.day(row.received_on)),
        (w("Agreed due date"), w.day(row.agreed_due_on)),
        (
            w("Effective due date"),
            w("{day:day} ({source})", day=row.effective_due_on, source=confidence[row.due_confidence]),
        ),
        (
            w("Amount and payments"),
            w(
                "{payable}, paid {paid}",
                payable=w.money(row.payable, row.currency),
                paid=w.money(row.paid, row.currency),
            ),
        ),
        (
            w("Compensation the seller may ask"),
            w("{n:number} euro", n=row.compensation_eur) if row.compensation_eur else "",
        ),
    ],
    subject=lambda row: row.invoice_id,
    hidden=size.rows_hidden,
    skipped=skip,
    empty=w(
        "Unpaid invoices appear here once a feed of invoices has been loaded: put its export into "
        "the inbox and run `ratusz run`."
    ),
)

calendar = query(__file__, "calendar")
page.picture(
    w("What falls due in the next four weeks"),
    days(
        [Bar(float(row.amount), monday(row.day), f"{w.day(row.day)}: {w.money(row.amount)}") for row in calendar],
        w("Amounts due by day for four weeks from today."),
        w.money(max(row.amount for row in calendar)),
    ),
    w("From today; the dates are Mondays. Only złoty; what is already late stands in the numbers above."),
    Table(
        w("Amounts due by day"),
        [
            Column(w("Day"), lambda row: w.day(row.day)),
            Column(w("Invoices"), lambda row: w.number(row.invoices), numeric=True),
            Column(w("To pay"), lambda row: w.money(row.amount), numeric=True),
        ],
        [row for row in calendar if row.invoices],
        (
            w("Total"),
            w.number(sum(row.invoices for row in calendar)),
            w.money(sum((row.amount for row in calendar), ZERO)),
        ),
    ),
)
page.foot()
