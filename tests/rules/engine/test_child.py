"""Whatever happens to the child, the parent has all verdicts or a fault, and nothing in between."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from textwrap import dedent

import psutil
import pytest

from rules.engine.child import _ended, _send, judge_apart
from rules.engine.fault import EngineFault, EngineUnloadable

RULES = """
from rules.engine.declare import RULES, c, m, rule, when_all

@rule(id="C01", noun="cases", docket="desk", about="case", severity="warn", to=(), law=(), says="")
@when_all(c.case << (m.kind == "case") & (m.left <= m.warn))
def soon(c):
    \"""Why it matters.\"""

@rule(id="C02", noun="cases", docket="desk", about="case", severity="high", inhibits=("C01",), to=(), law=(), says="")
@when_all(c.case << (m.kind == "case") & (m.left < m.zero))
def late(c):
    \"""Why it matters.\"""

@rule(id="P02", noun="absences", docket="desk", about="away", severity="info", to=(), law=(), says="")
@when_all(c.away << (m.kind == "absence"), c.case << (m.kind == "case"))
def away(c):
    \"""Why it matters.\"""
"""


@pytest.fixture
def declared(tmp_path, monkeypatch):
    """declared("…"): the rules above, and more text, as a module that the child can import."""
    monkeypatch.syspath_prepend(tmp_path)

    def declared(more: str = "") -> str:
        (tmp_path / "made_up_rules.py").write_text(RULES + dedent(more))
        return "made_up_rules"

    return declared


@pytest.fixture
def desk(docket):
    """desk("Ewa", -1, 3): a docket with a case for each number of days left."""
    return lambda key, *left: ("desk", key, *docket(*_cases(*left)))


def judges() -> list[psutil.Process]:
    """The judging children of this process; a test run may have others, such as a browser."""
    return [child for child in psutil.Process().children() if "rules.engine.serve" in child.cmdline()]


def _cases(*left):
    return [{"kind": "case", "item": f"K{n}", "left": n, "warn": 2, "zero": 0} for n in left]


def test_verdicts_come_back_as_the_judge_gave_them(declared, desk, docket):
    dockets = [
        desk("Ewa", -1, 1, 9),
        desk("Łukasz „Ł”", 1),
        ("desk", "", *docket({"kind": "absence", "item": "A"}, *_cases(9))),
    ]
    got = judge_apart(dockets, [declared()])
    assert {v.docket for v in got} == {"desk"}
    assert [(v.key, v.item, v.rule, v.severity, v.inhibited_by) for v in got] == [
        ("Ewa", "K-1", "C02", "high", None),
        ("Ewa", "K-1", "C01", "warn", "C02"),
        ("Ewa", "K1", "C01", "warn", None),
        ("Łukasz „Ł”", "K1", "C01", "warn", None),
        ("", "A", "P02", "info", None),
    ]
    assert got[-1].because == [{"away": "A"}, {"case": "K9"}]


def test_no_docket_no_verdict(declared):
    assert judge_apart([], [declared()]) == []


def test_only_the_chosen_rules_speak(declared, desk):
    got = judge_apart([desk("Ewa", -1)], [declared()], only={"C01"})
    assert [(v.rule, v.inhibited_by) for v in got] == [("C01", None)]


def _run_with_rules(tmp_path, before, docket):
    code = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
