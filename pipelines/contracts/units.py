"""Units: departments, budget units, the town's legal persons (culture, health) and the city itself."""

from pipelines.contracts.model import Day, Flag, Model, Text, optional, required


class Units(Model, key=["unit"], money=True):
    """A row per unit of the office."""

    unit: Text = required("Code of the unit")
    name: Text = required("Name of the unit")
    kind: Text = optional("Kind of unit", choices=("department", "budget_unit", "city", "legal_person", "other"))
    parent: Text = optional("Unit above this one", of="units")
    manager: Text = optional("Employee who heads the unit", of="employees")
    regon: Text = optional("REGON number")
    nip: Text = optional("Tax number (NIP) of the unit")
    ksef_internal_id: Text = optional("Internal identifier of the unit in KSeF")
    valid_from: Day = optional("Day the unit began")
    valid_to: Day = optional("Last day of the unit, where it was closed")
    replaced_by: Text = optional("Unit that took over its tasks and its plan", of="units")
    health: Flag = optional("Is it a public health body (longer payment terms)?")
