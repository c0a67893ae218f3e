"""Breaches: what happened to personal data, and when the supervisory authority was told."""

from pipelines.contracts.model import Flag, Model, Moment, Text, optional, required


class Breaches(Model, key=["breach"], judged_by_key=True):
    """A row per breach of personal data."""

    breach: Text = required("Mark of the breach in the register of breaches")
    found_at: Moment = required("When the office became aware of it; a day alone means some hour of that day")
    reported_at: Moment = optional(
        "When it was reported to the supervisory authority; a day alone means some hour of it"
    )
    risk: Flag = optional("Is a risk to persons likely? no: the law asks for no report")
