"""A signed link to a printed page: who may fetch it, for some hours, since plain routes lie outside st.login."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from itsdangerous import BadData, URLSafeTimedSerializer

LASTS = timedelta(hours=8)  # a working day


def issue(employee: str, secret: str) -> str:
    """What a link carries so that this employee may print until the day's end."""
    return _signer(secret).dumps(employee)


def holder(signed: str, secret: str) -> str | None:
    """The employee it was issued to; None when it is forged, mangled or too old."""
    try:
        return _signer(secret).loads(signed, max_age=int(LASTS.total_seconds()))
    except (BadData, UnicodeError):  # UnicodeError: half a character, which no link ever holds
        return None


def is_forged(signed: str, secret: str) -> bool:
    """Whether it was never issued here, at any time; a link that is only too old was."""
    try:
        _signer(secret).loads(signed)
    except (BadData, UnicodeError):
        return True
    return False


def _signer(secret: str) -> URLSafeTimedSerializer:
    """The salt keeps what is signed here apart from whatever else the same secret signs, the login's cookie."""
    return URLSafeTimedSerializer(secret, salt="print", signer_kwargs={"digest_method": hashlib.sha256})
