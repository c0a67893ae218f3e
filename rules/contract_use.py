"""Contracts that run: nobody orders above their value, and the next procurement begins before they end.

A `running` is one contract signed by the day judged for and not ended.

    speaks    yes where it is nearly or wholly used, ends soon, or is long and has no indexation clause
    grade     how grave the gravest of these is: info, warn or high
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="Z02",
    noun="contracts",
    docket="contract_use",
    about="running",
    severity="info",
    escalates={"warn": m.grade != "info", "high": m.grade == "high"},
    to=("contract owner", "unit head"),
    law=(),  # a missing clause cites its article (`term_law`), the rest is only our reminder
    says="Contract {subject} ({value:money}): {concerns:phrases}[; used {used_bp:rate}, {used_amount:money}][; it ends "
    "on {ends_on:day}]; plan the next order or change it in time.",
    amount="used_amount",
    limits=("indexation.longer_than_months",),
)
@when_all(c.running << (m.kind == "running") & (m.speaks == "yes"))
def contract_runs_out():
    """A contract that is used up or ends before the next one is signed leaves the office without what it needs."""
