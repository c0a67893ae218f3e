"""What an author of texts is told is wrong: one mistake at a time in a small faultless law of no country."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rules.law import Law, lint
from rules.law.model import (
    STATUSES,
    Act,
    Band,
    BudgetDay,
    Convention,
    Holiday,
    Parameter,
    Procedure,
    Rate,
    Report,
    Term,
)

FIRST = date(2020, 1, 1)
DATED: dict[str, Any] = {"valid_from": FIRST, "source": "The stone", "status": "verified"}
BOTH = {"is": "Nafn", "en": "Name"}
PETTY = Procedure(id="petty", name=BOTH, notice=None, stops=("opinion",), notice_stops=(), source="S", status="town")
FERRY = Term(id="ferry", name=BOTH, n=1, unit="day", procedure="petty", **DATED)
MARGIN = Parameter(name="payments.margin", value=Decimal("1.00"), unit="percent", display=BOTH, **DATED)
CIVIL = replace(MARGIN, name="payments.margin_civil", value=Decimal("2.00"))
HEALTH = replace(MARGIN, name="payments.margin_health", value=Decimal("3.00"))
RATE = Rate(series="commercial", reference_bp=200, rate_bp=300, health_bp=500, **DATED)
CIVIL_RATE = Rate(series="civil", reference_bp=200, rate_bp=400, **DATED)
TAX_RATE = Rate(series="tax_arrears", reference_bp=200, rate_bp=600, **DATED)
TAX = (  # twice the reference and two points, at least five
    replace(MARGIN, name="tax_arrears.times", value=2, unit="count"),
    replace(MARGIN, name="tax_arrears.margin", value=Decimal("2.00")),
    replace(MARGIN, name="tax_arrears.least", value=Decimal("5.00")),
)
BAND = Band(amount_from=Decimal("0.00"), eur=40, **DATED)
TIDE = Holiday(id="tide", name=BOTH, **DATED)
REPORT = Report(report="R1", level="town", day=1, period="month", numbers=(1,), **DATED)
DRAFT = BudgetDay(id="draft", name=BOTH, **DATED)
COUNTS = {
    "event_day": "not_counted", "month_end": "same_day_else_last", "year_end": "same_day_else_day_before",
    "end_on_day_off": "next_working_day", "stops": "union_added_to_raw_end",
}  # fmt: skip
ISLAND = Law(
    files={}, jurisdiction="IS", name=BOTH, language="is", currency="ISL", weekend=("sunday",), own_terms="petty",
    arithmetic={key: Convention(value=word, source="Custom", status="convention") for key, word in COUNTS.items()},
    acts={"Charter": Act(id="Charter", name=BOTH, in_force=FIRST, text="As printed", no_eli="Cut in stone")},
    procedures={"petty": PETTY}, terms=(FERRY,), parameters=(MARGIN, CIVIL, HEALTH, *TAX), rates=(RATE,),
    civil_rates=(CIVIL_RATE,), tax_rates=(TAX_RATE,), bands=(BAND,), holiday_kinds={"tide": TIDE},
    holidays={2025: {}, 2026: {date(2026, 1, 6): "tide"}}, reports=(REPORT,), budget_days=(DRAFT,),
)  # fmt: skip


def faults(**changed: Any) -> list[str]:
    return lint(replace(ISLAND, **changed))


def test_the_small_law_is_without_fault() -> None:
    assert lint(ISLAND) == []


WHERE = "https://stones.example/1"


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"no_eli": "Cut in stone"}, None),
        ({"eli": WHERE, "newest": "Stone 2"}, None),
        ({}, "neither an address (eli) nor the reason why it has none (no_eli)"),
        (
            {"eli": WHERE, "newest": "Stone 2", "no_eli": "Cut in stone"},
            "an address (eli) and the reason why it has none (no_eli)",
        ),
        ({"eli": "stones.example/1", "newest": "Stone 2"}, "'stones.example/1' is no address: https://…"),
        ({"eli": WHERE}, "the address is of a text that `newest` does not name"),
    ],
)
def test_an_act_has_an_address_or_says_why_it_has_none(said: dict[str, str], fault: str | None) -> None:
    charter = Act(id="Charter", name=BOTH, in_force=FIRST, text="As printed", **said)
    assert faults(acts={"Charter": charter}) == ([f"acts.Charter: {fault}"] if fault else [])


def test_several_faults_are_told_in_order_and_each_once() -> None:
    assert faults(weekend=("someday", "doomsday", "someday"), holidays={}) == [
        "holidays: no year is recorded, so no day can be counted",
        "jurisdiction: weekend day 'doomsday'",
        "jurisdiction: weekend day 'someday'",
    ]


@pytest.mark.parametrize(
    ("section", "row", "named"),
    [
        ("terms", FERRY, "terms.ferry"),
        ("parameters", replace(MARGIN, name="fees.stamp"), "fees.stamp"),
        ("rates", RATE, "rates.commercial"),
        ("civil_rates", CIVIL_RATE, "rates.civil"),
        ("tax_rates", TAX_RATE, "rates.tax_arrears"),
        ("bands", BAND, "compensation from 0.00"),
        ("holiday_kinds", TIDE, "holiday tide"),
        ("reports", REPORT, "reports.R1 town month 1"),
        ("budget_days", DRAFT, "budget_days.draft"),
    ],
)
def test_whatever_is_dated_has_a_source(section: str, row: Any, named: str) -> None:
    bare = replace(row, source="")
    rows = {"tide": bare} if section == "holiday_kinds" else (bare,)
    if section == "parameters":
        rows = (*ISLAND.parameters, bare)
    assert faults(**{section: rows}) == [f"{named} from 2020-01-01: no source"]


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"status": "rumour"}, f"status 'rumour' is none of {', '.join(STATUSES)}"),
        ({"valid_to": date(2019, 12, 31)}, "ends before it begins"),
        ({"act": "Charter", "valid_from": date(2019, 12, 31)}, "older than its act, in force since 2020-01-01"),
        ({"valid_to": FIRST, "act": "Charter"}, None),  # a single day, the act's first
    ],
)  # fmt: skip
def test_a_dated_row_stands_on_its_act_and_has_its_days_in_order(changed: dict[str, Any], fault: str | None) -> None:
    row = replace(DRAFT, **changed)
    assert faults(budget_days=(row,)) == ([f"budget_days.draft from {row.valid_from}: {fault}"] if fault else [])


@pytest.mark.parametrize(
    ("ends", "begins", "fault"),
    [
        (date(2020, 12, 31), date(2021, 1, 1), None),
        (date(2021, 1, 1), date(2021, 1, 1), "two versions on 2021-01-01"),
        (None, date(2021, 1, 1), "two versions on 2021-01-01"),
        (date(2020, 12, 30), date(2021, 1, 1), "nothing between 2020-12-30 and 2021-01-01"),
    ],
)
def test_versions_follow_one_another_day_by_day(ends: date | None, begins: date, fault: str | None) -> None:
    first, second = replace(DRAFT, valid_to=ends), replace(DRAFT, valid_from=begins)
    for versions in ((first, second), (second, first)):
        assert faults(budget_days=versions) == ([f"budget_days.draft: {fault}"] if fault else [])


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"unit": "moon"}, "unit 'moon'"),
        ({"n": 0}, "n is 0"),
        ({"n": None}, None),
        ({"procedure": "grand"}, "procedure 'grand' is unknown"),
        ({"penalty_per_day": 5}, "a term that is fined alerts on its raw end"),
        ({"penalty_per_day": 5, "alert_on": "raw"}, None),
        ({"alert_on": "raw"}, None),
        ({"of": "king"}, "of 'king'"),
        ({"effect": "none"}, "effect 'none'"),
        ({"clock": "hourglass"}, "clock 'hourglass'"),
        ({"alert_on": "never"}, "alert_on 'never'"),
    ],
)
def test_a_term_says_only_what_the_code_can_carry_out(changed: dict[str, Any], fault: str | None) -> None:
    assert faults(terms=(replace(FERRY, **changed),)) == ([f"terms.ferry: {fault}"] if fault else [])


@pytest.mark.parametrize("which", ["stops", "notice_stops"])
def test_a_procedure_stops_for_known_reasons_only(which: str) -> None:
    odd = replace(PETTY, **{which: ("party_delay", "storm")})
    assert faults(procedures={"petty": odd}) == ["procedures.petty: stop 'storm' is unknown"]


@pytest.mark.parametrize(("article", "fault"), [("Charter § 6", None), ("", None), ("Code § 6", "'Code § 6'")])
def test_what_holds_instead_of_an_article_is_of_a_recorded_act(article: str, fault: str | None) -> None:
    found = faults(procedures={"petty": replace(PETTY, instead={"Charter § 5": article})})
    assert found == ([f"procedures.petty: {fault} is of no act in the record"] if fault else [])


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"rates": (replace(RATE, rate_bp=301),)},
         "commercial from 2020-01-01: 301 basis points, by payments.margin 300"),
        ({"rates": (replace(RATE, health_bp=499),)},
         "commercial from 2020-01-01: 499 basis points, by payments.margin_health 500"),
        ({"civil_rates": (replace(CIVIL_RATE, rate_bp=300),)},
         "civil from 2020-01-01: 300 basis points, by payments.margin_civil 400"),
        ({"tax_rates": (replace(TAX_RATE, rate_bp=601),)},
         "tax_arrears from 2020-01-01: 601 basis points, by tax_arrears.margin 600"),
        ({"tax_rates": (replace(TAX_RATE, reference_bp=100, rate_bp=400),)},
         "tax_arrears from 2020-01-01: 400 basis points, by tax_arrears.margin 500"),
        ({"parameters": (MARGIN, CIVIL, HEALTH)},
         "tax_arrears from 2020-01-01: the law of IS has no tax_arrears.margin in force on 2020-01-01"),
        ({"parameters": (CIVIL, HEALTH, *TAX)},
         "commercial from 2020-01-01: the law of IS has no payments.margin in force on 2020-01-01"),
        ({"parameters": (MARGIN, CIVIL, *TAX)},
         "commercial from 2020-01-01: the law of IS has no payments.margin_health in force on 2020-01-01"),
        ({"parameters": (MARGIN, CIVIL, *TAX), "rates": (replace(RATE, health_bp=None),)}, None),
    ],
)  # fmt: skip
def test_a_rate_is_its_reference_and_its_margin(changed: dict[str, Any], fault: str | None) -> None:
    assert faults(**changed) == ([f"rates.{fault}"] if fault else [])


def test_where_the_margin_is_unknown_the_next_one_is_compared_all_the_same() -> None:
    assert faults(parameters=(CIVIL, HEALTH, *TAX), rates=(replace(RATE, health_bp=499),)) == [
        "rates.commercial from 2020-01-01: 499 basis points, by payments.margin_health 500",
        "rates.commercial from 2020-01-01: the law of IS has no payments.margin in force on 2020-01-01",
    ]


@pytest.mark.parametrize(
    ("holidays", "found"),
    [
        ({}, ["no year is recorded, so no day can be counted"]),
        ({2026: {}, 2023: {}}, ["2024 is missing", "2025 is missing"]),
        ({2026: {date(2025, 1, 6): "tide"}}, ["2025-01-06 stands under 2026"]),
        ({2026: {"6 January": "tide"}}, ["6 January stands under 2026"]),
        ({2026: {date(2026, 1, 6): "ebb"}}, ["2026-01-06: ebb is unknown"]),
        ({2019: {date(2019, 12, 31): "tide"}}, ["tide was no day off on 2019-12-31"]),
        ({2026: {date(2025, 1, 6): "tide", date(2026, 1, 6): "ebb"}},
         ["2025-01-06 stands under 2026", "2026-01-06: ebb is unknown"]),
    ],
)  # fmt: skip
def test_the_days_off_stand_under_their_years_and_no_year_is_left_out(holidays: Any, found: list[str]) -> None:
    assert faults(holidays=holidays) == [f"holidays: {fault}" for fault in found]


@pytest.mark.parametrize("key", sorted(COUNTS))
def test_how_days_are_counted_is_said_in_words_the_code_knows(key: str) -> None:
    known = {"end_on_day_off": "next_working_day, stays"}.get(key, COUNTS[key])
    odd = replace(ISLAND.arithmetic[key], value="by lot")
    assert faults(arithmetic={**ISLAND.arithmetic, key: odd}) == [f"arithmetic: {key} 'by lot' is none of {known}"]
    without = {other: rule for other, rule in ISLAND.arithmetic.items() if other != key}
    assert faults(arithmetic=without) == [f"arithmetic: {key} is missing"]


@pytest.mark.parametrize(
    ("section", "rows", "named"),
    [
        ("terms", (replace(FERRY, name={"en": "Ferry"}),), "terms.ferry"),
        ("parameters", (*ISLAND.parameters, replace(MARGIN, name="fees.stamp", display={"en": "S"})), "fees.stamp"),
        ("holiday_kinds", {"tide": replace(TIDE, name={"en": "Tide"})}, "holiday tide"),
        ("procedures", {"petty": replace(PETTY, name={"en": "Petty"})}, "procedures.petty"),
        ("budget_days", (replace(DRAFT, name={"en": "Draft"}),), "budget_days.draft"),
    ],
)
def test_whatever_people_read_is_named_in_their_language_and_in_english(section: str, rows: Any, named: str) -> None:
    assert faults(**{section: rows}) == [f"{named}: no name in is"]
    assert lint(replace(ISLAND, **{section: rows}, language="en")) == []


def test_a_name_in_the_language_alone_lacks_the_english_one() -> None:
    assert faults(budget_days=(replace(DRAFT, name={"is": "Drög"}),)) == ["budget_days.draft: no name in en"]


def test_a_number_has_a_unit_of_the_list() -> None:
    odd = replace(MARGIN, name="fees.stamp", unit="shell")
    assert faults(parameters=(*ISLAND.parameters, odd)) == ["fees.stamp: unit 'shell'"]


# --- the law and our conventions stand apart


def written(path: str, **version: Any) -> dict[str, str]:
    row = {"value": 5, "source": "The stone", "valid_from": "2020-01-01", "status": "convention", **version}
    said = ", ".join(f"{key}: {value}" for key, value in row.items())
    return {path: f"reviewed_on: 2026-01-01\nC01:\n  warn_days:\n    unit: day\n    values: [{{{said}}}]\n"}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (written("conventions.yaml"), []),
        (written("law.yaml", status="verified", act="Charter"), []),
        (
            written("conventions.yaml", act="Charter"),
            ["conventions.yaml: C01.warn_days: rests on Charter, so it belongs to the law's own numbers"],
        ),
        (
            written("conventions.yaml", status="verified"),
            ["conventions.yaml: C01.warn_days: conventions, and nothing else, stand in conventions.yaml"],
        ),
        (
            written("law.yaml"),
            ["law.yaml: C01.warn_days: conventions, and nothing else, stand in conventions.yaml"],
        ),
        ({"days.yaml": "reviewed_on: 2026-01-01\nholidays: {}\n"}, []),
    ],
)
def test_a_file_holds_the_law_or_conventions_and_never_both(texts: dict[str, str], expected: list[str]) -> None:
    assert faults(files=texts) == expected


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ({}, []),
        ({"act": "Charter"}, ["fees.stamp from 2020-01-01: rests on Charter, so it is no convention"]),
        ({"law": "Charter § 3"}, ["fees.stamp from 2020-01-01: rests on Charter § 3, so it is no convention"]),
    ],
)
def test_a_convention_rests_on_no_act(cited: dict[str, str], expected: list[str]) -> None:
    stamp = replace(MARGIN, name="fees.stamp", status="convention", **cited)
    assert faults(parameters=(*ISLAND.parameters, stamp)) == expected
