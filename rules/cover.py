"""The preliminary check: an invoice is paid only from a line that still has the money.

In a docket lie one invoice that is `owed`, each `part` of it that one line pays, and the `plan` of such a line in the
year of payment.

    approved          yes once the invoice was approved for payment
    line              the line a part takes its money from; that of a plan
    needed_gr         grosze: the part, with what was approved on that line before it
    has_line          no where no line is named; not_known where the codes are of an earlier classification and the plan
                      does not know them
    free_gr           grosze the plan has left, plan - executed; none where no line is named
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="B05",
    noun="invoices",
    docket="cover",
    about="invoice",
    severity="info",
    escalates={"high": m.approved == "yes", "critical": {"part": m.has_line == "yes"}},
    timeless="what the line has left",
    to=("accountant", "treasurer"),
    law=("UFP art. 54 ust. 1 pkt 3 i ust. 3 pkt 3", "uondfp art. 18b"),
    says="Invoice {number}: {short_amount:money} is lacking on the line {codes}.",
    says_at={
        "info": "Invoice {number}: nobody has said which line pays {short_amount:money}; name it before the payment is "
        "approved.",
        "high": "Invoice {number}: approved for payment, but no line is named for {short_amount:money}.",
    },
    amount="short_amount",
    limits=("classification.accrual_paragraphs", "classification.ended_from_year"),
)
@when_all(
    c.invoice << (m.kind == "owed"),
    c.plan << (m.kind == "plan"),
    c.part << (m.kind == "part") & (m.line == c.plan.line) & (m.needed_gr > c.plan.free_gr),
)
def payment_would_exceed():
    """The invoice does not fit into what the plan has left, or nobody has said which line pays it."""
