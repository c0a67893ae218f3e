"""A real mail server that keeps what it takes, may refuse some of it, and may cut the line."""

from __future__ import annotations

import asyncio
import email
import email.policy
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any, NamedTuple

from aiosmtpd.controller import Controller

TAKEN = "250 OK"
Answer = Callable[[str], str | None]  # asked with an address or a letter's id; None: take it


class Taken(NamedTuple):
    """A letter the server said it would carry, to one address."""

    address: str
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """As a mail program reads it."""
        read = email.message_from_bytes(self.raw, policy=email.policy.default)
        assert isinstance(read, EmailMessage)
        return read

    @property
    def id(self) -> str:
        """The Message-ID."""
        return str(self.message["Message-ID"])

    @property
    def text(self) -> str:
        """The plain text a reader sees."""
        part = self.message.get_body(("plain",))
        assert part is not None
        return part.get_content()


class Server:
    """What the server took, oldest first. `answers` says to whom it gives which answer instead of taking the letter."""

    def __init__(self) -> None:
        self.port = 0
        self.taken: list[Taken] = []
        self.answers: dict[str, str] = {}
        self.refused: list[tuple[str, str]] = []
        self.at_recipient: Answer = lambda address: self.answers.get(address)
        self.at_data: Answer = lambda letter: None
        self.waits = threading.Event()  # while it is set, letters are read and not yet answered
        self.shut: Callable[[], None] = lambda: None  # takes no new connection from then on

    @property
    def url(self) -> str:
        """Its address, as the environment holds it."""
        return f"smtp://127.0.0.1:{self.port}"

    def since(self, count: int) -> list[Taken]:
        """What was taken after the first `count` letters."""
        return self.taken[count:]

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        """Take the address, or answer as told."""
        answer = self.at_recipient(address)
        if answer is None:
            envelope.rcpt_tos.append(address)
            return TAKEN
        self.refused.append((address, answer))
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take the letter, or answer as told; `cut` ends the connection without a word."""
        [address] = envelope.rcpt_tos
        letter = Taken(address, bytes(envelope.content))
        while self.waits.is_set():
            await asyncio.sleep(0.01)
        answer = self.at_data(letter.id)
        if answer is None:
            self.taken.append(letter)
            return TAKEN
        self.refused.append((address, answer))
        if answer == "cut":
            server.transport.abort()
        return answer


@contextmanager
def opened() -> Iterator[Server]:
    """A server on a free port of this machine."""
    kept = Server()
    with socket.create_server(("127.0.0.1", 0)) as free:
        kept.port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=kept.port)
    controller.start()
    kept.shut = lambda: controller.server.close() if controller.server else None
    try:
        yield kept
    finally:
        controller.stop()
