"""The picture of the lines that are over their plan or may end over it."""

from __future__ import annotations

from dashboards.charts.plan_bullets import Bullet, plan_bullets
from dashboards.sheet import Sheet
from dashboards.sheet.parts import Column, Table
from dashboards.source.query import Row, query
from dashboards.source.request import request


def riskiest(page: Sheet, year: int, gone: float) -> None:
    """Draws up to fifteen lines of the year's spending plan, nothing where none is in danger.

    gone: how much of the year has gone by (1: all of it).
    """
    say = request().say
    lines = query(__file__, "riskiest", year=year)
    if not lines:
        return
    page.chart(
        say("Lines that are over their plan or may end over it"),
        plan_bullets(
            [
                Bullet(
                    _named(row),
                    say("{above:money} above the plan of {plan:money}", above=row.above, plan=row.plan),
                    float(row.executed / row.plan),
                    float(row.committed / row.plan),
                    float((row.forecast_year_end if row.lowest is None else row.lowest) / row.plan),
                    float((row.forecast_year_end if row.highest is None else row.highest) / row.plan),
                )
                for row in lines
            ],
            page.palette,
            gone,
            ".0%",
        ),
        say("Execution, commitments and the range of the forecast of each line, as shares of its plan."),
        Table(
            say("Up to fifteen lines, what is over already first"),
            [
                Column(say("Line"), lambda row: row.line),
                Column(say("Plan"), lambda row: say.money(row.plan), numeric=True),
                Column(say("Committed"), lambda row: say.money(row.committed), numeric=True),
                Column(say("Executed"), lambda row: say.money(row.executed), numeric=True),
                Column(say("Lowest forecast"), lambda row: say.money(row.lowest), numeric=True),
                Column(say("Highest forecast"), lambda row: say.money(row.highest), numeric=True),
                Column(say("Above the plan"), lambda row: say.money(row.above), numeric=True),
            ],
            lines,
        ),
        say(
            "Dark: executed, red where it is over the plan; pale: committed; the thin line: where the year may end. "
            "The upright line is the plan, the dashed one today: {gone:percent} of the year has gone by.",
            gone=round(gone * 10000),
        ),
        leads={_named(row): page.address.link(uklad="", szukaj=_code(row), jednostka=row.unit) for row in lines},
    )


def _code(row: Row) -> str:
    return f"{row.dzial}-{row.rozdzial}-{row.paragraf}"


def _named(row: Row) -> str:
    """As the axis and a click know the line."""
    return f"{_code(row)} {row.unit}"
