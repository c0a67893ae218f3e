"""What is said and what is not: every decision is a word, so that letters, log and tests speak alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipelines.alerts.hold.decision import SPOKEN, Decision
from pipelines.alerts.hold.delivery_window import DeliveryWindow
from pipelines.alerts.hold.ended import ended
from pipelines.alerts.hold.notification_log import NotificationLog, Told
from pipelines.alerts.route import Notice
from pipelines.alerts.route.run_view import RunView
from rules.catalogue import PAGES_ONLY
from rules.severity import GRAVITY

PAUSES = frozenset({"silenced", "acknowledged", "below threshold"})  # what is over is said again if it still stands


def hold(
    view: RunView,
    notices: Iterable[Notice],
    log: NotificationLog,
    window: DeliveryWindow,
    more: Sequence[Decision] = (),
) -> list[Decision]:
    """A decision per notice, and per finding told before that is gone; `more` is to be said besides.

    What is held is not remembered as told: the next run that may say it does, if it is still so by then.
    """
    notices = tuple(notices)
    decisions = [_standing(view, notice, log) for notice in notices if notice.finding.status != "resolved"]
    decisions += ended(view, notices, log)
    decisions += more
    return [_held(view, decision, log, window) for decision in decisions]


def _standing(view: RunView, notice: Notice, log: NotificationLog) -> Decision:
    """Why a finding that stands is said to this reader, or is not."""
    finding = notice.finding
    if finding.rule in PAGES_ONLY:
        return Decision(notice, "pages only")
    if finding.inhibited_by:
        return Decision(notice, "superseded", why=finding.inhibited_by)
    if act := view.act("silence", finding):
        return Decision(notice, "silenced", why=act.why, act=act)
    if act := view.act("acknowledge", finding):
        return Decision(notice, "acknowledged", why=act.why, act=act)
    threshold = view.wish(notice.to).severity
    if threshold is not None and finding.gravity < GRAVITY[threshold]:
        return Decision(notice, "below threshold", why=threshold)
    reason = _news(view, notice, log)
    return Decision(notice, "repeat" if (finding.identity, notice.to, reason) in log.said else reason)


def _news(view: RunView, notice: Notice, log: NotificationLog) -> str:
    """What there is to say to this reader: new, worse, escalated, again; or repeat, which is nothing."""
    finding, key = notice.finding, (notice.finding.identity, notice.to)
    told = log.told.get(key)
    if told is None or _of_an_earlier_absence(view, notice, told):
        return "escalated" if notice.from_below else "new"
    if finding.status == "worse" or finding.gravity > GRAVITY[told.severity]:
        return "worse"
    said_here = finding.unmoved_since is None or told.day >= finding.unmoved_since  # else those steps were of before
    if notice.climb.step > (told.step if said_here else 0):
        return "escalated"
    last = log.last.get(key)
    unsaid = last is not None and (last.reason in PAUSES or (last.reason == "again" and told.day < last.day))
    return "again" if unsaid else "repeat"


def _of_an_earlier_absence(view: RunView, notice: Notice, told: Told) -> bool:
    """A stand-in who was told in an earlier absence starts afresh in this one."""
    absence = view.away.get(notice.instead_of)
    return bool(absence and told.instead_of and told.day < absence.first_day)


def _held(view: RunView, decision: Decision, log: NotificationLog, window: DeliveryWindow) -> Decision:
    """The decision with the word why it waits, where it is to be said and may not leave yet."""
    if decision.reason not in SPOKEN:
        return decision
    reader = decision.notice.to
    if window.closed:
        return replace(decision, held=window.closed)
    wish = view.wish(reader)
    grave = decision.notice.finding.gravity >= GRAVITY["high"] and decision.reason not in ("resolved", "vanished")
    if wish.digest == "weekly" and not grave and window.this_week(log.last_letter.get(reader)):
        return replace(decision, held="weekly digest")
    leaves_at = window.leaves_at(wish.quiet)
    return decision if leaves_at is None else replace(decision, held="quiet hours", not_before=leaves_at)


def words_of(decisions: Iterable[Decision]) -> Mapping[str, int]:
    """How many decisions of each word."""
    counts: dict[str, int] = {}
    for decision in decisions:
        counts[decision.word] = counts.get(decision.word, 0) + 1
    return dict(sorted(counts.items()))
