"""Each rule is told in two languages, rests on something, and is tried where it speaks and where not."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from data.demo.planted import by_rule
from pipelines.cli.help import rules as table_of_rules
from pipelines.facts import RELATIONS, relations, sql
from pipelines.judge.subjects import SUBJECTS
from rules.catalogue import DECLARING, RULES
from rules.engine.declare import Rule
from rules.law import read_law
from rules.wording import words
from tests.written import cases_of_the_rules, written

ROOT = Path(__file__).parents[2]
IDS = sorted(RULES)
CASES = cases_of_the_rules()
EXAMPLES = written(Path(__file__).parent / "examples.yml")


def test_no_rule_of_the_catalogue_has_gone() -> None:
    assert set(EXAMPLES) <= set(RULES)


def test_every_module_of_rules_is_declared_by_the_catalogue() -> None:
    modules = {f"rules.{file.stem}" for file in ROOT.glob("rules/*.py") if "@rule(" in file.read_text("utf-8")}
    assert {rule.module for rule in RULES.values()} == modules == {module.__name__ for module in DECLARING}


@pytest.mark.parametrize("rule", IDS)
def test_each_says_in_both_languages_what_it_saw(rule: str) -> None:
    polish = words("pl")
    for sentence in (RULES[rule].says, *RULES[rule].says_at.values()):
        assert len(sentence) > 20
        assert polish(sentence) != sentence or rule == "D02"  # a mark and its faults: nothing but names


@pytest.mark.parametrize("rule", IDS)
def test_each_explains_why_it_matters(rule: str) -> None:
    assert RULES[rule].doc.endswith(".")
    assert len(RULES[rule].doc.split()) >= 5


@pytest.mark.parametrize("rule", IDS)
def test_each_names_its_law_or_is_called_a_convention(rule: str) -> None:
    law = RULES[rule].law
    [row] = [line for line in table_of_rules().splitlines() if line.startswith(f"| {rule} |")]
    assert "product convention" in row if not law else all(re.search(r"\d|§", article) for article in law), row


@pytest.mark.parametrize("rule", sorted(EXAMPLES))
def test_each_of_the_catalogue_is_promised_by_the_demo_town(rule: str) -> None:
    assert by_rule()[rule]


@pytest.mark.parametrize("rule", IDS)
def test_each_has_a_day_on_which_it_speaks_and_one_on_which_it_is_silent(rule: str) -> None:
    days = list(_judged(rule))
    assert any(speaks for _, _, speaks in days), "no case in which it speaks"
    assert any(not speaks for _, _, speaks in days), "no case in which it is silent"


@pytest.mark.parametrize("rule", [rule.id for rule in RULES.values() if not rule.timeless])
def test_each_that_turns_on_a_day_is_tried_on_both_sides_of_it(rule: str) -> None:
    """The same facts on two days so close that no further day of work lies between: silent or milder on one of them."""
    by_facts: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for facts, day, said in _said(rule):
        by_facts[facts].append((day, said))
    turns = [
        (first, second)
        for days in by_facts.values()
        for first, said in days
        for second, then in days
        if timedelta(0) < second - first <= EDGE and said != then
    ]
    assert turns, sorted(set(chain.from_iterable(by_facts.values())))


EDGE = timedelta(days=5)  # a weekend with a holiday on either side


def _judged(rule: str) -> Any:
    for case in CASES:
        asked = case["rules"]
        if rule in asked:
            yield case["name"], case["as_of"], any(found["rule"] == rule for found in case["finds"])


def _said(rule: str) -> Any:
    """The facts, the day and what the rule said of them: subject and severity, silenced or not."""
    for case in CASES:
        if rule in case["rules"]:
            facts = str((case["given"], case.get("town"), case.get("loads")))
            said = sorted(
                (str(found["subject"]), str(found.get("severity"))) for found in case["finds"] if found["rule"] == rule
            )
            day = case["as_of"] if "known_on" not in case else _day(case["known_on"])
            yield facts, date.fromisoformat(str(day)), str(said)


def _day(moment: object) -> str:
    return str(moment)[:10]


TOLD = [
    str(case["name"])
    for cases in (CASES, *map(written, (Path(__file__).parent / "law").glob("*.yaml")))
    for case in (cases["cases"] if isinstance(cases, dict) else cases)
]


@pytest.mark.parametrize("rule", sorted(EXAMPLES))
def test_each_worked_example_of_the_catalogue_is_a_case(rule: str) -> None:
    proofs = [name for example in EXAMPLES[rule] for names in example.values() for name in names]
    assert proofs
    assert [name for name in proofs if not any(told.startswith(name) for told in TOLD)] == []


# --- the numbers a rule says it is measured by

LAW = read_law("PL")
NAMES = sorted({parameter.name for parameter in LAW.parameters})
# read by Python beside the rules, or shown on a page: no rule is measured by them
BESIDE = {
    "law_review.verified_months": "rules/law/sources.py says who looks again when",
    "law_review.other_months": "rules/law/sources.py says who looks again when",
    "D01.shrink": "pipelines/load/admit.py holds a file",
    "D01.critical_times": "pipelines/facts/feed_facts.py gives the critical age",
    "payments.margin": "checks the table of rates",
    "payments.margin_health": "checks the table of rates",
    "payments.margin_civil": "checks the table of rates",
    "tax_arrears.times": "checks the table of rates", "tax_arrears.margin": "checks the table of rates",
    "tax_arrears.least": "checks the table of rates",
    "escalation.manager_working_days": "pipelines/alerts/route/escalation.py",
    "escalation.above_working_days": "pipelines/alerts/route/escalation.py",
    "privacy.announcement_days": "opens the views of persons",
    "road_works.duct_exempt_length": "why: the cable duct of road works",
    "payments.compensation_rate_months": "why: the day of the rate of exchange",
    "code_form.dzial": "zeros that a spreadsheet took", "code_form.rozdzial": "zeros that a spreadsheet took",
    "code_form.paragraf": "zeros that a spreadsheet took",
    "service.hybrid_duty": "pipelines/facts/service_facts.sql names the proof of a letter that went by hybrid post",
    "classification.names_through_year": "pages call the codes of a budget by these names",
    "case_mark.without_initials": "pipelines/load/meanings.py leads steps to their case",
    "case_mark.register_class": "gives the kind of a case at the load",
    "vat_rates.p_13_1": "the sums of an e-invoice", "vat_rates.p_13_2": "the sums of an e-invoice",
    "vat_rates.p_13_3": "the sums of an e-invoice", "tax_number.country": "goes with the weights",
    "account.country": "goes with the digits",
}  # fmt: skip


CODE = "\n".join(
    file.read_text("utf-8")
    for top in ("rules", "pipelines", "dashboards")
    for file in ROOT.joinpath(top).rglob("*")
    if file.suffix in (".py", ".sql")
)


@pytest.mark.parametrize("name", sorted(BESIDE))
def test_a_number_read_beside_the_rules_is_read_there(name: str) -> None:
    group, _, key = name.partition(".")
    whole = f'"{name}"' in CODE or f"'{name}'" in CODE
    assert whole or (f"{group}.{{" in CODE and f'"{key.upper()}"' in CODE)  # a name put together of its parts


def _read_for(rule: Rule) -> str:
    """The SQL a rule's facts and what it tells are made by, relations followed to the relations they lean on."""
    parts = [part for part in SUBJECTS.values() if part.docket == rule.docket]
    texts = [text for part in parts for text in (part.facts, part.told) if text]
    seen: set[str] = set()
    queue = list(texts)
    while queue:
        text = queue.pop()
        for relation in RELATIONS:
            if relation not in seen and re.search(rf"\b{relation}\b", text):
                seen.add(relation)
                texts.append(relations()[relation])
                queue.append(texts[-1])
    macros = (
        ("_valid(", "facts/identifiers.sql"), ("oldest_open_year(", "facts/budget_years.sql"),
        ("tax_interest(", "facts/tax_interest.sql"),
    )  # fmt: skip
    for macro, file in macros:
        if any(macro in text for text in texts):
            texts.append(sql(file))
    return "\n".join(texts)


