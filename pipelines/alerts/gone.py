"""What was told and stands no longer: resolved only where the data say so, never because they are old or missing."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.alerts.decision import Decision
from pipelines.alerts.edition import Edition, Finding
from pipelines.alerts.freshness import BLIND
from pipelines.alerts.memory import Ledger, Told
from pipelines.alerts.route import Notice
from pipelines.gravity import GRAVITY, Identity

# the sources that a noun's findings end by, besides its own
TOLD_BY: Mapping[str, frozenset[str]] = {
    "cases": frozenset({"case_events"}),
    "documents": frozenset({"case_events"}),
    "invoices": frozenset({"payments", "allocations"}),
    "budget": frozenset({"report_lines"}),
    "contracts": frozenset({"contract_lines"}),
}


OLD = BLIND - {"never"}  # a source that never came has told of nothing that could end


def gone(edition: Edition, notices: tuple[Notice, ...], ledger: Ledger) -> list[Decision]:
    """A decision per finding and reader who was told of it and no longer would be."""
    open_now: set[Identity] = set()
    spoken: set[tuple[Identity, str]] = set()
    gravest: dict[tuple[str, str, str], int] = {}
    leaving: dict[Identity, set[str]] = {}
    for notice in notices:
        finding = notice.finding
        if finding.status == "resolved":
            leaving.setdefault(finding.identity, set()).add(notice.to)
            continue
        open_now.add(finding.identity)
        if not finding.inhibited_by:
            spoken.add((finding.identity, notice.to))
            about = (finding.noun, finding.subject, notice.to)
            gravest[about] = max(gravest.get(about, -1), finding.gravity)

    decisions: list[Decision] = []
    for (identity, to), told in ledger.told.items():
        if (identity, to) in spoken or to not in edition.people:
            continue
        _, noun, subject = identity
        if gravest.get((noun, subject, to), -1) >= GRAVITY[told.severity]:
            reason, why = "overtaken", ""
        elif identity in open_now:
            reason, why = "moved" if told.step else "handed over", ""
        else:
            reason, why = _ended(edition, identity, to, told, leaving.get(identity))
        if (identity, to, reason) not in ledger.said:
            ended = Finding(*identity, told.severity, "resolved", told.sentence)
            decisions.append(Decision(Notice(ended, to, told.instead_of), reason, why=why))
    return decisions


def _ended(edition: Edition, identity: Identity, to: str, told: Told, readers: set[str] | None) -> tuple[str, str]:
    """The word for a finding that no run finds any more, and what it rests on."""
    _, noun, subject = identity
    if to in edition.away:
        return "absent", ""
    if not told.step and not _still_the_readers(edition, to, told, readers):
        return "handed over", ""
    if (noun, subject) in edition.vanished:
        return "vanished", ""
    if blind := [feed.feed for feed in edition.feeds if feed.state in OLD and _tells_of(feed.noun, noun)]:
        return "data stale", ", ".join(blind)
    return "resolved", ""


def _still_the_readers(edition: Edition, to: str, told: Told, readers: set[str] | None) -> bool:
    """Whether the end of a finding concerns the one who was told of it: by the run, else by whom it was told for."""
    if readers is not None:
        return to in readers
    return not told.instead_of or told.instead_of in edition.away


def _tells_of(source: str, noun: str) -> bool:
    return source == noun or source in TOLD_BY.get(noun, frozenset())
