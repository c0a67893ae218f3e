"""The treasurer's week: where the budget is exceeded, what wants paying on which day, what delay costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from pipelines.alerts.route import Notice
from pipelines.alerts.weekly.content import Block, Part, Row, Table, shares
from pipelines.alerts.weekly.month import month
from pipelines.alerts.weekly.week import Week
from pipelines.alerts.write.line import line
from pipelines.alerts.write.links import Why
from pipelines.alerts.write.rest import LINES, Rest, rest
from pipelines.town import Town
from rules.catalogue import PAGES_ONLY
from rules.law import Law
from rules.law.interest import interest, rounded
from rules.wording import Words

AHEAD = timedelta(days=14)


def treasurer(week: Week, say: Words, title: str) -> Part:
    """The part of the weekly letter that a treasurer reads."""
    invoices, cash = week.rows("invoices"), week.rows("cash", currency=week.law.currency)
    total = sum((row["amount"] for row in cash), Decimal(0))
    exceptions = [
        finding
        for finding in week.view.findings
        if finding.noun == "budget" and finding.status != "resolved" and not finding.inhibited_by
        and finding.rule not in PAGES_ONLY
    ]  # fmt: skip
    over = say.count(len(exceptions), "{n} budget signal", "{n} budget signals")
    due = say.count(len(invoices), "{n} invoice to pay in two weeks", "{n} invoices to pay in two weeks")
    return Part(
        title=title,
        short=say("{due}, {total:money}", due=due, total=total),
        answer=say("{over}; {due}, {total:money}.", over=over, due=due, total=total),
        blocks=(
            _cash(say, cash, total),
            _invoices(say, invoices, week.law.currency, _all(say, week.town, "invoices")),
            _cost(week, say, invoices),
            Block(
                title=f"{say('Budget exceptions')} ({say.number(len(exceptions))})",
                sentences=() if exceptions else (say("None in the data."),),
                lines=tuple(
                    line(week.view, Notice(finding, ""), say.language, week.town) for finding in exceptions[:LINES]
                ),
                more=rest(say, week.view, exceptions[LINES:], _all(say, week.town, "budget")),
            ),
            *month(say, week.town, "month", say("The treasurer's month")),
        ),
        sheets={
            say("Invoices"): _invoice_sheet(say, invoices),
            say("Cash"): _cash_sheet(say, cash),
            say("Budget"): pl.DataFrame(
                [
                    {say("rule"): f.rule, say("severity"): f.severity,
                     say("subject"): f.subject, say("amount"): f.amount}
                    for f in exceptions
                ],
                schema={say("rule"): pl.String, say("severity"): pl.String, say("subject"): pl.String,
                        say("amount"): pl.Decimal(18, 2)},
            ),
        },
    )  # fmt: skip


def _cash(say: Words, cash: Sequence[dict[str, Any]], total: Decimal) -> Block:
    lengths = shares([int(row["amount"]) for row in cash])
    return Block(
        title=say("Cash needed by day"),
        table=Table(
            caption=say("What falls due on each day of the coming two weeks"),
            columns=(say("Day"), say("Invoices"), say("To pay")),
            rows=tuple(
                Row((_on(say, row["day"]), say.number(row["invoices"]), say.money(row["amount"])), share)
                for row, share in zip(cash, lengths, strict=True)
                if row["day"] or row["invoices"]
            ),
            total=(say("Together"), say.number(sum(row["invoices"] for row in cash)), say.money(total)),
        ),
    )


def _on(say: Words, day: Any) -> str:
    return say("late already") if day is None else say.day(day)


def _invoices(say: Words, invoices: Sequence[dict[str, Any]], currency: str, way: Why) -> Block:
    left = len(invoices) - LINES
    foreign = sorted({row["currency"] for row in invoices} - {currency})
    return Block(
        title=f"{say('Invoices in the order of payment')} ({say.number(len(invoices))})",
        sentences=tuple(
            say("Not in the sums above, in {currency}: {sum}.", currency=other, sum=say.money(
                sum((row["remaining"] for row in invoices if row["currency"] == other), Decimal(0)), other))
            for other in foreign
        ),
        table=Table(
            caption=say("Late invoices first, then by due day"),
            columns=(say("Invoice"), say("Due day"), say("To pay")),
            rows=tuple(
                Row(
                    (row["number"], _due(say, row), say.money(row["remaining"], row["currency"])),
                    under=row["seller_name"] or "",
                )
                for row in invoices[:LINES]
            ),
            numeric_from=2,
        )
        if invoices
        else None,
        more=Rest(say.count(left, "and {n} more invoice", "and {n} more invoices"), way) if left > 0 else None,
    )  # fmt: skip


def _all(say: Words, town: Town, page: str) -> Why:
    """Where all of it is listed: on the page of this name, else by the command of the same name."""
    if town.address:
        return Why(say("All of them"), f"{town.address}/{page}")
    return Why(say("All of them: {command}", command=f"ratusz {page}"), "")


def _due(say: Words, row: dict[str, Any]) -> str:
    on = say.day(row["effective_due_on"])
    return say("{on}, {days} late", on=on, days=say.days(-row["days_left"])) if row["days_left"] < 0 else on


def _cost(week: Week, say: Words, invoices: Iterable[dict[str, Any]]) -> Block:
    [so_far] = week.rows("interest")
    grows, complete = avoidable(week, invoices)
    text = (
        "If nothing is paid until {day:day}, {sum:money} more will come: this can be avoided."
        if complete
        else "If nothing is paid until {day:day}, at least {sum:money} more will come: this can be avoided."
    )
    return Block(
        title=say("Interest for late payment"),
        sentences=(
            say("On open invoices so far: {sum:money}.", sum=so_far["so_far"]),
            say("On invoices that were paid late this year: {sum:money}.", sum=so_far["this_year"]),
            say(text, day=week.view.day + AHEAD, sum=grows),
        ),
    )


def avoidable(week: Week, invoices: Iterable[dict[str, Any]]) -> tuple[Decimal, bool]:
    """The interest that two more weeks without a payment would cost, and whether each day has a rate on record."""
    law, day = week.law, week.view.day
    total, complete = Fraction(0), True
    for row in invoices:
        series = _series(law, row["seller_kind"])
        if series and row["currency"] == law.currency:
            since = max(row["effective_due_on"], day)
            cost = interest(law, row["remaining"], since, day + AHEAD, series=series, health=bool(row["health"]))
            total, complete = total + cost.exact, complete and cost.complete
    return rounded(total), complete


def _series(law: Law, seller_kind: str | None) -> str | None:
    """The rates that a seller may ask; of one whose kind is unknown the commercial ones, as invoices.sql has it."""
    seller = law.sellers.get(seller_kind or "")
    return "commercial" if seller is None else seller.interest


def _invoice_sheet(say: Words, invoices: Sequence[dict[str, Any]]) -> pl.DataFrame:
    columns = {
        "number": (say("invoice"), pl.String), "seller_name": (say("seller"), pl.String),
        "unit": (say("unit"), pl.String), "effective_due_on": (say("due day"), pl.Date),
        "days_left": (say("days left"), pl.Int64),
        "remaining": (say("to pay"), pl.Decimal(18, 2)), "currency": (say("currency"), pl.String),
        "interest_so_far": (say("interest"), pl.Decimal(18, 2)), "invoice_id": (say("id"), pl.String),
    }  # fmt: skip
    return pl.DataFrame(
        [{title: row[name] for name, (title, _) in columns.items()} for row in invoices], schema=dict(columns.values())
    )


def _cash_sheet(say: Words, cash: Sequence[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(
        [{say("day"): row["day"], say("invoices"): row["invoices"], say("to pay"): row["amount"]} for row in cash],
        schema={say("day"): pl.Date, say("invoices"): pl.Int64, say("to pay"): pl.Decimal(18, 2)},
    )
