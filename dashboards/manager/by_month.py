"""How long cases took month by month, with the limits of chance."""

from __future__ import annotations

from datetime import date

from dashboards.charts.control import control
from dashboards.sheet import Sheet, wording
from dashboards.sheet.parts import Column, Table
from dashboards.source.query import query
from dashboards.source.request import request

FEW = 5  # settled cases of a month, below which it has no median


def by_month(page: Sheet, compared: date | None) -> None:
    """Draws the control chart with its table; nothing where no month has enough cases. compared: a day to mark."""
    say = request().say
    months = query(__file__, "months", unit=None, service=None, kind=None, few=FEW)
    if months:
        page.chart(
            say("Median of the days by month of settling"),
            control(months, (say("Month"), say("Median of days"), say("Cases")), compared, page.palette),
            say("A line of monthly medians with dashed lines at their mean and at the limits of chance."),
            Table(
                say("Settled cases by month"),
                [
                    Column(say("Month"), lambda row: f"{row.month:%m.%Y}"),
                    Column(say("Settled in time"), lambda row: say.number(row.in_time), numeric=True),
                    Column(say("Settled late"), lambda row: say.number(row.late), numeric=True),
                    Column(say("Half within"), lambda row: wording.tenth(say, row.p50_days), numeric=True),
                    Column(say("Nine in ten within"), lambda row: wording.tenth(say, row.p90_days), numeric=True),
                    Column(
                        say("Half within, working days"),
                        lambda row: wording.tenth(say, row.p50_working_days),
                        numeric=True,
                    ),
                    Column(
                        say("Nine in ten within, working days"),
                        lambda row: wording.tenth(say, row.p90_working_days),
                        numeric=True,
                    ),
                ],
                months,
            ),
            say(
                "Limits: the mean of the months and 2.66 times the mean step between them (XmR); a diamond lies beyond "
                "them, which chance alone seldom does."
            )
            if months[-1].centre is not None
            else say("Limits of chance are drawn from eight months on."),
        )
