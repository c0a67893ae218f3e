"""Contracts: what the office bound itself to pay for."""

from pipelines.contracts.model import Day, Flag, Integer, Model, Money, Text, optional, required, year

FORMS = ("written", "documentary", "electronic", "special", "oral")


class Contracts(Model, key=["contract_id"], judged_by_key=True, told_by=["contract_lines"], money=True):
    """A row per contract signed."""

    contract_id: Text = required("Identifier of the contract")
    signed_on: Day = required("Day of signature")
    unit: Text = required("Unit that signed", of="units")
    seller_nip: Text = optional("Tax number (NIP) of the seller")
    amount: Money = required("Value of the contract")
    year: Integer = year()
    dzial: Text = optional("Budget division (dział)")
    rozdzial: Text = optional("Budget chapter (rozdział)")
    paragraf: Text = optional("Budget paragraph (paragraf)")
    task: Text = optional("Budget task")
    procurement: Flag = optional("Is it a public contract (procurement, p.z.p. art. 7 pkt 32)?")
    form: Text = optional("Form in which it was concluded", choices=FORMS)
    changed_on: Day = optional("Day a datum of the register of contracts changed last")
    creates_obligation: Flag = optional("Does it oblige the office to pay?")
    ends_on: Day = optional("Last day of the contract")
    countersigned_on: Day = optional("Day the treasurer countersigned")
    countersigned_by: Text = optional("Employee who countersigned", of="employees")
    refused_on: Day = optional("Day the countersignature was refused")
    written_order_on: Day = optional("Day of the superior's written order")
    council_and_rio_told_on: Day = optional("Day the council and the RIO were told")
    register_published_on: Day = optional("Day it was published in the register of contracts")
    owner: Text = optional("Employee who looks after the contract", of="employees")
    used_amount: Money = optional("Amount of the contract used so far")
    indexation: Flag = optional("Does it have an indexation clause?")
