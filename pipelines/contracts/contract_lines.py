"""Contract lines: a contract spread over years and budget lines."""

from pipelines.contracts.model import Integer, Model, Money, Text, optional, required, year


class ContractLines(Model, key=["contract_id", "line_no"]):
    """A row per part of a contract."""

    contract_id: Text = required("Contract that is spread")
    line_no: Integer = required("Number of the part within the contract")
    year: Integer = year()
    unit: Text = optional("Unit that has to pay", of="units")
    dzial: Text = optional("Budget division (dział)")
    rozdzial: Text = optional("Budget chapter (rozdział)")
    paragraf: Text = optional("Budget paragraph (paragraf)")
    task: Text = optional("Budget task")
    amount: Money = required("Amount of this part")
