"""Files of a feed with a profile: whatever of it they have is taken, and another choice than before is not made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.load.byhand import release
from tests.pipelines.load.test_load import Office

TOWN = '[town]\nname = "Zabrzeg"\n[feeds.cases]\nprofile = "spis_spraw"\nfiles = "*.csv"\n'
KINDS = '[kinds]\n"6740" = "building_permit"\n'
HEAD = "Znak sprawy;Symbol kom. org.;REFERENT;Data wszczęcia;{closed}\n"
ROWS = "".join(f"WB.6740.{n}.2026;WB;Lis Jan;02.01.2026;{{day}}\n" for n in (1, 2, 3))
CASES = "select case_id, unit, handler, opened_on::varchar, closed_on::varchar from cases order by 1 limit 1"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    its = Office(tmp_path, TOWN + KINDS)
    yield its
    its.con.close()


def table(closed: str, day: str) -> bytes:
    return (HEAD.format(closed=closed) + ROWS.format(day=day)).encode("cp1250")


def test_the_likeliest_names_that_a_file_has_are_taken(office):
    office.drop("a.csv", table("Data ostatecznego załatwienia", "12.01.2026"))
    [load] = office.load(1)
    assert (load.state, load.rows_in, load.rows_loaded) == ("loaded", 3, 3)
    assert office.known(1, CASES) == [("WB.6740.1.2026", "WB", "Lis Jan", "2026-01-02", "2026-01-12")]


@pytest.mark.parametrize("covers", ["", 'covers = "changes"\n'])
def test_a_column_that_is_gone_or_another_one_holds_the_file_until_somebody_says_so(office, covers):
    office.configure(TOWN + covers + KINDS)
    office.drop("a.csv", table("Data ostatecznego załatwienia", "12.01.2026"))
    office.load(1)
    office.drop("b.csv", table("Uwagi", "12.01.2026"))
    [held] = office.load(2)
    assert (held.state, held.rows_in, held.rows_unchanged) == ("held", 3, 3)
    assert "closed_on: Data ostatecznego załatwienia → żadna kolumna" in (held.reason or "")
    assert held.fix == f"Jeśli tak ma być: ratusz release {held.load_id}"
    assert office.known(2, CASES)[0][-1] == "2026-01-12", "nothing was forgotten in silence"

    released = release(office.town, office.con, held.load_id)
    assert (released.state, released.rows_loaded) == ("loaded", 3)
    office.drop("c.csv", table("Uwagi", "13.01.2026"))
    [load] = office.load(4)
    assert load.state == "loaded", "what was let in once is the measure from then on"


def test_what_town_toml_says_itself_is_meant(office):
    office.drop("a.csv", table("Data ostatecznego załatwienia", "12.01.2026"))
    office.load(1)
    office.configure(TOWN + '[feeds.cases.columns]\nclosed_on = "Koniec"\n' + KINDS)
    office.drop("b.csv", table("Koniec", "14.01.2026"))
    [load] = office.load(2)
    assert (load.state, load.rows_loaded) == ("loaded", 3)
    assert office.known(2, CASES)[0][-1] == "2026-01-14"


def test_the_same_content_by_the_same_profile_changes_nothing(office):
    for day in (1, 2):
        office.drop("a.csv", table("Data ostatecznego załatwienia", "12.01.2026"))
        [load] = office.load(day)
    assert (load.state, load.rows_unchanged) == ("unchanged", 3)
    assert load.taken is not None
    office.drop("b.csv", table("Uwagi", ""))
    assert office.load(3)[0].state == "held", "the record of what was unchanged remembers its columns too"


def test_a_required_column_that_is_missing_refuses_with_the_name_that_the_profile_would_have(office):
    office.drop("a.csv", "Znak sprawy;Symbol kom. org.;Data wszczecia\nWB.6740.1.2026;WB;02.01.2026\n")
    [load] = office.load(1)
    assert load.state == "refused"
    assert "opened_on" in (load.reason or "")
    assert "Data wszczecia" in (load.fix or "")
