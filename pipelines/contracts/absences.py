"""Absences: who is away, and who stands in. No reason is kept, only whether it was planned."""

from pipelines.contracts.model import Day, Model, Text, optional, required


class Absences(Model, key=["absence"], judged_by_key=True):
    """A row per absence."""

    absence: Text = required("Identifier of the absence")
    employee: Text = required("Person who is away", of="employees")
    kind: Text = required("Kind of absence; no other reason is kept", choices=("planned", "unplanned", "on_demand"))
    first_day: Day = required("First day of absence")
    last_day: Day = required("Last day of absence")
    substitute: Text = optional("Person who stands in", of="employees")
    confirmed_on: Day = optional("Day the substitute confirmed")
    state: Text = required("State of the request", choices=("draft", "sent", "approved", "rejected"))
    sent_on: Day = optional("Day the request was sent to the superior")
