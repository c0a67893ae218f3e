"""Receivables: what is owed to the office, and what was done to collect it."""

from pipelines.contracts.model import Day, Flag, Model, Money, Text, optional, required


class Receivables(Model, key=["receivable"], money=True):
    """A row per amount owed."""

    receivable: Text = required("Identifier of the receivable")
    debtor: Text = optional("Who owes it")
    kind: Text = required("Kind of receivable", choices=("tax", "civil", "fee"))
    amount: Money = required("Amount owed")
    due_on: Day = required("Day it was due")
    reminder_on: Day = optional("Day of the reminder")
    title_on: Day = optional("Day of the enforcement title")
    interrupted_on: Day = optional("Day the limitation period was interrupted")
    short_term: Flag = optional("Is it a civil claim of business activity, or for periodic payments (3 years)?")
    paid_on: Day = optional("Day it was paid, remitted or written off")
