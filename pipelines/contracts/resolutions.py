"""Resolutions: acts of the council and orders of the mayor that supervision has to see."""

from pipelines.contracts.model import Day, Flag, Model, Text, optional, required


class Resolutions(Model, key=["resolution"], judged_by_key=True):
    """A row per resolution of the council or order of the mayor."""

    resolution: Text = required("Number of the resolution or order")
    kind: Text = optional(
        "Whether the council adopted it or the mayor ordered it", choices=("resolution", "mayor_order")
    )
    adopted_on: Day = required("Day it was adopted or issued; of order rules the day they were established")
    sent_to_wojewoda_on: Day = optional("Day it was sent to the wojewoda")
    sent_to_rio_on: Day = optional("Day it was sent to the regional audit chamber")
    financial: Flag = optional("Is it in the scope of the regional audit chamber?")
    order_rules: Flag = optional("Does it establish order rules?")
