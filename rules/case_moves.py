"""Cases that do not move: a clock that stands, a call nobody answered, a desk nobody clears.

Of a `case` (see rules.cases) these rules read, besides its `state` and `today`:

    halted_day, review_day     since when a stop lasts that has no end; when it has to be looked at again
    call_day, call_warn_day    when an unanswered call to complete is worth a word, and a warning

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
    law=("KPA art. 35 § 5", "KPA art. 97, 98, 103"),
    due=("lapses_on", "raw_lapses_on"),
    says="{subject}: the term has not run since {halted_on:day} ({halt:phrases}).",
    says_at={
        "warn": "{subject}: the term has not run since {halted_on:day} ({halt:phrases}[, {unsupported:phrases}]); "
        "check whether the cause lasts[, the request counts as withdrawn after {lapses_on:day}]."
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
        "warn": "{subject}: the call to complete ended on {answer_by:day} and we see no answer; leave the request "
        "unprocessed or go on."
    },
    needs=("completion_call", "completed"),
)
@when_all(c.case << (m.kind == "case") & (m.state == "open") & (m.call_day <= m.today))
def defect_call_expired():
    """The time to complete the request ran out: the office has the next move."""


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
    says="{subject}: [received {received_on:day} and given to nobody][last step {last_step_on:day}], "
    "{idle_working_days:working_days} ago[; due {due_on:day}].",
)
@when_all(c.matter << (m.kind == "matter") & (m.idle_working_days > m.idle_most))
def case_stale_or_unassigned():
    """A letter lies unassigned, or a case has not moved, while the next move is the office's."""
