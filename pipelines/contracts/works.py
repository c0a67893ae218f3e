"""Works: what will be dug up or built, on which street, and when."""

from pipelines.contracts.model import Day, Model, Money, Text, optional, required


class Works(Model, key=["works_id"], judged_by_key=True):
    """A row per undertaking on one street segment."""

    works_id: Text = required("Identifier of the works")
    kind: Text = required(
        "What is built or repaired",
        choices=("road", "telecom", "water", "sewer", "gas", "heat", "power", "other"),
    )
    nature: Text = optional("How deep it goes", choices=("renewal", "rebuilding", "trench"))
    owner: Text = required("Who plans the works: an employee or a company")
    street: Text = optional("Name of the street")
    segment: Text = required("Street segment")
    first_day: Day = required("First day of works")
    last_day: Day = required("Last day of works")
    state: Text = optional("State of the works", choices=("planned", "agreed", "running", "done", "cancelled"))
    length_m: Money = optional("Length in metres")
    cable_duct: Text = optional("Is a cable duct built?", choices=("yes", "no", "exempt"))
    exemption: Text = optional("Ground of the exemption from the duct")
    coordinated_with: Text = optional("Works it was coordinated with")
