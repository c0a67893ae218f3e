"""Every page in a real browser: the demo's numbers stand on it, nothing sticks out or comes from elsewhere."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from dashboards.pages import PAGES
from dashboards.source import adopting
from rules.wording import words

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 120_000  # ms until something is there at the latest, on a machine that does much else
W = words("pl")
VISITS = [
    *((page, "?osoba=e017" if page == "desk" else "") for page in PAGES),
    ("search", "?q=faktura"),
    ("item", "?co=WB.6740.158.2026"),
]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is missing, and CI must look at the pages")
        pytest.skip(f"{CHROMIUM} is missing: the pages were not opened in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def visited(chromium) -> Iterator[tuple[BrowserContext, list[str]]]:
    """One visitor with a warm cache, and every address that was asked for."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="pl-PL")
    context.set_default_timeout(PATIENCE)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context, asked
    context.close()


@pytest.fixture(scope="module")
def kept_window(visited) -> Page:
    """The visitor's one window: whoever works with the pages loads the application once."""
    return visited[0].new_page()


@pytest.fixture
def window(kept_window) -> Page:
    """The window as a desk has it, whatever the test before made of it."""
    kept_window.emulate_media(media="screen", color_scheme="light")
    kept_window.set_viewport_size({"width": 1280, "height": 900})
    return kept_window


def opened(window: Page, site: str, page: str, question: str = "", *, anew: bool = False) -> str:
    """What a page says, come to by a link where the window shows another of the pages; anew: loaded by its address."""
    address = f"{site}{PAGES[page].address}{question}"
    if anew or window.url == address or not window.evaluate("Boolean(window.__ratusz?.drawn)"):
        window.goto(address)
    else:
        window.evaluate("address => window.__ratusz.go(address)", address)
        until(window, "window.__ratusz.wanted === null")  # it is drawn, and scrolled to where it begins
    window.wait_for_selector("footer.foot")
    assert window.url == address
    return " ".join(window.inner_text("section.main, .stMain").split())


def until(window: Page, condition: str, most: float = PATIENCE / 1000) -> None:
    """Waits until a condition of the page holds; asked from here: the pages let no text become a script."""
    end = time.monotonic() + most
    while not window.evaluate(condition):
        assert time.monotonic() < end, f"never came true: {condition}"
        window.wait_for_timeout(50)


def plain(text: str) -> str:
    return " ".join(text.split())


def faults(window: Page, **options: object) -> dict[str, str]:
    """What axe finds on the page as it is shown now."""
    until(window, "document.getAnimations().length === 0")  # colours change over some frames
    said = Axe().run(window, options=options or None).response["violations"]
    # Streamlit's own field for files calls itself decoration and can be focused all the same
    return {fault["id"]: fault["nodes"][0]["html"] for fault in said
            if "stFileUploaderDropzone" not in fault["nodes"][0]["html"]}  # fmt: skip


def darken(window: Page) -> None:
    """The theme of whoever works in the dark; the page is the same, in other colours."""
    light = window.evaluate(BACKGROUND)
    window.emulate_media(color_scheme="dark")
    until(window, f"{BACKGROUND} !== '{light}'")


BACKGROUND = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"


@pytest.mark.parametrize(("which", "question"), VISITS)
def test_a_page_is_in_polish_without_fault_in_both_themes_and_fits_a_telephone(window, site, which, question):
    assert W(PAGES[which].title) in opened(window, site, which, question)
    assert window.get_attribute("html", "lang") == "pl"
    assert window.locator(".stException").count() == 0
    cut = "all => all.filter(each => each.scrollHeight > each.clientHeight + 1).length"
    assert window.locator(".scroll:has(> table)").evaluate_all(cut) == 0, "no table is cut off below"
    assert faults(window) == {}
    darken(window)
    assert faults(window, runOnly=["cat.color"]) == {}  # of all that axe asks, what depends on colours
    window.set_viewport_size({"width": 360, "height": 780})
    until(window, "document.querySelector('.stMain').scrollWidth <= 360")  # charts are drawn anew


