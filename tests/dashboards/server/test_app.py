"""The served application: what is open, what is closed, what it says of itself, what it costs."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from contextlib import closing
from datetime import UTC, datetime

import pytest

from dashboards import app
from dashboards.pages import PAGES
from dashboards.server.guard import mended
from pipelines.acts import By
from pipelines.answers.agenda.token import grant, revoke
from pipelines.refusal import Refusal
from pipelines.settings import open_town
from pipelines.store.state import open_state


def get(address: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    request = urllib.request.Request(address, headers={"Accept": "text/html", **headers})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode(), {k.lower(): v for k, v in answer.headers.items()}
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), {k.lower(): v for k, v in error.headers.items()}


def test_the_process_says_that_it_lives(site):
    assert get(f"{site}/health")[:2] == (200, '{"status":"ok"}')


def test_it_is_not_ready_while_a_source_is_silent_and_says_which(site):
    status, said, _ = get(f"{site}/ready")
    assert status == 503
    assert json.loads(said) == {"status": "not ready", "reasons": ["gestorzy (works): never"]}


def test_the_page_says_it_is_polish(site):
    for page in ("", "budget"):
        _, said, _ = get(f"{site}/{page}")
        assert '<html lang="pl">' in said
        assert 'as="font"' not in said  # a font we do not use


@pytest.mark.parametrize("door", ["_stcore/metrics", "_stcore/agent/openapi.json", "_stcore/agent/interact"])
def test_the_service_doors_are_closed(site, door):
    assert get(f"{site}/{door}")[0] == 404


@pytest.mark.parametrize(
    "header", [{"Host": "ratusz.example.pl"}, {"X-Forwarded-For": "203.0.113.9"}, {"Forwarded": "for=1.2.3.4"}]
)
def test_without_a_login_nobody_is_let_in_from_elsewhere(site, header):
    assert get(f"{site}/health", **header)[0] == 403


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "localhost:8501", "[::1]:8501"])
def test_this_computer_is_let_in_under_each_of_its_names(site, name):
    assert get(f"{site}/health", Host=name)[0] == 200


def test_the_browser_is_told_to_load_nothing_from_elsewhere(site):
    headers = get(f"{site}/")[2]
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("which", PAGES)
def test_every_page_can_be_printed_without_a_script(site, which):
    status, said, _ = get(f"{site}/wydruk/{which}")
    assert status == 200
    assert '<html lang="pl">' in said
    assert "<script" not in said
    assert "Stan danych na 20.11.2026" in said


def test_a_list_comes_as_a_file_with_its_name_and_only_while_somebody_asks(site):
    status, said, headers = get(f"{site}/eksport/budget.csv?sygnal=tak")
    assert (status, headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert headers["content-disposition"] == 'attachment; filename="budget-2026-11-20.csv"'
    assert "no-store" in headers["cache-control"]
    assert "600-60016-4590" in said
    assert get(f"{site}/eksport/adopt.csv")[0] == 404  # that page has no list


def test_paper_keeps_the_subject_and_leads_back_to_it(site):
    said = get(f"{site}/wydruk/item?co=WB.6740.158.2026")[1]
    assert "Pozwolenie na budowę" in said
    assert 'href="/item?co=WB.6740.158.2026"' in said


def test_paper_keeps_the_filters_of_the_screen(site):
    assert "Sygnały: tylko podziałki z sygnałem" in get(f"{site}/wydruk/budget?sygnal=tak")[1]


def test_a_link_from_a_letter_opens_the_day_of_its_reader(site):
    said = get(f"{site}/start?osoba=e017")[1]
    assert "Moje sprawy" in said
    assert "Plan i wykonanie" not in said  # e017 is an officer


def test_a_page_that_is_for_others_says_so_and_a_page_that_is_not_there_is_not_there(site):
    for address in ("wydruk/budget", "eksport/budget.xlsx", "budget"):
        status, said, _ = get(f"{site}/{address}?osoba=e017")
        assert status == 403
        assert "dla innych osób" in said
    for address in ("wydruk/nic", "nic"):
        status, said, _ = get(f"{site}/{address}")
        assert status == 404
        assert "Nie ma takiej strony." in said


def test_a_value_from_the_data_cannot_become_a_tag(site):
    assert "<b>" not in get(f"{site}/wydruk/desk?osoba=<b>x</b>")[1]


def test_the_theme_comes_along_from_any_folder():
    options = app.options()
    assert options["browser.gatherUsageStats"] is False
    assert options["theme.light.backgroundColor"] != options["theme.dark.backgroundColor"]
    assert "http" not in str(options)


def test_without_a_login_the_server_refuses_another_address(full):
    with pytest.raises(Refusal, match=r"0\.0\.0\.0"):
        app.serve(full, address="0.0.0.0")


def test_a_taken_port_is_said_before_anything_starts(full, site):
    port = int(site.rpartition(":")[2])
    with pytest.raises(Refusal, match=str(port)):
        app.serve(full, port)


def test_a_page_in_another_language_is_left_alone_but_for_its_first_line():
    assert (
        mended(b'<html lang="en"><title>Streamlit</title><p>x</p>', "pl")
        == b'<html lang="pl"><title>Ratusz</title><p>x</p>'
    )


def test_a_calendar_opens_with_its_secret_and_with_nothing_else(site, full):
    by = By("opiekun", "tests", datetime(2026, 11, 20, 8, tzinfo=UTC))
    with closing(open_state(open_town(full))) as state:
        secret = grant(state, "e021", by)
    status, said, headers = get(f"{site}/kalendarz/{secret}.ics")
    assert (status, headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert said.startswith("BEGIN:VCALENDAR")
    assert "BEGIN:VEVENT" in said
    assert get(f"{site}/kalendarz/{secret}x.ics")[0] == 404
    with closing(open_state(open_town(full))) as state:
        revoke(state, "e021", by)
    assert get(f"{site}/kalendarz/{secret}.ics")[0] == 404
