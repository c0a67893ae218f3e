"""Allocations: an invoice spread over several budget lines."""

from pipelines.contracts.model import Integer, Model, Money, Text, optional, required, year


class Allocations(Model, key=["invoice_id", "line_no"]):
    """A row per part of an invoice."""

    invoice_id: Text = required("Invoice that is spread")
    line_no: Integer = required("Number of the part within the invoice")
    unit: Text = optional("Unit that has to pay", of="units")
    year: Integer = year()
    dzial: Text = optional("Budget division (dział)")
    rozdzial: Text = optional("Budget chapter (rozdział)")
    paragraf: Text = optional("Budget paragraph (paragraf)")
    task: Text = optional("Budget task")
    amount: Money = required("Amount of this part")
