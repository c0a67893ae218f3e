"""A rule is refused, or guarded so that the library judges it rightly."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from rules.engine.condition import Misdeclared
from rules.engine.declare import c, m, none
from rules.engine.harden import harden

CASE = c.case << (m.kind == "case")


@pytest.mark.parametrize(
    ("patterns", "why"),
    [
        ([], "one to 8 facts"),
        ([c.__getattr__(f"f{n}") << (m.kind == "case") for n in range(9)], "one to 8 facts"),
        ([none(m.kind == "substitute")], "needs a fact to speak of"),
        ([CASE, none(m.kind == "substitute"), c.absence << (m.kind == "absence")], "write none\\(\\) last"),
        ([c.m << (m.kind == "case")], "a name of the library's own"),
        ([c.m_1 << (m.kind == "case")], "a name of the library's own"),
        ([CASE, c.case << (m.kind == "absence")], "two facts are called case"),
        ([c.case << (m.left < m.warn)], "the first condition must be"),
        ([c.case << (m.left < m.warn) & (m.kind == "case")], "the first condition must be"),
        ([c.case << (m.kind != "case")], "the first condition must be"),
        ([c.case << (m.kind == m.other)], "the first condition must be"),
        ([CASE & (m.kind == "letter")], "only once"),
        ([CASE & (m.flag == "C01")], "only once"),
        ([CASE, none(m.flag == "C01")], "depends on the order of firing"),
        ([CASE & (m.left < c.absence.back), c.absence << (m.kind == "absence")], "not named before it"),
        ([CASE & (m.left < c.case.warn)], "not named before it"),
        ([CASE, none((m.kind == "absence") & (m.who == c.cse.who))], "not named before it"),
    ],
)
def test_what_cannot_be_judged_rightly_is_refused(patterns, why):
    with pytest.raises(Misdeclared, match=why):
        harden(patterns)


def test_more_joins_than_the_library_holds_are_refused():
    many = c.absence << (m.kind == "absence")
    for _ in range(15):
        many = many & (m.who == c.case.who)
    with pytest.raises(Misdeclared, match="more than 14"):
        harden([CASE, many])


def test_every_column_that_is_read_is_guarded_first_and_the_last_join_stands_twice():
    absence = c.absence << (m.kind == "absence") & (m.first < m.last) & (m.unit != m.other) & (m.who == c.case.holder)
    assert harden([CASE, absence])["all"] == [
        {"case": {"$and": [{"kind": "case"}, {"$neq": {"holder": None}}]}},
        {
            "absence": {
                "$and": [
                    {"kind": "absence"},
                    {"$ex": {"last": 1}},
                    {"$neq": {"other": None}},
                    {"$neq": {"who": None}},
                    {"$lt": {"first": {"$m": "last"}}},
                    {"$neq": {"unit": {"$m": "other"}}},
                    {"who": {"case": "holder"}},
                    {"who": {"case": "holder"}},
                ]
            }
        },
    ]


ABSENT: Any = object()
BOTH = [(left, right) for left in (1, 5, None, ABSENT) for right in (1, 5, None, ABSENT)]


def _fact(item: str, **columns: Any) -> dict[str, Any]:
    return {"kind": "case", "item": item, **{name: value for name, value in columns.items() if value is not ABSENT}}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        pytest.param(m.a == m.b, lambda a, b: a == b, id="=="),
        pytest.param(m.a != m.b, lambda a, b: a != b, id="!="),
        pytest.param(m.a < m.b, lambda a, b: a < b, id="<"),
        pytest.param(m.a <= m.b, lambda a, b: a <= b, id="<="),
        pytest.param(m.a > m.b, lambda a, b: a > b, id=">"),
        pytest.param(m.a >= m.b, lambda a, b: a >= b, id=">="),
    ],
)
def test_null_or_missing_on_either_side_never_matches(declare, said, condition, holds):
    declare("C01", CASE & condition)
    facts = [_fact(f"{n:02}", a=a, b=b) for n, (a, b) in enumerate(BOTH)]
    expected = [f"{n:02}" for n, (a, b) in enumerate(BOTH) if {a, b} <= {1, 5} and holds(a, b)]
    assert [item for item, *_ in said(*facts)] == expected


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        pytest.param(m.b == c.case.a, lambda a, b: a == b, id="=="),
        pytest.param(m.b != c.case.a, lambda a, b: a != b, id="!="),
        pytest.param(m.b > c.case.a, lambda a, b: a < b, id="<"),
        pytest.param(m.b >= c.case.a, lambda a, b: a <= b, id="<="),
        pytest.param(m.b < c.case.a, lambda a, b: a > b, id=">"),
        pytest.param(m.b <= c.case.a, lambda a, b: a >= b, id=">="),
    ],
)
def test_null_or_missing_on_either_side_of_a_join_never_matches(declare, said, condition, holds):
    declare("C01", CASE, c.other << (m.kind == "other") & condition)
    for a, b in BOTH:
        matches = {a, b} <= {1, 5} and holds(a, b)
        assert bool(said(_fact("K", a=a), {**_fact("O", b=b), "kind": "other"})) == matches, (a, b)


@pytest.mark.parametrize("condition", [m.state == "open", m.state != "closed", m.ready == True])  # noqa: E712
def test_an_unknown_word_or_truth_value_never_matches(declare, said, condition):
    declare("C01", CASE & condition)
    known = _fact("known", state="open", ready=True)
    assert said(known, _fact("null", state=None, ready=None), _fact("missing")) == [("known", "C01", "warn")]


def test_a_join_whose_last_condition_fails_is_simply_no_match():
    """In a fresh process, where the same rule without its guard ends in SIGSEGV: see test_defects.py."""
    code = """
import json
from rules.engine.declare import c, m
from rules.engine.harden import harden
from rules.engine.session import Session
line = c.line << (m.kind == "line") & (m.code == c.invoice.code) & (m.left < c.invoice.amount)
rules = {"r": (harden([c.invoice << (m.kind == "invoice"), line]), lambda fired: print(fired.rule))}
for left in (50, 4):
    facts = {"id": 0, "kind": "invoice", "code": 1, "amount": 5}, {"id": 1, "kind": "line", "code": 1, "left": left}
    Session("raw", rules).run(json.dumps([*facts, {"canary": 1, "id": 2}]), 2)
    print(left)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout.split()) == (0, ["50", "r", "4"])


def test_polish_words_are_compared_letter_by_letter(declare, said):
    declare("C01", CASE & (m.step == "zażółć gęślą jaźń"))
    assert said(_fact("same", step="zażółć gęślą jaźń"), _fact("other", step="zazolc gesla jazn")) == [
        ("same", "C01", "warn")
    ]


def test_words_of_different_length_are_different(declare, said):
    declare("C01", CASE & (m.a == m.b))
    assert said(_fact("K", a="Jan", b="Jan Kowalski"), _fact("L", a="Jan Kowalski", b="Jan")) == []
