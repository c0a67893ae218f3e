"""Payments: transfers ordered and made."""

from pipelines.contracts.model import Day, Model, Money, Text, optional, required


class Payments(
    Model,
    key=["payment_id"],
    judged_by_key=True,
    money=True,
    ends={"paid_on": ("ordered_on", "paid_before_ordered")},
):
    """A row per transfer for an invoice."""

    payment_id: Text = required("Identifier of the payment")
    invoice_id: Text = required("Invoice that is paid")
    ordered_on: Day = required("Day the transfer was ordered")
    paid_on: Day = optional("Day the money left")
    amount: Money = required("Amount paid")
    method: Text = optional("Ordinary transfer or split payment", choices=("transfer", "split"))
    account: Text = optional("Bank account paid to")
    title: Text = optional("Title of the transfer")
    account_check: Text = optional("Was the account on the VAT register?", choices=("listed", "not_listed", "unknown"))
    account_checked_on: Day = optional("Day the account was checked")
