"""Grants: the recipient accounts for the money, the office approves it, and what was not used rightly comes back.

A `grant` is one grant with the next thing that is owed of it; what was done too late is said on that day.

    days_left, warn_days          days to its last day, and how early to say so
    due_day, certain_day, today   the last day, the day to which days off might move it, and today, as numbers
    breach                        yes where being late is the office's own breach of financial discipline
"""

from rules.engine.declare import c, m, rule, when_all

LATE = (
    "Grant {subject} ({value:money}): {task:phrases}[ ({owed:money})]; nothing recorded by the last day, {due_on:day}"
    "[, done on {done_on:day}][; interest as on tax arrears runs from {interest_from:day}][: {interest:money}]"
    "[ (counted to {interest_through:day})][; {interest_word:phrases}]; act or enter the day it was done."
)


@rule(
    id="F05",
    noun="grants",
    docket="grant",
    about="grant",
    severity="warn",
    escalates={
        "high": m.due_day < m.today,
        "critical": (m.breach == "yes") & (m.certain_day < m.today),
    },
    foretells={"F05": ("high", "critical")},
    to=("contract owner", "treasurer", "unit head"),
    law=("uondfp art. 8-9", "UFP art. 250-252"),
    basis="term_law",
    says="Grant {subject} ({value:money}): {task:phrases}[ ({owed:money})] by {due_on:day}; {days_left:left_days}.",
    says_at={"high": LATE, "critical": LATE},
    amount="owed",
    limits=(
        "grants.report_days", "grants.short_days", "grants.unused_by", "grants.found_days", "tax_arrears.rounded_to",
    ),
)  # fmt: skip
@when_all(c.grant << (m.kind == "grant") & (m.days_left <= m.warn_days))
def grant_to_settle():
    """A grant that nobody accounts for, approves or collects in time is public money nobody answers for."""
