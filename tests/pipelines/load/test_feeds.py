"""A feed that town.toml no longer describes is named while its rows count; they are ended, or handed over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.facts.feed_facts import left_behind
from pipelines.load.feeds import end, rename
from pipelines.refusal import Refusal
from tests.pipelines.load.test_load import HEAD, TOWN, Office

RENAMED = TOWN.replace("[feeds.cases]", '[feeds.sprawy]\nnoun = "cases"')
GONE = '[town]\nname = "Zabrzeg"\n[feeds.units]\n'


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office whose feed `cases` has brought three cases on the first of January."""
    its = Office(tmp_path, TOWN)
    its.register(1, *(f"WB.6740.{n}.2026;kpa_ordinary;WB;2026-01-01;" for n in (1, 2, 3)))
    yield its
    its.con.close()


def held(office: Office) -> dict[str, dict[str, int]]:
    return left_behind(office.con, office.town)


def live(office: Office) -> list[tuple[str, str]]:
    query = "select feed, case_id from cases_history where known_to is null order by all"
    return office.con.execute(query).fetchall()


def test_its_rows_are_named_while_they_count_and_ended_by_a_person(office):
    assert held(office) == {}
    office.configure(GONE)
    assert held(office) == {"cases": {"cases": 3}}

    assert end(office.con, office.town, "cases", "anna", "biuro") == 3

    assert (held(office), live(office)) == ({}, [])
    assert office.known(2) == [(f"WB.6740.{n}.2026",) for n in (1, 2, 3)]  # what was known before stays known
    [(author, action, subject, details)] = office.audit()
    assert (author, action, subject) == ("anna", "feed end", "cases")
    assert '"rows": 3' in details


def test_a_feed_that_comes_back_after_its_end_is_read_again(office):
    office.configure(GONE)
    end(office.con, office.town, "cases")
    office.configure(TOWN)

    load = office.register(3, *(f"WB.6740.{n}.2026;kpa_ordinary;WB;2026-01-01;" for n in (1, 2, 3)))

    assert (load.state, load.rows_loaded) == ("loaded", 3)


def test_the_feed_that_takes_its_place_takes_its_rows(office):
    office.configure(RENAMED)

    assert rename(office.con, office.town, "cases", "sprawy", "anna") == 3

    assert live(office) == [("sprawy", f"WB.6740.{n}.2026") for n in (1, 2, 3)]
    office.drop("c.csv", HEAD + "WB.6740.1.2026;kpa_ordinary;WB;2026-01-01;\n", "sprawy")
    (load,) = office.load(3)
    assert (load.state, load.rows_unchanged) == ("held", 1)  # the guard against half an export knows the rows


def test_rows_of_a_register_that_the_new_feed_gave_already_are_ended(office):
    office.configure(RENAMED)
    office.drop("c.csv", HEAD + "WB.6740.2.2026;kpa_ordinary;WB;2026-01-01;\n", "sprawy")
    office.load(2)

    rename(office.con, office.town, "cases", "sprawy")

    assert live(office) == [("sprawy", "WB.6740.2.2026")]


def test_a_key_that_the_new_feed_of_changes_gives_is_its_own(office):
    office.configure(RENAMED.replace('noun = "cases"', 'noun = "cases"\ncovers = "changes"'))
    office.drop("c.csv", HEAD + "WB.6740.2.2026;kpa_ordinary;XX;2026-01-01;\n", "sprawy")
    office.load(2)

    rename(office.con, office.town, "cases", "sprawy")

    assert office.con.execute(
        "select case_id, unit from cases_history where known_to is null order by 1"
    ).fetchall() == [
        ("WB.6740.1.2026", "WB"),
        ("WB.6740.2.2026", "XX"),
        ("WB.6740.3.2026", "WB"),
    ]


@pytest.mark.parametrize(
    ("settings", "call", "message"),
    [
        (TOWN, lambda con, town: end(con, town, "cases"), "jest nadal w town.toml"),
        (GONE, lambda con, town: end(con, town, "caes"), "Żaden wiersz źródła caes"),
        (GONE, lambda con, town: rename(con, town, "cases", "sprawy"), "nie ma źródła sprawy"),
        (GONE, lambda con, town: rename(con, town, "cases", "units"), "dawało cases"),
        (RENAMED, lambda con, town: rename(con, town, "sprawy", "sprawy"), "jest nadal w town.toml"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_changes_nothing(office, settings, call, message):
    before = live(office)
    office.configure(settings)

    with pytest.raises(Refusal, match=message):
        call(office.con, office.town)

    assert live(office) == before
