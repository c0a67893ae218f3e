"""Budget reports: they are sent in time and say what the books say.

A `report` is one report for one period, expected by the law's calendar and by the town's own register.

    waiting               yes until it is sent; on the day of sending only when that came too late
    working_days_left     working days to the last day
    warn_days             how early to say so
    due_day, today        the last day and the day judged for, as numbers of days; empty where no term is known

A `budget_day` is one day of the budget's calendar, such as the draft budget of the next year.

    done                  yes where the register of reports says that it was done
    registered            yes where that register speaks of it at all; elsewhere the day is only announced
    said                  yes while it lies ahead, or where it is registered
    info_days, warn_days  how many working days early to announce it, and to warn where it is registered

A `figure` is one line of the newest report of a unit, or the balance of the plan.

    agrees                no when it does not say what the books say, or does not balance
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="B09",
    noun="reports",
    docket="report",
    about="report",
    severity="warn",
    escalates={"critical": m.due_day < m.today},
    foretells={"B09": ("critical",)},
    to=("accountant", "treasurer"),
    law=("uondfp art. 18 pkt 2",),
    says="{report} for {period:period}[, {unit_name}]: send by {due_on:day}; {working_days_left:left}.",
    says_at={
        "critical": "{report} for {period:period}[, {unit_name}]: no sending recorded by the last day, {due_on:day}; "
        "send it or enter the day it was sent."
    },
)
@when_all(c.report << (m.kind == "report") & (m.waiting == "yes") & (m.working_days_left <= m.warn_days))
def report_due():
    """A budget report has to reach the audit chamber or the town's treasurer on its day."""


@rule(
    id="B15",
    noun="budget",
    docket="budget_day",
    about="day",
    severity="info",
    escalates={
        "warn": (m.registered == "yes") & (m.working_days_left <= m.warn_days),
        "high": (m.registered == "yes") & (m.due_day < m.today),
    },
    foretells={"B15": ("high",)},
    to=("treasurer",),
    law=("UFP art. 37, 40, 238-240, 246, 248-249, 251, 255, 263, 265, 267, 270-271",),
    basis="cited",
    says="Budget calendar ({period:period}): {what}, by {due_on:day}; {working_days_left:left}.",
    says_at={
        "high": "Budget calendar ({period:period}): {what}; the last day was {due_on:day}, and nothing says that it "
        "was done: do it, or enter the day it was done."
    },
)
@when_all(
    c.day << (m.kind == "budget_day") & (m.done == "no") & (m.said == "yes") & (m.working_days_left <= m.info_days)
)
def budget_day_near():
    """The year of the budget has days of its own: drafts, resolutions, reports, money of the state and grants back."""


@rule(
    id="B10",
    noun="report_lines",
    docket="figure",
    about="figure",
    severity="high",
    timeless="figures of a report against the books",
    to=("accountant", "treasurer"),
    law=("rozporządzenie o sprawozdawczości budżetowej § 9 ust. 2, zał. 38", "uondfp art. 18 pkt 2"),
    says="{report} for {period:period}[, {unit_name}][, {codes}]: "
    "[plan differs from the books by {plan_differs:money}; ]"
    "[executed differs from the books by {executed_differs:money}; ]"
    "[commitments differ from the books by {commitment_differs:money}; ]"
    "[executed above commitments by {uncommitted:money}; ][the plan does not balance: {unbalanced:money}; ]"
    "check before it is sent, or correct it.",
    amount="differs_by",
    limits=("books.closed_within",),
)
@when_all(c.figure << (m.kind == "figure") & (m.agrees == "no"))
def report_does_not_reconcile():
    """A report must say what the books say, and the town's plan must balance."""
