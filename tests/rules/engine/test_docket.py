"""What a docket's rules need to know, and whether they fit together."""

from __future__ import annotations

import pytest

from rules.engine.declare import Misdeclared, blockers, c, fields, kinds, m, none
from rules.engine.docket import chained, ordered, refusals, solitary

CASE = c.case << (m.kind == "case")


def test_facts_are_as_narrow_as_the_rules(declare, book):
    declare("C01", CASE & (m.state == "open") & (m.left <= m.warn), escalates={"high": m.left <= m.high})
    declare("P02", c.absence << (m.kind == "absence"), c.duty << (m.kind == "duty"), severity="info",
            escalates={"high": {"duty": m.due <= c.absence.back}})  # fmt: skip
    assert fields("desk", "case", book) == ["state", "left", "warn", "high"]
    assert fields("desk", "absence", book) == ["back"]
    assert fields("desk", "duty", book) == ["due"]
    assert fields("desk", "line", book) == []


def test_what_a_rule_reads_of_a_flag_is_asked_of_the_fact_that_raised_it(declare, book):
    declare("I01", c.invoice << (m.kind == "invoice") & (m.left <= m.warn))
    declare("B05", c.line << (m.kind == "line"), c.due << (m.flag == "I01") & (m.amount > c.line.rest), about="due")
    assert fields("desk", "invoice", book) == ["left", "warn", "amount"]
    assert fields("desk", "line", book) == ["rest"]


def test_what_a_rule_compares_with_a_flag_is_asked_of_the_fact_that_raised_it(declare, book):
    declare("C02", CASE)
    declare("O01", c.late << (m.flag == "C02"), c.absence << (m.kind == "absence") & (m.who == c.late.holder))
    assert fields("desk", "case", book) == ["holder"]
    assert fields("desk", "absence", book) == ["who"]


def test_blockers_come_first(declare, book):
    declare("O01", CASE, c.absence << (m.kind == "absence"), none((m.kind == "substitute") & (m.unit == c.case.unit)))
    assert kinds("desk", book) == ["substitute", "case", "absence"]
    assert blockers("desk", book) == ["substitute"]
    assert fields("desk", "substitute", book) == ["unit"]
    assert fields("desk", "case", book) == ["unit"]


def test_what_a_rule_orders_is_integers_on_both_sides_and_at_every_level(declare, book):
    declare(
        "C01", CASE & (m.left <= m.warn) & (m.state == "open") & (m.unit != m.other),
        c.absence << (m.kind == "absence") & (m.back > c.case.due) & (m.who == c.case.holder),
        escalates={"high": m.age >= m.twice},
    )  # fmt: skip
    declare("S01", CASE & (m.street < m.lane), docket="street")
    assert ordered("desk", book) == ["age", "back", "due", "left", "twice", "warn"]


def test_only_what_another_rule_of_the_docket_builds_upon_is_raised_as_a_flag(declare, book):
    declare("C01", CASE)
    declare("C02", CASE)
    declare("O01", c.late << (m.flag == "C02"))
    declare("S01", c.late << (m.flag == "C01"), docket="street")
    assert chained("desk", book) == {"C02"}


def test_what_does_not_fit_is_told_by_its_first_stranger(declare, book):
    declare("C01", CASE, inhibits=("C99", "C98"))
    declare("O01", c.late << (m.flag == "C97"))
    assert list(refusals("desk", book)) == ["C01 names C98, which is no rule of the docket desk"]


def test_all_that_does_not_fit_is_told(declare, book):
    declare("C01", CASE, inhibits=("C02",))
    declare("C02", c.away << (m.kind == "absence"), inhibits=("C01",))
    declare("O01", CASE, none(m.kind == "case"))
    assert list(refusals("desk", book)) == [
        "C01 silences itself in a circle",
        "C01 silences C02, but case is not absence",
        "C02 silences C01, but absence is not case",
        "O01: some none() wants each of its kinds away, so its own none() could come too late",
    ]


def test_none_of_its_own_kind_fits_where_another_fact_of_the_rule_is_no_blocker(declare, said, book):
    declare("C01", CASE, c.absence << (m.kind == "absence"), none((m.kind == "case") & (m.left < c.case.left)))
    case, absence = {"kind": "case", "item": "K", "left": 1}, {"kind": "absence", "item": "A"}
    assert list(refusals("desk", book)) == []
    assert said(case, absence) == [("K", "C01", "warn")]
    assert said({**case, "item": "earlier", "left": 0}, case, absence) == [("earlier", "C01", "warn")]


