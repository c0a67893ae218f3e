"""What pages say: every sentence in Polish, numbers as the office writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

import dashboards
from dashboards.pages import HEADINGS, PAGES
from dashboards.sheet import wording
from dashboards.source.freshness import run_is_old
from dashboards.source.request import PageRequest
from dashboards.source.snapshot import newest
from pipelines.contracts import NOUNS
from pipelines.judge import RULES
from rules.wording import words

PACKAGE = Path(dashboards.__file__).parent
W = words("pl")


def said() -> set[str]:
    """Every message the pages and their parts use, the first form of those that count."""
    found = {page.title for page in PAGES.values()} | set(HEADINGS.values())
    for pattern, method in (("**/*.py", "python"), ("**/templates/*.html", "jinja2.ext:babel_extract")):
        for file in PACKAGE.glob(pattern):
            with file.open("rb") as source:
                for _, message, _, _ in extract(method, source, {"_": None, "say": None, "count": (2, 3)}):
                    found.add(message if isinstance(message, str) else message[0])
    return found - {""}


def test_every_sentence_of_the_pages_has_its_polish():
    with (PACKAGE / "locale" / "pl.po").open("rb") as source:
        known = {message.id if isinstance(message.id, str) else message.id[0] for message in read_po(source)}
    messages = said()
    assert len(messages) > 200
    assert messages <= known


def test_no_other_package_says_the_same_words_differently():
    with (PACKAGE / "locale" / "pl.po").open("rb") as source:
        ours = {m.id: m.string for m in read_po(source) if m.id and isinstance(m.id, str)}
    assert [message for message, polish in ours.items() if W(message) != polish] == []


@pytest.mark.parametrize("noun", sorted({*NOUNS, *(rule.noun for rule in RULES.values())}))
def test_whatever_a_signal_is_about_has_a_polish_name(noun):
    assert wording.noun(W, noun) not in {noun, noun.replace("_", " ")}


@pytest.mark.parametrize(
    ("days", "working", "expected"),
    [
        (-1, -1, "1 dzień po terminie"),
        (-22, -16, "22 dni po terminie"),
        (0, 0, "dziś"),
        (1, 0, "przed najbliższym dniem roboczym"),
        (3, 1, "za 1 dzień roboczy"),
        (5, 3, "za 3 dni robocze"),
        (8, 5, "za 5 dni roboczych"),
        (30, None, "za 30 dni"),
        (None, None, "–"),
    ],
)
def test_time_left_is_said_as_one_says_it(days, working, expected):
    assert wording.left(W, days, working) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(1.0, "1 dzień"), (39.0, "39 dni"), (66.8, "66,8 dnia"), (131.6, "131,6 dnia"), (None, "–")]
)
def test_a_percentile_of_days_has_its_fraction(days, expected):
    assert wording.lasting(W, days) == expected


@pytest.mark.parametrize(
    ("now", "then", "since", "expected"),
    [
        (5, 3, "19.11.2026", "+2 od 19.11.2026"),
        (3, 5, "19.11.2026", "−2 od 19.11.2026"),
        (3, 3, "19.11.2026", "bez zmian od 19.11.2026"),
        (3, None, "19.11.2026", "bez porównania z 19.11.2026"),
        (3, 3, None, "pierwszy przebieg"),
    ],
)
def test_a_number_says_how_it_moved(now, then, since, expected):
    assert wording.change(W, now, then, since, W.number) == expected


def test_a_change_of_money_is_written_as_money():
    moved = wording.change(W, Decimal("100.50"), Decimal("0.50"), "19.11.2026", W.money)
    assert moved == "+100,00\N{NO-BREAK SPACE}zł od 19.11.2026"


@pytest.mark.parametrize(
    ("pinned", "now", "expected"),
    [
        (None, datetime(2026, 11, 23, 7, 30), False),  # Monday morning after Friday's run
        (None, datetime(2026, 11, 24, 7, 30), True),  # Tuesday: Monday's run is missing
        (date(2026, 11, 20), datetime(2027, 1, 1), False),  # a demo town's day never moves
    ],
)
def test_a_run_that_did_not_come_is_noticed_after_the_weekend(full, pinned, now, expected):
    from dataclasses import replace

    snapshot = newest(full)
    friday = replace(snapshot, published_at=datetime(2026, 11, 20, 4, 30), town=replace(snapshot.town, as_of=pinned))
    assert run_is_old(PageRequest(friday, now=now)) is expected
