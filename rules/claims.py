"""The same money is paid once, and what was paid too much comes back.

A `claim` is an invoice, or a transfer above what its invoice was owed.

    same              those that are alike in it ask for the same money
    place             the invoices in the order in which they came, 1 is the first; 0 is a transfer too many
    sent_gr, owed_gr  what left for it, for a copy together with the first; what was owed, with interest (grosze)

A `surplus` is an invoice that was paid before its credit note came.

    of_late           yes while the credit note is not too long ago
    since_days, warn_days   days since it came, and how many are too many
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="I08",
    noun="invoices",
    docket="claim",
    about="invoice",
    severity="high",
    escalates={"critical": {"invoice": m.sent_gr > m.owed_gr}},
    to=("accountant",),
    law=("UFP art. 68", "uondfp art. 11"),
    says="Invoice {number}: the same seller, number and sum as {first_number} ({first_id}); do not pay it again.",
    says_at={
        "critical": "Invoice {number}: {at_stake:money} paid above what was owed"
        "[, together with {first_number} ({first_id})]."
    },
    amount="at_stake",
)
@when_all(
    c.first << (m.kind == "claim"),
    c.invoice << (m.kind == "claim") & (m.same == c.first.same) & (m.place > c.first.place),
)
def invoice_duplicate():
    """An invoice came twice, or was paid twice."""


@rule(
    id="I12",
    noun="invoices",
    docket="surplus",
    about="surplus",
    severity="info",
    escalates={"warn": m.since_days >= m.warn_days},
    to=("accountant",),
    law=("UFP art. 42 ust. 5", "KC art. 405, 498-499"),
    says="Invoice {number}: paid on {last_paid_on:day}, the credit note came on {credited_on:day}; claim "
    "{surplus:money} back, or set it off against the next payment.",
    amount="surplus",
)
@when_all(c.surplus << (m.kind == "surplus") & (m.of_late == "yes"))
def credit_note_after_payment():
    """A credit note that came after the payment makes a claim of the office, to be established and pursued."""
