"""Who reads what: the people a finding names, or whoever is here in their place."""

from datetime import UTC, date, datetime

import pytest

from pipelines.alerts.route import Notice, reader, route
from pipelines.alerts.route.finding import Finding
from pipelines.alerts.route.run_view import Absence, Person, RunView
from pipelines.alerts.route.superiors import above

PEOPLE = {
    employee: Person(employee, employee.title(), f"{employee}@um.example", unit, "pl", frozenset({role}))
    for employee, unit, role in [
        ("anna", "WB", "officer"),
        ("jan", "WB", "officer"),
        ("ewa", "WB", "officer"),
        ("kier", "WB", "manager"),
        ("burm", "UM", "mayor"),
        ("ster", "UM", "steward"),
    ]
}
HEADS = {"UM": ("burm", None), "WB": ("kier", "UM")}


def away(substitute: str | None) -> Absence:
    return Absence(substitute, date(2026, 11, 18), date(2026, 11, 24), date(2026, 11, 25))


def office(**absences: Absence) -> RunView:
    """The office on 20 November, with somebody away."""
    return RunView(date(2026, 11, 20), datetime(2026, 11, 20, tzinfo=UTC), (), PEOPLE, absences, HEADS, (), {})


def found(*recipients: str) -> Finding:
    return Finding("C01", "cases", "WB.1", "warn", "new", "", recipients=recipients)


def readers(view: RunView, *recipients: str) -> list[tuple[str, str]]:
    """(reader, instead of whom) of one finding for these recipients."""
    finding = found(*recipients)
    notices = route(RunView(**{**vars(view), "findings": (finding,)}))
    assert all(notice == Notice(finding, notice.to, notice.instead_of) for notice in notices)
    return [(notice.to, notice.instead_of) for notice in notices]


def test_whoever_is_here_reads_their_own_post():
    assert readers(office(), "anna", "kier") == [("anna", ""), ("kier", "")]


def test_the_substitute_reads_in_place_of_whoever_is_away():
    assert readers(office(anna=away("jan")), "anna", "kier") == [("jan", "anna"), ("kier", "")]


def test_a_substitute_named_for_themselves_too_reads_it_once_as_their_own():
    assert readers(office(anna=away("jan")), "anna", "jan") == [("jan", "")]
    assert readers(office(anna=away("kier")), "kier", "anna") == [("kier", "")]


def test_one_who_stands_in_for_two_reads_it_once():
    assert readers(office(anna=away("ewa"), jan=away("ewa")), "jan", "anna") == [("ewa", "anna")]


@pytest.mark.parametrize("substitute", [None, "byly", "anna"])
def test_without_a_substitute_who_works_here_the_manager_reads(substitute):
    assert readers(office(anna=away(substitute)), "anna") == [("kier", "anna")]


def test_a_circle_of_substitutes_ends_at_the_manager():
    assert readers(office(anna=away("jan"), jan=away("anna")), "anna") == [("kier", "anna")]


def test_a_manager_who_is_away_too_is_followed_on():
    assert reader(office(anna=away(None), kier=away("ewa")), "anna") == "ewa"
    assert reader(office(anna=away(None), kier=away(None)), "anna") == "burm"


def test_the_post_of_an_absent_head_of_the_office_without_a_substitute_goes_to_the_steward():
    assert readers(office(burm=away(None)), "burm") == [("ster", "")]


def test_what_would_reach_nobody_goes_to_the_steward_then_to_the_mayor_then_to_no_one():
    assert readers(office()) == [("ster", "")]
    assert readers(office(), "byly") == [("ster", "")]
    assert readers(office(ster=away("jan")), "byly") == [("jan", "")]
    nobody = {"anna": PEOPLE["anna"], "burm": PEOPLE["burm"]}
    assert readers(RunView(**{**vars(office()), "people": nobody}), "byly") == [("burm", "")]
    nobody = {"anna": PEOPLE["anna"]}
    assert readers(RunView(**{**vars(office()), "people": nobody}), "byly") == [("", "")]


def test_a_substitute_for_the_kind_of_case_goes_before_the_one_for_the_unit_and_the_one_for_the_rest():
    scopes = {("certificate", ""): "kier", ("", "WB"): "ewa", ("certificate", "WB"): "kier"}
    absence = Absence("jan", date(2026, 11, 18), date(2026, 11, 24), date(2026, 11, 25), scopes)
    view = office(anna=absence)
    assert reader(view, "anna", "certificate", "WB") == "kier"
    assert reader(view, "anna", "certificate", "UM") == "kier"
    assert reader(view, "anna", "building_permit", "WB") == "ewa"
    assert reader(view, "anna", "building_permit", "UM") == "jan"
    assert reader(view, "anna") == "jan"


def test_a_circle_of_heads_who_are_away_ends_at_the_first_who_has_not_been_asked():
    heads = {"WB": ("jan", "ZM"), "ZM": ("anna", "UM"), "UM": ("burm", None)}  # anna works in WB and heads ZM
    view = RunView(**{**vars(office(anna=away(None), jan=away(None))), "heads": heads})
    assert reader(view, "anna") == reader(view, "jan") == "burm"
    view = RunView(**{**vars(office(anna=away(None), jan=away(None), burm=away("anna"))), "heads": heads})
    assert reader(view, "anna") == reader(view, "jan") == ""


def test_what_stands_climbs_by_the_unit_it_names_else_by_that_of_the_first_who_reads_it_and_is_known():
    def heads(unit: str | None, *recipients: str) -> list[str]:
        finding = Finding("C02", "cases", "WB.1", "high", "unchanged", "", unit=unit, recipients=recipients)
        return above(office(), finding, 1)

    assert heads("UM", "anna") == ["burm"]
    assert heads("WB", "ster") == ["kier"]
    assert heads(None, "anna") == heads("gone", "anna") == ["kier"]
    assert heads(None, "byly", "ster", "anna") == ["burm"]
    assert heads(None, "byly") == heads(None) == []


@pytest.mark.parametrize(("step", "expected"), [(0, []), (1, ["kier"]), (2, ["kier", "burm"]), (9, ["kier", "burm"])])
def test_each_step_goes_one_head_further(step, expected):
    finding = Finding("C02", "cases", "WB.1", "high", "unchanged", "", unit="WB", recipients=("anna",))
    assert above(office(), finding, step) == expected


def test_whoever_holds_the_subject_is_not_their_own_superior():
    finding = Finding("C02", "cases", "WB.1", "high", "unchanged", "", unit="WB", holder="kier", recipients=("kier",))
    assert above(office(), finding, 1) == ["burm"]