def _named(text: str) -> set[str]:
    """The numbers of the law that a text of SQL asks for."""
    quoted = {word.removesuffix(".numerator").removesuffix(".denominator") for word in re.findall(r"'([\w.]+)'", text)}
    owned = {
        f"{rule}{suffix}" for suffix in re.findall(r"owned_by \|\| '(\.\w+)'", text) for rule in IDS
    }  # the rule that owns the kind of a case gives its own
    chosen = {f"payments.max_term_days{suffix}" for suffix in ("", "_health") if "payments.max_term_days" in text}
    return (quoted | owned | chosen) & set(NAMES)


@pytest.mark.parametrize("rule", IDS)
def test_every_number_shown_for_a_rule_is_read_for_its_facts(rule: str) -> None:
    shown = set(RULES[rule].measured_by(NAMES)) - set(BESIDE)
    assert shown - _named(_read_for(RULES[rule])) == set()


def test_every_number_that_facts_are_made_with_is_shown_for_some_rule() -> None:
    read = set.union(*(_named(_read_for(rule)) for rule in RULES.values()))
    shown = {name for rule in RULES.values() for name in rule.measured_by(NAMES)}
    assert read - shown - set(BESIDE) == set()


def test_no_number_of_the_record_is_idle() -> None:
    shown = {name for rule in RULES.values() for name in rule.measured_by(NAMES)}
    assert set(NAMES) - shown - set(BESIDE) == set()
