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


KIND_FIRST = 'case: the first condition must be (m.kind == "...") or (m.flag == "...")'
NAMED_BEFORE = "which is not named before it (its own columns are m.…)"
SUBSTITUTE = none(m.kind == "substitute")


def _facts(number: int):
    return [getattr(c, f"f{n}") << (m.kind == f"k{n}") for n in range(number)]


def _joins(number: int):
    """A case, and an absence compared with it so many times."""
    absence = c.absence << (m.kind == "absence")
    for n in range(number):
        absence = absence & (m.who == getattr(c.case, f"who{n}"))
    return [CASE, absence]


@pytest.mark.parametrize(
    ("patterns", "why"),
    [
        ([], "a rule needs one to 8 facts"),
        (_facts(9), "a rule needs one to 8 facts"),
        ([SUBSTITUTE], "a rule needs a fact to speak of, not only none()"),
        (
            [CASE, SUBSTITUTE, c.absence << (m.kind == "absence")],
            "write none() last: what it reads must be named before it",
        ),
        ([c.m << (m.kind == "case")], "m is a name of the library's own: call the fact otherwise"),
        ([c.m_1 << (m.kind == "case")], "m_1 is a name of the library's own: call the fact otherwise"),
        ([c.s << (m.kind == "case")], "s is a name of the library's own: call the fact otherwise"),
        ([CASE, c.case << (m.kind == "absence")], "two facts are called case"),
        ([c.case << (m.left < m.warn)], KIND_FIRST),
        ([c.case << (m.left < m.warn) & (m.kind == "case")], KIND_FIRST),
        ([c.case << (m.state == "open") & (m.kind == "case")], KIND_FIRST),
        ([c.case << (m.kind != "case")], KIND_FIRST),
        ([c.case << (m.kind == m.other)], KIND_FIRST),
        ([CASE, none(m.unit == c.case.unit)], KIND_FIRST.replace("case", "none()", 1)),
        ([CASE & (m.kind == "letter")], "case: kind or flag, and only once"),
        ([CASE & (m.flag == "C01")], "case: kind or flag, and only once"),
        ([c.late << (m.flag == "C01") & (m.flag == "C02")], "late: kind or flag, and only once"),
        ([CASE, none(m.flag == "C01")], "none() of a flag depends on the order of firing: use inhibits="),
        (
            [CASE & (m.left < c.absence.back), c.absence << (m.kind == "absence")],
            f"case reads c.absence, {NAMED_BEFORE}",
        ),
        ([CASE & (m.left < c.case.warn)], f"case reads c.case, {NAMED_BEFORE}"),
        ([CASE, none((m.kind == "absence") & (m.who == c.cse.who))], f"none() reads c.cse, {NAMED_BEFORE}"),
        (_joins(15), "absence: more than 14 comparisons with other facts"),
    ],
)
def test_what_cannot_be_judged_rightly_is_refused(patterns, why):
    with pytest.raises(Misdeclared) as refused:
        harden(patterns)
    assert str(refused.value) == why


def test_as_many_facts_as_are_allowed_are_judged_together(declare, said):
    declare("C01", *_facts(8))
    facts = [{"kind": f"k{n}", "item": f"K{n}"} for n in range(8)]
    assert said(*facts) == [("K0", "C01", "warn")]
    assert said(*facts[:-1]) == []


def test_as_many_comparisons_with_another_fact_as_are_allowed_all_count(declare, said):
    declare("P02", *_joins(14), about="absence")
    who = {f"who{n}": "Ewa" for n in range(14)}
    absence = {"kind": "absence", "item": "A", "who": "Ewa"}
    assert said(_fact("K", **who), absence) == [("A", "P02", "warn")]
    assert [n for n in range(14) if said(_fact("K", **who | {f"who{n}": "Jan"}), absence)] == []


@pytest.mark.parametrize("name", ["mm", "m_", "m1", "sa", "case_m_1"])
def test_a_name_that_only_looks_like_the_librarys_own_is_taken(declare, said, name):
    declare("C01", getattr(c, name) << (m.kind == "case"))
    assert said(_fact("K")) == [("K", "C01", "warn")]


def test_two_kinds_may_be_wanted_away(declare, said):
    made = declare("C01", CASE, SUBSTITUTE, none(m.kind == "holiday"))
    assert [*map(list, made.definitions["warn"]["all"])] == [["case"], ["none_1$not"], ["none_2$not"]]
    assert said(_fact("K")) == [("K", "C01", "warn")]
    for kind in ("substitute", "holiday"):
        assert said({"kind": kind, "item": "X"}, _fact("K")) == []


def test_every_column_that_is_read_is_guarded_first_and_the_last_join_stands_twice():
    absence = (
        c.absence << (m.kind == "absence") & (m.first < m.last) & (m.unit != m.other) & (m.back > c.case.due)
        & (m.who == c.case.holder)
    )  # fmt: skip
    assert harden([CASE, absence])["all"] == [
        {"case": {"$and": [{"kind": "case"}, {"$neq": {"due": None}}, {"$neq": {"holder": None}}]}},
        {
            "absence": {
                "$and": [
                    {"kind": "absence"},
                    {"$ex": {"last": 1}},
                    {"$neq": {"other": None}},
                    {"$neq": {"back": None}},
                    {"$neq": {"who": None}},
                    {"$lt": {"first": {"$m": "last"}}},
                    {"$neq": {"unit": {"$m": "other"}}},
                    {"$gt": {"back": {"case": "due"}}},
                    {"who": {"case": "holder"}},
                    {"who": {"case": "holder"}},
                ]
            }
        },
    ]


def test_the_only_join_stands_twice_too():
    _, absence = harden([CASE, c.absence << (m.kind == "absence") & (m.who == c.case.holder)])["all"]
    assert absence["absence"]["$and"][-2:] == [{"who": {"case": "holder"}}] * 2


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
