"""Tenders: public procurement and what has to be announced about it."""

from pipelines.contracts.model import Day, Flag, Model, Text, optional, required


class Tenders(Model, key=["tender"], judged_by_key=True, told_by=["contracts"]):
    """A row per procurement procedure."""

    tender: Text = required("Identifier of the procurement")
    unit: Text = optional("Unit that buys", of="units")
    subject: Text = optional("What is bought")
    procedure: Text = optional(
        "Which announcements the law asks for", choices=("below_eu", "eu", "framework_order", "defence")
    )
    result_on: Day = optional("Day the procedure ended: award or annulment")
    annulled: Flag = optional("Was the procedure annulled?")
    result_notice_on: Day = optional("Day the notice of the result was published")
    contract_id: Text = optional("Contract that was concluded")
    performed_on: Day = optional("Day the contract was performed")
    performance_notice_on: Day = optional("Day the notice of performance was published")
    owner: Text = optional("Employee who looks after the procurement", of="employees")
