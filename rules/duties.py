"""Duties of the calendar: contributions, advances and returns each month, and what a commune publishes once a year.

A `duty` is one duty of one unit for one period that has ended, until it is done; done too late it is said on that day.

    owned_by              the rule that speaks of it: F06, R02, or Z01 for the yearly report on procurement
    working_days_left     days of work to the last day
    warn_days             how early to say so
    due_day, today        the last day and the day judged for, as numbers of days
    breach                yes where being late breaks the discipline of public finance
"""

from rules.engine.declare import c, m, rule, when_all

LATE = (
    "{duty} for {period:period}, {unit_name}: not recorded by the last day, {due_on:day}[; done on {done_on:day}]"
    "[; interest for late payment: {interest:money}][ (counted to {interest_through:day})][; {interest_word:phrases}]"
    "; {next_step:phrases}."
)
OPEN = m.working_days_left <= m.warn_days


@rule(
    id="F06",
    noun="duties",
    docket="duty",
    about="duty",
    severity="warn",
    escalates={"high": m.due_day < m.today, "critical": (m.breach == "yes") & (m.due_day < m.today)},
    foretells={"F06": ("high", "critical")},
    to=("accountant", "treasurer"),
    law=(
        "u.s.u.s. art. 47", "ustawa o rehabilitacji art. 49", "ustawa o PIT art. 38", "ustawa o VAT art. 99",
        "Ordynacja podatkowa art. 53",
    ),
    basis="article",
    says="{duty} for {period:period}, {unit_name}: pay and declare by {due_on:day}; {working_days_left:left}.",
    says_at={"high": LATE, "critical": LATE},
    amount="owed",
    limits=(
        "duty_days.zus_budget_unit", "duty_days.zus_legal_person", "duty_days.zus_other", "duty_days.pfron",
        "duty_days.pit", "duty_days.jpk", "duty_rules.moved_as_tax", "duty_rules.discipline",
        "duty_rules.interest_as_tax", "tax_arrears.rounded_to",
    ),
)  # fmt: skip
@when_all(c.duty << (m.kind == "duty") & (m.owned_by == "F06") & OPEN)
def payments_to_the_state():
    """Contributions and taxes paid late cost interest, and contributions the discipline of public finance too."""


@rule(
    id="R02",
    noun="duties",
    docket="duty",
    about="duty",
    severity="warn",
    escalates={"high": m.due_day < m.today},
    foretells={"R02": ("high",)},
    to=("council office", "mayor"),
    law=("u.s.g. art. 24h, 28aa", "ustawa o petycjach art. 14"),
    basis="article",
    says="{duty} for {period:period}[, {unit_name}]: due by {due_on:day}; {working_days_left:left}.",
    says_at={
        "high": "{duty} for {period:period}[, {unit_name}]: not recorded by the last day, {due_on:day}; do it or "
        "enter the day it was done."
    },
    limits=("duty_days.state_of_commune", "duty_days.petitions_report", "duty_days.asset_statements"),
)
@when_all(c.duty << (m.kind == "duty") & (m.owned_by == "R02") & OPEN)
def yearly_duties():
    """What a commune owes its people once a year is easily forgotten, as nothing reminds of it for eleven months."""
