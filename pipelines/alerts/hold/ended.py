"""What was told and stands no longer: resolved only where the data say so, never because they are old or missing."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from pipelines.alerts.hold.decision import Decision
from pipelines.alerts.hold.freshness import BLIND
from pipelines.alerts.hold.notification_log import NotificationLog, Told
from pipelines.alerts.route import Notice
from pipelines.alerts.route.finding import Finding, Identity
from pipelines.alerts.route.run_view import RunView
from pipelines.contracts import nouns
from rules.severity import GRAVITY

OLD = BLIND - {"never"}  # a source that never came has told of nothing that could end


def ended(view: RunView, notices: tuple[Notice, ...], log: NotificationLog) -> list[Decision]:
    """A decision per finding and reader who was told of it and no longer would be."""
    open_now = {notice.finding.identity for notice in notices if notice.finding.status != "resolved"}
    spoken: set[tuple[Identity, str]] = set()
    gravest: dict[tuple[str, str, str], int] = {}
    leaving: dict[Identity, set[str]] = {}
    for notice in notices:
        finding = notice.finding
        if finding.status == "resolved":
            leaving.setdefault(finding.identity, set()).add(notice.to)
            continue
        if not finding.inhibited_by:
            spoken.add((finding.identity, notice.to))
            about = (finding.noun, finding.subject, notice.to)
            gravest[about] = max(gravest.get(about, 0), finding.gravity)

    ended = _Ended(view, log, open_now, leaving)
    decisions: list[Decision] = []
    for (identity, to), told in log.told.items():
        if (identity, to) in spoken or to not in view.people:
            continue
        overtaken = gravest.get((*identity[1:], to), 0) >= GRAVITY[told.severity]
        reason, why = ("overtaken", "") if overtaken else ended.word(identity, to, told)
        if (identity, to, reason) not in log.said:
            finding = Finding(*identity, told.severity, "resolved", told.sentence)
            decisions.append(Decision(Notice(finding, to, told.instead_of), reason, why=why))
    return decisions


@dataclass(frozen=True)
class _Ended:
    """What was told to somebody to whom no run tells it any more, and why not."""

    view: RunView
    log: NotificationLog
    open_now: Set[Identity]
    leaving: Mapping[Identity, set[str]]  # what ended with this run: whom it concerned

    def word(self, identity: Identity, to: str, told: Told) -> tuple[str, str]:
        """The word, and what it rests on."""
        if self._is_with_others(identity, to):
            return "handed over", ""
        if to in self.view.away:
            return "absent", ""
        if identity in self.open_now:
            return "moved" if told.step and not self._stood_in(told) else "handed over", ""
        if self._has_come(identity) or not self._concerns(identity, to, told):
            return "handed over", ""
        return self._over(identity)

    def _is_with_others(self, identity: Identity, to: str) -> bool:
        """Whether it was handed over before, and has not come back by its end."""
        last = self.log.last.get((identity, to))
        return last is not None and last.reason == "handed over" and to not in self.leaving.get(identity, ())

    def _has_come(self, identity: Identity) -> bool:
        """Whether it ended because what it warned of has come: no good news, and told to those whom that concerns."""
        rule, noun, subject = identity
        return any((outcome, noun, subject) in self.open_now for outcome in self.view.foretells.get(rule, ()))

    def _concerns(self, identity: Identity, to: str, told: Told) -> bool:
        """Whether its end concerns one who was told of it: by the run in which it ended, else by whose it was."""
        readers = self.leaving.get(identity)
        if readers is not None and to in readers:
            return True
        return not self._stood_in(told) and (readers is None or bool(told.step))

    def _stood_in(self, told: Told) -> bool:
        """Whether it was told in the place of somebody who is here again."""
        return bool(told.instead_of) and told.instead_of not in self.view.away

    def _over(self, identity: Identity) -> tuple[str, str]:
        _, noun, subject = identity
        if (noun, subject) in self.view.vanished:
            return "vanished", ""
        if blind := [f.feed for f in self.view.feeds if f.state in OLD and _tells_of(f.noun, noun)]:
            return "data stale", ", ".join(blind)
        return "resolved", ""


def _tells_of(source: str, noun: str) -> bool:
    return source == noun or (noun in nouns() and source in nouns()[noun].model.told_by)
