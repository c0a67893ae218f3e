"""A rule is declared whole, or refused with the reason."""

from __future__ import annotations

import re

import pytest

from rules.engine.declare import Book, Misdeclared, c, m, none, rule, when_all
from rules.engine.harden import harden

CASE = c.case << (m.kind == "case")


def test_a_declared_rule_says_what_it_is(declare, book):
    made = declare("C02", CASE & (m.due < m.today), severity="info", escalates={"high": m.due < m.promised},
                   inhibits={"high": ("C01",)}, amount="remaining")  # fmt: skip
    assert book == {"C02": made}
    assert (made.id, made.name, made.doc, made.kind, made.about_kind) == (
        "C02",
        "named",
        "Why it matters.",
        "case",
        "case",
    )
    assert (made.severity, made.escalates, made.amount) == ("info", ("high",), "remaining")
    assert [made.silences(severity) for severity in ("info", "warn", "high", "critical")] == [
        (),
        (),
        ("C01",),
        ("C01",),
    ]


def test_a_rule_keeps_whatever_is_said_of_it(book):
    said = {
        "id": "C02", "noun": "cases", "docket": "desk", "about": "case", "severity": "info", "to": ("officer",),
        "law": ("KPA art. 35",), "says": "{subject}", "says_at": {"high": "{subject}!"}, "amount": "remaining",
        "due": ("net_due_on", "raw_net_due_on"), "basis": "article", "internal": True, "needs": ("CaseOpened",),
        "asks": ("CaseClosed",), "limits": ("C01.days",), "inhibits": {"high": ("C01",)},
        "foretells": {"C03": ("high", "critical")}, "book": book,
    }  # fmt: skip

    @rule(**said, escalates={"high": m.due < m.promised})
    @when_all(CASE)
    def case_overdue(c):
        """
        The term has passed.
        """

    assert {name: getattr(case_overdue, name) for name in said} == said
    assert (case_overdue.name, case_overdue.doc, case_overdue.module) == (
        "case_overdue", "The term has passed.", __name__,
    )  # fmt: skip
    further = c.case << (m.kind == "case") & (m.due < m.promised)
    assert (case_overdue.patterns, case_overdue.levels) == ((CASE,), {"high": (further,), "info": (CASE,)})
    assert case_overdue.definitions == {"high": harden([further]), "info": harden([CASE])}


def test_what_is_not_said_of_a_rule_is_empty_and_its_day_is_the_subjects_own(declare):
    made = declare("C01", CASE)
    left_out = ("says_at", "amount", "due", "basis", "internal", "needs", "asks", "limits", "inhibits", "foretells")
    assert {name: getattr(made, name) for name in left_out} == {
        "says_at": {}, "amount": None, "due": ("due_on", "raw_due_on"), "basis": None, "internal": False, "needs": (),
        "asks": (), "limits": (), "inhibits": {"info": ()}, "foretells": {},
    }  # fmt: skip


def test_a_further_condition_goes_to_the_fact_it_names_and_not_to_what_must_be_absent(declare):
    line, away = c.line << (m.kind == "line"), none((m.kind == "case") & (m.unit == c.case.unit))
    made = declare("B05", CASE, line, away, escalates={"high": {"line": m.rest < m.zero}})
    assert made.levels["high"] == (CASE, line & (m.rest < m.zero), away)


def test_a_rule_about_a_flag_has_the_kind_of_its_subject_in_the_end(declare):
    declare("C02", CASE)
    made = declare("O01", c.late << (m.flag == "C02"))
    assert (made.kind, made.about_kind) == (None, "case")


