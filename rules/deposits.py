"""Deposits: what bidders and contractors left goes back in time, and a guarantee lasts as long as what it secures.

A `deposit` is one that the office still holds, with what has to be done about it next; what was done too late is said
on that day.

    soon          yes when its last day is so near, or past, that it is said
    due_day, today    its last day and the day judged for, as numbers of days
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="F04",
    noun="deposits",
    docket="deposit",
    about="deposit",
    severity="warn",
    escalates={"high": m.due_day < m.today},
    foretells={"F04": ("high",)},
    to=("contract owner", "accountant", "unit head"),
    law=("p.z.p. art. 98", "p.z.p. art. 452-453"),
    basis="term_law",
    says="Deposit {subject} ({value:money}): {task:phrases} ({owed:money}) by {due_on:day}; {days_left:left_days}.",
    says_at={
        "high": "Deposit {subject} ({value:money}): {task:phrases} ({owed:money}); the last day was {due_on:day}; "
        "do it, or enter the day it was done."
    },
    amount="owed",
    limits=(
        "deposits.wadium_days", "deposits.first_days", "deposits.kept_share", "deposits.rest_days",
        "deposits.renew_days",
    ),
)  # fmt: skip
@when_all(c.deposit << (m.kind == "deposit") & (m.soon == "yes"))
def deposit_to_return():
    """Money of others is kept no longer than the law allows, and a security must not end before the duty it secures."""
