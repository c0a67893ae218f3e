"""Towns for the pages: the demo town as two mornings saw it, and one where nothing has arrived yet."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboards.source.access import WHOLE_OFFICE, Reader
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import newest
from pipelines.run import run
from pipelines.settings import open_town

TODAY = date(2026, 11, 20)
START = 180.0  # seconds until a server answers at the latest, on a machine that does much else


@pytest.fixture(scope="session")
def full(demo_day: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo town, with yesterday's run kept beside today's; some pages remember who asked."""
    return Path(shutil.copytree(demo_day, tmp_path_factory.mktemp("demo") / "town"))


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town that ran before any export arrived."""
    root = tmp_path_factory.mktemp("empty") / "town"
    root.mkdir()
    (root / "town.toml").write_text('[town]\nname = "Nowe"\nas_of = "2026-11-20"\n', encoding="utf-8")
    run(open_town(root), TODAY)
    return root


@pytest.fixture
def published(full: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The snapshot itself, asked without any page in between."""
    con = duckdb.connect(
        newest(full).path, read_only=True, config={"enable_external_access": "false", "lock_configuration": "true"}
    )
    yield con
    con.close()


@pytest.fixture
def look_as(full: Path) -> Callable[[Reader], PageRequest]:
    """Begins a visit to the demo town."""
    return lambda reader=WHOLE_OFFICE: begin(PageRequest(newest(full), reader))


@contextmanager
def serving(root: Path, program: Path | None = None, health: str = "/health") -> Iterator[str]:
    """The dashboards of a town as a process of their own, started from a folder that has nothing to do with them.

    program: another one that serves, given its port.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("RATUSZ", "STREAMLIT"))}
    words = [str(program), str(port)] if program else ["-m", "dashboards.app", str(root), "--port", str(port)]
    process = subprocess.Popen([sys.executable, *words], cwd=root, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        last = time.monotonic() + START
        while True:
            assert process.poll() is None, "the server ended by itself"
            assert time.monotonic() < last, "the server does not answer"
            try:
                urllib.request.urlopen(f"{address}{health}", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
def site(full: Path) -> Iterator[str]:
    """The address of the demo town's dashboards."""
    with serving(full) as address:
        yield address
