"""Budget reports: they are sent in time and say what the books say.

A `report` is one report for one period, expected by the law's calendar and by the town's own register.

    waiting               yes until it is sent; on the day of sending only when that came too late
    working_days_left     working days to the last day
    warn_days             how early to say so
    due_day, today        the last day and the day judged for, as numbers of days; empty where no term is known

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
    says="{report} for {period}[, {unit_name}]: send by {due_on:day}; {working_days_left:working_days} left.",
    says_at={
        "critical": "{report} for {period}[, {unit_name}]: no sending recorded by the last day, {due_on:day}; "
        "send it or enter the day it was sent."
    },
)
@when_all(c.report << (m.kind == "report") & (m.waiting == "yes") & (m.working_days_left <= m.warn_days))
def report_due():
    """A budget report has to reach the audit chamber or the town's treasurer on its day."""


@rule(
    id="B10",
    noun="report_lines",
    docket="figure",
    about="figure",
    severity="high",
    timeless="figures of a report against the books",
    to=("accountant", "treasurer"),
    law=("rozporządzenie o sprawozdawczości budżetowej § 9 ust. 2, zał. 38", "uondfp art. 18 pkt 2"),
    says="{report} for {period}[, {unit_name}][, {codes}]: [plan differs from the books by {plan_differs:money}; ]"
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
