"""The demo holds something for every rule, and what it promises is really in the exports."""

from __future__ import annotations

import pytest

from data.demo.planted import PLANTED, by_rule

RULES = [
    *(f"C{n:02d}" for n in range(1, 15)),
    *(f"I{n:02d}" for n in range(1, 13)),
    *(f"B{n:02d}" for n in range(1, 16)),
    *(f"F{n:02d}" for n in range(1, 4)),
    *(f"P{n:02d}" for n in range(1, 4)),
    *(f"W{n:02d}" for n in range(1, 4)),
    *(f"D{n:02d}" for n in range(1, 4)),
]
SEVERITIES = {"info", "warn", "high", "critical", None}


@pytest.mark.parametrize("rule", RULES)
def test_each_of_the_rules_has_something_to_say(rule):
    assert by_rule()[rule]


def test_no_promise_is_made_twice():
    told = [(promise.rule, promise.noun, promise.subject) for promise in PLANTED if promise.subject]
    assert len(told) == len(set(told))
    assert {promise.severity for promise in PLANTED} <= SEVERITIES


@pytest.mark.parametrize(
    ("noun", "folder", "key"),
    [
        ("cases", "ezd_sprawy", "Znak sprawy"),
        ("documents", "dziennik", "Numer RPW"),
        ("invoices", "fk_faktury", "Nr rejestru"),
        ("contracts", "umowy", "Nr umowy"),
        ("units", "jednostki", "unit"),
    ],
)
def test_what_is_promised_is_in_the_export_once(export, noun, folder, key):
    rows = [row[key] for row in export(folder)]
    promised = {  # what D02 says is said of a source: the records are its examples
        promise.subject for promise in PLANTED if promise.noun == noun and promise.subject and promise.rule != "D02"
    }
    assert {subject: rows.count(subject) for subject in promised} == dict.fromkeys(promised, 1)


def test_promised_absences_are_in_the_workbook(sheet):
    rows = {row["Wniosek"] for row in sheet("kadry", "Nieobecności")}
    assert {promise.subject for promise in PLANTED if promise.noun == "absences"} <= rows


def test_promised_lines_and_acts_are_in_the_ledger(export):
    sides = {"wydatki": "spending", "dochody": "income"}
    rows = export("budzet")
    lines = {
        "/".join([row["Dysponent"], row["Rok"], sides[row["Strona"]], row["Dział"], row["Rozdział"], row["Paragraf"]])
        for row in rows
    }
    acts = {row["Akt"] for row in rows}
    assert {promise.subject for promise in PLANTED if promise.noun == "budget" and promise.subject} <= lines | acts


def test_the_two_works_that_meet_are_on_one_segment(town):
    text = (town / "inbox/roboty/roboty-2026-11-20.jsonl").read_text("utf-8")
    assert text.count('"ZBG-0215"') == 2
    assert text.count('"ZBG-0330"') == 2
