"""Two judges from one declaration: the engine and SQL name the same items."""

from __future__ import annotations

import operator
from functools import reduce
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.engine.declare import Book, c, m, none, rule, when_all
from rules.engine.judge import Judge
from rules.engine.predicate import concerns, predicate, prefilter

CASE = c.case << (m.kind == "case")


def test_a_rule_that_looks_at_one_fact_is_a_condition_in_sql(declare):
    made = declare(
        "C01", CASE & (m.state == "open") & (m.unit != "O'Hara") & (m.ready == False) & (m.left <= m.warn),  # noqa: E712
        escalates={"high": m.left <= m.high},
    )  # fmt: skip
    every = """"state" = 'open' and "unit" <> 'O''Hara' and "ready" = false and "left" <= "warn\""""
    assert predicate(made) == every
    assert predicate(made, "warn") == every
    assert predicate(made, "high") == f'{every} and "left" <= "high"'


def test_a_rule_without_further_condition_speaks_of_every_fact(declare):
    assert predicate(declare("C01", CASE)) == "true"


def test_a_rule_that_needs_more_than_one_fact_has_no_such_condition(declare):
    declare("C02", CASE)
    several = [
        declare("P02", CASE, c.duty << (m.kind == "duty")),
        declare("P03", CASE, none(m.kind == "substitute")),
        declare("O01", c.late << (m.flag == "C02")),
    ]
    assert [predicate(one) for one in several] == [None, None, None]


def test_an_unknown_column_leaves_the_condition_open(declare):
    made = declare("C01", CASE & (m.state == "open") & (m.left <= m.warn))
    rows = "(values ('open', null, 5), ('closed', null, 5), ('open', 5, 5)) as fact (state, \"left\", warn)"
    assert duckdb.execute(f"select {predicate(made)} from {rows}").fetchall() == [(None,), (False,), (True,)]


def test_the_prefilter_lets_in_whatever_some_rule_may_look_at(declare, book):
    declare("C01", CASE & (m.state == "open"))
    declare("B05", c.line << (m.kind == "line"), c.case << (m.kind == "case") & (m.a < m.b) & (m.code == c.line.code))
    assert prefilter("desk", "case", book) == """("state" = 'open') or ("a" < "b")"""
    assert prefilter("desk", "line", book) == "(true)"
    assert prefilter("desk", "letter", book) == "false"


def test_a_rule_has_an_answer_where_its_words_hold_and_all_it_compares_is_known(declare):
    made = declare(
        "C01", CASE & (m.state == "open") & (m.ready == True) & (m.step != "sent") & (m.own == m.same)  # noqa: E712
        & (m.left <= m.warn),
    )  # fmt: skip
    rows = """(values
        ('speaks', 'open', true, 'draft', 1, 1, 1, 5),
        ('kept silent by a number', 'open', true, 'draft', 1, 1, 9, 5),
        ('kept silent by a word of another kind', 'open', true, 'sent', 1, 1, 1, 5),
        ('kept silent by another column', 'open', true, 'draft', 1, 2, 1, 5),
        ('closed', 'closed', true, 'draft', 1, 1, 1, 5),
        ('not ready', 'open', false, 'draft', 1, 1, 1, 5),
        ('unknown term', 'open', true, 'draft', 1, 1, null, 5)
    ) as fact (item, state, ready, step, own, same, "left", warn)"""
    assert [item for (item,) in duckdb.execute(f"select item from {rows} where {concerns(made)}").fetchall()] == [
        "speaks", "kept silent by a number", "kept silent by a word of another kind", "kept silent by another column",
    ]  # fmt: skip


def test_a_rule_with_partners_has_an_answer_as_far_as_its_subject_goes(declare):
    made = declare("O01", c.line << (m.kind == "line"), c.case << (m.kind == "case") & (m.code == c.line.code),
                   about="case")  # fmt: skip
    assert concerns(made) == "true and (true) is not null"
    declare("C02", CASE)
    late = declare("O02", c.late << (m.flag == "C02") & (m.state == "open"))
    assert concerns(late) == """"state" = 'open' and ("state" = 'open') is not null"""


