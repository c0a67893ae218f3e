"""Substitutions: who replaces whom by the accepted scope of duties."""

from pipelines.contracts.model import Day, Integer, Model, Text, optional, required


class Substitutions(
    Model,
    key=["employee", "substitute", "scope", "rank"],
    ends={"valid_to": ("valid_from", "ends_before_it_begins")},
):
    """A row per person, substitute, scope and rank."""

    employee: Text = required("Person who is replaced", of="employees")
    substitute: Text = required("Person who stands in", of="employees")
    scope: Text = optional("Unit or case kind the substitution covers; empty: everything")
    rank: Integer = optional("Order of substitutes: 1 is asked first")
    valid_from: Day = optional("First day the substitution is valid")
    valid_to: Day = optional("Last day the substitution is valid")
