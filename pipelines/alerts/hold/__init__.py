"""What is said and what is not: every decision is a word, so that letters, log and tests speak alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, partial

from pipelines.alerts.hold.decision import SPOKEN, Decision
from pipelines.alerts.hold.delivery_window import DeliveryWindow
from pipelines.alerts.hold.ended import ended
from pipelines.alerts.hold.notification_log import NotificationLog, Told
from pipelines.alerts.route import Notice
from pipelines.alerts.route.finding import Finding
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
    waits = cache(partial(_waits, view, log, window))  # many findings, few readers
    return [_held(decision, waits) for decision in decisions]


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
    if reason == "escalated" and _known_and_still(finding, log):
        return Decision(notice, "repeat" if (finding.identity, notice.to) in log.told else "known")
    return Decision(notice, "repeat" if (finding.identity, notice.to, reason) in log.said else reason)


def _known_and_still(finding: Finding, log: NotificationLog) -> bool:
    """Whether it stands as it did when letters began: that it has stood unmoved for days is no news to anybody."""
    told = log.known.get(finding.identity)
    if told is None or (finding.unmoved_since is not None and finding.unmoved_since > told.day):
        return False
    return finding.gravity <= GRAVITY[told.severity]


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


def _held(decision: Decision, waits: Callable[[str, bool], tuple[str, datetime | None]]) -> Decision:
    """The decision with the word why it waits, where it is to be said and may not leave yet."""
    if decision.reason not in SPOKEN:
        return decision
    grave = decision.notice.finding.gravity >= GRAVITY["high"] and decision.reason not in ("resolved", "vanished")
    held, not_before = waits(decision.notice.to, grave)
    return replace(decision, held=held, not_before=not_before) if held else decision


def _waits(
    view: RunView, log: NotificationLog, window: DeliveryWindow, reader: str, grave: bool
) -> tuple[str, datetime | None]:
    """Why something grave, or not, may not leave to a reader yet, empty where it may; and when it leaves by itself."""
    if window.closed:
        return window.closed, None
    wish = view.wish(reader)
    if wish.digest == "weekly" and not grave and window.this_week(log.last_letter.get(reader)):
        return "weekly digest", None
    leaves_at = window.leaves_at(wish.quiet)
    return ("", None) if leaves_at is None else ("quiet hours", leaves_at)


def words_of(decisions: Iterable[Decision]) -> Mapping[str, int]:
    """How many decisions of each word."""
    counts: dict[str, int] = {}
    for decision in decisions:
        counts[decision.word] = counts.get(decision.word, 0) + 1
    return dict(sorted(counts.items()))
