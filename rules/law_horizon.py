"""The law's record: nobody counts beyond what it knows.

A `record` of the docket law is one table or number whose end is known.

    today                       the day judged for
    info_day, warn_day, high_day   from which day its end is said, and how gravely
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="D03",
    noun="law",
    docket="law",
    about="table",
    severity="info",
    escalates={"warn": m.today >= m.warn_day, "high": m.today >= m.high_day},
    pages_only=True,
    to=("data steward", "treasurer"),
    law=(),
    says="The law's record[, {words:phrases}][, {display}], ends on {last_on:day}; what lies after is not counted.",
    says_at={
        "info": "Our record of the law[, {words:phrases}][, {display}], reaches {last_on:day}; "
        "what comes after is not in it yet – look whether it has been announced."
    },
)
@when_all(c.table << (m.kind == "table") & (m.today >= m.info_day))
def legal_data_horizon():
    """A table that the rules need does not reach the days they speak of."""
