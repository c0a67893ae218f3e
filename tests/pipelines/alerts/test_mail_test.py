"""One letter tries the way out: it arrives, or one sentence says what hinders it and another what to do."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from pipelines.alerts.deliver.mail_test import mail_test
from pipelines.refusal import Refusal
from pipelines.settings import open_town
from tests.pipelines.alerts.post_office import opened
from tests.pipelines.alerts.test_password import CERTIFICATES, OFFERS_TLS, PASSWORD, PLAIN, certified, listening

NOW = datetime(2026, 11, 20, 7, tzinfo=UTC)
MAIL = '[mail]\nurl = "RATUSZ_SMTP_URL"\nfrom = "ratusz@nowe.example"\n'


@pytest.fixture
def sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Send to an address, by a mail server of this address and these settings; what was refused, in one text."""
    monkeypatch.delenv("RATUSZ_SMTP_URL", raising=False)

    def send(url: str | None, mail: str = MAIL, to: str = "adam@nowe.example") -> str:
        (tmp_path / "town.toml").write_text(f'[town]\nname = "Nowe"\n{mail}', "utf-8")
        if url is not None:
            monkeypatch.setenv("RATUSZ_SMTP_URL", url)
        try:
            return mail_test(open_town(tmp_path), to, NOW)
        except Refusal as refused:
            said = refused.message, refused.fix
        assert all(each and PASSWORD not in each and "\n" not in each for each in said), said
        return " ".join(said)

    return send


@contextmanager
def strict(**handles: str) -> Iterator[int]:
    """A server that trusts no password, over an encrypted line with a known certificate; `handles`: other answers."""

    class Handler:
        async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
            return handles["mail"]

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(
        Handler(), hostname="localhost", port=port, ssl_context=certified("known"), auth_require_tls=False,
        authenticator=lambda *_: AuthResult(success=False, handled=False),
    )  # fmt: skip
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def test_the_letter_arrives_and_nothing_is_kept(sent, tmp_path):
    with opened() as server:
        assert sent(server.url) == "127.0.0.1"
    [letter] = server.taken
    assert letter.address == "adam@nowe.example"
    assert "Nowe" in letter.message["Subject"]
    assert "sprawdza" in letter.text
    assert letter.message["From"] == "Ratusz Nowe <ratusz@nowe.example>"
    assert [path.name for path in tmp_path.iterdir()] == ["town.toml"]


@pytest.mark.parametrize(
    ("mail", "url", "said"),
    [
        ("", None, "town.toml nie podaje serwera poczty. Wpisz pod [mail]"),
        (MAIL, None, "Zmienna środowiskowa RATUSZ_SMTP_URL nie zawiera adresu serwera poczty"),
        (MAIL, "poczta.nowe.example", "W zmiennej środowiskowej RATUSZ_SMTP_URL nie ma adresu"),
        ('[mail]\nurl = "RATUSZ_SMTP_URL"\n', "smtp://127.0.0.1:1", "nie podaje nadawcy"),
        (MAIL, "smtp://127.0.0.1:1", "Pod adresem 127.0.0.1 na porcie 1 nikt nie słucha. Popraw port"),
        (MAIL, "smtp://poczta.invalid:587", "Nie ma komputera o nazwie poczta.invalid."),
    ],
)
def test_settings_that_lead_nowhere(sent, mail, url, said):
    assert said in sent(url, mail)


def test_an_address_that_is_none(sent):
    assert sent("smtp://127.0.0.1:1", to="adam").startswith("adam nie jest adresem e-mail.")


@pytest.mark.parametrize(
    ("answer", "said"),
    [("550 no such user", "odrzuca list do adam@nowe.example: 550 no such user. Sprawdź adres"),
     ("451 greylisted", "nie przyjmuje teraz listu do adam@nowe.example: 451 greylisted. Spróbuj ponownie")],
)  # fmt: skip
def test_an_address_the_server_refuses(sent, answer, said):
    with opened() as server:
        server.answers["adam@nowe.example"] = answer
        assert said in sent(server.url)
    assert server.taken == []


def test_a_server_that_hangs_up_on_the_letter(sent):
    with opened() as server:
        server.at_data = lambda letter: "cut"
        assert "nie przyjmuje teraz listu do adam@nowe.example: 421 " in sent(server.url)


def test_a_password_that_is_wrong(sent, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "known.pem"))
    with strict(mail="250 OK") as port:
        assert "nie przyjmuje nazwy lub hasła: 535" in sent(f"smtps://ratusz:{PASSWORD}@localhost:{port}")


def test_a_sender_that_may_not_send(sent, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "known.pem"))
    with strict(mail="550 not you") as port:
        said = sent(f"smtps://localhost:{port}")
    assert "nie przyjmuje listów od ratusz@nowe.example: 550 not you. Wpisz" in said


def test_a_certificate_that_is_not_trusted(sent):
    with strict(mail="250 OK") as port:
        assert "Certyfikat serwera localhost nie jest zaufany: " in sent(f"smtps://localhost:{port}")


def test_a_password_is_never_sent_in_the_open(sent):
    with listening(PLAIN) as server:
        assert "nie szyfruje połączenia" in sent(f"smtp://ratusz:{PASSWORD}@localhost:{server.port}")


def test_encryption_from_the_first_byte_at_a_server_that_begins_in_the_open(sent):
    with listening(OFFERS_TLS) as server:
        assert "nie szyfruje" in sent(f"smtps://localhost:{server.port}")
