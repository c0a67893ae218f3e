"""A rule is declared whole, or refused with the reason."""

from __future__ import annotations

import pytest

from rules.engine.declare import Book, Misdeclared, c, m, rule, when_all

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


def test_a_rule_about_a_flag_has_the_kind_of_its_subject_in_the_end(declare):
    declare("C02", CASE)
    made = declare("O01", c.late << (m.flag == "C02"))
    assert (made.kind, made.about_kind) == (None, "case")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"severity": "urgent"}, "no severity"),
        ({"escalates": {"urgent": m.a < m.b}}, "no severity"),
        ({"escalates": {"info": m.a < m.b}}, "graver than its own"),
        ({"escalates": {"high": {"duty": m.a < m.b}}}, "escalates speaks of duty"),
        ({"inhibits": {"urgent": ("C02",)}}, "no severity"),
        ({"says_at": {"urgent": "…"}}, "no severity"),
        ({"about": "duty"}, "none of its facts"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(declare, book, said, why):
    with pytest.raises(Misdeclared, match=why):
        declare("C01", CASE, **said)
    assert book == {}


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


def test_the_fingerprint_changes_with_what_decides_and_not_with_words(declare, book):
    declare("C01", CASE & (m.left <= m.warn))
    first = book.fingerprint
    book.clear()
    declare("C01", CASE & (m.left <= m.warn), says_at={"warn": "Other words."})
    assert book.fingerprint == first
    book.clear()
    declare("C01", CASE & (m.left < m.warn))
    assert book.fingerprint != first
