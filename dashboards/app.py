"""The door of the dashboards: one ASGI application with Streamlit's pages, plain routes and the guards around them.

`python -m dashboards.app TOWN --port 8501` serves a town; `ratusz demo` and `ratusz serve` start it that way.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import signal
import socket
import sys
import threading
import time
import tomllib
import webbrowser
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from dashboards.charts import look
from dashboards.pages import FIRST, PAGES
from dashboards.server.doors import Doors
from dashboards.server.guard import Guard, Language
from dashboards.server.routes import ROUTES
from dashboards.sheet.print import report
from dashboards.source import access
from dashboards.source.request import PageRequest, begin
from dashboards.source.scratch import forget_all
from dashboards.source.snapshot import language, newest, town_root
from pipelines.refusal import Refusal
from pipelines.town import language_of
from rules.wording import words

HERE = Path(__file__).parent
LOOPBACK = "127.0.0.1"
OPEN = "RATUSZ_OPEN_BROWSER"
IN_ORDER = 3.0  # seconds for ending in order


@asynccontextmanager
async def warm(app: st.App) -> AsyncIterator[None]:
    """Loads what every page needs and puts it out of the garbage collector's sight.

    Streamlit collects garbage after every rerun; without this it walks through all loaded libraries each time (0.1 s).
    """
    try:
        begin(PageRequest(newest(town_root())))
        await asyncio.to_thread(report, PAGES[FIRST], {})
        await asyncio.to_thread(look.warm)
    except Refusal:  # nothing published yet: the pages say so themselves
        pass
    gc.collect()
    gc.freeze()
    if address := os.environ.pop(OPEN, ""):
        asyncio.get_running_loop().call_later(0.5, webbrowser.open, address)
    yield


def application(login: Mapping[str, str] | None) -> st.App:
    """The pages with their guards; `login`: the settings of the identity provider, None where there is none."""
    return st.App(
        HERE / "server" / "frame.py",
        routes=ROUTES,
        middleware=[
            Middleware(Guard, language=lambda: language_of(town_root())),  # a stranger makes us open nothing
            Middleware(GZipMiddleware, minimum_size=800),
            Middleware(Doors),
            Middleware(Language, language=language),
        ],
        lifespan=warm,
        secrets={"auth": {**login}} if login else None,
    )


def options() -> dict[str, Any]:
    """Every option of .streamlit/config.toml by its dotted name, so that the theme is the same from any folder."""
    file = next(at for at in (HERE.parent, HERE) if (at / ".streamlit").is_dir()) / ".streamlit" / "config.toml"
    return dict(_flat(tomllib.loads(file.read_text(encoding="utf-8"))))


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    return [
        pair
        for key, value in table.items()
        for pair in (_flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, value)])
    ]


def serve(town: Path, port: int = 8501, open_browser: bool = False, address: str = LOOPBACK) -> None:
    """Serves a town until stopped. Without a login (OIDC) only this computer is let in; other addresses are refused."""
    os.environ["RATUSZ_TOWN"] = str(town.resolve())
    say, login = words(language()), access.oidc(os.environ)
    if address != LOOPBACK and login is None:
        raise Refusal(
            say("Without a login the dashboards open on this computer only, not on {address}.", address=address),
            say("Set {variables}, or leave the address out.", variables=", ".join(access.LOGIN.values())),
        )
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise Refusal(say("Port {port} is taken.", port=port), say("Choose another with --port.")) from error
    forget_all()  # only now: a server that already holds the port has visits
    if open_browser:
        os.environ[OPEN] = f"http://{LOOPBACK}:{port}/"
    application(login).run(config=options() | {"server.port": port, "server.address": address})


def end_with_whoever_began_us() -> None:
    """Stop serving once standard input ends: it is a pipe from the process that started this one, and that is gone."""

    def wait() -> None:
        while os.read(0, 1024):  # nobody writes to it
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(IN_ORDER)
        os._exit(1)  # a page that is still being sent keeps the port from the next one

    threading.Thread(target=wait, daemon=True).start()


def main() -> None:
    """The command line of the dashboards' process."""
    parser = argparse.ArgumentParser(prog="python -m dashboards.app", description="Serves the dashboards of a town.")
    parser.add_argument("town", type=Path, nargs="?", default=town_root())
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--address", default=LOOPBACK)
    parser.add_argument("--open", action="store_true", help="open the browser")
    parser.add_argument("--attached", action="store_true", help="end when standard input ends")
    given = parser.parse_args()
    if given.attached:
        end_with_whoever_began_us()
    try:
        serve(given.town, given.port, given.open, given.address)
    except Refusal as refusal:
        sys.exit(f"{refusal.message} {refusal.fix}")


if __name__ == "__main__":
    main()
