"""The standing of the numbers: where each act can be looked up, how far a number was read, who looks again and when."""

import re
from dataclasses import replace
from datetime import date

import pytest

from rules.law import Law, read_law
from rules.law.book import Parameter
from rules.law.sources import COUNSEL, OFFICE, RECORD, Standing, standings

LAW = read_law("PL")
DAY = date(2026, 11, 30)
PAID_IN = LAW.on(DAY).parameter("payments.max_term_days")


def of(parameter: Parameter, law: Law = LAW) -> Standing:
    [found] = (each for each in standings(with_number(law, parameter), DAY) if each.row is parameter)
    return found


def with_number(law: Law, parameter: Parameter) -> Law:
    review = tuple(each for each in law.parameters if each.name.startswith("law_review."))
    return replace(law, parameters=(*review, parameter))


@pytest.mark.parametrize(
    ("changed", "who", "look_by"),
    [
        ({"status": "verified"}, RECORD, date(2027, 11, 30)),
        ({"status": "verified", "valid_to": date(2026, 12, 31)}, RECORD, date(2026, 12, 31)),
        ({"status": "verified", "unconfirmed": "later law unseen"}, COUNSEL, date(2027, 2, 28)),
        ({"status": "verified to 2024"}, COUNSEL, date(2027, 2, 28)),
        ({"status": "secondary"}, COUNSEL, date(2027, 2, 28)),
        ({"status": "knowledge", "valid_to": date(2027, 12, 31)}, COUNSEL, date(2027, 2, 28)),
        ({"status": "convention"}, OFFICE, None),
        ({"status": "town", "reviewed_on": None}, OFFICE, None),
    ],
)
def test_who_looks_again_and_by_when(changed: dict[str, object], who: str, look_by: date | None) -> None:
    found = of(replace(PAID_IN, **{"reviewed_on": DAY, **changed}))
    assert (found.who, found.look_by) == (who, look_by)


def test_a_number_that_ended_before_the_day_is_not_listed() -> None:
    listed = [each.row for each in standings(LAW, DAY)]
    assert date(2026, 12, 31) in [row.valid_to for row in listed]
    assert not [row for row in listed if row.valid_to is not None and row.valid_to < DAY]


def test_each_number_of_an_act_has_its_address_or_the_word_why_not() -> None:
    for each in standings(LAW, DAY):
        assert bool(each.address) != bool(each.no_address), each.number
        assert each.address == (LAW.acts[each.row.act].eli if each.row.act else "")


def test_the_address_is_that_of_the_text_it_names() -> None:
    addressed = [act for act in LAW.acts.values() if act.eli]
    assert len(addressed) > 15
    for act in addressed:
        year, number = re.findall(r"\d+", act.newest)
        assert act.eli == f"https://api.sejm.gov.pl/eli/acts/DU/{year}/{number}", act.id


def test_where_the_law_says_no_months_nobody_is_told_a_day() -> None:
    assert of(replace(PAID_IN, reviewed_on=DAY), replace(LAW, parameters=())).look_by is None
