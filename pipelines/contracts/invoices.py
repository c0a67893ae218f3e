"""Invoices: what has to be paid, to whom, by when, and where the paper lies."""

import polars as pl

from pipelines.contracts.model import Day, Flag, Integer, Model, Money, Text, optional, required, year

# only an e-invoice from outside KSeF, known by the hash of its file, may come from a seller without a tax number
BY_FILE = pl.col("invoice_id").str.starts_with("sha256:")
DOCUMENTS = ("invoice", "pro_forma")


class Invoices(
    Model,
    key=["invoice_id"],
    empty_only_where={"seller_nip": BY_FILE},
    judged_by_key=True,
    told_by=["payments", "allocations"],
    money=True,
    ends={"cancelled_on": ("received_on", "cancelled_before_received")},
):
    """A row per invoice received."""

    invoice_id: Text = required("Identifier of the invoice: its KSeF number where it has one")
    ksef_number: Text = optional("KSeF number")
    number: Text = required("Number the seller gave it")
    kind: Text = optional("Kind of invoice: VAT, KOR, ZAL, ROZ …")
    document: Text = optional("Is the paper an invoice, or a pro forma, by which nothing is due?", choices=DOCUMENTS)
    corrects: Text = optional("Invoices this one corrects, by KSeF number or the seller's number, separated by |")
    corrects_number: Text = optional("The seller's numbers of the invoices corrected, in the order of `corrects`")
    seller_nip: Text = required("Tax number (NIP) of the seller", nullable=True)
    seller_name: Text = optional("Name of the seller")
    seller_kind: Text = optional("Kind of seller", choices=("business", "public", "person"))
    seller_vat: Text = optional("Is the seller an active VAT payer?", choices=("active", "exempt", "unknown"))
    buyer_nip: Text = optional("Tax number (NIP) of the buyer")
    buyer_is_jst: Flag = optional("Does the invoice say that the buyer is a local government?")
    recipient_nip: Text = optional("Tax number (NIP) of the recipient")
    recipient_internal_id: Text = optional("Internal identifier of the recipient in KSeF")
    unit: Text = optional("Unit that has to pay", of="units")
    holder: Text = optional("Employee who has the invoice", of="employees")
    step: Text = optional("Step of the approval it waits in")
    step_since: Day = optional("Day that step began")
    issued_on: Day = required("Day of issue")
    received_on: Day = required("Day of receipt")
    received_on_confidence: Text = optional(
        "How sure the day of receipt is", choices=("stated", "derived", "assumed", "unknown")
    )
    performed_on: Day = optional("Day of delivery or performance")
    acceptance_ended_on: Day = optional("Day the acceptance ended")
    agreed_due_on: Day = optional("Due day written on the invoice or in the contract")
    due_dates: Text = optional("Due days of the instalments, separated by |", items="day")
    due_after_days: Integer = optional("Days until payment, counted from an event", ge=0, le=9_999, form="30")
    due_after_event: Text = optional("Event those days are counted from")
    gross: Money = required("Gross amount")
    payable: Money = optional("Amount to pay, where it differs from gross")
    currency: Text = optional("Currency code", default="PLN", str_matches=r"^[A-Z]{3}$", form="PLN")
    split_payment_noted: Flag = optional("Does the invoice ask for split payment?")
    split_payment_required: Flag = optional("Are there goods of annex 15 on it?")
    account: Text = optional("Bank account of the seller")
    paid_flag: Flag = optional("Does the invoice say it is already paid?")
    paid_flag_on: Day = optional("Day of payment written on the invoice")
    paid_flag_amount: Money = optional("Amount already paid by the invoice's own words")
    paid_on: Day = optional("Day the office paid it, where the register of invoices tells of payments")
    paid_amount: Money = optional("Amount the office paid by then, where it is not the whole")
    approved_on: Day = optional("Day it was approved for payment")
    disputed: Flag = optional("Is it disputed?")
    disputed_amount: Money = optional("Amount disputed, where it is not the whole")
    retained_amount: Money = optional("Amount kept as security by the contract")
    retained_until: Day = optional("Day the amount kept has to be paid out")
    discount_amount: Money = optional("Cash discount for whoever pays early")
    discount_until: Day = optional("Last day of payment with the cash discount")
    cancelled_on: Day = optional("Day it was cancelled")
    year: Integer = year()
    dzial: Text = optional("Budget division (dział)")
    rozdzial: Text = optional("Budget chapter (rozdział)")
    paragraf: Text = optional("Budget paragraph (paragraf)")
    task: Text = optional("Budget task")
    contract_id: Text = optional("Contract it is paid under")
    faults: Text = optional("What is wrong with an invoice that is valid by its schema")
