"""Paying: in the way the tax law asks for, to an account of the register, for a unit that somebody knows.

A `bill` is an invoice that is owed, or was paid lately (grosze).

    owed                           yes while something is left to pay
    annex_15                       yes for goods or services of annex 15
    split_fault                    paid_by_ordinary_transfer, split_payment_note_missing or none
    gross_gr, split_over_gr        split payment is due above the limit
    transaction_gr                 the greater of the invoice and its whole contract
    register_over_gr               the limit above which the account has to stand in the VAT register
    in_register                    yes where the seller can stand in it
    recipient                      known, needless, or unknown: nobody can tell which unit the invoice is for

A `transfer` is one payment of it.

    invoice                        the invoice it pays
    account_answer                 what the VAT register said of the account on the day of the order
    account_readable               no where the number of the account holds a slip of the pen
    method                         transfer or split
    can_notify                     yes while the tax office can still be told
    of_this_week                   yes for as long as a transfer is spoken of
    names_ksef, must_name_ksef     does the title name the KSeF number, and must it: yes, no (not yet), never (the
                                   seller is no active VAT payer); empty where nobody says what the seller is
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="I06",
    noun="invoices",
    docket="transfer",
    about="invoice",
    severity="high",
    to=("accountant",),
    law=("ustawa o VAT art. 108a ust. 1a",),
    says="Invoice {number}: {split_fault:phrases}; goods of annex 15 for {gross:money} ask for split payment.",
    amount="gross",
    limits=("split_payment.over",),
)
@when_all(
    c.invoice << (m.kind == "bill") & (m.annex_15 == "yes") & (m.gross_gr > m.split_over_gr) & (m.split_fault != "none")
)
def invoice_split_payment():
    """Split payment is due and either the seller did not note it or we paid by an ordinary transfer."""


@rule(
    id="I07",
    noun="invoices",
    docket="transfer",
    about="invoice",
    severity="high",
    to=("accountant",),
    law=("ustawa o VAT art. 96b", "Ordynacja podatkowa art. 117ba", "Prawo przedsiębiorców art. 19"),
    says="Invoice {number}: transfer of {ordered_on:day} for {ordered_amount:money}, {account_answer:phrases}; the tax "
    "office can be told until {notify_by:day}.",
    amount="ordered_amount",
    limits=("white_list.over", "white_list.notify_days"),
)
@when_all(
    c.invoice << (m.kind == "bill") & (m.in_register == "yes") & (m.transaction_gr > m.register_over_gr),
    c.payment << (m.kind == "transfer")
    & (m.account_answer != "listed")
    & (m.method != "split")
    & (m.account_readable == "yes")
    & (m.can_notify == "yes")
    & (m.invoice == c.invoice.item),
)
def invoice_account_not_listed():
    """The account was not shown to be on the VAT register on the day of the order: the office answers for the tax."""


@rule(
    id="I10",
    noun="invoices",
    docket="transfer",
    about="invoice",
    severity="warn",
    timeless="who the invoice is for",
    to=("registry", "accountant"),
    law=("FA(3): JST = 1, Podmiot3 rola 8",),
    says="Invoice {number} of {seller_name}: it is for a unit of the city, and nobody can tell which"
    "[ (recipient {recipient_named})].",
)
@when_all(c.invoice << (m.kind == "bill") & (m.owed == "yes") & (m.recipient == "unknown"))
def invoice_unit_missing():
    """An invoice for a school or another unit that nobody can route."""


@rule(
    id="I11",
    noun="payments",
    docket="transfer",
    about="payment",
    severity="info",
    escalates={"high": m.must_name_ksef == "yes"},
    to=("accountant",),
    law=("ustawa o VAT art. 108g", "ustawa o VAT art. 108a ust. 3 pkt 3"),
    says="Transfer {subject} of {ordered_on:day}: the title does not name the KSeF number {ksef_number}; from "
    "{named_from:day} on it must name it, or a collective identifier.",
    amount="amount",
    limits=("ksef_number.required_in_title",),
)
@when_all(
    c.payment << (m.kind == "transfer")
    & (m.of_this_week == "yes")
    & (m.names_ksef == "no")
    & (m.must_name_ksef != "never")
)
def transfer_without_ksef_number():
    """A transfer has to name the e-invoice it pays."""
