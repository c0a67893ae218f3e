"""Grants: money given for a task of others, to be accounted for and partly returned."""

from pipelines.contracts.model import Day, Model, Money, Text, optional, required


class Grants(Model, key=["grant"], judged_by_key=True, money=True):
    """A row per grant given from the budget."""

    grant: Text = required("Identifier of the grant")
    recipient: Text = optional("Who received it")
    kind: Text = optional(
        "By which act it was given: to an organisation of public benefit, or by the rules of the budget",
        choices=("public_benefit", "own"),
    )
    unit: Text = optional("Unit that looks after the grant", of="units")
    owner: Text = optional("Employee who looks after the grant", of="employees")
    amount: Money = required("Amount of the grant")
    signed_on: Day = optional("Day the contract was signed")
    paid_on: Day = optional("Day it was paid out")
    task_end: Day = optional("Last day of the task")
    report_due_on: Day = optional("Last day for the report of the task by the contract")
    report_on: Day = optional("Day the report of the task was received")
    approve_by: Day = optional("Last day to approve the report by the contract")
    approved_on: Day = optional("Day the report was approved")
    unused_amount: Money = optional("Amount of the grant that was not used")
    found_on: Day = optional("Day it was found that money was misused, undue or too much")
    found_amount: Money = optional("Amount that was found")
    found_kind: Text = optional("What was found", choices=("misused", "undue", "excess"))
    refund_due_on: Day = optional("Last day of the refund, where somebody fixed it")
    refunded_on: Day = optional("Day the whole refund was received")
