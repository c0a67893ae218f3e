"""Units: departments, budget units and the city itself."""

from pipelines.contracts.model import Flag, Model, Text, optional, required


class Units(Model, key=["unit"], money=True):
    """A row per unit of the office."""

    unit: Text = required("Code of the unit")
    name: Text = required("Name of the unit")
    kind: Text = optional("Kind of unit", choices=("department", "budget_unit", "city"))
    parent: Text = optional("Unit above this one", of="units")
    manager: Text = optional("Employee who heads the unit", of="employees")
    regon: Text = optional("REGON number")
    nip: Text = optional("Tax number (NIP) of the unit")
    ksef_internal_id: Text = optional("Internal identifier of the unit in KSeF")
    health: Flag = optional("Is it a public health body (longer payment terms)?")