def test_the_demos_numbers_stand_on_the_pages(window, site, published):
    ((over,),) = published.execute(
        """select sum(amount) from findings where as_of = date '2026-11-20' and rule = 'B01' and status <> 'resolved'
           and inhibited_by is null"""
    ).fetchall()
    ((late,),) = published.execute(
        "select sum(remaining) from invoice_facts where state = 'open' and days_left < 0 and currency = 'PLN'"
    ).fetchall()
    ((open_late,),) = published.execute(
        "select count(*) from case_facts where noun = 'cases' and settled_on is null and net_due_on < date '2026-11-20'"
    ).fetchall()
    assert plain(W.money(over)) in opened(window, site, "budget")
    assert plain(W.money(late)) in opened(window, site, "invoices")
    assert W.count(open_late, "{n} open case is late", "{n} open cases are late") in opened(window, site, "turnaround")


def test_a_desk_opens_for_the_person_of_the_address(window, site, published):
    ((name,),) = published.execute(
        "select name from employees_history where employee = 'e017' and known_to is null"
    ).fetchall()
    said = opened(window, site, "desk", "?osoba=e017")
    assert "Zastępujesz:" in said
    assert window.locator("select[name=osoba] option:checked").inner_text() == name


def test_asking_why_unfolds_the_reason_under_the_row(window, site):
    opened(window, site, "budget")
    assert not window.locator(".work .more").first.is_visible()
    window.locator(".work summary").first.click()
    reason = plain(window.locator(".work .more").first.inner_text())
    assert re.search(r"B0\d · UFP art\.", reason)
    assert "Prognoza na koniec roku" in reason


def test_a_number_explains_itself_a_click_away(window, site):
    opened(window, site, "turnaround")
    definition = window.locator(".number details p").first
    assert not definition.is_visible()
    window.locator(".number summary").first.click()
    assert definition.is_visible()


def test_links_and_filters_run_the_page_without_a_reload_and_back_returns_to_the_same_rows(window, site):
    """The router leans on how Streamlit answers the browser's history: this says when an update changes that."""
    opened(window, site, "budget")
    window.evaluate("window.__same = true")
    window.get_by_role("link", name="następna").click()
    window.wait_for_selector("text=wiersze 21–40 z")
    assert window.url.endswith("/budget?strona=2")
    until(window, "document.activeElement.tagName == 'H2'")  # the list, for whoever hears the page
    window.locator(".work .line details summary").first.click()
    window.evaluate("document.querySelector('.stMain').scrollTo(0, 400)")
    until(window, "history.state?.y === 400 && history.state.open.length === 1")  # remembered after a moment of rest
    window.locator("nav.side a", has_text=W(PAGES["invoices"].title)).click()
    until(window, f"document.title == '{W(PAGES['invoices'].title)} · Ratusz'")
    until(window, "document.activeElement.tagName == 'H1'")
    window.go_back()
    window.wait_for_selector("text=wiersze 21–40 z")
    until(window, "Math.abs(document.querySelector('.stMain').scrollTop - 400) < 5")
    until(window, "document.querySelectorAll('.work .line details[open]').length === 1")
    window.select_option("select[name=sygnal]", "tak")
    window.wait_for_selector("text=filtr ukrywa")
    until(window, "location.search == '?sygnal=tak'")
    until(window, "document.activeElement.name == 'sygnal'")
    assert window.evaluate("window.__same") is True, "the page was loaded anew"


def test_choosing_somebody_else_changes_name_and_content_together(window, site):
    opened(window, site, "desk", "?osoba=e017", anew=True)
    window.select_option("select[name=osoba]", "e016")  # right after the page is there
    window.wait_for_selector("text=Stan danych na")
    until(window, "location.search == '?osoba=e016'")
    until(window, "!document.querySelector('.stMain').innerText.includes('Zastępujesz')")
    assert window.locator("select[name=osoba]").input_value() == "e016"


def test_what_is_chosen_before_the_script_is_there_is_not_lost(chromium, site):
    """The script that hears of a choice comes after the field: here it comes late, as on a slow line."""
    context = chromium.new_context(locale="pl-PL")
    context.set_default_timeout(PATIENCE)
    held: list[Route] = []
    context.route("**/router*.js", lambda route: held.append(route))
    page = context.new_page()
    opened(page, site, "desk", "?osoba=e017")
    page.select_option("select[name=osoba]", "e016")
    assert held
    assert page.evaluate("window.__ratusz") is None
    for route in held:
        route.continue_()
    until(page, "location.search == '?osoba=e016'")
    page.wait_for_selector("footer.foot")
    until(page, "!document.querySelector('.stMain').innerText.includes('Zastępujesz')")
    context.close()


