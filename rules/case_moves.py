"""Cases that do not move: a clock that stands, a call nobody answered, a desk nobody clears.

Of a `case` (see rules.cases) these rules read, besides its `state` and `today`:

    halted_day, review_day     since when a stop lasts that has no end; when it has to be looked at again
    call_day, call_warn_day    when an unanswered call to complete is worth a word, and a warning

    due_day                    its deadline; a decision that lies past it is grave
    signed_working_days        days of work since it was signed; empty where it was sent, or where no dispatch is told
    send_within                after how many of them that is worth a word

A `matter` is an open case or letter whose next move is the office's.

    unassigned                       yes while nobody has it
    idle_working_days, idle_most     days of work without a move, and how many are bearable
    working_days_left, due_soon      to its deadline, and how many make it urgent
"""

from rules.cases import STOPS
from rules.engine.declare import c, m, rule, when_all


@rule(
    id="C06",
    noun="cases",
    docket="holder",
    about="case",
    severity="info",
    escalates={"warn": m.review_day <= m.today},
    to=("officer", "manager"),
    asks=("resumed",),
    law=("KPA art. 35 § 5",),
    basis="halt_law",
    due=("lapses_on", "raw_lapses_on"),
    says="{subject}: the term has not run since {halted_on:day} ({halt:phrases}).",
    says_at={
        "warn": "{subject}: the term has not run since {halted_on:day} ({halt:phrases}[, {unsupported:phrases}]); "
        "check whether the cause lasts[, the request counts as withdrawn after {lapses_on:day}]"
        "[, the law lets it last to {longest_on:day}]."
    },
)
@when_all(c.case << (m.kind == "case") & (m.state == "open") & (m.halted_day <= m.today))
def case_clock_stopped():
    """Time does not count while a stop lasts: one without a document or long forgotten has to be looked at."""


@rule(
    id="C07",
    noun="cases",
    docket="holder",
    about="case",
    severity="info",
    escalates={"warn": m.call_warn_day <= m.today},
    to=("officer",),
    asks=("completed",),
    law=("KPA art. 64 § 2", "KPA art. 57 § 1, 5"),
    due=("answer_by", "raw_answer_on"),
    says="{subject}: the call to complete ended on {answer_by:day}; an answer posted that day may still come.",
    says_at={
        "warn": "{subject}: the call to complete ended on {answer_by:day} and we see no answer; {next_move:phrases}."
    },
    needs=("completion_call", "completed"),
)
@when_all(c.case << (m.kind == "case") & (m.state == "open") & (m.call_day <= m.today))
def defect_call_expired():
    """The time to complete the request ran out: the office has the next move."""


@rule(
    id="C14",
    noun="cases",
    docket="holder",
    about="case",
    severity="warn",
    escalates={"high": m.due_day < m.today},
    to=("officer", "manager"),
    asks=("dispatched",),
    law=("KPA art. 109 § 1",),
    due=None,
    says="{subject}: the decision was signed on {signed_on:day}, {signed_working_days:working_days} ago, and we see no "
    "dispatch; send it today – it binds from its service.",
    says_at={
        "high": "{subject}: the decision was signed on {signed_on:day}, {signed_working_days:working_days} ago, and we "
        "see no dispatch; meanwhile the term has passed ({net_due_on:day}) – send it today, it binds from its service."
    },
)
@when_all(c.case << (m.kind == "case") & (m.signed_working_days >= m.send_within))
def decision_signed_not_sent():
    """A decision that lies in the file binds nobody: for its party the case is still open."""


@rule(
    id="C13",
    noun="cases",
    docket="desk",
    about="matter",
    severity="warn",
    escalates={"high": (m.unassigned == "yes") & (m.working_days_left <= m.due_soon)},
    to=("manager",),
    asks=STOPS,
    law=("KPA art. 12",),
    says="{subject}: [received {received_on:day}, for {idle_working_days:working_days} given to nobody]"
    "[last step {last_step_on:day}, {idle_working_days:working_days} ago][; due {due_on:day}].",
)
@when_all(c.matter << (m.kind == "matter") & (m.idle_working_days > m.idle_most))
def case_stale_or_unassigned():
    """A letter lies unassigned, or a case has not moved, while the next move is the office's."""
