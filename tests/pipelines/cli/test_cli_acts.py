"""`ratusz ack`, `silence`, `prefer` and `audit`, asked from outside on a town that has been run."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.pipelines.commands import Answer, ratusz


@pytest.fixture(scope="module")
def town(yesterday: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Zabrzeg as it was yesterday, to act upon."""
    return Path(shutil.copytree(yesterday, tmp_path_factory.mktemp("acts") / "town"))


@pytest.fixture(scope="module")
def subject(town: Path) -> str:
    """Something found by one rule or more."""
    [found] = ratusz(["findings", "--town", str(town), "-f", "json"])
    return next(each["subject"] for each in found.json if each["rule"] == "C02")


@pytest.fixture(autouse=True)
def anna(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anna is at the command line, in a demo town whose day stands still."""
    monkeypatch.setenv("RATUSZ_USER", "anna")


def asked(town: Path, *calls: str) -> list[Answer]:
    return ratusz(*([*call.split("|"), "--town", str(town)] for call in calls))


def known(finding: dict[str, Any]) -> dict[str, Any]:
    """A finding without the moment it was judged at."""
    return {name: value for name, value in finding.items() if name != "known_on"}


def said(answer: Answer) -> str:
    assert (answer.code, answer.err) == (0, ""), answer
    return answer.out.decode()


def test_what_is_acknowledged_is_marked_stays_listed_and_can_be_undone(town, subject):
    before, done, marked, undone, after, trail = asked(
        town, "findings|-f|json", f"ack|{subject}|--until|2026-12-01|--why|rozmowa", "findings|-f|json",
        f"ack|{subject}|--undo", "findings|-f|json", f"audit|{subject}|-f|json",
    )  # fmt: skip
    assert "Przyjęto do wiadomości" in said(done)
    assert "Cofnięto" in said(undone)
    assert [f["subject"] for f in marked.json] == [f["subject"] for f in before.json]
    assert {f["acknowledged_by"] for f in marked.json if f["subject"] == subject} == {"anna"}
    assert {f["acknowledged_until"] for f in marked.json if f["subject"] == subject} == {"2026-12-01"}
    assert {f["acknowledged_by"] for f in marked.json if f["subject"] != subject} == {None}
    assert [known(f) for f in after.json] == [known(f) for f in before.json]
    assert [(act["author"], act["action"], act["subject"]) for act in trail.json] == [
        ("anna", "undo ack", subject), ("anna", "ack", subject)
    ]  # fmt: skip
    assert trail.json[-1]["details"]["why"] == "rozmowa"
    assert trail.json[-1]["place"].startswith("command line, ")


def test_a_rule_is_silenced_until_a_day(town):
    done, marked, undone = asked(
        town, "silence|C02|--until|2026-12-01|--why|migracja rejestru", "findings|-f|json", "silence|C02|--undo"
    )
    assert "Wyciszono do 1.12.2026: C02." in said(done)
    assert said(undone)
    until = {(f["rule"] == "C02", f["silenced_until"]) for f in marked.json if f["severity"] != "critical"}
    assert until == {(True, "2026-12-01"), (False, None)}


def test_somebody_s_wishes_are_set_shown_and_undone(town):
    done, shown, undone, again = asked(
        town, "prefer|e001|--severity|high|--quiet|18:00-07:00", "prefer|e001", "prefer|e001|--undo",
        "prefer|e001|--undo",
    )  # fmt: skip
    assert said(done) == said(shown)
    assert "od powagi: high" in said(shown)
    assert "listy według ustawień urzędu" in said(undone)
    assert (again.code, "brak własnych ustawień" in again.err) == (1, True)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("ack|WB.0.0.0", "Nie ma sygnału: WB.0.0.0."),
        ("silence|C02|--until|2026-12-01", "Wyciszenie wymaga powodu."),
        ("silence|C02|--why|bo tak", "Wyciszenie musi mieć koniec."),
        ("silence|C02|--until|2026-01-01|--why|bo tak", "1.01.2026 już minął."),
        ("prefer|nikt", "Nie pracuje tu nikt o identyfikatorze nikt."),
        ("prefer|e001|--digest|monthly", "monthly nie jest wartością ustawienia digest."),
    ],
)
def test_what_cannot_be_done_is_said_in_two_lines(town, call, message):
    [answer] = asked(town, call)
    first, second = answer.err.splitlines()
    assert (answer.code, answer.out, first, second[:1]) == (1, b"", message, "→")
