"""The defects of durable-rules 2.0.28 that the guards are for, each in a process of its own.

When one of these tests fails the library has changed: see what became of the defect, and whether its guard may go.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PRELUDE = """
import ctypes, json
import durable_rules_engine as core
def compiled(**rules):
    return core.create_ruleset("raw", json.dumps({name: {"cap": 500, **rule} for name, rule in rules.items()}))
def fire(handle, state):
    fired, started = [], core.start_action_for_state(handle, state)
    message = started and started[1]
    while message:
        for rule, matches in json.loads(message).items():
            fired += [(rule, *(fact["id"] for fact in match.values())) for match in matches]
        message = core.complete_and_start_action(handle, state)
    return sorted(fired)
def judge(handle, *facts):
    code, state = core.assert_facts(handle, facts[0] if isinstance(facts[0], str) else json.dumps(facts))
    return code, fire(handle, state)
def kind(name, *conditions):
    return {"$and": [{"kind": name}, *conditions]}
def wall():
    # from here on what is large lies in pages of its own, beneath pages that nobody may read
    libc = ctypes.CDLL(None)
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
    libc.mallopt(-3, 4096), libc.mallopt(-2, 0), libc.malloc_trim(0)  # M_MMAP_THRESHOLD, M_TOP_PAD
    for size in (1 << 16, 1 << 14, 1 << 12):
        for _ in range(1000): libc.malloc(size)  # what was free is taken
    libc.mmap(None, 1 << 23, 0, 0x22, -1, 0)  # PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS
"""


def run(code: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("MALLOC_", "GLIBC_", "LD_PRE"))}
    command = [sys.executable, "-I", "-c", PRELUDE + code]
    return subprocess.run(command, env=plain, capture_output=True, text=True, timeout=timeout)


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        pytest.param(
            """
h = compiled(over={"all": [{"line": kind("line", {"$gt": {"spent": {"$m": "plan"}}})}]})
print(judge(h, {"id": 0, "kind": "line", "spent": 5}))
""",
            "(0, [('over', 0)])",
            id="a missing column on the right: flagged from stale memory",
        ),
        pytest.param(
            """
same, other = kind("x", {"a": {"$m": "b"}}), kind("x", {"$neq": {"a": {"$m": "b"}}})
h = compiled(same={"all": [{"x": same}]}, other={"all": [{"x": other}]})
print(judge(h, {"id": 0, "kind": "x", "a": None, "b": None}, {"id": 1, "kind": "x", "a": 1, "b": None}))
""",
            "(0, [('other', 1), ('same', 0)])",
            id="null equals null, and differs from a number",
        ),
        pytest.param(
            """
h = compiled(pair={"all": [{"a": kind("a")}, {"b": kind("b", {"code": {"a": "code"}})}]})
print(judge(h, {"id": 0, "kind": "a", "code": None}, {"id": 1, "kind": "b", "code": None}))
""",
            "(0, [('pair', 0, 1)])",
            id="null joins null",
        ),
        pytest.param(
            """
less = kind("b", {"$lt": {"left": {"a": "amount"}}})
h = compiled(pair={"all": [{"a": kind("a")}, {"b": less}]}, c={"all": [{"c": kind("c")}]})
try:
    print(judge(h, {"id": 0, "kind": "a", "amount": 1}, {"id": 1, "kind": "b", "left": None}, {"id": 2, "kind": "c"}))
except Exception as error:
    print(error)
""",
            "Could not assert facts, error code: 312",
            id="a null in a join stops the batch",
        ),
        pytest.param(
            """
h = compiled(gone={"all": [{"away": kind("absence")}, {"nobody$not": kind("substitute")}]})
print(judge(h, {"id": 0, "kind": "absence"}, {"id": 1, "kind": "substitute"}))
""",
            "(0, [('gone', 0)])",
            id="none() fires although the blocker is there, only later",
        ),
        pytest.param(
            """
h = compiled(one={"all": [{"x": {"$or": [{"a": 1}, {"b": 1}]}}]})
print(judge(h, {"id": 0, "a": 1, "b": 1}))
""",
            "(0, [('one', 0), ('one', 0)])",
            id="| fires once per true branch",
        ),
        pytest.param(
            """
