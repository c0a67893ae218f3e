"""A treasurer's errands in a browser: what is over its plan and why, where money may come from, when it runs low."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.dashboards.conftest import serving
from tests.dashboards.small_treasury import FILES, made
from tests.dashboards.test_browser import CHROMIUM, FLAGS, PATIENCE, until
from tests.once import once

pytestmark = pytest.mark.browser
OVER, FREE = ("SP/2026/spending/801/80101/4210", "SP/2026/spending/801/80101/4300")
BOUGHT = """
invoice_id,number,seller_nip,seller_name,unit,issued_on,received_on,agreed_due_on,gross,year,dzial,rozdzial,paragraf,contract_id
F6,F/6,5260250274,Meble Szkolne,SP,2026-05-10,2026-05-12,2026-06-02,1200.00,2026,801,80101,4210,U4
"""
PAID = "P6,F6,2026-06-01,2026-06-01,1200.00\n"
ENTERED = """
year,booked_on,unit,side,dzial,rozdzial,paragraf,measure,amount,document_id
2026,2026-01-02,SP,spending,801,80101,4210,plan,1000.00,
2026,2026-06-01,SP,spending,801,80101,4210,executed,1200.00,F6
2026,2026-01-02,SP,spending,801,80101,4300,plan,5000.00,
2026,2026-06-01,SP,spending,801,80101,4300,executed,500.00,
"""
TOWN = FILES | {"bought": BOUGHT, "payments": FILES["payments"] + PAID, "budget": ENTERED}


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, str]]:
    """A window of the treasurer of a small town, and the address of the pages."""
    root = once(tmp_path_factory, "treasurers_errand", lambda root: made(root, TOWN, {"bought": "invoices"}))
    with serving(root) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="pl-PL")
        page.set_default_timeout(PATIENCE)
        yield page, site
        browser.close()


def said(page: Page, *words: str) -> str:
    """What the page says, once it says all of these words."""
    text = "document.querySelector('.stMain')?.innerText.replace(/\\s+/g, ' ')"
    until(page, f"!!document.querySelector('footer.foot') && {json.dumps(words)}.every(w => {text}.includes(w))")
    return " ".join(page.inner_text(".stMain").split())


def test_from_the_line_over_its_plan_to_the_document_the_contractor_and_the_line_that_may_give(window):
    page, site = window
    page.goto(f"{site}/budget?osoba=e2")
    said(page, "1 podziałka ponad plan, razem 200,00 zł")
    page.locator(".work a[href*='/item']", has_text="801-80101-4210").first.click()
    said(page, "801-80101-4210, Szkoła, 2026: plan 1 000,00 zł", "F6", "Meble Szkolne")
    page.locator("table a[href*='F6']").first.click()
    said(page, "F/6, Meble Szkolne: 1 200,00 zł", "U4", "SP/2026/spending/801/80101/4210")
    page.goto(f"{site}/transfers?osoba=e2")
    said(page, "1 podziałce brakuje", "801-80101-4300")


def test_a_click_on_a_bar_leaves_its_line_in_the_list_and_back_undoes_it(window):
    page, site = window
    page.goto(f"{site}/budget?osoba=e2")
    said(page, "801-80101-4300", "Podziałki ponad planem albo takie")
    page.locator("[data-testid=stVegaLiteChart] .mark-rect path").nth(1).click(force=True)
    until(page, "location.search.includes('szukaj=801-80101-4210')")
    until(page, "!document.querySelector('.work').innerText.includes('801-80101-4300')")
    assert page.locator("input[name=szukaj]").input_value() == "801-80101-4210"
    page.go_back()
    until(page, "document.querySelector('.work').innerText.includes('801-80101-4300')")


def test_the_day_on_which_the_cash_runs_low(window):
    page, site = window
    page.goto(f"{site}/cash?osoba=e2")
    said(page, "20.11.2026 zabraknie pieniędzy; najniższe saldo")


def test_what_a_transfer_would_change_before_anybody_decides_it(window):
    page, site = window
    case = {"osoba": "e2", "z-podzialki": FREE, "na-podzialke": OVER, "kwota": "200,00"}
    page.goto(f"{site}/whatif?{urlencode(case)}")
    said(page, "Nic z tego nie zostało zapisane", "B01")
