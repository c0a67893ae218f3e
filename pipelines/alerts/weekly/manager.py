"""The manager's week: what was settled, what is open, what waits longest, and where more comes than can be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from pipelines.alerts.weekly.content import Block, Part, Row, Table, shares
from pipelines.alerts.weekly.month import month
from pipelines.alerts.weekly.week import Week
from rules.wording import Words


def manager(week: Week, say: Words, title: str, units: Sequence[str], own: Sequence[str]) -> Part | None:
    """The part that a manager of the units `own` reads, with all units below them in `units`; None without cases."""
    *by_unit, total = week.rows("units", units=units)
    if not by_unit:
        return None
    theirs = list(own) if week.unlocked else []  # a superior sees the numbers of the own people, of nobody else's
    waiting = week.rows("waiting", units=units, own=theirs)
    people = week.rows("people", own=theirs, managers=week.managers) if theirs else []
    late = say.count(total["open_late"], "{n} open case is late", "{n} open cases are late")
    settled = total["closed_in_time"] + total["closed_late"]
    done = say.count(settled, "{n} case settled in seven days", "{n} cases settled in seven days")
    return Part(
        title=title,
        short=late,
        answer=say(
            "{late}; {done}, late of them: {of_them:number}.", late=late, done=done, of_them=total["closed_late"]
        ),
        blocks=(
            _four_ways(say, by_unit, total),
            _waiting(say, waiting),
            _load(week, say, by_unit, people),
            *month(say, week.town, "managers_month", say("The manager's month")),
        ),
        sheets={
            say("Units"): _sheet(say, [*by_unit, total], UNITS),
            say("Waiting"): _sheet(say, waiting, WAITING if week.unlocked else WAITING[:-1]),
            say("Load"): _sheet(say, people or by_unit, PEOPLE if people else LOAD),
        },
    )


def _four_ways(say: Words, by_unit: Sequence[dict[str, Any]], total: dict[str, Any]) -> Block:
    half = total["half_within"]
    sentences = (say("Half of the cases of the last twelve weeks took at most {days:number} days.", days=half),)
    return Block(
        title=say("Settled and open, in time and late"),
        sentences=sentences if half is not None else (),
        table=Table(
            caption=say("Settled in the last seven days, and open today; the bar shows what is open and late")
            if len(by_unit) > 1
            else say("Settled in the last seven days, and open today"),
            columns=(say("Unit"), say("Settled in time"), say("Settled late"), say("Open in time"), say("Open late")),
            rows=tuple(
                Row((row["name"] or row["unit"], *_counts(say, row)), share)
                for row, share in zip(by_unit, shares([row["open_late"] for row in by_unit]), strict=True)
            ),
            total=(say("Together"), *_counts(say, total)) if len(by_unit) > 1 else (),
        ),
    )


def _counts(say: Words, row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(say.number(row[name]) for name in ("closed_in_time", "closed_late", "open_in_time", "open_late"))


def _waiting(say: Words, waiting: Sequence[dict[str, Any]]) -> Block:
    return Block(
        title=say("What has waited longest"),
        sentences=() if waiting else (say("No open case waits."),),
        table=Table(
            caption=say("Open cases whose term runs, by the day of the last step"),
            columns=(say("Case"), say("Last step"), say("Days since"), say("Due day")),
            rows=tuple(
                Row(
                    (row["subject"], say.day(row["since"]), say.number(row["days"]), say.day(row["due_on"])),
                    under=row["holder_name"] or "",
                )
                for row in waiting
            ),
        )
        if waiting
        else None,
    )


def _load(week: Week, say: Words, by_unit: Sequence[dict[str, Any]], people: Sequence[dict[str, Any]]) -> Block:
    """Too much: more is late or falls due in two weeks than two weeks have settled on average."""
    rows = people or by_unit
    over = [row["name"] or row["unit"] for row in rows if row["due"] > row["pace"]]
    return Block(
        title=say("Where more comes than two weeks can settle"),
        sentences=(
            say("Late or due in two weeks, beside what two weeks settled on average over the last twelve."),
            say("More than that: {names}.", names=", ".join(over)) if over else say("Nowhere is it more than that."),
            *(() if week.unlocked else (say("Numbers of single persons stay closed until monitoring is announced."),)),
        ),
        table=Table(
            caption=say("Late or due in two weeks, and settled in two weeks on average"),
            columns=(
                say("Person") if people else say("Unit"),
                say("Open"),
                say("Late or due"),
                say("Settled in two weeks"),
            ),
            rows=tuple(
                Row(
                    (
                        row["name"] or row["unit"],
                        say.number(row["open"]),
                        say.number(row["due"]),
                        say.number(row["pace"]),
                    )
                )
                for row in rows
            ),
        ),
    )


UNITS = (
    ("unit", "unit", pl.String), ("name", "name", pl.String), ("received", "received", pl.Int64),
    ("closed_in_time", "settled in time", pl.Int64), ("closed_late", "settled late", pl.Int64),
    ("open_in_time", "open in time", pl.Int64), ("open_late", "open late", pl.Int64),
    ("half_within", "half within, days", pl.Decimal(9, 1)),
)  # fmt: skip
WAITING = (
    ("subject", "case", pl.String), ("unit", "unit", pl.String), ("since", "last step", pl.Date),
    ("days", "days since", pl.Int64), ("due_on", "due day", pl.Date), ("holder_name", "held by", pl.String),
)  # fmt: skip
LOAD = (
    ("unit", "unit", pl.String), ("name", "name", pl.String), ("open", "open", pl.Int64),
    ("due", "late or due", pl.Int64), ("pace", "settled in two weeks", pl.Decimal(9, 1)),
)  # fmt: skip
PEOPLE = (("employee", "person", pl.String), *LOAD[1:])


def _sheet(say: Words, rows: Sequence[dict[str, Any]], columns: Sequence[tuple[str, str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(
        [{say(title): row[name] for name, title, _ in columns} for row in rows],
        schema={say(title): kind for _, title, kind in columns},
    )
