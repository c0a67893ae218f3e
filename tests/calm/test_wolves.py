"""What the review called a wolf-crier stays quiet, each in a case a jurist can read (tests/calm/wolves.yml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from rules.engine.declare import SEVERITIES

RULES = Path(__file__).parents[1] / "rules"
CASES = [
    {"rules": file["rules"], **case}
    for path in sorted(RULES.glob("*.yaml"))
    for file in [yaml.safe_load(path.read_text(encoding="utf-8"))]
    for case in file["cases"]
]
WOLVES = [
    pytest.param(proof, id=f"{group}: {claim}")
    for group, claims in yaml.safe_load((Path(__file__).parent / "wolves.yml").read_text(encoding="utf-8")).items()
    for one in claims
    for claim, proof in one.items()
]


@pytest.mark.parametrize("proof", WOLVES)
def test_each_is_proved_by_a_case_in_which_the_rule_judges_and_stays_quiet(proof: dict[str, Any]) -> None:
    rule = proof["rule"]
    for quiet, names in proof.items():
        if quiet == "rule":
            continue
        for name in names:
            found = [case for case in CASES if case["name"].startswith(name) and rule in case["rules"]]
            assert len(found) == 1, (name, rule)
            said = [one["severity"] for one in found[0]["finds"] if one["rule"] == rule and "severity" in one]
            if quiet == "silent":
                assert rule not in {one["rule"] for one in found[0]["finds"]}, name
            elif quiet != "beside":
                assert said, name
                assert max(map(SEVERITIES.index, said)) <= SEVERITIES.index(quiet), name
