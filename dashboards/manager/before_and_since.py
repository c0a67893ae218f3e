"""Before and since a day: how much sooner cases are settled, and how much of them electronically."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from dashboards.sheet import Sheet, wording
from dashboards.sheet.parts import Column, Table
from dashboards.source.query import Row, query
from dashboards.source.request import request

FEW = 20  # cases on either side of the day, below which nothing is compared


def before_and_since(page: Sheet, by: str, day: date) -> None:
    """Writes the sentences, and the services or units (`by`) with enough cases one by one."""
    say = request().say
    asked = {"since": day.isoformat(), "by": "unit" if by == "unit" else "service", "few": FEW}
    rows = query(__file__, "change", **asked)
    everything, parts = (rows[0], rows[1:]) if rows else (None, ())
    channel = query(__file__, "channel", since=day.isoformat())[0]
    spared, cost = channel.paper_avoided, request().snapshot.town.letter_cost
    lines = [
        say(
            "Settled since {day:day}: {after}, in as many days before: {before}. Within the same service: {sooner}.",
            day=day,
            after=say.count(everything.after, "{n} case", "{n} cases"),
            before=say.count(everything.before, "{n} case", "{n} cases"),
            sooner=_sooner(everything),
        )
        if everything and everything.days_gained is not None
        else say(
            "Fewer than {few:number} cases were settled before {day:day} or since: too few to compare.",
            few=FEW,
            day=day,
        )
    ]
    if slower := slowest(parts):
        lines.append(
            say("Slower most of all: {name}, {later}.", name=slower.name or slower.group, later=_sooner(slower))
        )
    if channel.before >= FEW and channel.after >= FEW:
        lines.append(
            say(
                "Handled electronically: {after:percent} of the settled cases, {before:percent} before.",
                after=channel.share_after_bp,
                before=channel.share_before_bp,
            )
        )
        if spared is not None and spared > 0:
            lines.append(
                say(
                    "{letters} on paper spared, compared with the share of before[: {saved}].",
                    letters=say.count(spared, "{n} letter", "{n} letters"),
                    saved=None if cost is None else say.money(Decimal(spared) * cost),
                )
            )
            if cost is None:
                lines.append(
                    say(
                        "What that saves is told once the data steward has written the cost of one letter into "
                        "town.toml (letter_cost)."
                    )
                )
    page.told(say("Before and since {day:day}", day=day), lines)
    if told := [row for row in parts if row.days_gained is not None]:
        page.table(
            say("Before and since, one by one"),
            Table(
                say("Days gained: the median of all differences between a case before and one since (Hodges-Lehmann)"),
                [
                    Column(say("Unit") if by == "unit" else say("Service"), lambda row: row.name or row.group),
                    Column(say("Before"), lambda row: say.number(row.before), numeric=True),
                    Column(say("Since"), lambda row: say.number(row.after), numeric=True),
                    Column(say("Days gained"), lambda row: _signed(row.days_gained), numeric=True),
                    Column(
                        say("95 times in 100 between"),
                        lambda row: say(
                            "{first} and {last}", first=_signed(row.gained_from), last=_signed(row.gained_to)
                        ),
                        numeric=True,
                    ),
                ],
                told,
            ),
        )


def slowest(rows: Sequence[Row]) -> Row | None:
    """The one that takes most days more than before, of those whose whole interval lies below zero; None without any.

    rows: `days_gained`, and `gained_to`, the upper end of its interval; null where too few cases are there to compare.
    """
    later = [row for row in rows if row.days_gained is not None and row.gained_to < 0]
    return min(later, key=lambda row: row.days_gained, default=None)


def _sooner(row: Row) -> str:
    """How many days sooner or later, with the interval that holds the true number 95 times in 100."""
    say = request().say
    days = row.days_gained
    bounds = say("95%: from {first} to {last}", first=_signed(row.gained_from), last=_signed(row.gained_to))
    if row.gained_from <= 0 <= row.gained_to:
        return say("no difference to be seen ({bounds})", bounds=bounds)
    told = wording.lasting(say, abs(days))
    return (
        say("{days} sooner ({bounds})", days=told, bounds=bounds)
        if days > 0
        else say("{days} later ({bounds})", days=told, bounds=bounds)
    )


def _signed(days: float) -> str:
    """Days gained with their sign."""
    say = request().say
    return ("+" if days > 0 else wording.MINUS if days < 0 else "") + wording.tenth(say, abs(days))
