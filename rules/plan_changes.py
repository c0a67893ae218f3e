"""Changes of the plan: each by whoever may make it.

A `plan_change` is one act of the mayor that changed this year's spending plan, or last year's while its books are open.

    authorised               no when it moved what only the council may move, or what needs a clause of the council
    year_unauthorised_gr     such sums of the year's acts, added up
    minimum_gr               the amount below which there is no breach of discipline; empty if not known
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="B12",
    noun="budget",
    docket="plan_change",
    about="change",
    severity="high",
    escalates={"critical": m.year_unauthorised_gr > m.minimum_gr},
    timeless="codes and clauses of one act",
    to=("treasurer", "council office"),
    law=("UFP art. 257", "UFP art. 258", "UFP art. 259", "uondfp art. 10"),
    says="Act {act} of {booked_on:day}, {unauthorised:money}: {reasons:phrases}; check the authority, and enter its "
    "clause if there is one.",
    amount="unauthorised",
    limits=("discipline.minimum_amount", "B04.capital_prefixes", "books.closed_within"),
)
@when_all(c.change << (m.kind == "plan_change") & (m.authorised == "no"))
def transfer_without_authority():
    """The mayor moves current spending within a division, but not pay; the rest is the council's."""
