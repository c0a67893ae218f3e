"""Decisions on their way: a proof of service comes back, and the day comes on which a decision is final.

A `service` is a decision that was sent.

    said                        yes while there is something to say of it: a proof that is missing too long, or its end
    unseen_days, unseen_most    days since it was sent to a party of whom nothing is told, and how many are bearable
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="C15",
    noun="cases",
    docket="service",
    about="service",
    severity="info",
    escalates={"warn": m.unseen_days >= m.unseen_most},
    to=("officer",),
    asks=("delivered", "notice_left", "in_box", "appeal_waived", "appealed"),
    law=("KPA art. 109 § 1", "KPA art. 46 § 1"),
    basis="basis",
    due=("appeal_by", "raw_appeal_on"),
    says="{subject}: [served on {served_on:day}][counts as served on {presumed_on:day} ({presumed:phrases})]"
    "[; {means:phrases}: by {appeal_by:day}, without one the decision is final from {final_on:day}; what was posted on "
    "the last day may still come][; all parties gave up the appeal, so the decision is final from "
    "{waived_final_on:day}][; {uncertain:phrases}].",
    says_at={
        "warn": "{subject}: sent on {unseen_sent_on:day}, {unseen_days:days} ago, and no service is recorded"
        "[ (parties without a proof: {unseen_parties:number} of {of_parties:number})]; find the proof "
        "({proof:phrases}) or ask the carrier, and enter the day – without it nobody can say when the decision is "
        "final."
    },
    needs=("delivered",),
)
@when_all(c.service << (m.kind == "service") & (m.said == "yes"))
def decision_served_and_final():
    """Without a proof of service a decision neither binds nor becomes final, and nobody can build or collect on it."""
