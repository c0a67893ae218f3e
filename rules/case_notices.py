"""Cases: a delay is told to the parties in time, and a date given to them is kept.

Of a `case` (see rules.cases) these rules read, besides its `state`, `due_day`, `net_due_day` and `today`:

    notice_owed    yes while open and no valid notice was sent since the term began
    notice_day     the day by which the parties must be told: the term, moved only by a formal suspension
    promised_day   the newer date given to the parties
    dragging_day   the day of the third notice, or the first day after twice the term, whichever comes first;
                   empty where nobody may complain of the length of the proceedings
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="C03",
    noun="cases",
    docket="holder",
    about="case",
    severity="warn",
    escalates={"high": m.net_due_day == m.today, "critical": m.net_due_day < m.today},
    inhibits={"high": ("C01", "C02", "C05")},
    foretells={"C03": ("critical",)},
    to=("officer", "manager", "secretary"),
    asks=("notice_36",),
    law=(
        "KPA art. 36 § 1-2",
        "Ordynacja podatkowa art. 140",
        "ustawa o petycjach art. 10 ust. 3",
        "RODO art. 12 ust. 3",
    ),
    basis="notice",
    due=("tell_by_on", "raw_tell_on"),
    says="{subject}: the term without time left out ends on {notice_by_on:day}; a delay is told whatever its cause: "
    "tell {whom:phrases} ({notice}) the cause, the new date[, {instruction:phrases}]"
    "[; the notice of {incomplete_on:day} is without {lacking:phrases}, so it does not count].",
    says_at={
        "high": "{subject}: the term ends today ({net_due_on:day}); settle the case or tell {whom:phrases} ({notice}): "
        "the cause, the new date[, {instruction:phrases}]"
        "[; the notice of {incomplete_on:day} is without {lacking:phrases}, so it does not count].",
        "critical": "{subject}: the term passed on {net_due_on:day}[ and we see no notice {of_whom:phrases} "
        "({unseen_notice}) – send it today: the cause, the new date][, {unseen_instruction:phrases}]"
        "[; the notice of {incomplete_on:day} is without {lacking:phrases} – complete it today]"
        "[; the notice of {told_late_on:day} came after the term and moves nothing – answer today].",
    },
    needs=("notice_36",),
)
@when_all(
    c.case << (m.kind == "case")
    & (m.notice_owed == "yes")
    & (m.notice_day <= m.today)
    & (m.net_due_day >= m.notice_day)
)
def case_notice36_missing():
    """Each missed term is told to the parties, also when the office is not at fault; silent while the clock stands."""


@rule(
    id="C04",
    noun="cases",
    docket="holder",
    about="case",
    severity="critical",
    inhibits=("C02", "C05"),
    to=("manager", "secretary"),
    asks=("notice_36",),
    law=("KPA art. 37 § 1 pkt 1", "KPA art. 36 § 1"),
    says="{subject}: [the date given {to_whom:phrases} ({kept_date:day}) has passed too]"
    "[{told_beyond_on:day} was given {to_whom:phrases}, but the latest the law allows ({due_on:day}) has passed]"
    "[; settle the case or tell {whom:phrases} a new date again today ({notice_again})][; {answer_now:phrases}]"
    "[ – {they_may:phrases}].",
)
@when_all(
    c.case << (m.kind == "case")
    & (m.state == "open")
    & (m.promised_day == m.due_day)
    & (m.net_due_day < m.today)
    & (m.due_day < m.today)
)
def case_new_date_passed():
    """The term and the date promised in the newest notice have both passed: inaction."""


@rule(
    id="C05",
    noun="cases",
    docket="holder",
    about="case",
    severity="warn",
    pages_only=True,
    to=("manager",),
    asks=("notice_36",),
    law=("KPA art. 12", "KPA art. 37 § 1 pkt 2"),
    says="{subject}: under way for {running_days:days}, notices of delay: {notices:number}; even with every date kept "
    "the proceedings may be too long – find out what holds the case up, and settle it without further delay.",
    needs=("notice_36",),
)
@when_all(c.case << (m.kind == "case") & (m.state == "open") & (m.dragging_day <= m.today))
def case_dragging_on():
    """A case may be excessively long although every date is formally kept."""
