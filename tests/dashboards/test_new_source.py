"""A whole office taken in by the page *New source* in a browser: for each register its messy files, and few answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from dashboards.source import adopting
from pipelines.run import run
from pipelines.settings import open_town
from tests.dashboards.conftest import serving
from tests.dashboards.test_browser import chromium, opened
from tests.once import once
from tests.pipelines.adopt.office import DAY, build
from tests.pipelines.adopt.test_office import (
    test_a_town_of_ten_sources_is_described_in_under_forty_lines_by_profiles,
    test_absences_keep_no_reason_and_remote_work_is_none,
    test_cases_are_those_of_the_register_and_their_people_are_found_by_name,
    test_contracts_have_their_lines,
    test_documents_have_their_holder_their_unit_and_their_way,
    test_people_have_the_roles_of_their_posts,
    test_ten_cumulative_tables_give_the_plan_and_the_execution_of_the_last_of_each_line,
    test_the_payment_queue_is_what_remains_by_the_bank,
    truth,
)

__all__ = [  # the truth of the makers and what has to equal it, asked here of the town that the page has saved
    "chromium",
    "test_a_town_of_ten_sources_is_described_in_under_forty_lines_by_profiles",
    "test_absences_keep_no_reason_and_remote_work_is_none",
    "test_cases_are_those_of_the_register_and_their_people_are_found_by_name",
    "test_contracts_have_their_lines",
    "test_documents_have_their_holder_their_unit_and_their_way",
    "test_people_have_the_roles_of_their_posts",
    "test_ten_cumulative_tables_give_the_plan_and_the_execution_of_the_last_of_each_line",
    "test_the_payment_queue_is_what_remains_by_the_bank",
    "truth",
]
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(1800)]
WHOLE = {"covers": "cały rejestr"}
ANSWERS = {"budget": {"unit": "UM"}, "invoices": WHOLE, "contracts": WHOLE}  # the rest is as it is proposed
LONGEST = 1000 * adopting.PATIENCE  # ms until the files are read at the latest


@pytest.fixture(scope="module")
def office(chromium, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town after the page has saved each register, and one `run`; how many answers each took is kept beside it."""

    def make(root: Path) -> None:
        (root / "exports").mkdir(parents=True)
        town = root / "town"
        town.mkdir()
        (town / "town.toml").write_text('[town]\nname = "Próbne"\n', "utf-8")
        files, _ = build(root / "exports")
        window = chromium.new_page(viewport={"width": 1280, "height": 900}, locale="pl-PL")
        window.set_default_timeout(LONGEST)
        with serving(town) as site:
            answers = {noun: taken_in(window, site, paths, ANSWERS.get(noun, {})) for noun, paths in files.items()}
        window.close()
        (root / "answers.json").write_text(json.dumps(answers), "utf-8")
        run(open_town(town), DAY, letters=False)

    return once(tmp_path_factory, "adopted_by_page", make)


def taken_in(window: Page, site: str, paths: list[Path], answers: dict[str, str]) -> int:
    """Put the files of a register into the page, answer what it asks, save; returns how many answers it took."""
    opened(window, site, "adopt")
    window.set_input_files("input[type=file]", paths)
    window.get_by_text("Skąd to wiemy").or_(window.get_by_text("Najpierw trzeba odpowiedzieć")).first.wait_for()
    for key, answer in answers.items():
        field = window.locator(f".st-key-adopt-answer-{key} input")
        field.fill(answer)
        field.press("Enter")
    window.get_by_role("button", name="Zapisz jako źródło").click()  # there once nothing is open any more
    window.get_by_text("Zapisano jako").wait_for()
    assert window.locator(".stException").count() == 0
    return len(answers)


def test_no_register_took_more_than_five_answers(office):
    answers = json.loads((office / "answers.json").read_text("utf-8"))
    assert len(answers) == 10
    assert 0 < max(answers.values()) <= 5
