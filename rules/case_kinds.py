"""Cases whose kind has a rule of its own, because missing the term costs more than being late.

Of a `case` (see rules.cases) these rules read, besides its `due_day` and `today`:

    owned_by           the rule that owns the kind; what it says goes before C01 and C02
    owed               yes while the office still owes the act that counts (C08: dispatch, C12: forwarding), and on the
                       day of doing it late
    raw_due_day        the end of the law's own term before it is moved off a day off, whatever the register gives
    power_day          the last day of the power, moved off a day off
    order_day          the last day to answer an order to complete that stopped the clock
    act_working_days   days of work left to send the objection; 0 once an order to complete was not answered
    fine_days_left     days to the end of the term, after which every day may be fined; negative once it has passed
    days_left, working_days_left    to the day judged by; negative once it has passed
    act_soon, fine_soon, soon_days, soon_working_days, grave_days    how early to speak
"""

from collections.abc import Callable

from rules.cases import STOPS
from rules.engine.declare import Rule, c, m, rule, when_all

Declare = Callable[[Callable[..., None]], Rule]


def fined(id: str, *, to: tuple[str, ...], law: tuple[str, ...]) -> Declare:  # noqa: A002
    """One rule for building and for roads: a term each day of whose delay is fined. They differ in reader and law."""
    late = c.case << (m.kind == "case") & (m.owned_by == id) & (m.owed == "yes") & (m.fine_days_left <= m.fine_soon)
    declare = rule(
        id=id,
        noun="cases",
        docket="holder",
        about="case",
        severity="high",
        escalates={"critical": m.raw_due_day < m.today},
        inhibits=("C01", "C02"),
        foretells={id: ("critical",)},
        to=to,
        asks=STOPS,
        law=law,
        due=("fine_from_on", "fine_from_on"),
        basis="term_law",
        says="{subject}: [{days_to_end:days} to the end of the term][{ends_today:phrases}]; decide by {due_on:day}"
        "[ – {last_chance:phrases}][; moved off days off the term ends on {moved_to:day}, but the fine may be counted "
        "without that move][; counted without its first day the term ends on {other_end_on:day}, but the fine may be "
        "counted with it].",
        says_at={
            "critical": "{subject}: [{days_past_term:days} late][decide by {still_on:day}][decided on {kept_on:day}]; "
            "possible fine: {fine:money}[; counted without moving the end of the term off days off, to {moved_to:day}]"
            "[; counted with the first day of the new run, without which the term ends on {other_end_on:day}]"
            "[; counted to {fined_through:day}: whether it grows since then, no text says]."
        },
        amount="fine",
    )
    return lambda function: declare(when_all(late)(function))


def answered(id: str, *, to: tuple[str, ...], asks: tuple[str, ...], law: tuple[str, ...]) -> Declare:  # noqa: A002
    """One rule for information and for complaints: an answer with a term of its own, which only a notice prolongs."""
    open_still = c.case << (m.kind == "case") & (m.owned_by == id) & (m.owed == "yes")
    declare = rule(
        id=id,
        noun="cases",
        docket="holder",
        about="case",
        severity="warn",
        escalates={"critical": m.due_day < m.today},
        inhibits=("C01", "C02", "C03", "C04"),  # C05 says nothing where the procedure has no remedy against delay
        foretells={id: ("critical",)},
        to=to,
        asks=asks,
        law=law,
        basis="term_law",
        says="{subject}: answer by {due_on:day}; {working_days_left:left}[ – or tell the reasons and the new date by "
        "then ({may_prolong})][; {told_beyond_on:day} was given {to_whom:phrases}, which the law does not allow].",
        says_at={"critical": "{subject}: {days_late:days} past the term to answer ({due_on:day}); answer today."},
    )
    return lambda function: declare(when_all(open_still & (m.working_days_left <= m.soon_working_days))(function))


@rule(
    id="C08",
    noun="cases",
    docket="holder",
    about="case",
    severity="info",
    escalates={"high": m.order_day < m.today, "critical": m.power_day >= m.today},
    inhibits=("C01", "C02", "C03", "C05", "C07", "C14"),
    foretells={"C08": ("info",)},
    to=("officer", "manager"),
    asks=STOPS,
    law=("KPA art. 122a-122d", "Prawo budowlane art. 30 ust. 5c, 5d, 6a"),
    due=("power_until", "raw_due_on"),
    basis="term_law",
    says="{subject}: [the term to object passed on {objection_by:day}; from {lost_on:day} the office can no longer "
    "object][the term to rule passed on {ruling_by:day}; from {lost_on:day} the matter counts as settled in silence].",
    says_at={
        "high": "{subject}: the order to complete ended on {answer_by:day} without an answer; the office has to "
        "object.",
        "critical": "{subject}: [an objection must be sent by {objection_by:day}; then the office loses the right to "
        "it][a ruling must be sent by {ruling_by:day}; then the matter counts as settled in silence] (sending counts, "
        "not signing).",
    },
)
@when_all(c.case << (m.kind == "case") & (m.owned_by == "C08") & (m.owed == "yes") & (m.act_working_days <= m.act_soon))
def tacit_consent_risk():
    """The office is about to lose the power to object: dispatch counts, and a day off does not prolong the safe day."""


@fined(
    "C09",
    to=("officer", "manager", "secretary", "treasurer"),
    law=("Prawo budowlane art. 35 ust. 6-8", "u.p.z.p. art. 51 ust. 2-2c, art. 64"),
)
def daily_penalty_term():
    """Every day after the term of a permit or a zoning decision may be fined."""


@fined(
    "W03",
    to=("officer", "road manager", "manager"),
    law=("u.d.p. art. 39 ust. 3b, 3d", "u.d.p. art. 40 ust. 2b"),
)
def road_decision_penalty():
    """Every day after the term of a decision on the road lane may be fined."""


@answered("C10", to=("officer", "manager"), asks=("fee_notice", "extended"), law=("u.d.i.p. art. 13 ust. 1-2",))
def public_information_due():
    """Public information is given within fourteen days; told in time, within two months of the request."""


@answered(
    "C11",
    to=("officer", "secretary"),
    asks=("extended",),
    law=("KPA art. 237 § 1-2, 244", "ustawa o petycjach art. 10"),
)
def complaint_or_petition_due():
    """A complaint, a motion, a petition or an interpellation is answered in its own term."""


@rule(
    id="C12",
    noun="cases",
    docket="holder",
    about="case",
    severity="warn",
    escalates={"critical": m.days_left <= m.grave_days},
    inhibits=("C01", "C02"),
    to=("officer", "registry"),
    asks=("forwarded",),
    law=(
        "KPA art. 37 § 4, 106 § 3, 133, 217 § 3, 231, 243",
        "Ordynacja podatkowa art. 227 § 1",
        "ustawa o petycjach art. 6",
        "p.p.s.a. art. 54 § 2, 55",
        "u.d.i.p. art. 21",
    ),
    basis="term_law",
    says="{subject}: {task:phrases} (received {opened_on:day}): do it by {due_on:day} at the latest"
    "[, {unless:phrases}].",
    says_at={
        "critical": "{subject}: {task:phrases} (received {opened_on:day}): [do it by {act_by_on:day} at the latest]"
        "[do it today, the last day was {act_missed_on:day}][done today, the last day was {act_late_on:day}]"
        "[, {unless:phrases}][; {court_may:phrases}]."
    },
    needs=("forwarded",),
)
@when_all(c.case << (m.kind == "case") & (m.owned_by == "C12") & (m.owed == "yes") & (m.days_left <= m.soon_days))
def forwarding_due():
    """What another authority has to settle is passed on with the files in a few days."""