def test_a_rule_that_wants_none_away_may_look_at_what_others_want_away(declare, book):
    declare("C01", CASE)
    declare("P01", c.absence << (m.kind == "absence"), none(m.kind == "case"))
    assert list(refusals("desk", book)) == []


def test_a_chain_of_rules_is_no_circle(declare, book):
    declare("C01", CASE)
    declare("C02", c.one << (m.flag == "C01"), inhibits=("C01",))
    declare("C03", c.two << (m.flag == "C02"), inhibits=("C01", "C02"))
    assert list(refusals("desk", book)) == []


def test_a_flag_must_be_raised_in_the_docket(declare, book):
    declare("O01", c.late << (m.flag == "C02"))
    with pytest.raises(Misdeclared, match="O01 names C02, which is no rule of the docket desk"):
        kinds("desk", book)


def test_a_rule_of_another_docket_cannot_be_silenced(declare, book):
    declare("C01", CASE, docket="street")
    declare("C02", CASE, inhibits=("C01",))
    with pytest.raises(Misdeclared, match="C02 names C01"):
        kinds("desk", book)


def test_rules_that_silence_each_other_are_refused(declare, book):
    declare("C01", CASE, inhibits=("C02",))
    declare("C02", CASE, inhibits={"high": ("C03",)})
    declare("C03", CASE, inhibits=("C01",))
    with pytest.raises(Misdeclared, match="silences itself in a circle"):
        kinds("desk", book)


def test_rules_that_build_upon_each_other_are_refused(declare, book):
    declare("C01", c.one << (m.flag == "C02"))
    declare("C02", c.two << (m.flag == "C01"))
    with pytest.raises(Misdeclared, match="builds upon itself in a circle"):
        kinds("desk", book)


def test_only_what_is_said_of_the_same_kind_can_be_silenced(declare, book):
    declare("C01", CASE)
    declare("P02", c.absence << (m.kind == "absence"), inhibits=("C01",))
    with pytest.raises(Misdeclared, match="absence is not case"):
        kinds("desk", book)


def test_none_of_its_own_kind_is_refused(declare, book):
    declare("C01", CASE, none((m.kind == "case") & (m.left < c.case.left)))
    with pytest.raises(Misdeclared, match="could come too late"):
        kinds("desk", book)


def test_more_rules_than_the_library_bears_are_refused(declare, book):
    for n in range(58):
        declare(f"C{n}", CASE)
    assert kinds("desk", book) == ["case"]
    declare("C58", CASE, escalates={"high": m.left <= m.warn})
    with pytest.raises(Misdeclared, match="has 60 rules and severities"):
        kinds("desk", book)


def test_as_many_rules_as_are_allowed_all_match_one_fact(declare, judge):
    for n in range(58):
        declare(f"C{n:02}", CASE & (m.left <= m.warn))
    assert [v.rule for v in judge({"kind": "case", "item": "K", "left": 1, "warn": 1})] == [
        f"C{n:02}" for n in range(58)
    ]


def test_a_kind_is_solitary_where_no_rule_looks_at_it_and_another_fact_at_once(declare, book):
    declare("C01", CASE & (m.left <= m.warn))
    declare("C02", c.late << (m.flag == "C01"))  # a flag alone is still that one case
    declare("P02", c.absence << (m.kind == "absence"), c.duty << (m.kind == "duty"))
    assert [solitary("desk", kind, book) for kind in ("case", "absence", "duty")] == [True, False, False]


@pytest.mark.parametrize(
    "patterns",
    [
        (c.absence << (m.kind == "absence"), CASE),
        (CASE, none(m.kind == "substitute")),
        (c.late << (m.flag == "C01"), c.absence << (m.kind == "absence")),
    ],
)
def test_a_kind_that_a_rule_joins_blocks_or_reaches_through_a_flag_is_not_solitary(declare, book, patterns):
    declare("C01", CASE & (m.left <= m.warn))
    declare("O01", *patterns)
    assert not solitary("desk", "case", book)
    declare("S01", c.line << (m.kind == "line"), docket="street")
    assert solitary("street", "line", book)
