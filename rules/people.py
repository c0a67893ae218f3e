"""People: work does not wait because somebody is away.

An `absence` is one approved absence in force; a `duty` is one open case, document or invoice the absent person holds.

    return_day   the first working day after the absence
    due_day      the day the thing is due
"""

from rules.engine.declare import c, m, rule, when_all


@rule(
    id="P02",
    noun="absences",
    docket="holder",
    about="absence",
    severity="info",
    escalates={"high": {"duty": m.due_day <= c.absence.return_day}},
    to=("substitute", "manager"),
    law=("KPA art. 35",),
    says="{employee_name}: away until {last_day:day}; deadlines fall in that time ({due_meanwhile})"
    "[; stood in for by {substitute_name}][; {nobody:phrases}].",
    says_at={
        "info": "{employee_name}: away until {last_day:day}; no deadline falls in that time, later ones: {due_later}"
        "[; stood in for by {substitute_name}][; {nobody:phrases}]."
    },
)
@when_all(
    c.absence << (m.kind == "absence"),
    c.duty << (m.kind == "duty"),
)
def absent_owner_has_items(c):
    """Somebody is away and holds things with a deadline."""
