"""Aliases: whom or what a name of another system means, also which of our matters a mark of it."""

from pipelines.contracts.model import Model, Text, optional, required


class Aliases(Model, key=["system", "name"]):
    """A row per name in a system: EZD, HR, finance or KSeF."""

    system: Text = required("System that uses the name, for example EZD or HR")
    name: Text = required("Name as that system writes it")
    employee: Text = optional("Employee meant by the name")
    unit: Text = optional("Unit meant by the name")
    case_id: Text = optional("Case mark meant by the name: another system's mark of the same matter")
