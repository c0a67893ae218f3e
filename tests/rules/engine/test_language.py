"""What the engine cannot judge rightly cannot be said."""

# The type checker refuses several of these before they are run; here they are run.
# pyright: reportGeneralTypeIssues=false, reportOperatorIssue=false

from __future__ import annotations

import subprocess
import sys

import pytest

from rules.engine.condition import Comparison, Misdeclared, Of, Own, Pattern
from rules.engine.language import c, m, none


def test_a_condition_reads_as_it_is_written():
    pattern = c.case << (m.kind == "case") & (m.days_left <= m.warn_days) & (m.unit != c.absence.unit)
    assert pattern.alias == "case"
    assert pattern.kind == "case"
    assert pattern.parts[1:] == (
        Comparison("days_left", "<=", Own("warn_days")),
        Comparison("unit", "!=", Of("absence", "unit")),
    )


def test_each_comparison_is_kept_as_it_is_written():
    every = [m.a == m.b, m.a != m.b, m.a < m.b, m.a <= m.b, m.a > m.b, m.a >= m.b]
    assert [condition.parts for condition in every] == [
        (Comparison("a", op, Own("b")),) for op in ("==", "!=", "<", "<=", ">", ">=")
    ]


def test_the_other_fact_may_stand_on_the_left():
    assert (c.absence.return_day >= m.due_day) == (m.due_day <= c.absence.return_day)
    assert ("open" == m.state) == (m.state == "open")  # noqa: SIM300


LOST = "`and`, `or`, `not`, `in` and `a < b < c` lose a condition: write (a < b) & (b < c)"
LOST_BEHIND_A_NAME = "`and`, `or`, `not` and `in` lose a condition: write c.case << (a) & (b)"
TWICE = "`|` fires once per true branch: write two rules, or derive one column in SQL"
DERIVED = "a rule does no arithmetic: derive the column in SQL"
BRACKETS = "put brackets round each comparison: c.case << (m.kind == ...) & (...)"
BRACKETS_HERE = "is no condition: put brackets round each comparison, (m.a == m.b) & (m.c == m.d)"
UNORDERED = "words and truth values are only equal or not; derive an integer in SQL to order them"
UNKNOWN = "an unknown value never matches: derive a column that says so, such as m.has_end == False"
NO_NUMBER = "a rule holds no number; let the law give a column and compare with that"
ESCAPED = "the engine compares text as JSON writes it, so quotes and escapes never match"
RESERVED = "belongs to the session: call the column otherwise"


@pytest.mark.parametrize(
    ("trap", "says"),
    [
        pytest.param(lambda: (m.kind == "case") and (m.left < m.warn), LOST, id="and"),
        pytest.param(lambda: (m.kind == "case") or (m.left < m.warn), LOST, id="or"),
        pytest.param(lambda: not (m.kind == "case"), LOST, id="not"),  # noqa: SIM201
        pytest.param(lambda: m.low < m.left < m.high, LOST, id="chained comparison"),
        pytest.param(lambda: m.state in ("open", "new"), LOST, id="in"),
        pytest.param(
            lambda: c.case << (m.kind == "case") and (m.left < m.warn), LOST_BEHIND_A_NAME, id="and behind a name"
        ),
        pytest.param(
            lambda: not m.closed,
            "m.closed alone says nothing: compare it, for instance (m.closed == True)",
            id="not of a column",
        ),
        pytest.param(lambda: (m.kind == "case") | (m.kind == "letter"), TWICE, id="|"),
        pytest.param(lambda: c.case << (m.kind == "case") | (m.kind == "letter"), TWICE, id="| behind a name"),
        pytest.param(lambda: ~(m.kind == "case"), "there is no `~`: write the opposite comparison", id="~"),
        pytest.param(lambda: (m.kind == "case") & m.closed, f"m.closed {BRACKETS_HERE}", id="column alone"),
        pytest.param(lambda: (m.kind == "case") & True, f"True {BRACKETS_HERE}", id="plain truth"),
        pytest.param(
            lambda: (c.case << (m.kind == "case")) & m.closed, f"m.closed {BRACKETS_HERE}", id="column behind a name"
        ),
        pytest.param(lambda: c.case << m.kind == "case", BRACKETS, id="no brackets"),
        pytest.param(lambda: m.left < m.warn & m.state == "open", f"m.warn {BRACKETS_HERE}", id="no brackets before &"),
        pytest.param(
            lambda: m.kind == "case" & m.state == "open", f"m.state {BRACKETS_HERE}", id="no brackets round a word"
        ),
        pytest.param(lambda: m.left <= 5, f"5: {NO_NUMBER}", id="number"),
        pytest.param(lambda: m.used == 0.9, f"0.9: {NO_NUMBER}", id="float"),
        pytest.param(lambda: m.state == ["open"], f"['open']: {NO_NUMBER}", id="list"),
        pytest.param(lambda: m.left <= m.warn + 1, DERIVED, id="arithmetic on the right"),
        pytest.param(lambda: 2 * m.left <= m.warn, DERIVED, id="arithmetic on the left"),
        pytest.param(lambda: m.spent > m.plan / m.parts, DERIVED, id="division"),
        pytest.param(lambda: m.name < "Nowak", f"< 'Nowak': {UNORDERED}", id="order of words"),
        pytest.param(lambda: m.closed != True, f"!= True: {UNORDERED}", id="not equal to a truth value"),  # noqa: E712
        pytest.param(lambda: m.ends_on == None, UNKNOWN, id="comparison with nothing"),  # noqa: E711
        pytest.param(lambda: m.name == 'U"1', f"'U\"1': {ESCAPED}", id="quote in a word"),
        pytest.param(lambda: m.name == "U\\1", f"'U\\\\1': {ESCAPED}", id="backslash in a word"),
        pytest.param(lambda: m.name == "a\nb", f"'a\\nb': {ESCAPED}", id="line break in a word"),
        pytest.param(lambda: m.name != "a\x1fb", f"'a\\x1fb': {ESCAPED}", id="the last of what JSON escapes"),
        *(
            pytest.param(lambda name=name: getattr(m, name) == "7", f"{name} {RESERVED}", id=f"m.{name}")
            for name in ("id", "sid", "open", "canary")
        ),
        pytest.param(lambda: m.left < c.case.id, f"id {RESERVED}", id="id of another fact"),
        pytest.param(lambda: m.case.left < m.warn, "m.case.left: a column has no columns", id="column of a column"),
    ],
)
def test_a_trap_is_refused_where_it_is_written_and_says_what_to_write_instead(trap, says):
    with pytest.raises(Misdeclared) as refused:
        trap()
    assert str(refused.value) == says


def test_a_space_is_the_first_character_that_json_writes_as_it_is():
    assert (m.name == " ŁódX ~").parts == (Comparison("name", "==", " ŁódX ~"),)


@pytest.mark.parametrize("thing", [m, c, m.left, c.case], ids=["m", "c", "a column", "a name"])
def test_what_python_itself_asks_of_a_word_is_no_column(thing):
    """Or copy, pickle and a debugger would meet a rule where they look for a method."""
    for name in ("_repr_html_", "__array__"):
        with pytest.raises(AttributeError, match=rf"\b{name}\b"):
            getattr(thing, name)


def test_none_keeps_its_condition():
    condition = (m.kind == "substitute") & (m.unit == c.case.unit)
    assert none(condition) == Pattern(alias="", parts=condition.parts, negated=True)


def test_declaring_never_loads_the_c_library():
    code = "import sys, rules.engine.predicate, rules.engine.child; print('durable' in str(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
