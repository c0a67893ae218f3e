"""Documents that KSeF took although they are not quite XML: the same claim, read as far as it can be.

What is mended is how the text is written, never what it says; the invoice is marked, and its id is that of the bytes as
they came.
"""

from __future__ import annotations

import codecs
import re

PROLOG = re.compile(r"^\s*<\?xml\b.*?\?>\s*", re.DOTALL)
ENCODING = re.compile(rb"<\?xml[^>]*?\bencoding\s*=\s*[\"']([\w.-]+)[\"']")
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 knows no such characters
REFERENCE = re.compile(r"&#(?:x([0-9A-Fa-f]+)|(\d+));")
AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9A-Fa-f]+);)")
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def mended(data: bytes, *, ampersands: bool) -> bytes:
    """The document as well-formed text where only its writing is at fault, in UTF-8 and without a prolog.

    Bytes that are no text and characters that XML forbids become U+FFFD, and what stands before the first or after the
    last tag is left out; with `ampersands` a bare & is written as &amp;. Whether the rest is XML is for the parser.
    """
    text = _text(data).replace("\N{ZERO WIDTH NO-BREAK SPACE}", "")
    text = FORBIDDEN.sub(UNKNOWN, PROLOG.sub("", text[max(0, text.find("<")) :]))
    text = REFERENCE.sub(_allowed, text)
    text = text[: text.rfind(">") + 1]
    return (AMPERSAND.sub("&amp;", text) if ampersands else text).encode()


def _text(data: bytes) -> str:
    """By its byte order mark, else by the encoding it names, else UTF-8."""
    if data.startswith(MARKS):
        return data.decode("utf-32" if data.startswith(MARKS[:2]) else "utf-16", "replace")
    named = ENCODING.search(data[:200])
    name = named[1].decode().lower() if named else "utf-8"
    try:
        return data.decode("utf-8" if name.startswith(("utf-16", "utf-32")) else name, "replace")
    except LookupError:  # a name that is no encoding
        return data.decode("utf-8", "replace")


def _allowed(reference: re.Match[str]) -> str:
    """A reference to a character that XML forbids is one too."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    known = number < 0x110000 and not FORBIDDEN.match(chr(number))
    return reference[0] if known else UNKNOWN
