"""When an invoice has to be paid: the day agreed, the statutory cap, and how sure the answer is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rules.law.book import InForce, Law
from rules.law.calendar import Calendar
from rules.law.steps import Step, basis, rolling, step


@dataclass(frozen=True, kw_only=True)
class Bill:
    """What an invoice says of its dates; None is unknown. `received_assumed`: nobody stated the day of receipt."""

    received_on: date | None = None
    received_assumed: bool = False
    issued_on: date | None = None
    performed_on: date | None = None
    acceptance_ended_on: date | None = None
    agreed_due_on: date | None = None
    due_dates: tuple[date, ...] = ()
    due_after_days: int | None = None
    due_after_event: str | None = None
    seller_kind: str | None = None  # business, public, person; None counts as business
    health: bool = False  # the debtor is a public health body


@dataclass(frozen=True, kw_only=True)
class Due:
    """The effective due day. `confidence`: stated (a date on the invoice), derived (counted from known days),
    assumed (counted from a day nobody stated), unknown (no day to count from; all dates None).
    """

    raw_due_on: date | None
    due_on: date | None
    confidence: str
    agreed: bool  # the parties agreed a term: without one no flat compensation is owed
    cap_on: date | None  # the last day the act allows; None where it does not bind
    over_cap: bool  # the agreed day lies after it
    split_unknown: bool  # several due dates before the cap, and no one knows which sum belongs to which
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class _Found:
    day: date | None
    confidence: str
    agreed: bool
    step: Step


def effective_due(law: Law, bill: Bill, days: Calendar) -> Due:
    """The day an invoice must be paid by, with every step that led there, by the law of its first known day."""
    dates = (bill.received_on, bill.performed_on, bill.issued_on, bill.agreed_due_on, *bill.due_dates)
    view = law.on(next((day for day in dates if day is not None), date.min))
    found, (cap, cap_steps) = _agreed(law, bill) or _no_term(view, bill), _cap(view, bill)
    raw, confidence, steps = found.day, found.confidence, [found.step]
    over = raw is not None and cap is not None and raw > cap
    if over:
        raw, steps = cap, [*steps, *cap_steps]
        from_assumed = bill.received_assumed and cap_steps[0].what == "cap_from_receipt"
        confidence = "assumed" if from_assumed else "derived"
    due = None if raw is None else days.roll(raw)
    return Due(
        raw_due_on=raw,
        due_on=due,
        confidence=confidence,
        agreed=found.agreed,
        cap_on=cap,
        over_cap=over,
        split_unknown=len(set(bill.due_dates)) > 1 and not (cap and found.day and found.day >= cap),
        steps=(*steps, *rolling(raw, due, days)),
    )


def _agreed(law: Law, bill: Bill) -> _Found | None:
    """A date on the invoice, the earliest of several, or a described term counted from its event."""
    stated = sorted({*bill.due_dates, *((bill.agreed_due_on,) if bill.agreed_due_on else ())})
    if stated:
        word = "several_dates" if len(stated) > 1 else "stated"
        return _Found(stated[0], "stated", True, step(word, on=stated[0], count=len(stated)))
    if bill.due_after_days is None:
        return None
    event = event_of(law, bill.due_after_event)
    known = {
        "received": bill.received_on,
        "issued": bill.issued_on,
        "performed": bill.performed_on,
        "accepted": bill.acceptance_ended_on,
    }
    base = known[event] if event else None
    sure = base is not None and not (event == "received" and bill.received_assumed)
    base = base or bill.received_on
    if base is None:
        return None
    said = step("described", days=bill.due_after_days, event=bill.due_after_event, base=base, sure=sure)
    return _Found(base + timedelta(days=bill.due_after_days), "derived" if sure else "assumed", True, said)


def event_of(law: Law, text: str | None) -> str | None:
    """What event the words of a described term name: received, issued, performed, accepted; None if none we know."""
    words = f" {(text or '').casefold()}"
    return next((event for event, stems in law.due_events.items() if any(f" {stem}" in words for stem in stems)), None)


def _no_term(view: InForce, bill: Bill) -> _Found:
    """No term was agreed: counted from performance, or, where its day is unknown, from receipt."""
    if "payments.no_term_days" not in view.parameters:
        return _Found(None, "unknown", False, step("no_day"))
    length = view.whole("payments.no_term_days")
    origin = basis(view.parameter("payments.no_term_days")).values
    performed = _test_end(view, bill) or bill.performed_on
    base = performed or bill.received_on
    if base is None:
        return _Found(None, "unknown", False, step("no_day"))
    said = step("no_term", days=length, base=base, performed=performed is not None, **origin)
    seller = view.law.sellers.get(bill.seller_kind) if bill.seller_kind else None
    binds = seller is None or seller.capped  # art. 6 binds in transactions of the act alone
    # a term agreed in words that nobody can count by is no absent term
    sure = performed is not None and binds and bill.due_after_event is None
    return _Found(base + timedelta(days=length), "derived" if sure else "assumed", False, said)


def _test_end(view: InForce, bill: Bill) -> date | None:
    """The end of the acceptance test, which cannot be longer than the act allows."""
    if bill.acceptance_ended_on is None or bill.performed_on is None:
        return bill.acceptance_ended_on
    return min(
        bill.acceptance_ended_on, bill.performed_on + timedelta(days=view.whole("payments.acceptance_test_max_days"))
    )


def _cap(view: InForce, bill: Bill) -> tuple[date | None, list[Step]]:
    """The last day the act allows, counted from delivery of the invoice, or from a later performance or test."""
    name = "payments.max_term_days_health" if bill.health else "payments.max_term_days"
    seller = view.law.sellers.get(bill.seller_kind or "business")
    if seller is None or not seller.capped or name not in view.parameters:
        return None, []
    bases = {
        "cap_from_receipt": bill.received_on,
        "cap_from_performance": bill.performed_on,
        "cap_from_test": _test_end(view, bill),
    }
    known = {word: day for word, day in bases.items() if day is not None}
    if not known:
        return None, []
    word = max(known, key=lambda key: known[key])
    cap = known[word] + timedelta(days=view.whole(name))
    origin = basis(view.parameter(name)).values
    return cap, [step(word, base=known[word], days=view.whole(name), on=cap, **origin)]