NO_SEVERITY = "'urgent' is no severity: info, warn, high, critical"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"severity": "urgent"}, NO_SEVERITY),
        ({"escalates": {"urgent": m.a < m.b}}, NO_SEVERITY),
        ({"inhibits": {"urgent": ("C02",)}}, NO_SEVERITY),
        ({"says_at": {"urgent": "…"}}, NO_SEVERITY),
        ({"foretells": {"C02": ("high", "urgent")}}, NO_SEVERITY),
        ({"escalates": {"info": m.a < m.b}}, "C01: escalates must be graver than its own warn"),
        (
            {"escalates": {"high": {"duty": m.a < m.b, "away": m.a < m.b, "case": m.a < m.b}}},
            "escalates speaks of away, duty, the rule of case, line",
        ),
        ({"about": "duty"}, "C01 speaks of duty, which is none of its facts"),
        ({"about": ""}, "C01 speaks of , which is none of its facts"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(declare, book, said, why):
    line, away = c.line << (m.kind == "line"), none(m.kind == "absence")
    with pytest.raises(Misdeclared) as refused:
        declare("C01", CASE, line, away, **said)
    assert (str(refused.value), book) == (why, {})


def test_an_id_is_taken_once(declare):
    declare("C01", CASE)
    with pytest.raises(Misdeclared, match="twice"):
        declare("C01", CASE)


@pytest.mark.parametrize("id_", ["", 'C"01', "C 01", "{C01}"])
def test_an_id_is_plain(declare, id_):
    with pytest.raises(Misdeclared, match="an id is"):
        declare(id_, CASE)


def test_a_rule_needs_its_reason_in_words():
    with pytest.raises(Misdeclared, match="docstring"):

        @rule(id="C01", noun="cases", docket="desk", about="case", severity="warn", to=(), law=(), says="", book=Book())
        @when_all(CASE)
        def silent(c):
            pass


def test_every_fact_needs_a_name():
    with pytest.raises(Misdeclared, match="has no name"):
        when_all(m.kind == "case")  # pyright: ignore[reportArgumentType]


def test_a_rule_silences_from_each_severity_up(declare):
    made = declare("C02", CASE, inhibits={"warn": ("C01",), "critical": ("C03", "C04")})
    assert [made.silences(severity) for severity in ("info", "warn", "high", "critical")] == [
        (), ("C01",), ("C01",), ("C01", "C03", "C04"),
    ]  # fmt: skip
    assert made.silenced == ("C01", "C03", "C04")


def test_a_rule_is_measured_by_the_numbers_that_bear_its_id_and_by_those_it_names(declare):
    made = declare("C01", CASE, limits=("C02.days", "unknown"))
    of_the_law = ["C01.warn_days", "C010.days", "C02.days", "C02.days.high", "C03.days", "C01"]
    assert made.measured_by(of_the_law) == ["C01.warn_days", "C02.days", "C01"]


def test_a_docket_is_judged_by_its_own_rules_in_order_of_declaration(declare, book):
    second, _, first = declare("C02", CASE), declare("C03", CASE, docket="street"), declare("C01", CASE)
    assert book.of("desk") == [second, first]


def test_the_version_changes_with_what_a_rule_decides_says_or_cites(declare, book):
    def version(**said) -> str:
        book.clear()
        return declare("C01", CASE, **said).version

    versions = [version(), version(severity="info"), version(says_at={"warn": "…"}), version(about="case")]
    assert versions[0] == versions[3]
    assert len(set(versions)) == 3
    assert all(re.fullmatch("[0-9a-f]{12}", one) for one in versions)


def test_a_version_and_a_fingerprint_stay_what_they_are_as_long_as_the_rule_does(declare, book):
    """They are kept with every finding, so they must not change with the code that makes them."""
    made = declare("C01", CASE & (m.step == "żółw"))
    assert (made.version, book.fingerprint[:12]) == ("211b0b05173b", "b8635e042657")


def test_whatever_decides_a_verdict_is_in_the_fingerprint(declare, book):
    ways = [
        {}, {"docket": "street"}, {"about": "duty"}, {"severity": "high"}, {"escalates": {"high": m.left < m.zero}},
        {"internal": True}, {"inhibits": ("C02",)}, {"inhibits": {"high": ("C02",)}},
    ]  # fmt: skip
    fingerprints = set()
    for said in ways:
        book.clear()
        declare("C01", CASE, c.duty << (m.kind == "duty"), **said)
        fingerprints.add(book.fingerprint)
    assert len(fingerprints) == len(ways)


def test_the_fingerprint_changes_with_what_decides_and_not_with_words(declare, book):
    declare("C01", CASE & (m.left <= m.warn))
    first = book.fingerprint
    book.clear()
    declare("C01", CASE & (m.left <= m.warn), says_at={"warn": "Other words."})
    assert book.fingerprint == first
    book.clear()
    declare("C01", CASE & (m.left < m.warn))
    assert book.fingerprint != first
