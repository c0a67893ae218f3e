"""What is said and what is not: every decision is a word, so that letters, ledger and tests speak alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipelines.alerts.decision import SPOKEN, Decision
from pipelines.alerts.doors import Doors
from pipelines.alerts.edition import Edition
from pipelines.alerts.gone import gone
from pipelines.alerts.memory import Ledger, Told
from pipelines.alerts.route import Notice
from pipelines.gravity import GRAVITY

PAGES_ONLY = frozenset({"B03", "B07", "C05", "D03"})  # shown on pages; nobody is written to about them
PAUSES = frozenset({"silenced", "acknowledged", "below threshold"})  # what is over is said again if it still stands


def hold(
    edition: Edition, notices: Iterable[Notice], ledger: Ledger, doors: Doors, more: Sequence[Decision] = ()
) -> list[Decision]:
    """A decision per notice, and per finding told before that is gone; `more` is to be said besides.

    What is held is not remembered as told: the next run that may say it does, if it is still so by then.
    """
    notices = tuple(notices)
    decisions = [_standing(edition, notice, ledger) for notice in notices if notice.finding.status != "resolved"]
    decisions += gone(edition, notices, ledger)
    decisions += more
    return [_held(edition, decision, ledger, doors) for decision in decisions]


def _standing(edition: Edition, notice: Notice, ledger: Ledger) -> Decision:
    """Why a finding that stands is said to this reader, or is not."""
    finding = notice.finding
    if finding.rule in PAGES_ONLY:
        return Decision(notice, "pages only")
    if finding.inhibited_by:
        return Decision(notice, "superseded", why=finding.inhibited_by)
    if act := edition.act("silence", finding):
        return Decision(notice, "silenced", why=act.why, act=act)
    if act := edition.act("acknowledge", finding):
        return Decision(notice, "acknowledged", why=act.why, act=act)
    threshold = edition.wish(notice.to).severity
    if threshold is not None and finding.gravity < GRAVITY[threshold]:
        return Decision(notice, "below threshold", why=threshold)
    reason = _news(edition, notice, ledger)
    return Decision(notice, "repeat" if (finding.identity, notice.to, reason) in ledger.said else reason)


def _news(edition: Edition, notice: Notice, ledger: Ledger) -> str:
    """What there is to say to this reader: new, worse, escalated, again; or repeat, which is nothing."""
    finding, key = notice.finding, (notice.finding.identity, notice.to)
    told = ledger.told.get(key)
    if told is None or _of_an_earlier_absence(edition, notice, told):
        return "escalated" if notice.from_below else "new"
    if finding.status == "worse" or finding.gravity > GRAVITY[told.severity]:
        return "worse"
    said_here = finding.unmoved_since is None or told.day >= finding.unmoved_since  # else those steps were of before
    if notice.climb.step > (told.step if said_here else 0):
        return "escalated"
    last = ledger.last.get(key)
    unsaid = last is not None and (last.reason in PAUSES or (last.reason == "again" and told.day < last.day))
    return "again" if unsaid else "repeat"


def _of_an_earlier_absence(edition: Edition, notice: Notice, told: Told) -> bool:
    """A stand-in who was told in an earlier absence starts afresh in this one."""
    absence = edition.away.get(notice.instead_of)
    return bool(absence and told.instead_of and told.day < absence.first_day)


def _held(edition: Edition, decision: Decision, ledger: Ledger, doors: Doors) -> Decision:
    """The decision with the word why it waits, where it is to be said and may not leave yet."""
    if decision.reason not in SPOKEN:
        return decision
    reader = decision.notice.to
    if doors.closed:
        return replace(decision, held=doors.closed)
    wish = edition.wish(reader)
    grave = decision.notice.finding.gravity >= GRAVITY["high"] and decision.reason not in ("resolved", "vanished")
    if wish.digest == "weekly" and not grave and doors.this_week(ledger.last_letter.get(reader)):
        return replace(decision, held="weekly digest")
    leaves_at = doors.leaves_at(wish.quiet)
    return decision if leaves_at is None else replace(decision, held="quiet hours", not_before=leaves_at)


def words_of(decisions: Iterable[Decision]) -> Mapping[str, int]:
    """How many decisions of each word."""
    counts: dict[str, int] = {}
    for decision in decisions:
        counts[decision.word] = counts.get(decision.word, 0) + 1
    return dict(sorted(counts.items()))
