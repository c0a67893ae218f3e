"""What the town owes: past due at a quarter's end, late interest in a year, and the relations a budget must keep.

A `past_due` is an invoice that was not paid by the end of the last quarter although its term had passed.

    past_due          yes while it is owed, and until the quarter's report is due
    time_barred       yes when the claim has lapsed (KC art. 118)
    must_be_known, payments_known   the end of the quarter and the day up to which payments are loaded
    confirmed         no where no source tells of payments, so that nobody knows whether it was paid

A `late_interest` is a unit with invoices paid late this year.

    interest_gr   grosze, what the delay costs by law
    minimum_gr    the amount below which there is no breach of discipline; empty if not known

A `relation` is one of articles 242 and 243.

    used_gr, allowed_gr   grosze; empty where a figure is missing
    standing              what an excess means: forecast, lawful (it may be left in that year), not_known, broken
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="B06",
    noun="invoices",
    docket="debt",
    about="past_due",
    severity="warn",
    escalates={"critical": m.confirmed == "yes"},
    to=("treasurer",),
    law=("uondfp art. 16", "rozporządzenie o sprawozdawczości budżetowej zał. 38 § 8"),
    says="Invoice {number}: past due on {period_end:day} (due {due_on:day}), {owed:money} not paid; it belongs into "
    "the reports of the quarter.",
    says_at={
        "warn": "Invoice {number}: due {due_on:day}, by our data {owed:money} not paid on {period_end:day}, and no "
        "source tells of payments; check it before the reports of the quarter."
    },
    amount="owed",
    limits=("time_bar.business_years", "time_bar.years"),
)
@when_all(
    c.past_due << (m.kind == "past_due")
    & (m.past_due == "yes")
    & (m.time_barred == "no")
    & (m.payments_known >= m.must_be_known)
)
def liabilities_past_due():
    """An undisputed debt whose term had passed before the end of the quarter has to be reported as past due."""


@rule(
    id="B07",
    noun="units",
    docket="debt",
    about="late_interest",
    severity="high",
    pages_only=True,
    timeless="interest accrued against a yearly amount",
    to=("treasurer", "unit head"),
    law=("uondfp art. 16", "uondfp art. 26"),
    says="{unit_name}: by law interest of {interest:money} has accrued on invoices paid late this year, above the "
    "minimum amount of {minimum:money}; find out what sellers asked for and what was paid.",
    amount="interest",
    limits=("discipline.minimum_amount",),
)
@when_all(c.late_interest << (m.kind == "late_interest") & (m.interest_gr > m.minimum_gr))
def interest_over_minimum():
    """Interest for late payment adds up; above the minimum amount it is worth a look at how invoices travel."""


@rule(
    id="B08",
    noun="budget",
    docket="relation",
    about="relation",
    severity="info",
    escalates={"warn": m.standing == "not_known", "critical": m.standing == "broken"},
    to=("treasurer", "mayor"),
    law=("UFP art. 242", "UFP art. 243"),
    basis="cited",
    says="UFP {article}, {year} ({basis:phrases}): [at the pace of the year so far {paced_amount:money}]"
    "[{left_amount:money}] against {allowed_amount:money} allowed, {over_amount:money} too much"
    "[; it may be left ({relief_article}): {relief_kind:phrases}: {carried_amount:money} against "
    "{bearable_amount:money}].",
    says_at={
        "warn": "UFP {article}, {year} ({basis:phrases}): {used_amount:money} against {allowed_amount:money} "
        "allowed, {over_amount:money} too much; check {relief_article}: {relief_kind:phrases}, which our data do not "
        "say.",
        "critical": "UFP {article}, {year} ({basis:phrases}): {used_amount:money} against {allowed_amount:money} "
        "allowed, {over_amount:money} too much[ ({used_bp:rate} against {allowed_bp:rate})].",
    },
    amount="over_amount",
    limits=("debt_ratio.years", "debt_ratio.debt_within", "budget.excess_made_up", "B04.capital_prefixes"),
)
@when_all(c.relation << (m.kind == "relation") & (m.used_gr > m.allowed_gr))
def debt_and_balance_relations():
    """Current spending stays within current income, and debt service within what earlier years can bear."""
