"""Indicators: the yearly figures that the debt and balance relations need (articles 242 and 243)."""

from pipelines.contracts.model import Integer, Model, Money, Text, required, year


class Indicators(Model, key=["year", "indicator"]):
    """A row per year and figure."""

    year: Integer = year("Year of the figure", need=True)
    indicator: Text = required("Name of the figure")
    value: Money = required("Value of the figure")
