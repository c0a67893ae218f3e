"""What is owed to the office: it is reminded of, enforced, and does not lapse unnoticed.

A `receivable` is one sum that was due by the day judged for and is not paid.

    reminded, titled               yes once it was reminded of, and once there is a title or a claim in court
    rests                          yes where the town lets so small a civil claim rest
    due_days, remind_days, remind_high_days        days since it was due, and how many are too many
    reminded_days, title_days, title_high_days     days since the reminder, and how many are too many
    lapse_day, today               the day it lapses and the day judged for, as numbers of days
    warn_until_day, high_until_day, lapsed_since_day   which days of lapsing are near, very near, or long past
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="F01",
    noun="receivables",
    docket="receivable",
    about="receivable",
    severity="warn",
    escalates={"high": m.due_days >= m.remind_high_days},
    to=("accountant", "treasurer"),
    law=("UFP art. 42 ust. 5", "uondfp art. 5"),
    says="Receivable {subject}: {owed:money} due on {due_on:day}, {due_days:days} ago, and no reminder is recorded; "
    "send one, or enter the day it was sent.",
    amount="owed",
)
@when_all(
    c.receivable << (m.kind == "receivable")
    & (m.reminded == "no")
    & (m.titled == "no")
    & (m.rests == "no")
    & (m.due_days >= m.remind_days)
)
def receivable_not_reminded():
    """What is owed to the office has to be asked for in time: letting it lie is a breach of discipline."""


@rule(
    id="F02",
    noun="receivables",
    docket="receivable",
    about="receivable",
    severity="warn",
    escalates={"high": m.reminded_days >= m.title_high_days},
    to=("accountant", "treasurer"),
    law=("UFP art. 42 ust. 5", "uondfp art. 5"),
    says="Receivable {subject}: {owed:money}, reminded of on {reminded_on:day}, {reminded_days:days} ago, and no "
    "enforcement title or claim in court is recorded; issue it, or enter its day.",
    amount="owed",
)
@when_all(
    c.receivable << (m.kind == "receivable")
    & (m.reminded == "yes")
    & (m.titled == "no")
    & (m.rests == "no")
    & (m.reminded_days >= m.title_days)
)
def receivable_not_enforced():
    """A reminder without anything after it collects nothing."""


@rule(
    id="F03",
    noun="receivables",
    docket="receivable",
    about="receivable",
    severity="warn",
    escalates={"high": m.lapse_day <= m.high_until_day, "critical": m.lapse_day < m.today},
    due=("lapses_on", "lapses_on"),
    foretells={"F03": ("critical",)},
    to=("treasurer", "accountant"),
    law=("Ordynacja podatkowa art. 70 § 1 i 4", "KC art. 118"),
    basis="cited",
    says="Receivable {subject}: {owed:money} lapses after {lapses_on:day}[, {provided:phrases}]; collect it, or "
    "interrupt the period.",
    says_at={
        "critical": "Receivable {subject}: {owed:money} has lapsed, the last day was {lapses_on:day}[, "
        "{provided:phrases}]; find out why, and whether anything stopped or interrupted the period."
    },
    amount="owed",
    limits=("limitation.public_years", "time_bar.business_years", "time_bar.years"),
)
@when_all(
    c.receivable << (m.kind == "receivable") & (m.lapse_day <= m.warn_until_day) & (m.lapse_day >= m.lapsed_since_day)
)
def receivable_lapsing():
    """A claim that lapses is lost, and somebody answers for it."""
