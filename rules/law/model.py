"""The shapes of the law's record: every number is dated and says where it was read and how far that can be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

Value = int | Decimal | Fraction | bool | str | tuple[str, ...]
Names = Mapping[str, str]  # language -> display name

TERM_UNITS = ("day", "working_day", "week", "month", "year")
UNITS = (
    *TERM_UNITS,
    "hour",
    "money",
    "percent",
    "count",
    "flag",
    "share",
    "code",
    "dates",
    "month_day",
    "metre",
    "pattern",
)
TERM_WORDS: Mapping[str, frozenset[str]] = {
    "of": frozenset(["office", "party"]),
    "effect": frozenset(["inaction", "fine", "tacit_consent", "objection_lost", "court_fine"]),
    "clock": frozenset(["stop", "restart"]),
    "alert_on": frozenset(["raw", "rolled"]),
}
CONVENTION = "convention"
STATUSES = ("verified", "verified to 2024", "secondary", "knowledge", CONVENTION, "town")


def display(names: Names, language: str) -> str:
    """A name in the language asked for, else in English, else in whatever the record has."""
    return names.get(language) or names.get("en") or next(iter(names.values()))


class LawError(ValueError):
    """The law's record is wrong, or does not reach what was asked of it; the message says which file or year."""


@dataclass(frozen=True, kw_only=True)
class Dated:
    """What every number of the record carries. `valid_to` is the last day, None while no end is known."""

    valid_from: date
    valid_to: date | None = None
    source: str = ""
    status: str = ""
    act: str | None = None  # an id of acts.yaml
    law: str = ""  # the article as a reader cites it: "KPA art. 35 § 3"
    reviewed_on: date | None = None  # when somebody last looked: of the row itself, else of its file
    unconfirmed: str = ""  # what nobody could confirm when it was last looked at, and why

    def holds_on(self, day: date) -> bool:
        """Whether this is the version in force that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, kw_only=True)
class Act:
    """A statute or regulation; nothing that rests on it can be older than `in_force`.

    `text` is what was read for its numbers, `newest` the newest consolidated text and `eli` its address; an act without
    an address says in `no_eli` why.
    """

    id: str
    name: Names
    in_force: date
    text: str
    newest: str = ""
    eli: str = ""
    no_eli: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Parameter(Dated):
    """One version of a named number, such as `payments.max_term_days`."""

    name: str
    value: Value
    unit: str
    display: Names

    @property
    def convention(self) -> bool:
        """Whether it is a habit of the product, which a town may change; all else is the law and stands."""
        return self.status == CONVENTION

    @property
    def whole(self) -> int | None:
        """The integer that facts and SQL use: grosze for money, basis points for percent; None where there is none."""
        if self.unit in ("money", "percent") and isinstance(self.value, Decimal):
            return int(self.value.scaleb(2))
        return int(self.value) if isinstance(self.value, int) else None


@dataclass(frozen=True, kw_only=True)
class Service:
    """How what a party may appeal is served, and when it is final: terms by their id, articles as a reader cites."""

    by_post: str  # a letter that nobody collects counts as served at the end of this term
    in_box: str  # one in the box of electronic delivery: on the day after this term
    final_by: str
    waived_by: str | None = None  # where all parties may waive the appeal
    moved_by: str | None = None  # the last day of the appeal moves off days off


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """A family of terms: which stops count, which move the delay notice too, and the notice's legal basis."""

    id: str
    name: Names
    notice: str | None
    stops: tuple[str, ...]
    notice_stops: tuple[str, ...]
    source: str
    status: str
    remedy: str | None = None  # what the parties may do about a delay, as a phrase
    remedy_told: bool = True  # whether the notice has to tell them so
    discontinued_by: str | None = None  # the article by which a decision ends a withdrawn request; None: none is needed
    audience: str = "parties"  # who is told of a delay: parties, applicant, petitioner, filer or person
    after_call: str | None = None  # what follows a call to complete that ran out, as a phrase; None: the usual
    halted_by: str | None = None  # the article by which a suspension stops the term
    appeal: str | None = None  # the term of a party's appeal against what the office decides; None: there is none
    service: Service | None = None  # of a procedure of the parties: what is served, and final, how
    # an article a rule cites -> what holds here; "": nothing
    instead: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, kw_only=True)
