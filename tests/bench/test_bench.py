"""All measurements in small sizes: each part gives its figures, and whoever judges the same finds the same.

How long anything takes is not tested; a part fails by itself where two engines, or an engine and the SQL by hand, find
other things, where a rule never speaks, or where a load takes other rows than it should.
"""

from __future__ import annotations

import json
from importlib.util import find_spec

import pytest

from tests.bench import record
from tests.bench.__main__ import PARTS, main, measured
from tests.bench.apart import apart
from tests.bench.figure import Figure

FIGURES = {  # part -> how many figures it gives, and the unit of the first
    "commands": (2, "s"), "small": (2, "s"), "judge": (14, "x"), "engines": (5, "s"), "load": (5, "x"),
    "town": (3, "s"), "turnaround": (2, "x"), "backtest": (2, "s"), "pages": (4, "s"),
}  # fmt: skip
NEEDS = {"engines": ("clips", "rule_engine", "zen"), "turnaround": ("pm4py",)}  # of the group `bench`


def test_every_part_is_tested():
    assert list(FIGURES) == list(PARTS)


@pytest.mark.parametrize("part", FIGURES)
def test_a_part_gives_its_figures(part: str):
    if missing := [module for module in NEEDS.get(part, ()) if not find_spec(module)]:
        pytest.skip(f"needs the group bench: {', '.join(missing)}")
    found = list(measured([part], small=True))
    number, unit = FIGURES[part]
    assert len(found) == number
    assert found[0].unit == unit
    assert len({figure.what for figure in found}) == number
    for figure in found:
        assert figure.part == part
        assert figure.value > 0
        assert figure.reach is None, "in small sizes nothing is demanded"
        assert figure.what in figure.line


@pytest.mark.parametrize(
    ("value", "processor", "most", "met"),
    [
        (25.0, None, True, "yes"), (25.1, None, True, "NO"), (25.1, 25.0, True, "cpu"), (25.1, 26.0, True, "NO"),
        (25.0, None, False, "yes"), (24.9, None, False, "NO"), (24.9, 25.0, False, "cpu"),
    ],
)  # fmt: skip
def test_a_figure_says_whether_its_bound_is_kept(value, processor, most, met):
    figure = Figure("judge", "1,000 items", value, "x", processor, 25, most)
    assert figure.met == met
    assert ("at most 25.0x" if most else "at least 25.0x") in figure.line


def test_a_record_says_machine_versions_and_date_and_what_changed(tmp_path, capsys, monkeypatch):
    values = iter([2.0, 3.0])
    monkeypatch.setattr(
        "tests.bench.__main__.measured", lambda *_, **__: [Figure("load", "10 rows", next(values), "s", reach=2.5)]
    )
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    main(["load", "--small", "--json", str(old)])
    main(["load", "--small", "--json", str(new), "--compare", str(old)])
    said = capsys.readouterr().out
    assert "load: 10 rows" in said
    assert "+50 %" in said
    made = json.loads(new.read_text("utf-8"))
    assert made["small"] is True
    assert made["date"] >= json.loads(old.read_text("utf-8"))["date"]
    assert set(made["versions"]) == {"python", *record.LIBRARIES}
    assert made["machine"]["cores"] > 0
    assert made["machine"]["memory"] > 0
    assert len(made["machine"]["load"]) == 3
    assert [(one["what"], one["value"], one["met"]) for one in made["figures"]] == [("10 rows", 3.0, "NO")]


def test_a_part_that_does_not_exist_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["jugde"])
    assert "no such part: jugde" in capsys.readouterr().err


def test_what_fails_apart_says_why_even_when_it_cannot_be_pickled():
    with pytest.raises(RuntimeError, match="cannot be sent anywhere"):
        apart(fail)


def fail() -> None:
    class Unsendable(Exception):
        """A local class has no name to pickle it by."""

    raise Unsendable("cannot be sent anywhere")
