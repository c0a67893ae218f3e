"""What the review called a wolf-crier stays quiet, each in a case a jurist can read (tests/calm/wolves.yml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rules.severity import SEVERITIES
from tests.written import cases_of_the_rules, written

CASES = cases_of_the_rules()
WOLVES = [
    pytest.param(proof, id=f"{group}: {claim}")
    for group, claims in written(Path(__file__).with_name("wolves.yml")).items()
    for one in claims
    for claim, proof in one.items()
]


GRADES = {"info", "warn", "high"}


def found(name: str, rule: str) -> tuple[list[dict[str, Any]], str]:
    """What the one case of that name finds by that rule, and what it was given."""
    [case] = [case for case in CASES if case["name"].startswith(name) and rule in case["rules"]]
    return [one for one in case["finds"] if one["rule"] == rule and not one.get("inhibited_by")], str(case["given"])


@pytest.mark.parametrize("proof", WOLVES)
def test_each_is_proved_by_a_case_in_which_the_rule_judges_and_stays_quiet(proof: dict[str, Any]) -> None:
    rule = proof["rule"]
    [(claim, names)] = [one for one in proof.items() if one[0] != "rule"]
    for name in names:
        findings, given = found(name, rule)
        if claim == "silent":
            assert findings == [], name
        elif claim in GRADES:
            assert findings, name
            assert all(SEVERITIES.index(one["severity"]) <= SEVERITIES.index(claim) for one in findings), name
        elif claim == "quiet":
            assert findings, name
            for subject in names[name]:
                assert f"'{subject.split('/')[0]}'" in given, (name, subject)
                assert subject not in {one["subject"] for one in findings}, name
        else:
            assert claim in ("says", "without")
            assert findings, name
            assert any(names[name] in str(one) for one in findings) == (claim == "says"), name