class Extension:
    """How far a term may be prolonged: n units from the filing or from the term's own end."""

    n: int
    unit: str
    since: str  # filing | term_end


@dataclass(frozen=True, kw_only=True)
class Standstill:
    """Days on which a term does not run: it does not start, a started one is broken and begins anew after them."""

    first: date
    last: date
    law: str


@dataclass(frozen=True, kw_only=True)
class Longest:
    """A suspension lasts n units from the filing at most."""

    n: int
    unit: str
    law: str


@dataclass(frozen=True, kw_only=True)
class Demand:
    """The fine is imposed only on a demand of the applicant, made within n units of the service of the decision."""

    n: int
    unit: str
    law: str


@dataclass(frozen=True, kw_only=True)
class Term(Dated):
    """One version of a statutory term. `n` None: at once, without a number (nothing is computed)."""

    id: str
    name: Names
    n: int | None
    unit: str
    procedure: str
    of: str = "office"  # office | party: a party's term is no case kind
    effect: str = "inaction"  # inaction | fine | tacit_consent | objection_lost | court_fine: what a missed term means
    tacit: bool = False
    clock: str = "stop"  # stop: time is left out | restart: completion begins the term anew
    alert_on: str = "rolled"  # raw | rolled: the end the office is warned of
    penalty_per_day: int | None = None
    demand: Demand | None = None
    standstill: Standstill | None = None
    suspended_at_most: Longest | None = None
    extension: Extension | None = None
    rule: str | None = None  # the rule of the catalogue that owns this kind; None: C01 and C02
    self_review: bool = False  # a new decision of the office itself ends the duty
    decision: bool = True  # false: it ends without a decision, whatever its procedure says
    appeal: str | None = None  # where it is not that of the procedure; "": there is none
    after_term: bool = False  # owed only where the term of the case it is about had passed
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Rate(Dated):
    """Yearly interest in basis points; `health_bp` against a health body, None where the series knows none."""

    series: str  # commercial | civil | tax_arrears
    reference_bp: int
    rate_bp: int
    health_bp: int | None = None


@dataclass(frozen=True, kw_only=True)
class Band(Dated):
    """Flat compensation in euro for debts from this amount up to the next band."""

    amount_from: Decimal
    eur: int


@dataclass(frozen=True, kw_only=True)
class Seller:
    """What the kind of a seller decides: whether the cap binds, which interest runs, whether compensation is owed."""

    id: str
    capped: bool
    interest: str | None
    compensation: bool
    law: str


@dataclass(frozen=True, kw_only=True)
class Holiday(Dated):
    """A kind of day off and since when it is one."""

    id: str
    name: Names


@dataclass(frozen=True, kw_only=True)
class Report(Dated):
    """A report due on `day` of a month after its period; `numbers` are the periods of a year whose term is known."""

    report: str
    level: str
    day: int
    period: str  # month | quarter | year
    numbers: tuple[int, ...]
    months_after: int = 1
    to: str | None = None


@dataclass(frozen=True, kw_only=True)
class BudgetDay(Dated):
    """A day of the budget's year: fixed (month, day), monthly (day alone) or n units after an event."""

    id: str
    name: Names
    month: int | tuple[int, ...] | None = None  # several: a day of each of these months
    day: int | str | None = None  # "last": the month's last day
    year: int = 0  # relative to the budget year
    after: str | None = None
    n: int | None = None
    unit: str | None = None
    rolls: bool = False


@dataclass(frozen=True, kw_only=True)
class Convention:
    """How the jurisdiction counts: a word the code knows how to carry out, with its source."""

    value: str
    source: str
    status: str
