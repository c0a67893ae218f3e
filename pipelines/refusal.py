"""An error a person can act on: what is wrong and what to do next."""

from __future__ import annotations


class Refusal(Exception):
    """Something the office has to put right.

    The command line prints `message` and `fix` and ends with exit code 1; a traceback is never shown.
    """

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
