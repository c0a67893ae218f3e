"""The answers of other pages on the first one: said whole, asked for once, and none of them can take the page away."""

from __future__ import annotations

import duckdb
import pytest

from dashboards.pages import PAGES
from dashboards.sheet import use
from dashboards.sheet.excerpt import answer_of
from dashboards.sheet.print import Print
from dashboards.source import query
from dashboards.source.access import WHOLE_OFFICE, Reader
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import newest
from tests.dashboards.test_answers import BOOKS, rows
from tests.dashboards.test_today import printed, town


@pytest.fixture
def root(tmp_path):
    """A town with one line over its plan."""
    return town(tmp_path / "town", BOOKS, budget=rows(plan=100, executed=140))


def asked_now() -> int:
    """How many questions have been put to snapshots so far."""
    return query._ask.cache_info().misses


def look(root, reader: Reader = WHOLE_OFFICE) -> None:
    begin(PageRequest(newest(root), reader))
    use(Print(PAGES["today"], {}))


def test_an_answer_is_that_of_its_page_and_asks_less_than_the_page(root):
    look(root)
    before = asked_now()
    said = answer_of(PAGES["budget"])
    for_the_answer = asked_now() - before
    assert "1 podziałka ponad plan, razem 40,00" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert " ".join(said.split()) in printed(root, "budget")
    assert 0 < for_the_answer < (asked_now() - before) / 2


def test_an_answer_is_asked_for_once_per_snapshot_and_reader(root):
    look(root)
    said, before = answer_of(PAGES["budget"]), asked_now()
    assert answer_of(PAGES["budget"]) == said
    assert asked_now() == before
    look(root, Reader(None, frozenset(), ("B",)))
    assert answer_of(PAGES["budget"]) != said  # another's units
    assert asked_now() > before


def test_the_first_page_quotes_no_page_that_waits_for_something_to_be_put_in(root):
    told = printed(root).partition("Twoje strony")[2].partition("Stan danych")[0]
    assert "1 podziałka ponad plan" in told
    for name in ("search", "whatif", "adopt"):
        assert PAGES[name].listed
        look(root)
        assert answer_of(PAGES[name])
        assert answer_of(PAGES[name]) not in told


def test_a_page_that_refuses_says_why_on_the_first_one_and_takes_nothing_else_away(root):
    published = root / "published"
    with duckdb.connect(published / (published / "current").read_text().strip()) as older:
        older.execute("drop table receivable_facts; update runs set version = '0.0.1'")  # an older program published it
    said = printed(root)
    assert "Tę kopię opublikowała inna wersja Ratusza" in said
    assert "1 podziałka ponad plan" in said
