"""Procurement: what was awarded and what was performed is announced in time.

A `notice` is the next announcement that one procurement owes.

    waiting               yes until it is published; on the day of publication only when that came too late
    working_days_left     days of work to the last day
    warn_days             how early to say so
    due_day, today        the last day and the day judged for, as numbers of days
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="Z01",
    noun="tenders",
    docket="tender",
    about="notice",
    severity="warn",
    escalates={"critical": m.due_day < m.today},
    foretells={"Z01": ("critical",)},
    to=("contract owner", "unit head"),
    law=("uondfp art. 17 ust. 1 pkt 5",),
    says="{subject}: publish {task:phrases} by {due_on:day}; {working_days_left:working_days} left.",
    says_at={
        "critical": "{subject}: no publication recorded by the last day, {due_on:day} ({task:phrases}); publish it or "
        "enter the day it was published."
    },
    limits=("tender_notices.result_days", "tender_notices.eu_result_days", "tender_notices.performance_days"),
)
@when_all(c.notice << (m.kind == "notice") & (m.waiting == "yes") & (m.working_days_left <= m.warn_days))
def tender_notice_due():
    """A result (p.z.p. 265, 309) or a performance (448) not announced is a breach of financial discipline."""
