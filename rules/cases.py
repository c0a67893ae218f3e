"""Cases: every matter is settled in its term, and nobody is surprised by the day.

A `case` is one open case, or one document with a term of its own. Days are numbers counted from one common day.

    state              open, or settled_today (a case is still judged on the day it is settled)
    judged             yes while open and on the day of settling
    due_day            the day this case is judged by: its term, or the newer date given to the parties
    net_due_day        the end of its term, time that does not count left out
    told_day, latest_day   the newer date given to the parties, and the latest the law allows where it bounds the delay
    today              the day judged for
    keep_by_day            the due day, or the raw end where missing that one costs a power or a fine
    keep_working_days      days of work left to it
    warn_days, high_days   how early to warn: the town's or our days, at most a third of the term
"""

from rules.engine.declare import c, m, rule, when_all

STOPS = ("suspended", "opinion_asked", "completion_call", "hybrid_sent", "party_delay")  # what may have stopped a clock


@rule(
    id="C01",
    noun="cases",
    docket="holder",
    about="case",
    severity="warn",
    escalates={"high": m.keep_working_days <= m.high_days},
    foretells={"C02": ("high",)},
    to=("officer",),
    asks=STOPS,
    law=("KPA art. 57 § 4",),
    due=("keep_by_on", "raw_due_on"),
    says="{subject}: due {due_on:day}; {working_days_left:left}.",
)
@when_all(
    c.case << (m.kind == "case")
    & (m.state == "open")
    & (m.keep_by_day >= m.today)
    & (m.keep_working_days <= m.warn_days)
)
def case_due_soon():
    """The term is close: there is still time to settle the case or to write to the parties."""


@rule(
    id="C02",
    noun="cases",
    docket="holder",
    about="case",
    severity="info",
    escalates={"warn": m.told_day > m.latest_day, "high": m.due_day < m.today},
    inhibits={"high": ("C01",)},
    to=("officer", "manager"),
    asks=("notice_36",),
    law=("KPA art. 37 § 1", "KPA art. 57 § 4"),
    says="{subject}: {days_late:days} past the term ({due_on:day})[; held by {holder_name}]"
    "[, last step {last_step_on:day}].",
    says_at={
        "info": "{subject}: past the statutory term ({net_due_on:day})[; new date given {to_whom:phrases}: "
        "{kept_date:day}].",
        "warn": "{subject}: {told_beyond_on:day} was given {to_whom:phrases}, and the law allows {due_on:day} at the "
        "latest[ ({months_from_filing:months} from the filing)][ ({months_from_term:months} from the end of the term)]"
        "; answer by that day.",
    },
)
@when_all(c.case << (m.kind == "case") & (m.judged == "yes") & (m.net_due_day < m.today))
def case_overdue():
    """The term has passed; it is inaction once the date given to the parties has passed too."""
