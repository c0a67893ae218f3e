"""Deposits: what bidders and contractors left with the office, and must get back in time."""

from pipelines.contracts.model import Day, Model, Money, Text, optional, required


class Deposits(Model, key=["deposit"], judged_by_key=True, money=True):
    """A row per deposit of a bidder (wadium) or for the performance of a contract."""

    deposit: Text = required("Identifier of the deposit")
    kind: Text = required("Kind of deposit", choices=("wadium", "performance"))
    form: Text = optional("Form of the deposit: money or a guarantee", choices=("cash", "guarantee"))
    payer: Text = optional("Who left the deposit")
    unit: Text = optional("Unit that keeps it", of="units")
    amount: Money = required("Amount of the deposit")
    tender_id: Text = optional("Procurement it was left for")
    contract_id: Text = optional("Contract it secures, or that was concluded")
    received_on: Day = required("Day it was received")
    release_on: Day = optional("Day the reason to return a wadium arose: end of binding, annulment, a request")
    kept_on: Day = optional("Day a wadium was kept for good")
    accepted_on: Day = optional("Day the performance was accepted as due")
    warranty_until: Day = optional("Last day of the warranty or guarantee of quality")
    guarantee_until: Day = optional("Last day of the guarantee that stands for the money")
    returned_on: Day = optional("Day it was returned; of a guarantee the day the guarantor was told")
    returned_amount: Money = optional("Amount returned so far")
