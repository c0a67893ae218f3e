"""One letter to try the way out with: sent by the town's own settings, kept nowhere; what hinders it, in a sentence."""

from __future__ import annotations

import smtplib
import socket
import ssl
from datetime import datetime
from urllib.parse import SplitResult
from uuid import uuid4

from pipelines.alerts.deliver.stewards import message_of
from pipelines.alerts.deliver.transports import InTheOpen, Returned, Waiting, server_of, transport_of, without_server
from pipelines.alerts.write.headers import address, sender
from pipelines.refusal import Refusal
from pipelines.town import Town
from rules.wording import Words, words


def mail_test(town: Town, to: str, now: datetime) -> str:
    """Send one letter to an address; returns the name of the mail server that took it. now: with a zone.

    Raises:
        Refusal: there is no server, no sender or no such address, or the server did not take the letter, and why.
    """
    say = words(town.language)
    reader = address("", to.strip())
    if reader is None:
        raise Refusal(say("{address} is no e-mail address.", address=to), say("Write it as name@office.example."))
    server = _server(town, say)
    letter_id = uuid4().hex
    body = say("This letter tries the way out of Ratusz, {town}. Nothing has to be done.", town=town.name)
    subject = say("Ratusz, {town}: a letter to try the mail", town=town.name)
    message = message_of(town, letter_id, reader, subject, body, now.astimezone(town.zone))
    try:
        with transport_of(town) as carry:
            carry([Waiting(letter_id, now.date().isoformat(), "", reader.addr_spec, message, 0)])
    except Returned as answer:
        raise _returned(say, server, to, answer) from answer
    except Refusal as refusal:
        raise _explained(say, town, server, refusal) from refusal
    return str(server.hostname)


def _server(town: Town, say: Words) -> SplitResult:
    if "url" not in town.mail:
        raise Refusal(
            say("town.toml names no mail server."),
            say("Write it below {table} in town.toml: {line}", table="[mail]", line='url = "RATUSZ_SMTP_URL"'),
        )  # fmt: skip
    server = server_of(town)
    if server is None:
        raise Refusal(
            without_server(town),
            say("Set it where Ratusz runs: {line}", line=f"{town.mail['url']}=smtp://host:587"),
        )  # fmt: skip
    if "from" not in town.mail:
        raise Refusal(
            say("town.toml names no sender of the letters."),
            say("Write it below {table} in town.toml: {line}", table="[mail]", line='from = "ratusz@…"'),
        )  # fmt: skip
    return server


def _returned(say: Words, server: SplitResult, to: str, answer: Returned) -> Refusal:
    """The server spoke with us, and would not take this letter."""
    named = {"host": server.hostname, "address": to, "answer": answer}
    if answer.for_good:
        return Refusal(
            say("The mail server {host} refuses the letter to {address}: {answer}.", **named),
            say("Check the address; to other offices a server sends only for who may send by it (relay)."),
        )
    return Refusal(
        say("The mail server {host} does not take the letter to {address} just now: {answer}.", **named),
        say("Try again in a quarter of an hour: a server that does not know a sender yet often lets it wait."),
    )


def _explained(say: Words, town: Town, server: SplitResult, refusal: Refusal) -> Refusal:
    """What hindered the session, by what it ended with; the general sentence where no better one is known."""
    host = server.hostname
    port = server.port or (465 if server.scheme == "smtps" else 587)
    match refusal.__cause__:
        case InTheOpen():
            return refusal
        case smtplib.SMTPAuthenticationError() as error:
            return Refusal(
                say("The mail server {host} does not take the name or the password: {answer}.", host=host,
                    answer=_answer(error.smtp_code, error.smtp_error)),
                say("Correct them in {variable}; in a password %40 stands for @, %3A for : and %2F for /.",
                    variable=town.mail["url"]),
            )  # fmt: skip
        case smtplib.SMTPSenderRefused() as error:
            return Refusal(
                say("The mail server {host} does not take letters from {sender}: {answer}.", host=host,
                    sender=sender(town).addr_spec, answer=_answer(error.smtp_code, error.smtp_error)),
                say("Write as `from` below {table} an address that this account may send from.", table="[mail]"),
            )  # fmt: skip
        case ssl.SSLCertVerificationError() as error:
            return Refusal(
                say("The certificate of {host} is not to be trusted: {error}.", host=host, error=error.verify_message),
                say("Name the server as its certificate does; the certificate of an office's own authority has to be "
                    "among those of this computer."),
            )  # fmt: skip
        case ssl.SSLError():
            return Refusal(
                say("{host} does not encrypt on port {port} as it was asked to.", host=host, port=port),
                say("smtps:// goes with port 465, smtp:// with 587 or 25."),
            )
        case socket.gaierror():
            return Refusal(
                say("No computer is called {host}.", host=host),
                say("Correct the name in {variable}, or let this computer find names (DNS).",
                    variable=town.mail["url"]),
            )  # fmt: skip
        case ConnectionRefusedError():
            return Refusal(
                say("Nobody listens at {host} on port {port}.", host=host, port=port),
                say("Correct the port in {variable}: 587, 465 or 25; or open it in the firewall.",
                    variable=town.mail["url"]),
            )  # fmt: skip
        case TimeoutError():
            return Refusal(
                say("{host} does not answer on port {port}.", host=host, port=port),
                say("Mostly a firewall is in between: let this computer out on that port."),
            )
        case smtplib.SMTPServerDisconnected():
            return Refusal(
                say("{host} hangs up on port {port}.", host=host, port=port),
                say("smtps:// goes with port 465, smtp:// with 587 or 25."),
            )
        case _:
            return refusal


def _answer(code: int, said: bytes | str) -> str:
    return f"{code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"
