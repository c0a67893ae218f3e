"""A letter as RFC 5322 bytes: text, page and attachments; nothing in them comes from the clock or from chance.

`email` writes the same, but parses and folds each header of each letter anew: half of what a letter cost.
"""

from __future__ import annotations

import re
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Iterable, Iterator, Mapping
from email.policy import SMTP
from functools import lru_cache
from typing import NamedTuple

PLAIN = re.compile(r"[!-~]+( [!-~]+)*")  # what stands in a header as it is, if it is short and no encoded word
LONGEST = 76  # columns of a header that needs no folding, its name included


class Attachment(NamedTuple):
    """A file that goes along; kind: its media type; name: plain ASCII."""

    name: str
    kind: str
    content: bytes


def mime(
    head: Mapping[str, object], boundary: str, text: str, page: str, attachments: Iterable[Attachment] = ()
) -> bytes:
    """A letter of a plain text, the same as HTML, and files.

    head: headers by name, each a text or an Address. boundary: made from the letter, on no line of it.
    ValueError for a header with a line break.
    """
    both = _joined("alternative", f"{boundary}_0", [_text("plain", text), _text("html", page)])
    files = [_file(each) for each in attachments]
    body = _joined("mixed", f"{boundary}_1", [both, *files]) if files else both
    return b"".join((*(_header(name, value) for name, value in head.items()), b"MIME-Version: 1.0\r\n", body))


def _header(name: str, value: object) -> bytes:
    text = str(value)
    if len(name) + len(text) < LONGEST and "=?" not in text and PLAIN.fullmatch(text):
        return f"{name}: {text}\r\n".encode("ascii")
    return _folded(name, text)


@lru_cache(maxsize=1024)
def _folded(name: str, value: str) -> bytes:
    """Most headers are those of the letter before: sender, list, where to unsubscribe, one subject for many."""
    return SMTP.fold_binary(*SMTP.header_store_parse(name, value))


def _joined(kind: str, boundary: str, parts: Iterable[bytes]) -> bytes:
    mark = boundary.encode("ascii")
    return b"".join((
        b'Content-Type: multipart/%s; boundary="%s"\r\n\r\n' % (kind.encode("ascii"), mark),
        *_between(mark, parts),
        b"--%s--\r\n" % mark,
    ))  # fmt: skip


def _between(mark: bytes, parts: Iterable[bytes]) -> Iterator[bytes]:
    for part in parts:
        yield b"--%s\r\n" % mark
        yield part
        yield b"\r\n"


def _text(kind: str, text: str) -> bytes:
    """A part in quoted-printable; lines end as they do in a letter, however they ended before."""
    lines = b"\n".join(text.encode().splitlines()) + b"\n"
    head = b'Content-Type: text/%s; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    return head % kind.encode("ascii") + b2a_qp(lines).replace(b"\n", b"\r\n")


def _file(attachment: Attachment) -> bytes:
    head = (
        f"Content-Type: {attachment.kind}\r\nContent-Transfer-Encoding: base64\r\n"
        f'Content-Disposition: attachment; filename="{attachment.name}"\r\n\r\n'
    )
    return head.encode("ascii") + encodebytes(attachment.content).replace(b"\n", b"\r\n")