# whatever may be said, said at random

INTEGERS, WORDS, TRUTHS = ("i", "j", "k"), ("s", "t"), ("p", "q")
SIZES = (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge)
LETTERS = ("open", "Łódź", "", "opened")


def column(names: tuple[str, ...]) -> st.SearchStrategy[Any]:
    return st.sampled_from(names).map(lambda name: getattr(m, name))


comparison = st.one_of(
    st.builds(lambda op, a, b: op(a, b), st.sampled_from(SIZES), column(INTEGERS), column(INTEGERS)),
    st.builds(lambda op, a, b: op(a, b), st.sampled_from(SIZES[:2]), column(WORDS), column(WORDS)),
    st.builds(lambda op, a, word: op(a, word), st.sampled_from(SIZES[:2]), column(WORDS), st.sampled_from(LETTERS)),
    st.builds(lambda a, b: a == b, column(TRUTHS), column(TRUTHS)),
    st.builds(lambda a, truth: a == truth, column(TRUTHS), st.booleans()),
)
condition = st.lists(comparison, min_size=1, max_size=5).map(lambda parts: reduce(operator.and_, parts))
fact = st.fixed_dictionaries(
    {name: st.none() | st.integers(-3, 3) | st.integers(-(2**62), 2**62) for name in INTEGERS}
    | {name: st.none() | st.sampled_from(LETTERS) for name in WORDS}
    | {name: st.none() | st.booleans() for name in TRUTHS}
)


@settings(max_examples=100, deadline=None)
@given(
    conditions=st.lists(condition, min_size=1, max_size=4),
    further=condition,
    facts=st.lists(fact, min_size=1, max_size=40),
)
def test_both_judges_say_the_same_of_any_rule_and_any_facts(docket, conditions, further, facts):
    book = Book()
    for n, one in enumerate(conditions):
        rule(
            id=f"R{n}", noun="x", docket="desk", about="case", severity="info", escalates={"high": further},
            to=(), law=(), says="", book=book,
        )(when_all(CASE & one)(_named))  # fmt: skip
    rows = [{"kind": "case", "item": f"{n:02}", **columns} for n, columns in enumerate(facts)]
    judge = Judge("desk", book=book)
    engine = {(v.rule, v.item, v.severity) for v in judge.judge("key", *docket(*rows))}
    judge.close()
    con = _facts_in_sql(rows)
    sql = {
        (made.id, item, "high" if high else "info")
        for made in book.values()
        for item, high in con.execute(
            f"select item, {predicate(made, 'high')} from fact where {predicate(made)}"
        ).fetchall()
    }
    let_in = con.execute(f"select item from fact where {prefilter('desk', 'case', book)}").fetchall()
    assert engine == sql
    assert {item for _, item, _ in engine} == {item for (item,) in let_in}


def _facts_in_sql(rows: list[dict[str, Any]]) -> duckdb.DuckDBPyConnection:
    columns = ("item", *INTEGERS, *WORDS, *TRUTHS)
    con = duckdb.connect()
    con.execute(
        "create table fact (item varchar, i bigint, j bigint, k bigint, s varchar, t varchar, p boolean, q boolean)"
    )
    values = ", ".join(["(?, ?, ?, ?, ?, ?, ?, ?)"] * len(rows))
    con.execute(f"insert into fact values {values}", [row[column] for row in rows for column in columns])
    return con


def _named(_: Any) -> None:
    """Why it matters."""


@pytest.mark.parametrize("word", ["O'Hara", "%", "a--b", "żółw"])
def test_words_are_quoted_for_both_judges(declare, said, word):
    made = declare("C01", CASE & (m.unit == word))
    assert said({"kind": "case", "item": "K", "unit": word}) == [("K", "C01", "warn")]
    assert duckdb.execute(f"select {predicate(made)} from (select ? as unit)", [word]).fetchall() == [(True,)]
