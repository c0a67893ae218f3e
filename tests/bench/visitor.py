"""Somebody who looks at pages without a browser: Streamlit's own messages over a real websocket."""

from __future__ import annotations

import time
from types import TracebackType
from typing import NamedTuple, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

CONTENT = "<h1"  # what the first part of a page has that somebody reads


class Look(NamedTuple):
    """Seconds until the first content is there and until all is, bytes that came, and the page's HTML."""

    first: float
    whole: float
    bytes: int
    html: str


class Visitor:
    """One session, as a tab of a browser has it: `async with Visitor(site) as visitor: await visitor.look("budget")`.

    site: the address of the server, without a stroke at its end.
    """

    def __init__(self, site: str) -> None:
        self._site = site
        self._socket: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        stream = f"{self._site.replace('http', 'ws', 1)}/_stcore/stream"
        self._socket = await connect(stream, origin=self._site, max_size=None, subprotocols=["streamlit"])  # pyright: ignore[reportArgumentType]  names are strings
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        assert self._socket
        await self._socket.close()

    async def look(self, page: str = "", query: str = "") -> Look:
        """Asks for a page by its address and waits until it is all there, as after a click on a link.

        Raises RuntimeError where the page fails or has no content.
        """
        assert self._socket
        start = time.perf_counter()
        await self._socket.send(self._asking(page, query))
        first, size, html = 0.0, 0, list[str]()
        while True:
            message = ForwardMsg.FromString(raw := _bytes(await self._socket.recv()))
            size += len(raw)
            kind = message.WhichOneof("type")
            if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                element = message.delta.new_element
                if element.WhichOneof("type") == "exception":
                    raise RuntimeError(f"{page}: {element.exception.message}")
                if element.WhichOneof("type") == "html":
                    html.append(element.html.body)
                    first = first or (time.perf_counter() - start if CONTENT in element.html.body else 0.0)
            elif kind == "script_finished":
                if not first:
                    raise RuntimeError(f"{page}: nothing to read")
                return Look(first, time.perf_counter() - start, size, "".join(html))

    def _asking(self, page: str, query: str) -> bytes:
        message = BackMsg()
        asked = message.rerun_script
        asked.page_name, asked.query_string = page, query
        asked.context_info.timezone, asked.context_info.locale = "Europe/Warsaw", "pl-PL"
        asked.context_info.url = f"{self._site}/{page}"
        return message.SerializeToString()


def _bytes(raw: str | bytes) -> bytes:
    assert isinstance(raw, bytes)
    return raw
