"""A decision: what becomes of one notice, in a word, with what the word rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pipelines.acts.record import Act
from pipelines.alerts.route import Notice

# reasons to write a letter; the others only ride along in one
SPOKEN = frozenset({"new", "worse", "escalated", "again", "resolved", "vanished", "away"})
STANDING = ("new", "worse", "escalated", "again")  # those of findings that stand, each with a line of its own


@dataclass(frozen=True, slots=True)
class WhileAway:
    """What became of something while its owner was away: who was told in their place, and how it stands now.

    state: open, acknowledged, settled or gone; by: whoever acknowledged or settled it, or holds it now.
    """

    told: str
    told_on: date
    state: str
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one notice.

    `reason`, said: new, worse, escalated (unmoved for too long), again (a pause is over and it still stands), resolved,
    vanished (its subject is no longer in the data), away (what a substitute was told, for whoever returns).
    Not said: repeat (told already, only counted), known (it stands as when letters began), superseded (a stronger rule
    speaks), silenced, acknowledged, below threshold, pages only; and of what was told and stands no longer: overtaken
    (something as grave is open on the same subject), handed over (no longer this reader's: it is with somebody else,
    or what it warned of has come and is told to others), moved (escalation no longer brings it here), absent (the
    reader is away) or data stale (nobody knows whether it stands).
    `held` says why what is to be said waits, empty when it may leave; `not_before`: the moment it leaves by itself.
    """

    notice: Notice
    reason: str
    held: str = ""
    why: str = ""
    act: Act | None = None
    not_before: datetime | None = None
    while_away: WhileAway | None = None

    @property
    def word(self) -> str:
        """The decision in a word."""
        return f"held: {self.held}" if self.held else self.reason
