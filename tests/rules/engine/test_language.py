"""What the engine cannot judge rightly cannot be said."""

# The type checker refuses several of these before they are run; here they are run.
# pyright: reportGeneralTypeIssues=false, reportOperatorIssue=false

from __future__ import annotations

import subprocess
import sys

import pytest

from rules.engine.condition import Comparison, Misdeclared, Of, Own
from rules.engine.language import c, m, none


def test_a_condition_reads_as_it_is_written():
    pattern = c.case << (m.kind == "case") & (m.days_left <= m.warn_days) & (m.unit != c.absence.unit)
    assert pattern.alias == "case"
    assert pattern.kind == "case"
    assert pattern.parts[1:] == (
        Comparison("days_left", "<=", Own("warn_days")),
        Comparison("unit", "!=", Of("absence", "unit")),
    )


def test_the_other_fact_may_stand_on_the_left():
    assert (c.absence.return_day >= m.due_day) == (m.due_day <= c.absence.return_day)
    assert ("open" == m.state) == (m.state == "open")  # noqa: SIM300


@pytest.mark.parametrize(
    "trap",
    [
        pytest.param(lambda: (m.kind == "case") and (m.left < m.warn), id="and"),
        pytest.param(lambda: (m.kind == "case") or (m.left < m.warn), id="or"),
        pytest.param(lambda: not (m.kind == "case"), id="not"),  # noqa: SIM201
        pytest.param(lambda: not m.closed, id="not of a column"),
        pytest.param(lambda: m.low < m.left < m.high, id="chained comparison"),
        pytest.param(lambda: m.state in ("open", "new"), id="in"),
        pytest.param(lambda: c.case << (m.kind == "case") and (m.left < m.warn), id="and behind a name"),
        pytest.param(lambda: (m.kind == "case") | (m.kind == "letter"), id="|"),
        pytest.param(lambda: c.case << (m.kind == "case") | (m.kind == "letter"), id="| behind a name"),
        pytest.param(lambda: ~(m.kind == "case"), id="~"),
        pytest.param(lambda: (m.kind == "case") & m.closed, id="column without comparison"),
        pytest.param(lambda: (m.kind == "case") & True, id="plain truth"),
        pytest.param(lambda: c.case << m.kind == "case", id="no brackets"),
        pytest.param(lambda: m.kind == "case" & m.state == "open", id="no brackets before &"),
        pytest.param(lambda: m.left <= 5, id="number"),
        pytest.param(lambda: m.used == 0.9, id="float"),
        pytest.param(lambda: m.left <= m.warn + 1, id="arithmetic on the right"),
        pytest.param(lambda: 2 * m.left <= m.warn, id="arithmetic on the left"),
        pytest.param(lambda: m.spent > m.plan / m.parts, id="division"),
        pytest.param(lambda: m.name < "Nowak", id="order of words"),
        pytest.param(lambda: m.closed != True, id="not equal to a truth value"),  # noqa: E712
        pytest.param(lambda: m.ends_on == None, id="comparison with nothing"),  # noqa: E711
        pytest.param(lambda: m.name == 'U"1', id="quote in a word"),
        pytest.param(lambda: m.name == "a\nb", id="line break in a word"),
        pytest.param(lambda: m.id == "7", id="id"),
        pytest.param(lambda: m.left < c.case.id, id="id of another fact"),
        pytest.param(lambda: m.canary == "x", id="canary"),
        pytest.param(lambda: m.case.left < m.warn, id="column of a column"),
        pytest.param(lambda: m.state == ["open"], id="list"),
    ],
)
def test_a_trap_is_refused_where_it_is_written(trap):
    with pytest.raises((Misdeclared, TypeError)):
        trap()


def test_none_keeps_its_condition():
    assert none((m.kind == "substitute") & (m.unit == c.case.unit)).negated


def test_declaring_never_loads_the_c_library():
    code = "import sys, rules.engine.predicate, rules.engine.child; print('durable' in str(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
