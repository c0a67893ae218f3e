"""What would go now: letters written on a copy of the notification log, so that nothing is sent, kept or published."""

from __future__ import annotations

import email
import email.policy
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from pipelines.alerts.deliver.notification_log import letters
from pipelines.alerts.hold import words_of
from pipelines.alerts.hold.decision import Decision
from pipelines.alerts.write import Letter
from pipelines.store.moments import stamp


@dataclass(frozen=True)
class Shown:
    """A letter that waits, as `letters` tells of it, with its bytes and what was decided about its reader in words.

    `goes`: it would leave at once; else it is held, put off, or can reach nobody.
    """

    about: Mapping[str, Any]
    goes: bool
    words: Mapping[str, int]
    message: bytes

    @property
    def text(self) -> str:
        """The plain text that its reader sees."""
        return self._part("plain")

    @property
    def page(self) -> str:
        """The HTML that its reader's program shows; empty where the letter has none."""
        return self._part("html")

    def _part(self, kind: str) -> str:
        message = email.message_from_bytes(self.message, policy=email.policy.default)
        body = message.get_body((kind,)) if isinstance(message, EmailMessage) else None
        return body.get_content() if body else ""


def waiting(
    copy: sqlite3.Connection, written: Sequence[Letter], decisions: Iterable[Decision], now: datetime
) -> list[Shown]:
    """The letters that wait after `written` were kept on `copy`: those of earlier runs too, by reader.

    Of those that can reach nobody only the ones just written.
    """
    messages = dict(copy.execute("select letter_id, message from letters where message is not null"))
    new = {letter.letter_id for letter in written}
    by_reader: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_reader.setdefault(decision.notice.to, []).append(decision)
    return [
        Shown(each, _goes(each, now), words_of(by_reader.get(each["recipient"], ())), messages[each["letter_id"]])
        for each in sorted(letters(copy), key=lambda each: (each["day"], each["recipient"], each["letter_id"]))
        if each["letter_id"] in messages and (each["state"] != "undeliverable" or each["letter_id"] in new)
    ]


def _goes(letter: Mapping[str, Any], now: datetime) -> bool:
    return letter["state"] == "queued" and (letter["next_try_at"] or "") <= stamp(now)
