"""Works: a street is opened once.

A `work` is one undertaking on a street segment that was not cancelled; a `decision` lets a telecom network into the
road lane there.

    place            the order in which the works of a segment begin
    ahead            yes while the works can still be moved: not done, not over
    counts           yes while ahead, and for as long as a renewed surface should stay whole
    renews_surface   yes when it leaves a new surface
    digs             yes when it opens the surface
    of_the_road      yes for works on the road itself
    from_day, to_day, close_until   its first and last day, and the last day on which other works count as close
    together_with, itself           the works it was agreed with (empty: none), and its own identifier
    statement        what the decision says of works on the road: works, none
    decided_day, until_day          the day of the decision, and the last day its statement covers
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="W01",
    noun="works",
    docket="segment",
    about="later",
    severity="warn",
    escalates={"high": {"earlier": m.renews_surface == "yes", "later": m.digs == "yes"}},
    to=("road manager", "planners"),
    law=("u.d.p. art. 20 pkt 7, art. 40 ust. 2a", "ustawa z 7.05.2010 art. 36a"),
    basis="article",
    says="{subject}[, {street}]: works ({works_kind:phrases}) from {first_day:day} to {last_day:day}, and others on "
    "this segment not long before or after ({others}); agree one time for them.",
    says_at={
        "high": "{subject}[, {street}]: works ({works_kind:phrases}) from {first_day:day} to {last_day:day} would open "
        "the surface renewed before ({others})[, {days_between:days} after its end]; agree another order, or "
        "a later time."
    },
)
@when_all(
    c.later << (m.kind == "work") & (m.ahead == "yes"),
    c.earlier << (m.kind == "work")
    & (m.counts == "yes")
    & (m.place < c.later.place)
    & (m.close_until >= c.later.from_day)
    & (m.itself != c.later.together_with)
    & (m.together_with != c.later.itself),
)
def dig_once_overlap():
    """Two works on one street close in time: one trench instead of two, and never through a new surface."""


@rule(
    id="W02",
    noun="cases",
    docket="segment",
    about="decision",
    severity="high",
    to=("road manager", "planners"),
    law=("u.d.p. art. 39 ust. 3aa", "u.d.p. art. 39 ust. 5a"),
    says="{subject}: the decision of {decided_on:day} says that no works are planned on the road, and the plan has "
    "some by {holds_until:day} ({others}); the road manager would pay for moving the network – check the plan, and "
    "whether the decision can still be mended.",
)
@when_all(
    c.decision << (m.kind == "decision") & (m.statement == "none"),
    c.works << (m.kind == "work")
    & (m.ahead == "yes")
    & (m.of_the_road == "yes")
    & (m.to_day >= c.decision.decided_day)
    & (m.from_day <= c.decision.until_day),
)
def telecom_permit_without_4y_note():
    """The decision told the network's owner that nothing was planned, and the plan says otherwise."""
