"""Absences with a story: who is away today, who stands in, and what is wrong with it (rules P01, P02, P03)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.demo.planting import Planted


@dataclass(frozen=True)
class Absence:
    """One request of leave, or one absence noted the same day; `kind` and `state` are the words of the contract."""

    id: str
    employee: str
    kind: str
    first_day: date
    last_day: date
    substitute: str = ""
    confirmed_on: date | None = None
    state: str = "approved"
    sent_on: date | None = None


def _nov(day: int) -> date:
    return date(2026, 11, day)


def _dec(day: int) -> date:
    return date(2026, 12, day)


STORIES = (
    # confirmed substitute, and a permit due while the holder is away
    Absence("WU/2026/1", "e016", "planned", _nov(16), _nov(27), "e017", _nov(10), "approved", _nov(9)),
    # ill, nobody named: the accepted scope of duties says who stands in
    Absence("WU/2026/2", "e031", "unplanned", _nov(18), _nov(25), sent_on=_nov(18)),
    # ill, nobody named and no scope of duties either
    Absence("WU/2026/3", "e056", "unplanned", _nov(17), _nov(26), sent_on=_nov(17)),
    # leave on demand, today only: exempt from P01
    Absence("WU/2026/4", "e052", "on_demand", _nov(20), _nov(20), sent_on=_nov(20)),
    # a circle: each stands in for the other
    Absence("WU/2026/5", "e038", "planned", _nov(17), _nov(24), "e039", _nov(9), "approved", _nov(6)),
    Absence("WU/2026/6", "e039", "planned", _nov(17), _nov(24), "e038", _nov(9), "approved", _nov(6)),
    # a chain: the substitute is away too, the third person works
    Absence("WU/2026/7", "e048", "planned", _nov(16), _nov(24), "e051", _nov(5), "approved", _nov(4)),
    Absence("WU/2026/8", "e051", "planned", _nov(19), _nov(30), "e045", _nov(12), "approved", _nov(10)),
    # the head's substitute has no power to sign decisions
    Absence("WU/2026/9", "e054", "planned", _nov(19), _nov(25), "e055", _nov(12), "approved", _nov(10)),
    # whoever made the factual check stands in for the treasurer who makes the formal one
    Absence("WU/2026/10", "e061", "planned", _nov(18), _nov(23), "e063", _nov(10), "approved", _nov(9)),
    # Christmas leave sent to the superior: the substitute has not answered for four working days
    Absence("WU/2026/11", "e019", "planned", _dec(21), _dec(23), "e020", None, "sent", _nov(16)),
    # the same, and no substitute chosen at all
    Absence("WU/2026/12", "e041", "planned", _dec(14), _dec(18), "", None, "sent", _nov(13)),
    # in order: confirmed before it was sent
    Absence("WU/2026/13", "e059", "planned", _dec(21), _dec(23), "e060", _nov(17), "sent", _nov(18)),
    # a draft obliges nobody
    Absence("WU/2026/14", "e033", "planned", _dec(7), _dec(11), "", None, "draft"),
)

PLANTED = (
    Planted("P01", "absences", "WU/2026/11", "warn", "sent, substitute has not confirmed"),
    Planted("P01", "absences", "WU/2026/12", "warn", "sent without a substitute"),
    Planted("P02", "absences", "WU/2026/1", "high", "WB.6740.158.2026 falls due before the return"),
    Planted("P02", "absences", "WU/2026/2", "high", "DR.7231.12.2026 falls due before the return"),
    Planted("P02", "absences", "WU/2026/3", "high", "OS.6131.88.2026 falls due, nobody stands in"),
    Planted("P03", "absences", "WU/2026/5", "high", "circle"),
    Planted("P03", "absences", "WU/2026/6", "high", "circle"),
    Planted("P03", "absences", "WU/2026/7", "high", "the substitute is away too"),
    Planted("P03", "absences", "WU/2026/9", "high", "no authority to sign"),
    Planted("P03", "absences", "WU/2026/10", "high", "factual check and formal check in one hand"),
)