@pytest.mark.parametrize("which", ["budget", "transfers", "invoices", "today"])
def test_the_reasons_of_every_row_can_be_clicked_on_a_small_screen(window, site, which):
    window.set_viewport_size({"width": 1280, "height": 720})
    opened(window, site, which)
    until(window, "document.querySelector('.stMain').scrollWidth <= document.querySelector('.stMain').clientWidth")
    column = window.locator(".work .ask summary").first.bounding_box()
    assert column is not None
    assert column["x"] + column["width"] <= 1280


def test_the_budget_on_paper_has_numbered_sheets_and_nothing_of_a_telephone(window, site):
    window.goto(f"{site}/wydruk/budget")
    window.emulate_media(media="print")
    window.set_viewport_size({"width": 703, "height": 1000})  # A4 between its margins
    assert window.locator(".work thead").is_visible()
    assert window.evaluate("document.documentElement.scrollWidth") <= 703
    sheets = re.findall(rb"/Type\s*/Page[^s]", window.pdf(prefer_css_page_size=True))
    assert len(sheets) <= 9
    assert "counter(pages)" in window.content()


def test_a_file_put_into_the_page_is_read_and_tried_before_anything_is_saved(window, site, full, tmp_path):
    register = tmp_path / "spis.csv"
    register.write_bytes(
        "Spis spraw\r\nZnak sprawy;Data wpływu;Komórka;Prowadzący;Data załatwienia\r\n"
        "WB.6740.901.2026;2.11.2026;WB;e017;\r\nWB.6740.902.2026;3.11.2026;WB;e017;12.11.2026\r\n".encode("cp1250")
    )
    settings = (full / "town.toml").read_bytes()
    opened(window, site, "adopt", anew=True)
    window.set_input_files("input[type=file]", register)
    window.wait_for_selector("text=da się wczytać 2 z 2 wierszy", timeout=1000 * adopting.PATIENCE)
    window.get_by_role("button", name="Zapisz jako źródło").wait_for()  # it is written after the answer
    assert (full / "town.toml").read_bytes() == settings


def test_nothing_was_asked_of_another_host(visited, window, site):
    opened(window, site, "today")
    asked = visited[1]
    assert len(asked) > 50
    assert [address for address in asked if not address.startswith((site, "data:", "blob:"))] == []


def test_a_signal_can_be_read_in_both_themes(window, site):
    opened(window, site, "invoices")  # every gravity stands on its first page
    window.wait_for_selector(".signal.critical")
    for change in (lambda window: None, darken):
        change(window)
        until(window, "document.getAnimations().length === 0")
        for selector in SIGNALS:
            assert window.evaluate(CONTRAST, selector) >= 4.5, selector


SIGNALS = (".signal.critical", ".signal.high", ".signal.warn", ".signal.info", ".answer", ".change", ".ask summary")
CONTRAST = """selector => {
  const paint = colour => {
    const context = document.createElement('canvas').getContext('2d');
    context.fillStyle = back; context.fillRect(0, 0, 1, 1); context.fillStyle = colour; context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = rgb => rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const back = getComputedStyle(document.querySelector('.stApp')).backgroundColor;
  const [a, b] = [light(paint(back)), light(paint(getComputedStyle(document.querySelector(selector)).color))].sort();
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""


def test_the_field_for_files_has_no_english_word_seen_or_read_aloud(window, site, tmp_path):
    opened(window, site, "adopt", anew=True)
    (tmp_path / "spis.csv").write_text("Znak sprawy;Data\n", encoding="utf-8")
    field = window.locator("[data-testid=stFileUploader]")
    english = re.compile(r"upload|per file|drag|drop|browse|remove|\badd\b|limit", re.IGNORECASE)
    assert "Wybierz pliki" in field.aria_snapshot()
    assert not english.search(field.aria_snapshot() + field.inner_text())
    window.set_input_files("[data-testid=stFileUploaderDropzoneInput]", tmp_path / "spis.csv")
    window.wait_for_selector("[data-testid=stFileChip]")
    window.wait_for_selector("[aria-label='Usuń spis.csv']")
    assert "Usuń spis.csv" in field.aria_snapshot()
    assert not english.search(field.aria_snapshot())
