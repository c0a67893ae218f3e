"""The budget: nothing is spent or promised above the plan in force that day.

A `line` is one paragraf of one unit's spending plan of the running year, its tasks added up; of the year before, too,
while its books are open.

    plan_gr, executed_gr, committed_gr   grosze
    art256, committed_by_court           yes when payments ordered, or debts imposed, by a court explain the overrun
    unit_over_gr, unit_over_committed_gr   the unit's overruns of the year, added up
    minimum_gr                           the amount below which there is no breach of discipline; empty if not known
    clearing                             yes for a clearing paragraph, which never has a plan (B11 speaks of it)
    lapses                               yes for capital money that may lapse with the year: see lines.sql
    paced, margin_bp, ahead_bp           yes where a pace says something; points ahead of it, and how many are too many
    committed_bp, all_committed_bp       share of the plan committed, and from which share on it is as good as all
    used_bp, half_bp                     share of the plan executed, and the share below which that is little

A `code` is one line of any year as the books write it.

    standing                             wrong: its paragraf has ended, or was not cleared in time
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="B01",
    noun="budget",
    docket="budget_line",
    about="line",
    severity="high",
    inhibits=("B03",),
    escalates={"critical": (m.art256 == "no") & (m.unit_over_gr > m.minimum_gr)},
    timeless="executed against the plan",
    to=("treasurer", "unit head"),
    law=("UFP art. 52 ust. 1 pkt 2", "UFP art. 254 pkt 3", "uondfp art. 11"),
    says="{codes}, {unit_name}: executed above the plan[ of {closing_year}] by {over_amount:money}; [covered by the "
    "change of {covered_on:day}][{uncovered:phrases}].",
    amount="over_amount",
    limits=(
        "discipline.minimum_amount",
        "classification.clearing_paragraphs",
        "budget.draft_before",
        "books.closed_within",
    ),
)
@when_all(c.line << (m.kind == "line") & (m.clearing == "no") & (m.executed_gr > m.plan_gr))
def plan_exceeded():
    """More was spent than the plan in force that day allows."""


@rule(
    id="B02",
    noun="budget",
    docket="budget_line",
    about="line",
    severity="high",
    escalates={"critical": (m.committed_by_court == "no") & (m.unit_over_committed_gr > m.minimum_gr)},
    timeless="committed against the plan",
    to=("treasurer", "contract owner"),
    law=("UFP art. 46", "UFP art. 261", "uondfp art. 15 i 18b"),
    says="{codes}, {unit_name}: commitments of {year} above the plan by {over_committed:money}"
    "[; covered by the change of {commitment_covered_on:day}].",
    amount="over_committed",
    limits=(
        "discipline.minimum_amount",
        "classification.clearing_paragraphs",
        "budget.draft_before",
        "books.closed_within",
    ),
)
@when_all(c.line << (m.kind == "line") & (m.clearing == "no") & (m.committed_gr > m.plan_gr))
def commitment_over_plan():
    """More was promised for this year than the plan allows."""


@rule(
    id="B03",
    noun="budget",
    docket="budget_line",
    about="line",
    severity="warn",
    escalates={"high": m.committed_bp >= m.all_committed_bp},
    foretells={"B01": ("high", "critical")},
    pages_only=True,
    to=("treasurer", "unit head"),
    law=("UFP art. 254", "UFP art. 249 ust. 6"),
    says="{codes}, {unit_name}: {used_bp:percent} of the plan used, {expected_bp:percent} expected by now[; "
    "{committed_bp:percent} committed].",
)
@when_all(c.line << (m.kind == "line") & (m.paced == "yes") & (m.margin_bp >= m.ahead_bp))
def burn_rate():
    """A line is used faster than its schedule, last year, or the days of the year that have passed."""


@rule(
    id="B04",
    noun="budget",
    docket="budget_line",
    about="line",
    severity="warn",
    to=("treasurer", "unit head"),
    law=("UFP art. 263",),
    says="{codes}, {unit_name}: {used_bp:percent} of the capital plan executed, [contract until {contract_ends:day}]"
    "[{no_contract:phrases}]; unless listed under art. 263 {lapsing:money} lapse on {lapses_on:day}, listed until "
    "{listed_until:day}.",
    amount="lapsing",
)
@when_all(c.line << (m.kind == "line") & (m.lapses == "yes") & (m.used_bp < m.half_bp))
def capital_lagging():
    """Capital money that is not spent by the end of the year is lost unless the council lists it."""


@rule(
    id="B11",
    noun="budget",
    docket="classification",
    about="code",
    severity="high",
    to=("accountant",),
    law=("UFP art. 39",),
    says="{codes}, {unit_name}: [paragraf {ended} is no longer in the classification of {year}; instead: {instead}]"
    "[{left_over:money} of {since:day} left on a clearing paragraph, to be cleared by {until:day}].",
    amount="left_over",
    limits=(
        "classification.clearing_paragraphs",
        "classification.ended_from_year",
        "classification.ended_paragraphs",
        "books.closed_within",
    ),
)
@when_all(c.code << (m.kind == "code") & (m.standing == "wrong"))
def classification_wrong_for_year():
    """A code that has ended, or money left on a clearing paragraph after the period in which it had to be cleared."""