import made_up_rules
from rules.engine.child import _ended, _send, judge_apart
{before}
print([v.rule for v in judge_apart([{docket!r}])])
"""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)


def test_the_child_reads_the_modules_that_declared_the_rules_here(declared, desk, tmp_path):
    declared()
    assert _run_with_rules(tmp_path, "", desk("Ewa", 1)).stdout.strip() == "['C01']"


def test_a_child_that_reads_other_rules_is_a_fault(declared, desk, tmp_path):
    declared()
    done = _run_with_rules(tmp_path, "made_up_rules.RULES.pop('C02')", desk("Ewa", 1))
    assert "EngineFault: the child read other rules than its parent" in done.stderr


def test_a_docket_in_parts_is_one_docket(declared, docket):
    away = {"kind": "absence", "item": "A"}
    parts = [("desk", "Ewa", *docket(away, *_cases(5, 6))), ("desk", "Ewa", *docket(away, *_cases(7)))]
    (verdict,) = judge_apart([*parts, ("desk", "Jan", *docket(*_cases(9)))], [declared()])
    assert (verdict.key, verdict.item, verdict.n) == ("Ewa", "A", 3)


def test_many_dockets_in_many_chunks(declared, desk, monkeypatch):
    monkeypatch.setattr("rules.engine.child.CHUNK", 500)
    got = judge_apart((desk(f"E{n:03}", -1, 1) for n in range(300)), [declared()])
    assert [v.key for v in got] == [f"E{n:03}" for n in range(300) for _ in range(3)]


@pytest.mark.parametrize(("bytes_each", "dockets_a_chunk"), [(3, [4, 4, 2]), (5, [2, 2, 2, 2, 2]), (11, [1] * 10)])
def test_a_chunk_is_sent_as_soon_as_it_is_full(monkeypatch, bytes_each, dockets_a_chunk):
    monkeypatch.setattr("rules.engine.child.CHUNK", 10)
    pipe = BytesIO()
    sent = _send(pipe, {"only": None}, (("desk", f"E{n}", "x" * bytes_each, 7) for n in range(10)))
    assert sent == {"dockets": 10, "facts": 70}
    pipe.seek(0)
    assert json.loads(pipe.readline()) == {"only": None}
    chunks = []
    while chunk := json.loads(pipe.readline()):
        assert pipe.read(sum(size for *_, size in chunk)) == b"x" * bytes_each * len(chunk)
        chunks.append(len(chunk))
    assert (chunks, pipe.read()) == (dockets_a_chunk, b"")


def test_what_a_module_prints_is_no_answer(declared, desk):
    assert len(judge_apart([desk("Ewa", 1)], [declared("print('hello'); import os; os.write(1, b'[1, 2')")])) == 1


# what goes wrong with the facts


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda text, n: (text[:-3], n), id="cut off"),
        pytest.param(
            lambda text, n: (text.replace('"left": 1', '"left": 1e-05'), n), id="number the engine cannot read"
        ),
        pytest.param(lambda text, n: (text, n + 1), id="a fact fewer than said"),
        pytest.param(lambda text, n: (text, n - 1), id="a fact more than said"),
        pytest.param(lambda text, n: (text.replace("canary", "carany"), n), id="no canary"),
        pytest.param(lambda text, n: ("[]", 0), id="nothing at all"),
    ],
)
def test_one_bad_docket_spoils_the_whole_run(declared, desk, spoil):
    docket, key, text, n = desk("Ewa", -1, 1)
    with pytest.raises(EngineFault, match=r"exit code 1: rules\.engine\.fault\.EngineFault: desk"):
        judge_apart([desk("Jan", 1), (docket, key, *spoil(text, n)), desk("Zofia", 1)], [declared()])


def test_a_docket_that_nobody_judges_is_a_fault(declared, docket):
    with pytest.raises(EngineFault, match="no rule judges the docket street"):
        judge_apart([("street", "A", *docket())], [declared()])


def test_a_module_that_cannot_be_imported_is_a_fault(desk):
    with pytest.raises(EngineFault, match="No module named 'no_such_rules'"):
        judge_apart([desk("Ewa", 1)], ["no_such_rules"])


def test_a_library_that_does_not_load_is_told_as_that(declared, desk, tmp_path, monkeypatch):
    reason = "undefined symbol: PyEval_CallObject"  # what plain pip builds on Python 3.13
    (tmp_path / "durable_rules_engine.py").write_text(f"raise ImportError('{reason}')")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(EngineUnloadable, match=reason):
        judge_apart([desk("Ewa", 1)], [declared()])


def test_rules_that_are_misdeclared_are_a_fault(declared, desk):
    with pytest.raises(EngineFault, match="C01 is declared twice"):
        judge_apart([desk("Ewa", 1)], [declared(RULES)])


def test_what_fails_while_facts_are_built_stays_what_it_is(declared, desk):
    def broken() -> Iterator[tuple[str, str, str, int]]:
        yield desk("Ewa", 1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        judge_apart(broken(), [declared()])
    assert not judges()


# what goes wrong with the process


def _killing(signal_, desk, after):
    for n in range(2 * after + 2):
        if n == after:
            (child,) = judges()
            os.kill(child.pid, signal_)
        yield desk(f"E{n}", *range(100))


@pytest.mark.parametrize("signal_", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
@pytest.mark.parametrize("after", [0, 1, 300])
def test_a_child_killed_in_the_middle_is_a_fault(declared, desk, signal_, after):
    with pytest.raises(EngineFault, match=signal_.name):
        judge_apart(_killing(signal_, desk, after), [declared()])


def test_the_last_words_of_a_child_are_told_and_the_page_before_them_noted():
    stderr = BytesIO(("ł" * 3000 + "x\nlast words\n").encode())
    fault = _ended(1, stderr)
    assert str(fault) == "the judge ended with exit code 1: last words"
    assert fault.__notes__ == ["\N{REPLACEMENT CHARACTER}" + "ł" * 1993 + "x\nlast words"]  # 4000 bytes, half a letter


def test_a_child_that_was_killed_had_no_last_words():
    fault = _ended(-signal.SIGKILL, BytesIO(b""))
    assert (str(fault), fault.__notes__) == ("the judge ended with SIGKILL", [""])


def test_a_child_that_goes_away_before_it_has_heard_all_is_a_fault_however_well_it_ended(declared, desk):
    more_than_a_pipe_holds = [desk(f"E{n}", *range(1000)) for n in range(10)]
    with pytest.raises(EngineFault, match=r"^the judge ended with exit code 0: $"):
        judge_apart(more_than_a_pipe_holds, [declared("import os; os._exit(0)")])


def test_a_crash_of_the_library_is_a_fault(declared, desk):
    unguarded = """
    from dataclasses import replace
    from rules.engine.declare import RULES
    nothing = {"$div": {"$l": {"$m": "warn"}, "$r": {"$m": "zero"}}}
    raw = {"case": {"$and": [{"kind": "case"}, {"$gt": {"left": nothing}}]}}
    RULES["C01"] = replace(RULES["C01"], definitions={"warn": {"all": [raw]}})
    """
    with pytest.raises(EngineFault, match="SIGFPE") as fault:
        judge_apart([desk("Ewa", 1)], [declared(unguarded)])
    assert "Floating" in fault.value.__notes__[0]


def test_a_child_that_hangs_inside_the_library_is_ended(declared, desk):
    endless = """
    import json
    import durable_rules_engine as core
    class Endless(dict):
        def items(self):
            rules = {f"r{n}": {"cap": 1, "all": [{"x": {"kind": f"k{n}"}}]} for n in range(600)}
            core.create_ruleset("endless", json.dumps(rules))
    from dataclasses import replace
    from rules.engine.declare import RULES
    RULES["P02"] = replace(RULES["P02"], definitions=Endless())
    """
    with pytest.raises(EngineFault, match="exit code 1") as fault:
        judge_apart([desk("Ewa", 1)], [declared(endless)], patience=1)
    assert "Timeout" in fault.value.__notes__[0]


def test_a_child_that_hangs_while_it_reads_the_rules_is_ended(declared, desk):
    with pytest.raises(EngineFault, match="exit code 1") as fault:
        judge_apart([desk("Ewa", 1)], [declared("import time; time.sleep(20)")], patience=1)
    assert "Timeout" in fault.value.__notes__[0]


@pytest.mark.parametrize(
    ("says", "why"),
    [
        pytest.param("", "sent .* judged None", id="nothing"),
        pytest.param("garbage", "nobody understands", id="garbage"),
        pytest.param("\\xff\\xfe", "nobody understands", id="bytes"),
        pytest.param('{"dockets": 1}', "nobody understands: {'dockets': 1}$", id="half a sum"),
        pytest.param(f'"{"x" * 999}"', f"nobody understands: {'x' * 200}$", id="a long word"),
        pytest.param('["desk", "Ewa", [["C01"]]]', "nobody understands", id="half a verdict"),
        pytest.param('{"dockets": 1, "facts": 1, "verdicts": 0}', "answers for 0 dockets", id="a sum without answers"),
        pytest.param('["desk", "Ewa", []]\\n{"dockets": 1, "facts": 0, "verdicts": 0}', "judged", id="a fact too few"),
        pytest.param('["desk", "Ewa", []]\\n{"dockets": 1, "facts": 1, "verdicts": 2}', "judged", id="verdicts lost"),
    ],
)
def test_a_child_that_ends_well_but_says_nonsense_is_a_fault(declared, desk, says, why):
    early = f"""
    import os, sys
    while sys.stdin.buffer.read(65536):
        pass
    for fd in range(3, 30):
        try:
            os.write(fd, b'''{says}''')
        except OSError:
            pass
    os._exit(0)
    """
    with pytest.raises(EngineFault, match=why):
        judge_apart([desk("Ewa", 1)], [declared(early)])


def test_a_child_whose_parent_goes_away_ends(declared, desk, tmp_path):
    code = f"""
