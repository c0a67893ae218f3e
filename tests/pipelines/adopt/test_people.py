"""Names of people and units: who is surely meant, who perhaps, and who is nobody."""

from __future__ import annotations

import pytest

from pipelines.adopt.known import Register
from pipelines.adopt.people import meant

KNOWN = Register(
    units={"WSO": "Wydział Spraw Obywatelskich", "FN": "Wydział Finansowy"},
    employees={"1": "Jan Lis", "2": "Ewa Bąk", "3": "Anna Lis", "4": "Jan Kowalski-Żuk"},
)


@pytest.mark.parametrize("name", ["Jan Lis", "Lis Jan", "LIS  JAN", "1"])
def test_what_loading_knows_by_itself_needs_no_alias(name):
    found = meant({"employees": {name}}, KNOWN)
    assert (found.aliases, found.several, found.unknown) == ([], {}, [])


@pytest.mark.parametrize(
    ("name", "who"),
    [("mgr Ewa Bąk", "2"), ("E. Bąk", "2"), ("Bąk E.", "2"), ("Bąk Ewa (WSO)", "2"), ("A. Lis", "3"), ("Ewa Bak", "2")],
)
def test_who_is_surely_meant_becomes_an_alias(name, who):
    assert meant({"employees": {name}}, KNOWN).aliases == [(name, who, None)]


def test_what_may_mean_two_is_nobodys_alias():
    two = Register(employees={"1": "Jan Lis", "5": "Jerzy Lis"})
    found = meant({"employees": {"J. Lis"}}, two)
    assert found.aliases == []
    assert found.several == {"J. Lis": ["1 (Jan Lis)", "5 (Jerzy Lis)"]}


@pytest.mark.parametrize("name", ["Piotr Nowak", "Lis", "B. Lis"])
def test_nobody_is_not_made_somebody(name):
    found = meant({"employees": {name}}, KNOWN)
    assert (found.aliases, found.unknown) == ([], [name])


@pytest.mark.parametrize(
    ("name", "unit"),
    [("WSO - Wydział Spraw Obywatelskich", "WSO"), ("Wydz. Spraw Obywatelskich", "WSO"), ("Wydział Finansow", "FN")],
)
def test_units_are_known_by_their_code_before_the_name_and_by_shortened_words(name, unit):
    assert meant({"units": {name}}, KNOWN).aliases == [(name, None, unit)]


def test_without_a_register_nobody_is_unknown():
    assert meant({"employees": {"Jan Lis"}}, Register()).unknown == []
