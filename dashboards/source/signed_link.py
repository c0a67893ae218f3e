"""A ticket for a page on paper: who may fetch it and until when, signed, since plain routes lie outside st.login."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta

LASTS = timedelta(hours=8)  # a working day


def issue(employee: str, secret: str, now: datetime) -> str:
    """A ticket for this employee until the day's end."""
    said = f"{int((now + LASTS).timestamp())}|{employee}"
    return urlsafe_b64encode(f"{_sign(said, secret)}|{said}".encode()).decode()


def holder(ticket: str, secret: str, now: datetime) -> str | None:
    """The employee a ticket was issued to; None when it is forged, mangled or too old."""
    try:
        signature, until, employee = urlsafe_b64decode(ticket).decode().split("|", 2)
        in_time = int(until) > now.timestamp()
    except ValueError:
        return None
    return employee if hmac.compare_digest(signature, _sign(f"{until}|{employee}", secret)) and in_time else None


def _sign(said: str, secret: str) -> str:
    return hmac.new(secret.encode(), f"paper|{said}".encode(), "sha256").hexdigest()
