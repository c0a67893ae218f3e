"""Report lines: what budget reports (Rb-27S, Rb-28S) say, cumulative from the first day of the year."""

from pipelines.contracts.budget import MEASURES, SIDES
from pipelines.contracts.model import PERIOD, Integer, Model, Money, Text, optional, required, year


class ReportLines(
    Model, key=["report", "unit", "year", "period", "side", "dzial", "rozdzial", "paragraf", "measure"], money=True
):
    """A row per report, unit, period, budget line and measure."""

    report: Text = required("Report the line is from, for example Rb-28S")
    unit: Text = required("Unit whose report it is", of="units")
    year: Integer = year(need=True)
    period: Text = required("Period of the report: 2026-10 or 2026-Q3", str_matches=PERIOD, form="2026-10")
    version: Integer = optional("Version of the report; the highest wins", ge=0, form="1")
    side: Text = required("Income or spending", choices=SIDES)
    dzial: Text = required("Budget division (dział)", form="010")
    rozdzial: Text = required("Budget chapter (rozdział)", form="01095")
    paragraf: Text = required("Budget paragraph (paragraf)", form="4300")
    measure: Text = required("What is measured", choices=MEASURES)
    amount: Money = required("Amount since the first day of the year")
