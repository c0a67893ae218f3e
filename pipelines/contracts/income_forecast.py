"""Income forecast: what the treasurer expects to come in, month by month."""

from pipelines.contracts.model import Integer, Model, Money, Text, required, year


class IncomeForecast(Model, key=["year", "source", "month"]):
    """A row per year, source of income and month."""

    year: Integer = year("Budget year", need=True)
    source: Text = required("Source of income, in the office's own words")
    month: Integer = required("Month of the year, 1 to 12", ge=1, le=12, form="11")
    amount: Money = required("Amount expected in the month")
