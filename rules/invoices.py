"""Invoices: they are paid on time, in order of the day they are due, and interest is never a surprise.

An `invoice` is one invoice with something left to pay, or paid off today.

    owed             yes while something is left to pay; not for disputed ones
    judged           yes while owed and on the day of payment; never for disputed or cancelled ones, pro formas, the
                     office's own, or where nobody says until when a discount taken could be taken
    seller           other, or own: a unit of the same town, which is not asked to be paid by a day
    due_day, today   the effective due day and the day judged for, as numbers of days
    days_left        calendar days to the due day
    info_days, warn_days, high_days   how early to say so
    must_be_known    the working day after the due day: until payments are loaded up to it, nothing is certain
    payments_known   the working day up to which payments are loaded
    agreed_day       the day the parties agreed, before the cap
    unclear          why the due day is not plain: no_due_day, due_day_only_in_words, several_due_days,
                     no_due_day_can_be_found, retained_without_a_day, discount_without_a_day, none
    conflict         what the seller says of payment, where we know otherwise: seller_says_paid, seller_says_part_paid,
                     seller_says_not_paid, none
    step_working_days, working_days_left   working days in the step of the approval, and to the due day
    stuck_working_days, stuck_due_working_days   how many are too many, and how few make it urgent
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="I01",
    noun="invoices",
    docket="seller",
    about="invoice",
    severity="info",
    escalates={"warn": m.days_left <= m.warn_days, "high": m.days_left <= m.high_days},
    foretells={"I02": ("critical",)},
    to=("accountant", "unit head"),
    law=("ustawa z 8.03.2013 art. 8", "KC art. 115"),
    says="Invoice {number}: to pay {remaining:money} by {due_on:day}; {days_left:left_days}.",
    amount="remaining",
)
@when_all(
    c.invoice << (m.kind == "invoice")
    & (m.owed == "yes")
    & (m.seller == "other")
    & (m.due_day >= m.today)
    & (m.days_left <= m.info_days)
)
def invoice_due_soon():
    """The day of payment is close."""


@rule(
    id="I02",
    noun="invoices",
    docket="seller",
    about="invoice",
    severity="warn",
    escalates={"critical": m.payments_known >= m.must_be_known},
    inhibits=("I01", "I03"),
    to=("accountant", "treasurer"),
    law=("ustawa z 8.03.2013 art. 4 pkt 3, art. 8 ust. 1, art. 10, art. 11b", "KC art. 481", "uondfp art. 16"),
    basis="seller_law",
    says="Invoice {number}: {days_late:days} late, to pay {remaining:money}[, interest {interest_so_far:money}]"
    "[ (counted to {interest_through:day})][, possible compensation EUR {compensation_eur}].",
    says_at={
        "warn": "Invoice {number}: due {due_on:day}, payment not confirmed; left to pay by our data {remaining:money}."
    },
    amount="remaining",
    limits=("payments.day_count",),
)
@when_all(c.invoice << (m.kind == "invoice") & (m.judged == "yes") & (m.due_day < m.today))
def invoice_overdue():
    """The day of payment has passed: interest runs by law, without a call."""


@rule(
    id="I03",
    noun="invoices",
    docket="seller",
    about="invoice",
    severity="warn",
    timeless="the agreed day against the cap, both fixed on receipt",
    to=("accountant", "contract owner"),
    law=("ustawa z 8.03.2013 art. 8 ust. 2 i 4", "ustawa z 8.03.2013 art. 13 ust. 2 pkt 3"),
    says="Invoice {number}: agreed for {agreed_due_on:day}, but the longest term allowed ends on {due_on:day}; pay by "
    "that day.",
    amount="remaining",
    limits=("payments.max_term_days", "payments.max_term_days_health", "payments.acceptance_test_max_days"),
)
@when_all(c.invoice << (m.kind == "invoice") & (m.owed == "yes") & (m.seller == "other") & (m.agreed_day > m.due_day))
def invoice_term_over_cap():
    """The parties agreed a longer term than the act allows: the excess does not bind."""


@rule(
    id="I04",
    noun="invoices",
    docket="seller",
    about="invoice",
    severity="warn",
    timeless="what the invoice says of its term",
    to=("accountant",),
    law=("ustawa z 8.03.2013 art. 6",),
    says="Invoice {number}: {unclear:phrases}[; {due_on:day} is taken as the due day ({due_confidence:phrases})].",
    amount="remaining",
    limits=("payments.no_term_days",),
)
@when_all(c.invoice << (m.kind == "invoice") & (m.owed == "yes") & (m.seller == "other") & (m.unclear != "none"))
def invoice_due_unclear():
    """The invoice does not name one day of payment, so somebody has to confirm the day taken."""


@rule(
    id="I05",
    noun="invoices",
    docket="seller",
    about="invoice",
    severity="info",
    escalates={"warn": m.conflict == "seller_says_paid"},
    inhibits={"warn": ("I01", "I02")},
    to=("accountant",),
    law=("UFP art. 68 ust. 2",),
    says="Invoice {number}: {conflict:phrases}; by the seller paid {claimed_paid:money}, by our ledger "
    "{transferred:money}.",
    says_at={
        "warn": "Invoice {number}: by the seller paid on {claimed_on:day}, by our ledger {transferred:money}; clear it "
        "up before paying {remaining:money}."
    },
    amount="remaining",
)
@when_all(c.invoice << (m.kind == "invoice") & (m.owed == "yes") & (m.seller == "other") & (m.conflict != "none"))
def invoice_paid_flag_conflict():
    """The seller and our ledger disagree on what was paid; what the seller calls paid is not to be paid again."""


@rule(
    id="I09",
    noun="invoices",
    docket="seller",
    about="invoice",
    severity="warn",
    escalates={"high": m.working_days_left <= m.stuck_due_working_days},
    foretells={"I02": ("critical",)},
    to=("person holding it", "manager"),
    law=("UFP art. 44 ust. 3 pkt 3", "UFP art. 54"),
    says="Invoice {number}: in the step “{step}” since {step_since:day}[, held by {holder_name}][; due {due_on:day}].",
    amount="remaining",
)
@when_all(
    c.invoice << (m.kind == "invoice")
    & (m.owed == "yes")
    & (m.seller == "other")
    & (m.step_working_days > m.stuck_working_days)
)
def invoice_stuck():
    """The approval has not moved, and the day of payment does not wait for it."""
