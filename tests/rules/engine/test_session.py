"""The ids a session uses never share a hash; it leaves nothing behind."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import nullcontext

import pytest

from rules.engine.fault import EngineFault
from rules.engine.session import MOST_FACTS, Fired, Session


def fnv1a(text: str) -> int:
    """The library's 32-bit hash of an id."""
    value = 2166136261
    for byte in text.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


def test_no_two_ids_of_a_session_share_a_hash():
    ids = ["open", "sid-0", *map(str, range(MOST_FACTS + 1))]
    assert len({fnv1a(id_) for id_ in ids}) == len(ids)
    assert fnv1a("40189") == fnv1a("797186")


def test_a_fact_asserted_by_an_action_is_judged_in_the_same_run(docket):
    seen = []

    def follow(fired):
        session.add([{"kind": "y", "of": match["x"]["id"]} for match in fired.matches()])

    rules = {
        "first": ({"all": [{"x": {"kind": "x"}}]}, follow),
        "second": (
            {"all": [{"y": {"kind": "y"}}], "pri": 1},
            lambda fired: seen.extend(match["y"] for match in fired.matches()),
        ),
    }
    session = Session("raw", rules)
    session.run(*docket({"kind": "x"}, {"kind": "z"}))
    assert seen == [{"kind": "y", "of": 0, "id": 3}]


def test_the_canary_is_heard_after_all_else(docket):
    heard_before = []
    session = Session(
        "raw", {"r": ({"all": [{"x": {"kind": "x"}}], "pri": 999}, lambda _: heard_before.append(session._heard[:]))}
    )
    session.run(*docket({"kind": "x"}))
    assert heard_before == [[]]


@pytest.mark.parametrize(("kind", "ran"), [('"x"', ["open", "r"]), ("unreadable", ["open"])])
def test_an_action_runs_before_any_fact_is_read_since_a_session_without_one_cannot_be_deleted(kind, ran):
    """See test_defects.py for what happens otherwise."""
    order = []
    session = Session("raw", {"r": ({"all": [{"x": {"kind": "x"}}]}, lambda _: order.append("r"))})
    session._actions["$open"] = lambda _: order.append("open")
    with nullcontext() if kind == '"x"' else pytest.raises(EngineFault):
        session.run(f'[{{"id": 0, "kind": {kind}}}, {{"canary": 1, "id": 1}}]', 1)
    assert order == ran


def test_what_fails_in_an_action_is_a_fault_that_says_what(docket):
    def fail(_: Fired) -> None:
        raise ZeroDivisionError("no parts")

    session = Session("raw", {"r": ({"all": [{"x": {"kind": "x"}}]}, fail)})
    with pytest.raises(EngineFault, match=r"^raw: ZeroDivisionError\('no parts'\)$"):
        session.run(*docket({"kind": "x"}))


def test_a_fact_the_library_calls_a_repetition_is_a_fault(docket):
    session = Session(
        "raw", {"r": ({"all": [{"x": {"kind": "x"}}]}, lambda _: session._assert('[{"id":0,"kind":"x"}]'))}
    )
    with pytest.raises(EngineFault, match="code 2"):
        session.run(*docket({"kind": "x"}))


@pytest.mark.parametrize(("more", "fault"), [(0, None), (1, "raw: more than 100000 facts and flags in one docket")])
def test_more_flags_than_ids_without_collision_are_a_fault(docket, more, fault):
    def fill(_: Fired) -> None:
        session.add([{"kind": "y"} for _ in range(MOST_FACTS - 2 + more)])  # after the fact and the canary

    session = Session("raw", {"r": ({"all": [{"x": {"kind": "x"}}]}, fill)})
    with pytest.raises(EngineFault, match=f"^{fault}$") if fault else nullcontext():
        session.run(*docket({"kind": "x"}))


def test_ten_thousand_dockets_take_no_more_memory_than_a_thousand():
    code = """
import json, resource
from rules.engine.session import Fired, Session
session = Session("raw", {"r": ({"all": [{"x": {"$and": [{"kind": "x"}]}}]}, lambda fired: None)})
facts = json.dumps([*({"id": n, "kind": "x"} for n in range(50)), {"canary": 1, "id": 50}])
def judged(times):
    for _ in range(times):
        session.run(facts, 50)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(judged(1000), judged(9000))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    before, after = map(int, done.stdout.split())
    assert after < before * 1.1


@pytest.mark.parametrize(
    "items",
    [["WB.1", "ŁÓDŹ {x}, [y]"], ['a "quoted" one', "b\\c"], ["line\nbreak", "plain"]],
    ids=["plain", "quotes", "breaks"],
)
@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": ")], ids=["DuckDB", "Python"])
def test_the_items_of_what_fired_are_read_whatever_they_hold(items, separators):
    heard = []
    session = Session("raw", {"r": ({"all": [{"x": {"kind": "x"}}]}, lambda fired: heard.extend(fired.items()))})
    facts = [{"id": n, "kind": "x", "item": item} for n, item in enumerate(items)]
    session.run(json.dumps([*facts, {"canary": 1, "id": 2}], ensure_ascii=False, separators=separators), 2)
    assert sorted(heard) == sorted(items)


@pytest.mark.parametrize("item", [{}, {"item": 7}], ids=["none", "a number"])
def test_a_fact_without_an_item_that_is_text_is_a_fault(docket, item):
    def read(fired: Fired) -> None:
        fired.items()

    session = Session("raw", {"r": ({"all": [{"x": {"kind": "x"}}]}, read)})
    with pytest.raises(EngineFault, match="without an item"):
        session.run(*docket({"kind": "x", **item}, {"kind": "x", "item": "WB.1"}))
