"""Who is at work at the command line, and where: what the audit remembers of every act."""

from __future__ import annotations

import getpass
import os
import socket
from datetime import UTC, datetime

from pipelines.acts import By


def author() -> str:
    """RATUSZ_USER, else the name of the account, or its number where it has no name."""
    try:
        return os.environ.get("RATUSZ_USER", "").strip() or getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def place() -> str:
    """The command line of this host."""
    return f"command line, {socket.gethostname()}"


def by() -> By:
    """Somebody at this command line, now."""
    return By(author(), place(), datetime.now(UTC))
