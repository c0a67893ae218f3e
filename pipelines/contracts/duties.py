"""Duties: what each unit has to declare, pay or publish again and again."""

from pipelines.contracts.model import Day, Model, Money, Text, optional, required

KINDS = (
    "zus", "pit", "jpk", "pfron", "uzp_report", "state_of_commune", "petitions_report", "asset_statements", "other",
)  # fmt: skip
PERIOD = r"^\d{4}(-(0[1-9]|1[0-2]))?$"


class Duties(Model, key=["duty", "unit", "period"], money=True):
    """A row per duty, unit and period."""

    duty: Text = required("Name of the duty, for example ZUS DRA")
    kind: Text = optional("Kind of duty, by which the calendar of the law knows its day", choices=KINDS)
    unit: Text = required("Unit whose duty it is", of="units")
    period: Text = required("Period of the duty: 2026-10 or 2026", str_matches=PERIOD, form="2026-10")
    due_on: Day = optional("Last day, where somebody fixed it")
    done_on: Day = optional("Day it was paid, sent or published")
    amount: Money = optional("Amount to pay for the period")
