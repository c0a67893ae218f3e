"""The way of the cases: the map of the process and the usual ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboards.charts.process import process
from dashboards.sheet import Sheet, wording
from dashboards.sheet.parts import Column, Table
from dashboards.source.query import Row, query
from dashboards.source.request import request
from rules.wording import UNKNOWN

NODES = 9  # steps on the map: more are no map any more


def step_name(step: str | None) -> str:
    """The step in the reader's words: those of the contract are translated, the office's own stay."""
    return UNKNOWN if step is None else request().say(step)


def way_of_cases(page: Sheet, steps: Sequence[Row], asked: Mapping[str, str | None]) -> None:
    """Draws the map of the most travelled steps and lists the ways. asked: the parameters of the measures."""
    say = request().say
    busiest = sorted(steps, key=lambda row: -row.reached)[:NODES]
    order = [row.step for row in sorted(busiest, key=lambda row: row.place)]
    pairs = [row for row in query(__file__, "pairs", **asked) if row.step in order and row.next_step in order]
    page.chart(
        say("The way of the cases"),
        process(
            [step_name(step) for step in order],
            [(step_name(row.step), step_name(row.next_step), row.passed, row.p50_days) for row in pairs],
            (say("From"), say("To"), say("Cases"), say("Median of days between")),
            page.palette,
        ),
        say("Steps one below the other; arcs lead from each to the steps that follow, back ones on the left."),
        Table(
            say("Which step follows which"),
            [
                Column(say("From"), lambda row: step_name(row.step)),
                Column(say("To"), lambda row: step_name(row.next_step)),
                Column(say("Cases"), lambda row: say.number(row.passed), numeric=True),
                Column(say("Median of days between"), lambda row: wording.tenth(say, row.p50_days), numeric=True),
            ],
            pairs,
        ),
        say("The thicker an arc, the more cases took it; the darker, the longer they waited before its end."),
    )
    ways = query(__file__, "ways", **asked)
    if ways:
        page.table(
            say(
                "The usual ways: {ways}, the first of them {share} of {all}",
                ways=say.count(ways[0].ways, "{n} way in all", "{n} ways in all"),
                share=say.percent(round(10000 * ways[0].cases / ways[0].all)),
                all=say.count(ways[0].all, "{n} settled case", "{n} settled cases"),
            ),
            Table(
                say("The ten most usual ways of settled cases"),
                [
                    Column(say("Way"), lambda row: " → ".join(map(step_name, row.steps))),
                    Column(say("Cases"), lambda row: say.number(row.cases), numeric=True),
                    Column(say("Half within"), lambda row: wording.lasting(say, row.p50_days), numeric=True),
                    Column(say("Late"), lambda row: say.number(row.late), numeric=True),
                ],
                ways,
            ),
            folded=True,
        )
