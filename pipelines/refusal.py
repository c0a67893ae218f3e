"""An error a person can act on: what is wrong and what to do next."""

from __future__ import annotations

import unicodedata


class Refusal(Exception):
    """Something the office has to put right.

    The command line prints `message` and `fix` and ends with exit code 1; a traceback is never shown.
    """

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


def visible(text: str, *, lines: bool = True) -> str:
    """The text without anything that steers a terminal or is no character: such signs are written out, as `\\x1b`.

    lines: line breaks and tabs stay as they are.
    """
    if text.isprintable():
        return text
    return "".join(sign if _harmless(sign, lines=lines) else _written_out(sign) for sign in text)


def _harmless(sign: str, *, lines: bool) -> bool:
    return sign.isprintable() or (lines and sign in "\n\t") or unicodedata.category(sign) in ("Zs", "Co")


def _written_out(sign: str) -> str:
    """A byte that no encoding explained (PEP 383) is told as that byte."""
    code = ord(sign)
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
