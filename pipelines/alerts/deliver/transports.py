"""What carries a letter: a mail server, or files in the outbox where none is set."""

from __future__ import annotations

import os
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from pipelines.refusal import Refusal
from pipelines.town import Town
from rules.wording import words

SECONDS = 30  # how long a silent mail server is waited for
HUNG_UP = 421  # RFC 5321: closing the channel; what a server that only hangs up would have said
LOT = 64  # files laid down together: the disk settles many at once as fast as a few
SETTLING = 8  # of them at a time
MAX_PORT = 65535


@dataclass(frozen=True, slots=True)
class Waiting:
    """A finished letter that has not left yet."""

    letter_id: str
    day: str
    recipient: str
    address: str
    message: bytes
    attempts: int


class Returned(Exception):
    """The mail server would not take this letter: for now (4xx, or it hung up on it), or for good (5xx)."""

    def __init__(self, code: int, answer: bytes | str) -> None:
        text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
        super().__init__(f"{code} {' '.join(text.split())}")
        self.for_good = code >= 500


class InTheOpen(smtplib.SMTPException):
    """The server offers no encryption, and the town's address of it has a password."""


Carry = Callable[[Sequence[Waiting]], None]  # a lot: one letter to a server, up to LOT files


@contextmanager
def transport_of(town: Town) -> Iterator[Carry]:
    """A way for letters out of the town; Refusal when there is none just now. A letter may raise Returned.

    Letters are carried in lots of `lot(town)`.
    """
    say = words(town.language)
    url = server_of(town)
    if url is None:
        try:
            town.outbox.mkdir(parents=True, exist_ok=True)
            with ThreadPoolExecutor(SETTLING) as settling:
                yield lambda letters: _lay_down(town.outbox, letters, settling)
        except OSError as error:
            raise Refusal(
                say("The folder outbox cannot be written: {error}.", error=error.strerror),
                say("Make room there, or let this user write to it; the letters wait."),
            ) from error
        return
    try:
        with closing(_Line(url)) as line:
            _, sender = parseaddr(str(town.mail.get("from", "")))
            line.server()  # whether there is a way out is known before any letter is tried
            yield lambda letters: _hand_over(line.server(), sender, *letters)
    except InTheOpen as error:
        raise Refusal(
            say("The mail server {host} offers no encryption, and a password is never sent in the open.",
                host=url.hostname),
            say("Write its address as smtps://…, or let its keeper turn STARTTLS on; a server that asks for no "
                "password needs none in the address. The letters wait."),
        ) from error  # fmt: skip
    except (OSError, UnicodeError, smtplib.SMTPException) as error:  # UnicodeError: a name or password it cannot send
        raise Refusal(
            say("The mail server {host} does not take letters: {error}.", host=url.hostname, error=error),
            say("The letters wait; the next run tries again."),
        ) from error


def lot(town: Town) -> int:
    """How many letters are carried before they are noted as sent: one where that cannot be undone."""
    return 1 if by_server(town) else LOT


def by_server(town: Town) -> bool:
    """Whether letters leave by a mail server, however its address is written; else they are files."""
    return bool(_address(town))


def without_server(town: Town) -> str:
    """A sentence when town.toml names a mail server and the environment does not; empty when all is as it should be."""
    variable = town.mail.get("url")
    if variable is None or server_of(town) is not None:
        return ""
    text = "The environment variable {variable} holds no address of a mail server; letters are files in outbox."
    return words(town.language)(text, variable=variable)


def server_of(town: Town) -> SplitResult | None:
    """Where the mail server is, from the environment variable that town.toml names; None when none is set.

    Refusal where that is no address of one; it may hold a password and is never told.
    """
    written = _address(town)
    if not written:
        return None
    with suppress(ValueError):  # a port that is no number or too large, a bracket too many
        url = urlsplit(written)
        if url.scheme in ("smtp", "smtps") and url.hostname and url.port != 0:
            return url
    say = words(town.language)
    raise Refusal(
        say("The environment variable {variable} holds no address of a mail server.", variable=town.mail["url"]),
        say("Write it as smtp://host:port or smtps://user:password@host:port, the port a number up to {last}; the "
            "letters wait.", last=MAX_PORT),
    )  # fmt: skip


def _address(town: Town) -> str:
    return os.environ.get(str(town.mail.get("url", "")), "").strip()


def _lay_down(outbox: Path, letters: Sequence[Waiting], settling: ThreadPoolExecutor) -> None:
    """Write each letter under a name of its own, whole or not at all; to write it again changes nothing."""
    paths = [outbox / _file_name(letter) for letter in letters]
    for letter, path in zip(letters, paths, strict=True):
        path.with_suffix(".part").write_bytes(letter.message)
    list(settling.map(_settle, paths))


def _file_name(letter: Waiting) -> str:
    reader = re.sub(r"[^\w.-]", "_", letter.recipient)
    return f"{letter.day}-{reader}-{letter.letter_id[:12]}.eml"


def _settle(path: Path) -> None:
    """Give a written part its name once the disk has it."""
    part = path.with_suffix(".part")
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(path)


class _Line:
    """A session with a mail server, begun anew where the server hung up."""

    def __init__(self, url: SplitResult) -> None:
        self._url = url
        self._server: smtplib.SMTP | None = None

    def server(self) -> smtplib.SMTP:
        """The server, connected."""
        if self._server is None or self._server.sock is None:
            self._server = _connect(self._url)
        return self._server

    def close(self) -> None:
        """Take leave, if the server still listens."""
        if self._server is not None:
            with self._server:
                pass


def _connect(url: SplitResult) -> smtplib.SMTP:
    """A session with the server of smtp://[user:password@]host[:port] (STARTTLS where offered) or smtps://…."""
    host, context = url.hostname or "", ssl.create_default_context()
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, url.port or 465, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, url.port or 587, timeout=SECONDS)
    try:
        server.ehlo()
        encrypted = url.scheme == "smtps"
        if not encrypted and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
            encrypted = True
        if url.username:
            if not encrypted:  # not on this machine either: who listens at a port of it is not known
                raise InTheOpen
            server.login(unquote(url.username), unquote(url.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _hand_over(server: smtplib.SMTP, sender: str, letter: Waiting) -> None:
    try:
        server.sendmail(sender, [letter.address], letter.message)
    except smtplib.SMTPRecipientsRefused as refused:
        code, answer = refused.recipients[letter.address]
        raise Returned(code, answer) from refused
    except smtplib.SMTPDataError as refused:
        raise Returned(refused.smtp_code, refused.smtp_error) from refused
    except (smtplib.SMTPServerDisconnected, TimeoutError, ConnectionError) as lost:
        server.close()  # with this letter only: the next one gets a new line, so that no letter keeps the others back
        raise Returned(HUNG_UP, str(lost)) from lost
