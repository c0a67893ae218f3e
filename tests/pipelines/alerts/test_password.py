"""A mail password goes over an encrypted line to a server that proves who it is, or it does not go at all."""

from __future__ import annotations

import base64
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

CERTIFICATES = Path(__file__).parent / "certificates"
PASSWORD = "bardzo-tajne-1"
SECRETS = (PASSWORD.encode(), base64.b64encode(PASSWORD.encode())[:12], b"AUTH", b"MAIL FROM")


class Listener:
    """A mail server that keeps every byte it reads. `offers`: the lines of its EHLO; `tls`: what it encrypts with."""

    def __init__(self, offers: str, tls: ssl.SSLContext | None, at_once: bool) -> None:
        self.heard = b""
        self.encrypted = b""
        self._offers, self._tls, self._at_once = offers, tls, at_once
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take no more connections, and wait until the last one is over."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(10)

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._socket.accept()
            except OSError:
                return  # closed
            line.settimeout(10)
            with ExitStack() as ends, suppress(OSError):  # the other side hung up, or would not trust us
                ends.callback(line.close)
                self._talk(line, ends)

    def _encrypt(self, line: socket.socket, ends: ExitStack) -> socket.socket:
        assert self._tls
        return ends.enter_context(self._tls.wrap_socket(line, server_side=True))

    def _talk(self, line: socket.socket, ends: ExitStack) -> None:
        if safe := self._at_once:
            line = self._encrypt(line, ends)
        line.sendall(b"220 here\r\n")
        while data := line.recv(4096):
            if safe:
                self.encrypted += data
            else:
                self.heard += data
            verb = data.split()[0].upper()
            if verb == b"EHLO":
                line.sendall(self._offers.replace("\n", "\r\n").encode())
            elif verb == b"STARTTLS" and self._tls:
                line.sendall(b"220 go on\r\n")
                line, safe = self._encrypt(line, ends), True
            elif verb in ANSWERS:
                line.sendall(ANSWERS[verb])
            elif data.endswith(b"\r\n.\r\n"):
                line.sendall(b"250 OK\r\n")


ANSWERS = {
    b"STARTTLS": b"454 not today\r\n", b"AUTH": b"235 welcome\r\n", b"MAIL": b"250 OK\r\n", b"RCPT": b"250 OK\r\n",
    b"RSET": b"250 OK\r\n", b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n",
}  # fmt: skip
PLAIN = "250-here\n250 AUTH PLAIN LOGIN\n"
OFFERS_TLS = "250-here\n250-STARTTLS\n250 AUTH PLAIN LOGIN\n"


@contextmanager
def listening(offers: str, tls: ssl.SSLContext | None = None, at_once: bool = False) -> Iterator[Listener]:
    """A server on a free port of this machine."""
    server = Listener(offers, tls, at_once)
    try:
        yield server
    finally:
        server.close()


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """What a server encrypts with whose certificate this machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "known.pem"))
    return certified("known")


def certified(who: str) -> ssl.SSLContext:
    """The server's side of a line, with a certificate for the name localhost, made for these tests until 2126."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{who}.pem")
    return context


def posted(office, monkeypatch, scheme: str, port: int, user: str = f"ratusz:{PASSWORD}@"):
    """What became of one letter, sent to a server at this machine."""
    office.settings["mail"] = {"from": "ratusz@zabrzeg.example", "url": "RATUSZ_SMTP_URL"}
    monkeypatch.setenv("RATUSZ_SMTP_URL", f"{scheme}://{user}localhost:{port}")
    office.finds("WB.6740.1.2026", "anna")
    return office.run()


def test_without_encryption_the_password_stays_here_and_a_sentence_says_what_to_do(office, monkeypatch):
    with listening(PLAIN) as server:
        became = posted(office, monkeypatch, "smtp", server.port)
    assert (became.sent, became.queued) == (0, 1)
    assert became.problem.startswith(
        "Serwer poczty localhost nie szyfruje połączenia, a hasła nigdy nie wysyła się otwartym tekstem. Zapisz jego"
    )
    assert PASSWORD not in became.problem
    assert b"ehlo" in server.heard.lower()
    assert not [secret for secret in SECRETS if secret in server.heard]


def test_encryption_that_was_offered_and_then_refused_is_none(office, monkeypatch):
    with listening(OFFERS_TLS) as server:
        became = posted(office, monkeypatch, "smtp", server.port)
    assert (became.sent, became.queued) == (0, 1)
    assert "localhost" in became.problem
    assert b"STARTTLS" in server.heard
    assert not [secret for secret in SECRETS if secret in server.heard]


@pytest.mark.parametrize(("scheme", "at_once"), [("smtp", False), ("smtps", True)])
def test_a_server_that_cannot_prove_who_it_is_hears_no_password(office, monkeypatch, scheme, at_once):
    with listening(OFFERS_TLS, certified("stranger"), at_once) as server:
        became = posted(office, monkeypatch, scheme, server.port)
    assert (became.sent, became.queued) == (0, 1)
    assert not [secret for secret in SECRETS if secret in server.heard + server.encrypted]


@pytest.mark.parametrize(("scheme", "at_once"), [("smtp", False), ("smtps", True)])
def test_over_an_encrypted_line_the_password_goes_and_the_letter_too(office, monkeypatch, trusted, scheme, at_once):
    with listening(OFFERS_TLS, trusted, at_once) as server:
        became = posted(office, monkeypatch, scheme, server.port)
    assert (became.sent, became.problem) == (1, "")
    assert b"AUTH" in server.encrypted
    assert b"WB.6740.1.2026" in server.encrypted
    assert not [secret for secret in SECRETS if secret in server.heard]


def test_without_a_password_an_open_line_is_the_towns_own_choice(office, monkeypatch):
    with listening(PLAIN) as server:
        became = posted(office, monkeypatch, "smtp", server.port, user="")
    assert (became.sent, became.problem) == (1, "")
    assert b"AUTH" not in server.heard