import os, sys
sys.path.insert(0, {str(tmp_path)!r})
from rules.engine.child import _ended, _send, judge_apart
import psutil
def dockets():
    yield {desk("Ewa", 1)!r}
    print(psutil.Process().children()[0].pid, flush=True)
    os.kill(os.getpid(), 9)
judge_apart(dockets(), [{declared()!r}])
"""
    parent = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert parent.returncode == -9
    child = int(parent.stdout)
    _, alive = psutil.wait_procs([psutil.Process(child)] if psutil.pid_exists(child) else [], timeout=10)
    assert not alive


@pytest.mark.parametrize(
    ("heard", "ends_with", "last_words"),
    [
        ("", 0, ""),
        ('{"modules": [], "fingerprint": null, "only": null, "patience": 9}', 1,
         "rules.engine.fault.EngineFault: the parent went away in the middle"),
    ],
    ids=["before a word", "after the order"],
)  # fmt: skip
def test_a_child_says_when_its_parent_went_away(heard, ends_with, last_words):
    done = subprocess.run(
        [sys.executable, "-m", "rules.engine.serve"],
        input=f"{heard}\n" if heard else "",
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout, done.stderr.strip().rpartition("\n")[2]) == (ends_with, "", last_words)


def test_facts_stay_what_they_were(declared, desk):
    docket, key, text, n = desk("Ewa", -1)
    before = json.loads(text)
    judge_apart([(docket, key, text, n)], [declared()])
    assert json.loads(text) == before