h = compiled(before={"all": [{"x": kind("x", {"$lt": {"a": {"$m": "b"}}})}]}, any={"all": [{"x": kind("x")}]})
print(judge(h, {"id": 0, "kind": "x", "a": "Jan", "b": "Jan Kowalski"}))
""",
            "(0, [('any', 0)])",
            id="text is ordered by what lies behind it",
        ),
        pytest.param(
            """
h = compiled(any={"all": [{"x": kind("x")}]})
print(judge(h, {"id": 0, "kind": "x"}, {"id": 1, "kind": "x", "n": 1e-05}, {"id": 2, "kind": "x"}))
""",
            "(0, [('any', 0)])",
            id="a number such as 1e-05 drops the rest without a word",
        ),
        pytest.param(
            """
h = compiled(any={"all": [{"x": kind("x")}]})
print(judge(h, {"id": 40189, "kind": "x"}, {"id": 797186, "kind": "x"}))
""",
            "(2, [('any', 40189)])",
            id="two ids with one hash are taken for one fact",
        ),
        pytest.param(
            """
h = compiled(any={"all": [{"x": kind("x")}]})
print(judge(h, {"id": 0, "kind": "x"}, {"id": 0, "kind": "x", "n": 1}, {"id": 1, "kind": "y"}))
""",
            "(1, [('any', 0)])",
            id="a doubled id is hidden by a later fact that matches nothing",
        ),
        pytest.param(
            """
h = compiled(**{f"r{n}": {"all": [{"x": kind("x", {"$gte": {"n": -n}})}]} for n in range(65)})
try:
    print(judge(h, {"id": 0, "kind": "x", "n": 0}))
except Exception as error:
    print(error)
""",
            "Could not assert facts, error code: 303",
            id="more than 64 rules on one fact: none fires",
        ),
        pytest.param(
            """
from durable.lang import m
print(((m.kind == "case") and (m.left < 5)).define(), (0 < m.left < 5).define())
""",
            "{'$lt': {'left': 5}} {'$lt': {'left': 5}}",
            id="its own language loses a condition",
        ),
        pytest.param(
            """
import warnings; warnings.simplefilter("ignore")
from durable import engine
class Quiet(engine.Host):
    def _run(self): pass
def boom(c): raise KeyboardInterrupt
host = Quiet({"raw": {"r": {"all": [{"x": {"kind": "x"}}], "run": boom}}})
print("exception" in host.assert_fact("raw", {"kind": "x"}))
""",
            "True",
            id="its host swallows exceptions",
        ),
    ],
)
def test_a_wrong_answer(code, wrong):
    done = run(code)
    assert (done.returncode, done.stdout.strip()) == (0, wrong), done.stderr


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(
            """
wall()
line = kind("l", {"code": {"i": "code"}}, {"$lt": {"left": {"i": "amount"}}})
h = compiled(over={"all": [{"i": kind("i")}, {"l": line}]})
print(judge(h, {"id": 0, "kind": "i", "code": 1, "amount": 5}, {"id": 1, "kind": "l", "code": 1, "left": 50}))
""",
            id="the last join condition is the first to fail",
        ),
        pytest.param(
            """
h = compiled(any={"all": [{"x": kind("x")}]})
judge(h, '[{"id": 0, "kind": "x", "n": 1e-05}]')
""",
            id="the first fact of a batch does not parse",
        ),
        pytest.param(
            """
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_size_t], [ctypes.c_void_p]
dirty = [(libc.malloc(n), n) for n in range(20000, 90000, 16)]
for place, n in dirty: ctypes.memset(place, 0x41, n)
for place, n in dirty[::2] + dirty[1::2]: libc.free(place)
h = compiled(pair={"all": [{"a": {"x": 1}}, {"b": {"y": 2}}]})
core.assert_fact(h, '{"id": 0, "x": 1}')
core.delete_state(h, None)
""",
            id="a session in which nothing fired is deleted",
        ),
    ],
)
def test_an_end_of_the_process(code):
    # whether a read past the end kills depends on what lies there, so a defect that is there may need a second look
    assert any(run(code).returncode < 0 for _ in range(20))


def test_more_than_511_conditions_side_by_side_never_end():
    rules = """{f"r{n}": {"all": [{"x": {"kind": f"k{n}"}}]} for n in range(600)}"""
    with pytest.raises(subprocess.TimeoutExpired):
        run(f'judge(compiled(**{rules}), {{"id": 0, "kind": "k7"}})', timeout=3)
