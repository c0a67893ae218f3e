"""The same money is paid once.

A `claim` is an invoice, or a transfer above what its invoice was owed.

    same              those that are alike in it ask for the same money
    place             the invoices in the order in which they came, 1 is the first; 0 is a transfer too many
    sent_gr, owed_gr  what left for it, for a copy together with the first; what was owed, with interest (grosze)
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
