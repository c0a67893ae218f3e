"""The kinds of matters with their terms, and how many the town has of each; what has no term is listed last."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.cli.commands.law import kinds
from pipelines.cli.commands.rule_ids import refuse_unknown
from pipelines.cli.forms import Format
from pipelines.refusal import Refusal
from pipelines.run import run
from pipelines.settings import open_town
from rules.wording import words
from tests.pipelines.ten_cases import DAY, build, deliver

MORE = """
[kinds]
"6740" = "building_permit"
"6741" = "building_permit"
[terms.cmentarz]
n = 21
unit = "day"
law = "uchwała rady"
"""


def listed(root: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, object]]:
    kinds(root, DAY, Format.json)
    return {row["kind"]: row for row in json.loads(capsys.readouterr().out)}


def test_without_a_town_the_law_alone_is_listed(tmp_path, capsys):
    row = listed(tmp_path / "none", capsys)["kpa_complex"]
    assert (row["term"], row["law"], row["matters"]) == ("2 miesiące", "KPA art. 35 § 3", None)
    assert row["name"] == "sprawa szczególnie skomplikowana"


def test_a_town_counts_its_own_and_sees_what_has_no_term(tmp_path, capsys):
    root = build(tmp_path / "town", MORE)
    assert listed(root, capsys)["kpa_complex"]["matters"] is None, "nothing is published yet"
    deliver(root, "cases", "case_id,kind,unit,handler,opened_on,closed_on\n"
            "A.1,kpa_complex,WB,e1,2026-04-01,\nA.2,kpa_complex,WB,e1,2026-03-01,2026-04-01\n"
            "A.3,pogrzeb,WB,e1,2026-04-01,\n")  # fmt: skip
    run(open_town(root), DAY)
    found = listed(root, capsys)
    assert (found["kpa_complex"]["matters"], found["kpa_complex"]["open"]) == (2, 1)
    assert (found["cmentarz"]["term"], found["cmentarz"]["whose"]) == ("21 dni", "miasta")
    assert (found["building_permit"]["classes"], found["building_permit"]["whose"]) == (["6740", "6741"], "ustawy")
    assert (found["pogrzeb"]["term"], found["pogrzeb"]["whose"], found["pogrzeb"]["matters"]) == (None, None, 1)
    kinds(root, DAY, Format.table)
    assert "1 rodzaj w tym mieście nie ma terminu" in capsys.readouterr().out


@pytest.mark.parametrize(("rule", "near"), [("C99", "C09"), ("c02", "C02"), ("C1", "C01")])
def test_a_rule_there_is_not_is_refused_with_the_nearest(rule, near):
    with pytest.raises(Refusal) as refused:
        refuse_unknown(["C01", rule], words("pl"))
    assert refused.value.message == f"Nie ma reguły {rule}."
    assert refused.value.fix.startswith(f"Czy chodziło o {near}?")


def test_a_rule_like_none_is_refused_with_the_command_that_lists_them():
    with pytest.raises(Refusal) as refused:
        refuse_unknown(["deadline"], words("pl"))
    assert refused.value.fix.startswith("`ratusz rules`")
