"""Why a change of the plan, a relation of the budget, a unit's interest or a figure of a report is a signal."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipelines.answers.why.line import Line, listed, one
from pipelines.reading import Reading
from pipelines.store.queries import sql
from rules.wording import Words

DIFFERS = {  # column of reconcile_facts -> what is said of a sum above zero, and of one below
    "plan_differs": (
        "The plan in the report is higher than in the books by {sum:money}.",
        "The plan in the report is lower than in the books by {sum:money}.",
    ),
    "executed_differs": (
        "Execution in the report is higher than in the books by {sum:money}.",
        "Execution in the report is lower than in the books by {sum:money}.",
    ),
    "commitment_differs": (
        "Commitments in the report are higher than in the books by {sum:money}.",
        "Commitments in the report are lower than in the books by {sum:money}.",
    ),
    "uncommitted": ("Execution in the report is higher than commitments by {sum:money}.",) * 2,
    "unbalanced": (
        "Income and receipts less spending and outgoings leave {sum:money}.",
        "Income and receipts less spending and outgoings lack {sum:money}.",
    ),
}


HOLDS = {  # what the figures of the indicators have to be made of in these years
    "art. 242": (
        "receipts_217 has to hold the receipts of art. 217 ust. 2 pkt 5, 7 and 8, in 2026-2029 of pkt 6 too "
        "(art. 296a ust. 1).",
        "excesses_2022_on and surpluses_2022_on are sums of the years from 2022 on (art. 296a ust. 2).",
    ),
    "art. 243": (
        "operating_ratio counts income from selling property as executed, first in the figure for 2026 (art. "
        "243 ust. 2a); in 2026-2029 art. 243 ust. 1 pkt 4 and ust. 3 pkt 2 are left out (art. 296b).",
        "receipts_217_free has to hold the receipts of art. 217 ust. 2 pkt 4-8 that do not pay for the deficit "
        "(art. 296c ust. 1).",
    ),
}


def of_plan_change(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """Every entry of the act with its file and line, and what it may not move without a clause."""
    if one(day, "from plan_change_facts where act = $subject", subject) is None:
        return
    yield from listed(
        day, say("plan"), say.sentence("{codes}, {day:day}: {sum:money}[, clause {note}] ({file}, line {line})."),
        sql("answers/why/act_entries.sql"),
        subject,
    )  # fmt: skip


def of_relation(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """What is used, what is allowed, and the figures the year's indicators gave."""
    relation = one(day, "from relation_facts where subject = $subject", subject)
    if relation is None:
        return
    years = day.own_law.on(day.as_of).parameters["debt_ratio.years"]
    yield from listed(
        day, say("source"), say.sentence("{year}, {indicator:phrases}: {value:number} ({file}, line {line})."),
        """
        select year, indicator, value, file, entry.line
        from indicators as entry
        left join (select load_id, file from loads) using (load_id)
        where year between ? and ? order by indicator, year
        """,
        relation["year"] - (years.whole or 0), relation["year"],
    )  # fmt: skip
    yield Line(say("sum"), say("Used: {sum:money}.", sum=relation["used_amount"]))
    yield from (Line(say("source"), say(text)) for text in HOLDS[relation["article"]])
    if relation["article"] == "art. 243" and relation["allowed_bp"] is not None and relation["base_amount"]:
        text = say(
            "Used: {sum:money} / {base:money} = {rate:rate}.",
            sum=relation["used_amount"], base=relation["base_amount"], rate=relation["used_bp"],
        )  # fmt: skip
        yield Line(say("sum"), text)
        text = say(
            "Mean of {n:number} operating ratios: {rate:rate}; times {base:money} = {sum:money}.",
            n=relation["years_of_the_mean"], rate=relation["allowed_bp"], base=relation["base_amount"],
            sum=relation["allowed_amount"],
        )  # fmt: skip
        yield Line(say("sum"), text)
    yield Line(say("sum"), say("Allowed: {sum:money}.", sum=relation["allowed_amount"]))
    if relation["relief_article"]:
        text = say(
            "May be left under {article}: {kind:phrases}[: {carried:money}][ against {bearable:money}].",
            article=relation["relief_article"], kind=relation["relief_kind"], carried=relation["carried_amount"],
            bearable=relation["bearable_amount"],
        )  # fmt: skip
        yield Line(say("sum"), text)


def of_late_interest(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """Each invoice of the unit that was paid late this year, and its interest."""
    if one(day, "from late_interest_facts where unit = $subject", subject) is None:
        return
    yield from listed(
        day, say("interest"),
        say.sentence("Invoice {number}: due {due:day}, paid {paid:day}, interest {sum:money}."),
        """
        select number, effective_due_on as due, paid_on as paid, interest_so_far as sum from invoice_facts
        where unit = ? and interest_so_far > 0 and state in ('paid', 'paid_today')
          and year(paid_on) = year(getvariable('as_of')) and seller = 'other'
        order by paid_on, number
        """,
        subject,
    )  # fmt: skip


def of_figure(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """Each figure of the report with its file and line, and what differs from the books."""
    figure = one(day, "from reconcile_facts where subject = $subject", subject)
    if figure is None:
        return
    yield from listed(
        day, say("report"),
        say.sentence("{measure:phrases}: {sum:money}[, version {version}] ({file}, line {line})."),
        sql("answers/why/report_lines.sql"),
        subject,
    )  # fmt: skip
    for column in DIFFERS:
        if figure[column] is not None:
            yield Line(say("books"), difference(column, figure[column], say))


def difference(column: str, amount: Decimal, say: Words) -> str:
    """How far a figure of a report lies from what it is held against, and on which side."""
    above, below = DIFFERS[column]
    return say(above if amount > 0 else below, sum=abs(amount))
