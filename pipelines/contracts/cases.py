"""Cases: what the office has to settle, by when, and who holds it."""

from pipelines.contracts.model import Day, Integer, Model, Text, optional, required

CHANNELS = ("paper", "electronic")


BEGUN = ("opened_on", "closed_before_opened")
ENDS: dict[str, tuple[str, str]] = {"decided_on": BEGUN, "dispatched_on": BEGUN, "closed_on": BEGUN}


class Cases(Model, key=["case_id"], judged_by_key=True, told_by=["case_events"], ends=ENDS):
    """A row per case."""

    case_id: Text = required("Case mark", of="cases")
    kind: Text = required("Kind of case: a term of the law or of town.toml")
    title: Text = optional("Title; kept only for the JRWA classes named in [privacy]")
    service: Text = optional("Service of the office the case belongs to")
    unit: Text = required("Unit that handles the case", of="units")
    handler: Text = optional("Employee who handles the case", of="employees")
    opened_on: Day = required("Day the case was opened")
    due_on: Day = optional("Due day given by the source; final, never moved")
    planned_on: Day = optional("Internal target day")
    decided_on: Day = optional("Day of the decision")
    dispatched_on: Day = optional("Day the decision was sent")
    closed_on: Day = optional("Day the file was closed")
    channel: Text = optional("How it arrived", choices=CHANNELS)
    parties: Integer = optional("How many parties the decision is served on", ge=1, le=99_999, form="2")
    segment: Text = optional("Road segment the case concerns")
