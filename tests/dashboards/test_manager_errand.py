"""A manager's errand in a real browser: which service changed since March, and at which step."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.dashboards.conftest import serving
from tests.dashboards.test_browser import CHROMIUM, FLAGS
from tests.once import once
from tests.pipelines.answers.measures.register import build

pytestmark = pytest.mark.browser
FOOT = "footer.foot"


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, str]]:
    """A window of the manager of OS and WB, and the address of the pages."""
    root = once(tmp_path_factory, "register", build)
    with serving(root) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        # waiting for a condition evaluates text, which the policy of the pages forbids
        yield browser.new_page(viewport={"width": 1280, "height": 900}, bypass_csp=True), site
        browser.close()


def said(page: Page) -> str:
    page.wait_for_selector(FOOT, timeout=90_000)
    page.wait_for_function("window.__ratusz", timeout=90_000)  # the router comes last
    return " ".join(page.inner_text(".stMain").split())


def test_the_service_that_changed_since_march_is_found_and_then_its_steps(window):
    page, site = window
    page.goto(f"{site}/turnaround?osoba=e1")
    said(page)
    page.select_option("select[name=od]", "2026-03-01")
    page.wait_for_selector("text=Przed 1.03.2026 i od tego dnia", timeout=90_000)
    assert "od=2026-03-01" in page.url
    assert re.search(r"drzewa \d+ \d+ \+\d+ \+\d+ a \+\d+", said(page)), "the trees became faster"
    page.goto(f"{site}/waiting?osoba=e1&od=2026-03-01")
    said(page)
    page.select_option("select[name=usluga]", "drzewa")
    page.wait_for_function("document.querySelector('.stMain').innerText.includes('Średnio przed')", timeout=90_000)
    page.wait_for_selector("[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas", timeout=90_000)
    assert page.locator(".stException").count() == 0
