"""What a docket's rules need to know, and whether they fit together."""

from __future__ import annotations

import pytest

from rules.engine.declare import Misdeclared, blockers, c, fields, kinds, m, none

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


def test_blockers_come_first(declare, book):
    declare("O01", CASE, c.absence << (m.kind == "absence"), none((m.kind == "substitute") & (m.unit == c.case.unit)))
    assert kinds("desk", book) == ["substitute", "case", "absence"]
    assert blockers("desk", book) == ["substitute"]
    assert fields("desk", "substitute", book) == ["unit"]
    assert fields("desk", "case", book) == ["unit"]


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
