"""Payments: transfers ordered and made."""

import polars as pl

from pipelines.contracts.model import Day, Model, Money, Text, optional, required

# a bank does not know what it pays: which invoice it is follows from the title, the account and the sum
BY_BANK = pl.col("payment_id").str.starts_with("bank:")


class Payments(
    Model,
    key=["payment_id"],
    empty_only_where={"invoice_id": BY_BANK},
    judged_by_key=True,
    money=True,
    ends={"paid_on": ("ordered_on", "paid_before_ordered")},
):
    """A row per transfer for an invoice."""

    payment_id: Text = required("Identifier of the payment")
    invoice_id: Text = required("Invoice that is paid", nullable=True)
    ordered_on: Day = required("Day the transfer was ordered")
    paid_on: Day = optional("Day the money left")
    amount: Money = required("Amount paid")
    method: Text = optional("Ordinary transfer or split payment", choices=("transfer", "split"))
    account: Text = optional("Bank account paid to")
    title: Text = optional("Title of the transfer")
    account_check: Text = optional("Was the account on the VAT register?", choices=("listed", "not_listed", "unknown"))
    account_checked_on: Day = optional("Day the account was checked")
