"""The last page of a list is there, whether it is full or not, and one beyond it leads to it."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboards.pages import FIRST, PAGES
from dashboards.sheet.address import PAGE
from dashboards.sheet.screen import Screen
from tests.dashboards.small_office import build
from tests.once import once

FRAME = str(PAGES[FIRST].script.parents[1] / "server" / "frame.py")
ALL = ["F/7", "F/3", "F/2", "F/1", "F/6", "F/4", "F/5"]  # in the order of payment


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small office. Nobody writes to it."""
    return once(tmp_path_factory, "small_office", build)


@pytest.mark.parametrize(
    ("per_page", "page", "shown"),
    [
        (3, 3, ALL[6:]),  # not full
        (3, 4, ALL[6:]),  # there is none: a filter has made the list shorter
        (7, 2, ALL),  # full, and the only one
        (6, 2, ALL[6:]),
    ],
)
def test_each_page_shows_its_rows(small, monkeypatch, per_page, page, shown):
    monkeypatch.setenv("RATUSZ_TOWN", str(small))
    monkeypatch.setattr(Screen, "rows_per_page", per_page)
    app = AppTest.from_file(FRAME, default_timeout=60).run()
    app.switch_page(str(PAGES["invoices"].script)).run()
    app.query_params[PAGE] = str(page)
    app.run()
    assert not app.exception
    said = " ".join(part.proto.body for part in app.get("html") if "<style>" not in part.proto.body)
    found = re.findall(r"\bF/\d\b", html.unescape(re.sub(r"<[^>]+>", " ", said)))
    assert list(dict.fromkeys(found)) == shown
