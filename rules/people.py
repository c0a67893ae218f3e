"""People: work does not wait because somebody is away.

An `absence` is one approved absence in force; a `duty` is one open case, document or invoice the absent person holds.

    return_day   the first working day after the absence
    due_day      the day the thing is due

A `leave` is an absence asked for or granted that has not ended.

    absence_kind        planned, unplanned or on_demand
    somebody_confirmed  yes when the substitute did, or it was granted and the accepted scope of duties names somebody

A `stand_in` is one thing that a granted absence asks of the substitute, a `hurdle` one that a person cannot do.

    asks, fails       present, authority, other than <employee>, check of <invoice>
    from_day, to_day  when it is asked, and when it cannot be done
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
    says="{employee_name}: away until {last_day:day}; {due_meanwhile:deadlines} in that time"
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
def absent_owner_has_items():
    """Somebody is away and holds things with a deadline."""


@rule(
    id="P01",
    noun="absences",
    docket="leave",
    about="leave",
    severity="warn",
    to=("employee", "superior"),
    law=(),
    says="{employee_name}: leave from {first_day:day} to {last_day:day} without a confirmed substitute "
    "({fault:phrases})[; no answer in time: {superior_name} names the substitute].",
)
@when_all(
    c.leave << (m.kind == "leave") & (m.absence_kind == "planned") & (m.somebody_confirmed == "no"),
)
def leave_without_confirmed_substitute():
    """Planned leave reaches the superior once the substitute has confirmed, not before."""


@rule(
    id="P03",
    noun="absences",
    docket="substitution",
    about="absence",
    severity="high",
    to=("manager", "secretary"),
    law=("KPA art. 268a", "u.s.g. art. 39 ust. 2", "UFP art. 53 ust. 2, art. 54"),
    says="{employee_name}, away from {first_day:day} to {last_day:day}: {substitute_name} cannot stand in "
    "({words:phrases}).",
)
@when_all(
    c.absence << (m.kind == "stand_in"),
    c.hurdle << (m.kind == "hurdle")
    & (m.fails == c.absence.asks)
    & (m.from_day <= c.absence.to_day)
    & (m.to_day >= c.absence.from_day),
)
def substitute_unfit():
    """Whoever should stand in cannot: away too, a circle, no power to sign, or both checks of one invoice."""
