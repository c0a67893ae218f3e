"""Balances: what lies on the office's bank accounts on a day."""

from pipelines.contracts.model import Day, Model, Money, Text, required


class Balances(Model, key=["account", "on"]):
    """A row per account and day."""

    account: Text = required("Name or number of the account")
    on: Day = required("Day at whose end the amount lies there")
    amount: Money = required("Amount on the account; below zero where a credit is used")
