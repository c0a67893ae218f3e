"""What is said and what is not: every decision is a word, so that letters, ledger and tests speak alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pipelines.alerts.edition import GRAVITY, Edition, Finding, Identity
from pipelines.alerts.ledger import Ledger, Told
from pipelines.alerts.route import Notice
from pipelines.statute import law_of
from pipelines.town import Town
from rules.law.calendar import calendar

SPOKEN = frozenset({"new", "worse", "resolved"})  # reasons to write a letter; the others only ride along in one
PAGES_ONLY = frozenset({"B03", "B07", "C05", "D03"})  # shown on pages; nobody is written to about them


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one notice.

    `reason` is new, worse or resolved, and is then said; or repeat (told already, only counted), superseded (a stronger
    rule speaks), pages only; and of what was told and stands no longer: overtaken (something as grave is open on the
    same subject) or handed over (no longer this reader's). `held` says why it waits, empty when it may leave.
    """

    notice: Notice
    reason: str
    held: str = ""

    @property
    def word(self) -> str:
        """The decision in a word."""
        return f"held: {self.held}" if self.held else self.reason


def hold(edition: Edition, notices: Iterable[Notice], ledger: Ledger, closed: str = "") -> list[Decision]:
    """A decision per notice, and per finding told before that is gone.

    `closed` says why nothing leaves today; what is held is not remembered as told, so the next open day says it.
    """
    notices = tuple(notices)
    standing = [notice for notice in notices if notice.finding.status != "resolved"]
    decisions = [Decision(notice, _reason(edition, notice, ledger)) for notice in standing]
    decisions += _gone(edition, notices, ledger)
    return [Decision(d.notice, d.reason, closed) if d.reason in SPOKEN and closed else d for d in decisions]


def _reason(edition: Edition, notice: Notice, ledger: Ledger) -> str:
    """Why a finding that stands is said to this reader, or is not."""
    finding = notice.finding
    if finding.rule in PAGES_ONLY:
        return "pages only"
    if finding.inhibited_by:
        return "superseded"
    told = ledger.told.get((finding.identity, notice.to))
    if told is None or _of_an_earlier_absence(edition, notice, told):
        reason = "new"
    elif finding.status == "worse" or finding.gravity > GRAVITY[told.severity]:
        reason = "worse"
    else:
        return "repeat"
    return "repeat" if (finding.identity, notice.to, reason) in ledger.said else reason


def _of_an_earlier_absence(edition: Edition, notice: Notice, told: Told) -> bool:
    """A stand-in who was told in an earlier absence starts afresh in this one."""
    absence = edition.away.get(notice.instead_of)
    return bool(absence and told.instead_of and told.day < absence.first_day)


def _gone(edition: Edition, notices: tuple[Notice, ...], ledger: Ledger) -> list[Decision]:
    """What was told and stands no longer: resolved, unless something as grave is still open on the same subject."""
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
            reason = "overtaken"
        elif identity in open_now or not _still_the_readers(edition, to, told, leaving.get(identity)):
            reason = "handed over"
        elif (identity, to, "resolved") in ledger.said:
            continue
        else:
            reason = "resolved"
        gone = Finding(*identity, told.severity, "resolved", told.sentence)
        decisions.append(Decision(Notice(gone, to, told.instead_of), reason))
    return decisions


def _still_the_readers(edition: Edition, to: str, told: Told, readers: set[str] | None) -> bool:
    """Whether the end of a finding concerns the one who was told of it: by the run, else by whom it was told for."""
    if readers is not None:
        return to in readers
    return not told.instead_of or told.instead_of in edition.away


def closed(town: Town, day: date) -> str:
    """Why no letter leaves on this day; empty when the office is open."""
    [today] = calendar(law_of(town), day, day, town.days_off)
    return "" if today.open else "not a working day"


def words_of(decisions: Iterable[Decision]) -> Mapping[str, int]:
    """How many decisions of each word."""
    counts: dict[str, int] = {}
    for decision in decisions:
        counts[decision.word] = counts.get(decision.word, 0) + 1
    return dict(sorted(counts.items()))
