"""Breaches of personal data: the supervisory authority hears of them within hours, not days.

A `breach` is one that may have to be reported, known by the day judged for.

    owed                    yes while no report is told; on the day of a report only when that came too late
    overdue                 yes once the hours have run out, whatever the hour the office became aware of it
    minutes_left            to the end of the hours, days off included; counted at the moment of looking, where that
                            falls on the day judged for, else at the end of that day
    warn_minutes, high_minutes    how few of them are worth a warning, and are urgent
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="R01",
    noun="breaches",
    docket="breach",
    about="breach",
    severity="info",
    escalates={
        "warn": m.minutes_left <= m.warn_minutes,
        "high": m.minutes_left <= m.high_minutes,
        "critical": m.overdue == "yes",
    },
    foretells={"R01": ("critical",)},
    to=("steward", "mayor", "secretary"),
    law=("RODO art. 33 ust. 1",),
    basis="term_law",
    says="{subject}: a breach of personal data found on {found_on:day}; report it to the supervisory authority by "
    "{report_by:moment}[; left: {hours_left:hours}][; {perhaps_over:phrases}][; the hour it was found is not told, so "
    "it counts from the beginning of {counted_from:day}]; days off count too. If a risk to persons is unlikely, "
    "enter that.",
    says_at={
        "critical": "{subject}: a breach of personal data found on {found_on:day}; the time to report it ended on "
        "{ended_at:moment}[; late by {overdue_hours:hours} so far: report it today with the reasons for the delay]"
        "[; reported on {told_at:moment}][; reported on {told_on:day}][, late by {late_hours:hours} at least: the "
        "reasons for the delay must go with the report].",
    },
    limits=("breaches.hours",),
)
@when_all(c.breach << (m.kind == "breach") & (m.owed == "yes"))
def breach_to_report():
    """A breach not reported in time costs the office a fine, and those whose data it was their time to act."""
