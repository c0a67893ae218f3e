"""Contracts: the treasurer countersigns what binds the town to pay, and the public can read it in the register.

A `contract` is one contract signed by the day judged for and not ended in an earlier year.

    creates_obligation    true when it binds the office to pay; empty when the register does not say
    needs_treasurer       no where the head of a budget unit signs alone (u.s.g. art. 47)
    countersignature      in_order, missing, or untold: refused, then ordered in writing, council and chamber not told
    unpublished           yes until it, or its last change, stands in the central register; on the day of entry only
                          when that came too late; no for what is no procurement, or oral; empty where nobody says
    publish_day, today    the last day for the entry and the day judged for, as numbers of days
    working_days_left     days of work to the last day for the entry
    warn_days             how early to say so
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="B13",
    noun="contracts",
    docket="contract",
    about="contract",
    severity="high",
    escalates={"critical": m.countersignature == "missing"},
    to=("treasurer", "contract owner"),
    law=("u.s.g. art. 46 ust. 3-4", "UFP art. 262"),
    says="Contract {contract_id} of {signed_on:day} ({value:money}): countersigned on a written order; tell the "
    "council and the regional audit chamber.",
    says_at={
        "critical": "Contract {contract_id} of {signed_on:day} ({value:money}): we see no countersignature of the "
        "treasurer; without it the contract has no effect."
    },
    due=None,  # no law gives days to it: it has to be there when the contract is signed
    amount="value",
)
@when_all(
    c.contract << (m.kind == "contract")
    & (m.creates_obligation == True)  # noqa: E712  a comparison of the rule's language
    & (m.needs_treasurer == "yes")
    & (m.countersignature != "in_order")
)
def countersignature_missing():
    """A contract that can cost the town money takes effect with the treasurer's countersignature only."""


@rule(
    id="B14",
    noun="contracts",
    docket="contract",
    about="contract",
    severity="warn",
    escalates={"high": m.publish_day < m.today},
    foretells={"B14": ("high",)},
    to=("contract owner", "unit head"),
    law=("UFP art. 34a ust. 1-4, 10",),
    says="Contract {contract_id}[, changed on {change_on:day}]: enter it in the central register of contracts by "
    "{due_on:day}; "
    "{working_days_left:left}.",
    says_at={
        "high": "Contract {contract_id}[, changed on {change_on:day}]: we see no entry in the central register of "
        "contracts; the last day was "
        "{due_on:day}."
    },
    limits=("contract_register.days", "B14.failure_days"),
)
@when_all(c.contract << (m.kind == "contract") & (m.unpublished == "yes") & (m.working_days_left <= m.warn_days))
def contract_not_in_register():
    """Contracts by which a public body buys are public: each stands in the central register, whatever its value."""
