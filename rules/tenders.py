"""Procurement: what was awarded and what was performed is announced in time.

A `notice` is the next announcement that one procurement owes; one published too late is said on that day.

    working_days_left     days of work to the last day
    warn_days             how early to say so
    due_day, today        the last day and the day judged for, as numbers of days
    breach                yes where its lack breaks the discipline of public finance
"""

from rules.engine.declare import c, m, rule, when_all

LATE = "{subject}: {task:phrases}; not recorded by the last day, {due_on:day}; do it or enter the day it was done."


@rule(
    id="Z01",
    noun="tenders",
    docket="tender",
    about="notice",
    severity="warn",
    escalates={"high": m.due_day < m.today, "critical": (m.breach == "yes") & (m.due_day < m.today)},
    foretells={"Z01": ("high", "critical")},
    to=("contract owner", "unit head"),
    law=("p.z.p. art. 82, 265, 309, 448", "uondfp art. 17 ust. 1 pkt 5"),
    basis="article",
    says="{subject}: {task:phrases} by {due_on:day}; {working_days_left:left}.",
    says_at={"high": LATE, "critical": LATE},
    limits=(
        "tender_notices.result_days", "tender_notices.eu_result_days", "tender_notices.performance_days",
        "duty_days.uzp_report", "duty_rules.moved_as_civil", "tender_notices.discipline",
    ),
)  # fmt: skip
@when_all(c.notice << (m.kind == "notice") & (m.working_days_left <= m.warn_days))
def tender_notice_due():
    """A result (p.z.p. 265, 309) or a performance (448) not announced is a breach of financial discipline."""
