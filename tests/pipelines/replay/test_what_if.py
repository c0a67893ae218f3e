"""What if: money moved, a plan, a threshold, a day changed in a copy; the real engine says the difference."""

from __future__ import annotations

import io
import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from pipelines.refusal import Refusal
from pipelines.replay import what_if as asked
from pipelines.replay.what_if import Changes, what_if
from pipelines.settings import open_town
from tests.dashboards.small_treasury import build
from tests.once import once

SHORT, FREE = "SP/2026/spending/801/80101/4210", "SP/2026/spending/801/80101/4300"  # 200 over its plan, 4500 free


@pytest.fixture(scope="module")
def treasury(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small treasury. Nobody writes to it."""
    return once(tmp_path_factory, "small_treasury", build)


def said(told: dict[str, Any], kind: str) -> set[tuple[str, str]]:
    return {(each["rule"], each["subject"]) for each in told[kind]}


def files(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_money_moved_takes_the_overrun_away_and_nothing_is_saved(treasury):
    before = files(treasury)
    told = what_if(open_town(treasury), Changes(move_from=FREE, move_to=SHORT, amount="200,00"))
    assert ("B01", SHORT) in said(told, "vanish")
    assert ("B01", SHORT) not in said(told, "appear")
    assert files(treasury) == before


def test_a_grosz_less_leaves_it_and_says_the_smaller_amount(treasury):
    told = what_if(open_town(treasury), Changes(move_from=FREE, move_to=SHORT, amount="199.99"))
    [one] = [each for each in told["change"] if each["after"]["rule"] == "B01"]
    assert (str(one["before"]["amount"]), str(one["after"]["amount"])) == ("200.00", "0.01")


def test_a_plan_cut_below_what_was_spent_appears(treasury):
    told = what_if(open_town(treasury), Changes(line=FREE, plan="499.99", decided_by="council"))
    assert ("B01", FREE) in said(told, "appear")
    assert said(told, "vanish") == set()


def test_a_threshold_and_a_day_are_judged_by_the_same_rules(treasury):
    told = what_if(open_town(treasury), Changes(threshold="F01.warn_days = 400"))
    assert ("F01", "N1") in said(told, "vanish")
    told = what_if(open_town(treasury), Changes(as_of="27.11.2026"))
    assert told["as_of"] == "2026-11-27"
    assert ("B09", "Rb-28S/2026-10/city") in said(told, "appear") | {
        (each["after"]["rule"], each["after"]["subject"]) for each in told["change"]
    }


def test_nothing_changed_changes_nothing(treasury):
    told = what_if(open_town(treasury), Changes())
    assert (told["appear"], told["vanish"], told["change"]) == ([], [], [])


@pytest.mark.parametrize(
    "changes",
    [
        {"move_from": FREE, "amount": "5"},
        {"move_from": FREE, "move_to": "SP/2026/spending/801/80101/9999", "amount": "5"},
        {"move_from": FREE, "move_to": SHORT, "amount": "-5"},
        {"move_from": FREE, "move_to": SHORT, "amount": "dużo"},
        {"threshold": "B03"},
        {"threshold": "F99.x = 1"},
        {"threshold": "contract_register.days = 90"},
        {"as_of": "31.02.2026"},
        {"as_of": "2300-01-01"},
    ],
)
def test_what_there_is_not_is_refused_as_an_answer(treasury, changes, monkeypatch, capsys):
    with pytest.raises(Refusal):
        what_if(open_town(treasury), Changes(**changes))
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(changes)))
    assert asked.main([str(treasury)]) == 0
    assert set(json.loads(capsys.readouterr().out)["refused"]) == {"message", "fix"}
