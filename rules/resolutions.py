"""Resolutions and orders: supervision sees them within days of their adoption.

A `resolution` is one act of the council or the mayor that was not yet sent to everybody who has to see it.

    waiting               yes until it is sent; on the day of sending only when that came too late
    working_days_left     days of work to the last day
    warn_days             how early to say so
    due_day, today        the last day and the day judged for, as numbers of days
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="U01",
    noun="resolutions",
    docket="resolution",
    about="resolution",
    severity="warn",
    escalates={"high": m.due_day < m.today},
    foretells={"U01": ("high",)},
    to=("council office", "mayor"),
    law=("u.s.g. art. 90",),
    basis="term_law",
    says="{subject} of {adopted_on:day}: send it by {due_on:day} ({addressees:phrases}); "
    "a day off does not move that day.",
    says_at={
        "high": "{subject} of {adopted_on:day}: no sending recorded by the last day, {due_on:day} "
        "({addressees:phrases}); send it or enter the day it was sent."
    },
    limits=("supervision.days", "supervision.order_days"),
)
@when_all(c.resolution << (m.kind == "resolution") & (m.waiting == "yes") & (m.working_days_left <= m.warn_days))
def resolution_to_send():
    """The wojewoda and the regional audit chamber can only supervise what they are sent in time."""
