"""A judge's process that stays says what one that ends would say, and is never asked again after a fault."""

from __future__ import annotations

import os
import signal

import psutil
import pytest

from rules.engine.child import judge_apart
from rules.engine.fault import EngineFault
from rules.engine.warm import Warm, current, warm_judge
from tests.rules.engine.test_child import declared, desk, judges  # noqa: F401  fixtures


def test_many_orders_are_judged_by_one_process_as_by_one_each(declared, desk):  # noqa: F811
    module = declared()
    orders = [[desk("Ewa", *range(-50, 50))], [desk("Jan", 1)], [], [desk("Ewa", -1, 3), desk("Zofia", 0)]]
    alone = [judge_apart(order, [module]) for order in orders]
    seen = set()
    with warm_judge():
        for order, expected in zip(orders, alone, strict=True):
            assert judge_apart(order, [module]) == expected
            seen |= {child.pid for child in judges()}
    assert len(seen) == 1
    assert not judges()


def test_the_rules_that_may_speak_are_those_of_each_order(declared, desk):  # noqa: F811
    module = declared()
    with warm_judge():
        for only in (["C01"], ["C02"], None, ["C01"]):
            expected = only or ["C01", "C02"]
            assert {v.rule for v in judge_apart([desk("Ewa", -1)], [module], only)} == set(expected)


@pytest.mark.parametrize("between", ["killed while it waits", "killed at work", "a docket nobody judges"])
def test_after_a_fault_another_process_judges(declared, desk, docket, between):  # noqa: F811
    module = declared()

    def dying():
        for n in range(300):
            if n == 100:
                os.kill(judges()[0].pid, signal.SIGKILL)
            yield desk(f"E{n}", *range(100))

    with warm_judge():
        expected = judge_apart([desk("Ewa", -1)], [module])
        before = judges()
        if between == "killed while it waits":
            before[0].kill()
            psutil.wait_procs(before, timeout=10)
        else:
            orders = dying() if between == "killed at work" else [("street", "A", *docket())]
            with pytest.raises(EngineFault):
                judge_apart(orders, [module])
            assert not judges()
        assert judge_apart([desk("Ewa", -1)], [module]) == expected
        assert judges() != before


def test_what_fails_while_facts_are_built_ends_the_process(declared, desk):  # noqa: F811
    def broken():
        yield desk("Ewa", 1)
        raise ZeroDivisionError

    module = declared()
    with warm_judge():
        with pytest.raises(ZeroDivisionError):
            judge_apart(broken(), [module])
        assert not judges()
        assert judge_apart([desk("Ewa", -1)], [module])


def test_other_rules_are_read_by_another_process(declared, desk):  # noqa: F811
    with warm_judge():
        assert judge_apart([desk("Ewa", -1)], [declared()])
        [first] = judges()
        with pytest.raises(EngineFault, match="No module named"):
            judge_apart([desk("Ewa", -1)], ["no_such_rules"])
        assert not first.is_running()


def test_a_fork_leaves_the_process_to_its_parent(declared, desk):  # noqa: F811
    with warm_judge():
        judge_apart([desk("Ewa", -1)], [declared()])
        fork = os.fork()
        if fork == 0:
            os._exit(0 if current() is None else 1)
        assert os.waitpid(fork, 0)[1] == 0
        assert current() is not None


def test_a_block_inside_another_is_the_same(declared, desk):  # noqa: F811
    with warm_judge():
        outer = current()
        with warm_judge():
            assert current() is outer
        assert current() is outer
    assert current() is None


def test_a_process_that_is_kept_goes_on_in_the_next_block_until_its_keeper_closes_it(declared, desk):  # noqa: F811
    module, kept = declared(), Warm()
    with warm_judge(kept):
        expected = judge_apart([desk("Ewa", -1)], [module])
    [first] = judges()
    with warm_judge(kept):
        assert judge_apart([desk("Ewa", -1)], [module]) == expected
        assert judges() == [first]
    kept.close()
    assert not judges()
