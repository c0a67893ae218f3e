"""Reports: which budget reports were sent, and when."""

from pipelines.contracts.model import PERIOD, Day, Model, Text, optional, required


class Reports(Model, key=["report", "period", "level", "unit"], money=True):
    """A row per report, period, level and unit."""

    report: Text = required("Report, for example Rb-28S")
    period: Text = required("Period of the report: 2026-10 or 2026-Q3", str_matches=PERIOD, form="2026-10")
    level: Text = required("Level of the report", choices=("unit", "city"))
    unit: Text = optional("Unit whose report it is; empty at the level of the city", of="units")
    kind: Text = optional("Regular, or of a unit on its last day", choices=("regular", "closing"), default="regular")
    sent_on: Day = optional("Day it was sent")
