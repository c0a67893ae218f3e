"""A town's own layer over the law: thresholds it sets itself, and terms of kinds that no statute knows."""

from datetime import date

import pytest

from rules.law import LawError, read_law
from rules.law.model import Parameter, Term
from rules.law.town import conventions, statutory

LAW = read_law("PL")
TODAY = LAW.on(date(2026, 11, 22))
OWN = LAW.for_town(
    rules={"C01": {"warn_working_days": 3, "to": ["officer"], "off": False}, "D01": {"shrink": 12.5}},
    terms={"own_kind": {"n": 21, "unit": "day", "law": "Regulamin § 7"}},
)


def test_the_layer_replaces_a_threshold_and_says_whose_it_is() -> None:
    parameter = OWN.on(date(2026, 11, 22)).parameter("C01.warn_working_days")
    assert (parameter.value, parameter.source, parameter.status) == (3, "town.toml", "town")


def test_the_layer_takes_percent_to_the_basis_point() -> None:
    assert OWN.on(date(2026, 11, 22)).whole("D01.shrink") == 1250


def test_the_layer_leaves_the_rest_and_the_shipped_law_alone() -> None:
    assert OWN.on(date(2026, 11, 22)).C01.high_working_days == 2
    assert TODAY.C01.warn_working_days == 5


def test_the_layer_adds_a_term_of_its_own() -> None:
    term = OWN.on(date(2026, 11, 22)).term("own_kind")
    assert (term.n, term.unit, term.law, term.name["en"]) == (21, "day", "Regulamin § 7", "own_kind")


def test_the_layer_keeps_the_texts_that_rebuild_the_law() -> None:
    assert OWN.hashes == LAW.hashes


@pytest.mark.parametrize("raw", ["soon", 2.5, True, None])
def test_the_layer_refuses_a_threshold_that_is_no_number_of_days(raw: object) -> None:
    with pytest.raises(LawError, match=r"\[rules\.C01\.warn_working_days\]"):
        LAW.for_town(rules={"C01": {"warn_working_days": raw}})


def test_the_layer_keeps_name_unit_and_article_of_the_threshold_it_replaces() -> None:
    [own] = LAW.for_town(rules={"C10": {"after_fee_notice_days": 3}}).parameters[-1:]
    replaced = TODAY.parameter("C10.after_fee_notice_days")
    assert replaced.law
    assert own == Parameter(
        name="C10.after_fee_notice_days", value=3, unit=replaced.unit, display=replaced.display, law=replaced.law,
        valid_from=date(1900, 1, 1), source="town.toml", status="town",
    )  # fmt: skip


def test_the_layer_takes_the_place_of_what_it_replaces_and_leaves_every_other_where_it_was() -> None:
    term = TODAY.term("certificate")
    own = LAW.for_town(
        rules={"C01": {"warn_working_days": 3}}, terms={"certificate": {"n": 6, "procedure": term.procedure}}
    )
    assert [row.name for row in own.parameters] == [
        *(row.name for row in LAW.parameters if row.name != "C01.warn_working_days"), "C01.warn_working_days",
    ]  # fmt: skip
    assert [row.id for row in own.terms] == [
        *(row.id for row in LAW.terms if row.id != "certificate"), "certificate",
    ]  # fmt: skip
    assert own.on(date(2026, 11, 22)).term("certificate").n == 6


def test_the_layer_says_all_or_as_little_as_it_likes_of_a_term() -> None:
    told = {"unit": "month", "procedure": "kpa", "alert_on": "raw", "clock": "restart"}
    full = {"name": {"pl": "Kram", "en": "Stall"}, "n": 2, "penalty_per_day": 50, "law": "Market rules", **told}
    dated = {"valid_from": date(1900, 1, 1), "source": "town.toml", "status": "town"}
    assert LAW.for_town(terms={"stall": full, "tent": {"n": 4}}).terms[-2:] == (
        Term(
            id="stall", name={"pl": "Kram", "en": "Stall"}, n=2, penalty_per_day=50, law="Market rules", **told,
            **dated,
        ),
        Term(
            id="tent", name={"en": "tent"}, n=4, unit="day", procedure="special", alert_on="rolled", clock="stop",
            **dated,
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"n": 1, "unit": "moon"}, "unit = 'moon': expected one of day, month, week, working_day, year"),
        ({"n": 1, "clock": "sand"}, "clock = 'sand': expected one of restart, stop"),
        ({"n": 1, "alert_on": "never"}, "alert_on = 'never': expected one of raw, rolled"),
        ({"n": 2.5}, "n = 2.5: 2.5 is not a whole number of day"),
        ({}, "n = None: "),
    ],
)
def test_the_layer_refuses_a_term_in_words_that_name_the_setting(settings: dict[str, object], complaint: str) -> None:
    with pytest.raises(LawError) as caught:
        LAW.for_town(terms={"stall": settings})
    assert str(caught.value).startswith(f"[terms.stall] {complaint}")


def test_the_layer_refuses_a_threshold_in_words_that_name_the_setting() -> None:
    with pytest.raises(LawError) as caught:
        LAW.for_town(rules={"C01": {"warn_working_days": 2.5}})
    assert str(caught.value) == "[rules.C01.warn_working_days] = 2.5: 2.5 is not a whole number of working_day"


def test_the_layer_refuses_a_unit_nobody_can_count() -> None:
    with pytest.raises(LawError, match=r"\[terms\.own_kind\] unit = 'moon'"):
        LAW.for_town(terms={"own_kind": {"n": 21, "unit": "moon"}})


def test_the_layer_refuses_a_procedure_the_law_does_not_know() -> None:
    with pytest.raises(LawError, match=r"\[terms\.own_kind\] procedure = 'feudal': expected one of building"):
        LAW.for_town(terms={"own_kind": {"n": 21, "procedure": "feudal"}})


def test_what_the_law_says_is_told_apart_from_what_a_town_may_set() -> None:
    rules = {"D02": {"min_call_days": 3, "off": True}, "C01": {"warn_working_days": 3}, "X99": {"n": 1}}
    [((rule, key), number)] = statutory(LAW.parameters, rules).items()
    assert (rule, key, number.value, number.law) == ("D02", "min_call_days", 7, "KPA art. 64 § 2")


def test_of_a_number_that_changed_the_newest_version_is_told() -> None:
    [number] = statutory(LAW.parameters, {"discipline": {"minimum_amount": "1.00"}}).values()
    assert number.valid_from == max(p.valid_from for p in LAW.parameters if p.name == "discipline.minimum_amount")


def test_a_rule_has_conventions_of_its_own_or_none() -> None:
    assert conventions(LAW.parameters, "C10") == ["warn_working_days"]
    assert conventions(LAW.parameters, "D02") == ["unclosed_letters", "unclosed_days"]
    assert conventions(LAW.parameters, "I03") == []
