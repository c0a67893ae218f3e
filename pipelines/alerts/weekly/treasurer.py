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


def treasurer(week: Week, w: Words, title: str) -> Part:
    """The part of the weekly letter that a treasurer reads."""
    invoices, cash = week.rows("invoices"), week.rows("cash", currency=week.law.currency)
    total = sum((row["amount"] for row in cash), Decimal(0))
    exceptions = [
        finding
        for finding in week.view.findings
        if finding.noun == "budget" and finding.status != "resolved" and not finding.inhibited_by
        and finding.rule not in PAGES_ONLY
    ]  # fmt: skip
    over = w.count(len(exceptions), "{n} budget signal", "{n} budget signals")
    due = w.count(len(invoices), "{n} invoice to pay in two weeks", "{n} invoices to pay in two weeks")
    return Part(
        title=title,
        short=w("{due}, {total:money}", due=due, total=total),
        answer=w("{over}; {due}, {total:money}.", over=over, due=due, total=total),
        blocks=(
            _cash(w, cash, total),
            _invoices(w, invoices, week.law.currency, _all(w, week.town, "invoices")),
            _cost(week, w, invoices),
            Block(
                title=f"{w('Budget exceptions')} ({w.number(len(exceptions))})",
                sentences=() if exceptions else (w("None in the data."),),
                lines=tuple(
                    line(week.view, Notice(finding, ""), w.language, week.town) for finding in exceptions[:LINES]
                ),
                more=rest(w, week.view, exceptions[LINES:], _all(w, week.town, "budget")),
            ),
        ),
        sheets={
            w("Invoices"): _invoice_sheet(w, invoices),
            w("Cash"): _cash_sheet(w, cash),
            w("Budget"): pl.DataFrame(
                [
                    {w("rule"): f.rule, w("severity"): f.severity, w("subject"): f.subject, w("amount"): f.amount}
                    for f in exceptions
                ],
                schema={w("rule"): pl.String, w("severity"): pl.String, w("subject"): pl.String,
                        w("amount"): pl.Decimal(18, 2)},
            ),
        },
    )  # fmt: skip


def _cash(w: Words, cash: Sequence[dict[str, Any]], total: Decimal) -> Block:
    lengths = shares([int(row["amount"]) for row in cash])
    return Block(
        title=w("Cash needed by day"),
        table=Table(
            caption=w("What falls due on each day of the coming two weeks"),
            columns=(w("Day"), w("Invoices"), w("To pay")),
            rows=tuple(
                Row((_on(w, row["day"]), w.number(row["invoices"]), w.money(row["amount"])), share)
                for row, share in zip(cash, lengths, strict=True)
                if row["day"] or row["invoices"]
            ),
            total=(w("Together"), w.number(sum(row["invoices"] for row in cash)), w.money(total)),
        ),
    )


def _on(w: Words, day: Any) -> str:
    return w("late already") if day is None else w.day(day)


def _invoices(w: Words, invoices: Sequence[dict[str, Any]], currency: str, way: Why) -> Block:
    left = len(invoices) - LINES
    foreign = sorted({row["currency"] for row in invoices} - {currency})
    return Block(
        title=f"{w('Invoices in the order of payment')} ({w.number(len(invoices))})",
        sentences=tuple(
            w("Not in the sums above, in {currency}: {sum}.", currency=other, sum=w.money(
                sum((row["remaining"] for row in invoices if row["currency"] == other), Decimal(0)), other))
            for other in foreign
        ),
        table=Table(
            caption=w("Late invoices first, then by due day"),
            columns=(w("Invoice"), w("Due day"), w("To pay")),
            rows=tuple(
                Row(
                    (row["number"], _due(w, row), w.money(row["remaining"], row["currency"])),
                    under=row["seller_name"] or "",
                )
                for row in invoices[:LINES]
            ),
            numeric_from=2,
        )
        if invoices
        else None,
        more=Rest(w.count(left, "and {n} more invoice", "and {n} more invoices"), way) if left > 0 else None,
    )  # fmt: skip


def _all(w: Words, town: Town, page: str) -> Why:
    """Where all of it is listed: on the page of this name, else by the command of the same name."""
    if town.address:
        return Why(w("All of them"), f"{town.address}/{page}")
    return Why(w("All of them: {command}", command=f"ratusz {page}"), "")


def _due(w: Words, row: dict[str, Any]) -> str:
    on = w.day(row["effective_due_on"])
    return w("{on}, {days} late", on=on, days=w.days(-row["days_left"])) if row["days_left"] < 0 else on


def _cost(week: Week, w: Words, invoices: Iterable[dict[str, Any]]) -> Block:
    [so_far] = week.rows("interest")
    grows, complete = avoidable(week, invoices)
    text = (
        "If nothing is paid until {day:day}, {sum:money} more will come: this can be avoided."
        if complete
        else "If nothing is paid until {day:day}, at least {sum:money} more will come: this can be avoided."
    )
    return Block(
        title=w("Interest for late payment"),
        sentences=(
            w("On open invoices so far: {sum:money}.", sum=so_far["so_far"]),
            w("On invoices that were paid late this year: {sum:money}.", sum=so_far["this_year"]),
            w(text, day=week.view.day + AHEAD, sum=grows),
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


def _invoice_sheet(w: Words, invoices: Sequence[dict[str, Any]]) -> pl.DataFrame:
    columns = {
        "number": (w("invoice"), pl.String), "seller_name": (w("seller"), pl.String), "unit": (w("unit"), pl.String),
        "effective_due_on": (w("due day"), pl.Date), "days_left": (w("days left"), pl.Int64),
        "remaining": (w("to pay"), pl.Decimal(18, 2)), "currency": (w("currency"), pl.String),
        "interest_so_far": (w("interest"), pl.Decimal(18, 2)), "invoice_id": (w("id"), pl.String),
    }  # fmt: skip
    return pl.DataFrame(
        [{title: row[name] for name, (title, _) in columns.items()} for row in invoices], schema=dict(columns.values())
    )


def _cash_sheet(w: Words, cash: Sequence[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(
        [{w("day"): row["day"], w("invoices"): row["invoices"], w("to pay"): row["amount"]} for row in cash],
        schema={w("day"): pl.Date, w("invoices"): pl.Int64, w("to pay"): pl.Decimal(18, 2)},
    )
