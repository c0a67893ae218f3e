"""Feeds: nobody is told "all clear" on old or broken data.

A `feed` is one source of exports.

    attention        yes when the feed is late, shrunk, never came, or the sources do not tell what rules need
    age_minutes      since the last success, in the hours the feed is expected to deliver
    max_age_minutes, critical_minutes   what was agreed, and the multiple of it that is critical
    blocked          yes when the newest file would end too many rows and waits for a release, or was refused

A `record` is a kind of fault that records of one source have in common, with how many and which.

    wrong            yes when the records contradict themselves; no when only their meaning is unknown
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="D01",
    noun="feeds",
    docket="feed",
    about="feed",
    severity="info",
    escalates={
        "warn": m.age_minutes > m.max_age_minutes,
        "high": m.blocked == "yes",
        "critical": m.age_minutes > m.critical_minutes,
    },
    to=("data steward",),
    law=(),
    says="{feed}: [last data of {last_success:moment}][{never:phrases}]; no signal does not mean that "
    "everything is in time[; {gaps:phrases}][ ({unheard:phrases}), therefore silent: {silenced}]"
    "[; file {refused_file} of {refused_on:day} was refused: {refused_why}].",
    says_at={
        "info": "{feed}: {notes:phrases}[; end them (`ratusz feed end {gone}`) or hand them over to the source that "
        "replaced this one (`ratusz feed rename {gone}` and its name)][ ({unheard:phrases}), therefore silent: "
        "{silenced}].",
        "high": "{feed}: [{held_back:phrases}][; file {held_file}: {held_why}]"
        "[last data of {data_of:moment}][{never_yet:phrases}][; {gaps:phrases}]"
        "[ ({unheard:phrases}), therefore silent: {silenced}]"
        "[; file {refused_file} of {refused_on:day} was refused: {refused_why}].",
    },
)
@when_all(c.feed << (m.kind == "feed") & (m.attention == "yes"))
def source_stale_or_shrunk():
    """Signals may rest on old or partial data."""


@rule(
    id="D02",
    noun="cases",
    docket="record",
    about="record",
    severity="info",
    escalates={"warn": m.wrong == "yes"},
    timeless="a record against itself",
    to=("data steward", "owner"),
    law=(),
    says="{who}[, {person}][, address “{address}”]: [{cause} – ]{faults:phrases}[; rows: {n:number} ({shown})].",
    limits=("tax_number.weights", "tax_number.modulus", "account.digits", "case_mark.form"),
)
@when_all(c.record << (m.kind == "record"))
def record_impossible():
    """Records contradict themselves; they are counted and some are named, never silently dropped."""
