"""Invoices: they are paid on time, in order of the day they are due, and interest is never a surprise.

An `invoice` is one invoice with something left to pay, or paid off today.

    state            open, or paid_today
    judged           yes while owed and on the day of payment; never for disputed, cancelled or the office's own
    due_day, today   the effective due day and the day judged for, as numbers of days
    days_left        calendar days to the due day
    info_days, warn_days, high_days   how early to say so
    must_be_known    the working day after the due day: until payments are loaded up to it, nothing is certain
    payments_known   the working day up to which payments are loaded
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="I01",
    noun="invoices",
    docket="seller",
    about="invoice",
    severity="info",
    escalates={"warn": m.days_left <= m.warn_days, "high": m.days_left <= m.high_days},
    to=("accountant", "unit head"),
    law=("ustawa z 8.03.2013 art. 8", "KC art. 115"),
    says="Invoice {number}: to pay {remaining:money} by {due_on:day}; {days_left:days} left.",
    amount="remaining",
)
@when_all(
    c.invoice << (m.kind == "invoice")
    & (m.state == "open")
    & (m.seller == "other")
    & (m.due_day >= m.today)
    & (m.days_left <= m.info_days)
)
def invoice_due_soon(c):
    """The day of payment is close."""


@rule(
    id="I02",
    noun="invoices",
    docket="seller",
    about="invoice",
    severity="warn",
    escalates={"critical": m.payments_known >= m.must_be_known},
    inhibits=("I01",),
    to=("accountant", "treasurer"),
    law=("ustawa z 8.03.2013 art. 4 pkt 3, art. 8 ust. 1, art. 10", "uondfp art. 16"),
    says="Invoice {number}: {days_late:days} late, to pay {remaining:money}[, interest {interest_so_far:money}]"
    "[, possible compensation EUR {compensation_eur}].",
    says_at={
        "warn": "Invoice {number}: due {due_on:day}, payment not confirmed; left to pay by our data {remaining:money}."
    },
    amount="remaining",
)
@when_all(c.invoice << (m.kind == "invoice") & (m.judged == "yes") & (m.due_day < m.today))
def invoice_overdue(c):
    """The day of payment has passed: interest runs by law, without a call."""
