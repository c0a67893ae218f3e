"""The secret address of a calendar: whoever knows it reads one person's feed, until it is revoked."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3

from pipelines.acts import By
from pipelines.store.moments import stamp
from pipelines.store.state import at_once, remember


def grant(state: sqlite3.Connection, employee: str, by: By) -> str:
    """A new token for the employee; the one before opens nothing any more. Only its hash is kept."""
    token, now = secrets.token_urlsafe(24), stamp(by.at)
    with at_once(state):
        state.execute(
            "insert or replace into calendars (employee, token_sha256, granted_at) values (?, ?, ?)",
            (employee, _hashed(token), now),
        )
        remember(state, by.author, "calendar", employee, by.place, now, {})
    return token


def revoke(state: sqlite3.Connection, employee: str, by: By) -> bool:
    """Close the employee's calendar; whether there was one."""
    now = stamp(by.at)
    with at_once(state):
        gone = state.execute("delete from calendars where employee = ?", (employee,)).rowcount > 0
        if gone:
            remember(state, by.author, "calendar revoked", employee, by.place, now, {})
    return gone


def holder(state: sqlite3.Connection, token: str) -> str | None:
    """The employee whose calendar the token opens; None for one never granted, replaced or revoked."""
    found = state.execute("select employee from calendars where token_sha256 = ?", (_hashed(token),)).fetchall()
    return found[0][0] if found else None


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
