"""The mutation run is honest: it notices what a case would notice, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from rules.catalogue import RULES
from rules.engine.docket import checked
from tests.mutation import record
from tests.mutation.__main__ import EQUIVALENT, told_of
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.record import Recorded
from tests.mutation.tally import Tally, known_equivalent, verdict
from tests.mutation.trial import misfits, noticed_by

# one pile of invoices: the day before the due day, that day, and the day after
CASES = """
rules: [I01, I02]
cases:
  - name: on the due day it is soon
    as_of: 2026-08-17
    given: &one
      invoices: [{invoice_id: A, number: A, seller_nip: "5260250274", issued_on: 2026-07-16, received_on: 2026-07-17,
        agreed_due_on: 2026-08-17, gross: "100.00"}]
    finds: [{rule: I01, subject: A, severity: high, amount: "100.00", due_on: 2026-08-17}]
  - name: the day after it is late
    as_of: 2026-08-18
    given: *one
    finds: [{rule: I02, subject: A, severity: warn}]
"""


@pytest.fixture(scope="module")
def cases() -> list[Recorded]:
    file = yaml.safe_load(CASES)
    return [record.record(case["name"], {"rules": file["rules"], **case}) for case in file["cases"]]


def _mutant(rule: str, what: str, cases: list[Recorded]) -> Mutant:
    [found] = [one for one in mutants(RULES[rule], told_of(RULES[rule], cases)) if one.what == f"{rule}: {what}"]
    return found


def test_the_rules_as_they_are_pass_their_cases(cases: list[Recorded]) -> None:
    assert misfits(cases) == []


def test_a_case_that_is_wrong_is_said_before_anything_is_counted(cases: list[Recorded]) -> None:
    [soon, late] = cases
    wrong = Recorded(**{**vars(late), "finds": [{**late.finds[0], "severity": "critical"}]})
    assert misfits([soon, wrong]) == [
        "I02: the day after it is late",
        "I05: the day after it is late",
    ]  # I05 silences I02


@pytest.mark.parametrize(
    ("rule", "what", "by"),
    [
        ("I02", "invoice: due_day < today as due_day <= today", "on the due day it is soon"),
        ("I02", "invoice: due_day < today as due_day > today", "the day after it is late"),
        ("I02", "invoice: without due_day < today", "on the due day it is soon"),
        ("I02", "never warn", "the day after it is late"),
        ("I02", "warn as high", "the day after it is late"),
        ("I01", "invoice: owed == yes as owed == no", "on the due day it is soon"),
        ("I01", "high, invoice: days_left <= high_days as days_left <= today", None),
        ("I01", "never high", "on the due day it is soon"),
        ("I01", "amount left out", "on the due day it is soon"),
    ],
)
def test_a_mutant_is_noticed_by_the_case_it_fails(rule: str, what: str, by: str | None, cases: list[Recorded]) -> None:
    assert noticed_by(_mutant(rule, what, cases), cases) == by


def test_no_case_notices_a_rule_that_says_the_same_in_other_words(cases: list[Recorded]) -> None:
    """I02 looks at days before today, I01 at today and after: with or without it, nothing is there to silence."""
    assert noticed_by(_mutant("I02", "does not silence I01", cases), cases) is None


def test_an_unchanged_rule_is_no_mutant_that_anybody_notices(cases: list[Recorded]) -> None:
    assert noticed_by(Mutant("I02: as it is", RULES["I02"]), cases) is None


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_has_mutants_that_differ_from_it_and_can_be_judged(rule: str) -> None:
    found = mutants(RULES[rule], frozenset())
    assert len(found) >= 3
    for mutant in found:
        assert checked(RULES[rule].docket, mutant.book())
        assert (mutant.rule.levels, mutant.rule.inhibits, mutant.rule.needs, mutant.rule.due, mutant.rule.amount) != (
            RULES[rule].levels, RULES[rule].inhibits, RULES[rule].needs, RULES[rule].due, RULES[rule].amount
        )  # fmt: skip


def test_what_is_called_equivalent_is_a_mutant_and_has_its_reason() -> None:
    every = {one.what for rule in RULES.values() for one in mutants(rule, {"due_on", "raw_due_on", *(rule.due or ())})}
    assert set(known_equivalent(EQUIVALENT)) - every == set()
    assert all(len(why.split()) >= 5 for why in known_equivalent(EQUIVALENT).values())


def test_a_case_is_recorded_once_and_again_when_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "KEPT", tmp_path / "kept")
    file, made = tmp_path / "made.yaml", []
    file.write_text(CASES, encoding="utf-8")
    for text in (CASES, CASES, CASES.replace("2026-08-18", "2026-08-19")):
        file.write_text(text, encoding="utf-8")
        record.recorded([file], made.append)
    assert made == [
        "made: on the due day it is soon", "made: the day after it is late", "made: the day after it is late",
    ]  # fmt: skip


@pytest.mark.parametrize(("killed", "survived", "ends"), [(9, 1, 0), (8, 1, 1), (0, 0, 0)])
def test_fewer_than_nine_of_ten_is_a_failure(killed: int, survived: int, ends: int) -> None:
    assert verdict(Tally(killed=killed, survived=["I01: x"] * survived), []) == ends


def test_a_mutant_called_equivalent_that_a_case_notices_is_a_failure() -> None:
    assert verdict(Tally(killed=9, mistaken=["I01: x: a case"]), []) == 1
    assert verdict(Tally(killed=9), ["I01: no such mutant"]) == 1
