"""Indicators: the yearly figures that the debt and balance relations need (articles 242 and 243).

current_income_less_grants  Db: current income less grants and the like, planned for the year
operating_ratio             (Db - current spending, interest left out) / Db of a year, in percent: the last year by
                            the report of the third quarter, after the yearly report and before it as executed;
                            income from selling property is counted as executed, first in the figure for 2026
                            (art. 243 ust. 2a); in 2026-2029 ust. 1 pkt 4 and ust. 3 pkt 2 are not applied (296b)
repayments, interest        what debt costs in the year, less what EU money repays
receipts_217                receipts of art. 217 ust. 2 pkt 5, 7 and 8, in 2026-2029 also of pkt 6 (296a ust. 1)
debt, income_less_grants    debt at the end of the year, and all planned income less grants and the like
receipts_217_free           receipts of art. 217 ust. 2 pkt 4-8 that do not pay for the deficit (296c ust. 1)
excesses_2022_on            current spending above income, added up from 2022 (296a ust. 2)
surpluses_2022_on           current income above spending, added up likewise
"""

from pipelines.contracts.model import Integer, Model, Money, Text, required, year


class Indicators(Model, key=["year", "indicator"]):
    """A row per year and figure."""

    year: Integer = year("Year of the figure", need=True)
    indicator: Text = required("Name of the figure")
    value: Money = required("Value of the figure")
