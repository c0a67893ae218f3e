"""The record of the law: whole, dated, sourced, and rebuilt from its own texts."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from rules.law import LawError, lint, read_law
from rules.law.assemble import assemble

LAW = read_law("PL")
TODAY = LAW.on(date(2026, 11, 22))


def changed(file: str, old: str, new: str) -> dict[str, str]:
    assert old in LAW.files[file]
    return {**LAW.files, file: LAW.files[file].replace(old, new, 1)}


def test_the_shipped_record_is_without_fault() -> None:
    assert lint(LAW) == []


def test_the_law_is_rebuilt_from_the_texts_it_kept() -> None:
    again = assemble(LAW.files)
    assert again == LAW
    assert again is not LAW
    assert again.hashes == LAW.hashes


def test_a_changed_text_changes_its_hash_and_no_other() -> None:
    other = read_law("PL", changed("conventions.yaml", "value: 5,", "value: 6,"))
    assert {path for path in LAW.files if LAW.hashes[path] != other.hashes[path]} == {"conventions.yaml"}


@pytest.mark.parametrize(
    ("name", "day", "value"),
    [
        ("discipline.minimum_amount", date(2026, 2, 19), Decimal("7770.04")),
        ("payments.margin", date(2019, 12, 31), Decimal("8.00")),
        ("payments.margin", date(2020, 1, 1), Decimal("10.00")),
        ("ksef_number.required_in_title", date(2026, 12, 31), False),
        ("ksef_number.required_in_title", date(2027, 1, 1), True),
        ("C01.warn_working_days", date(2026, 11, 22), 5),
        ("C01.share_of_term", date(2026, 11, 22), Fraction(1, 3)),
        ("B04.contract_by", date(2026, 11, 22), "09-30"),
        ("classification.accrual_paragraphs", date(2026, 11, 22), ("4040", "4110", "4120", "4710", "4800")),
    ],
)
def test_a_number_is_the_one_in_force_that_day(name: str, day: date, value: object) -> None:
    assert LAW.on(day)[name] == value


def test_numbers_are_reached_by_attribute_too() -> None:
    assert TODAY.payments.max_term_days == 30
    assert TODAY.C01.high_working_days == 2


def test_facts_get_whole_numbers() -> None:
    assert TODAY.whole("D01.shrink") == 3000  # basis points
    assert TODAY.whole("split_payment.over") == 1_500_000  # grosze
    assert TODAY.whole("I01.info_days") == 7
    with pytest.raises(LawError, match=r"C01\.share_of_term is no whole number"):
        TODAY.whole("C01.share_of_term")


def test_a_number_not_in_force_is_an_error_that_names_the_day() -> None:
    with pytest.raises(LawError, match=r"no discipline\.minimum_amount in force on 2027-01-01"):
        LAW.on(date(2027, 1, 1))["discipline.minimum_amount"]
    with pytest.raises(AttributeError, match="no C99 in force"):
        _ = TODAY.C99
    with pytest.raises(AttributeError, match=r"no C01\.nonsense"):
        _ = TODAY.C01.nonsense


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("conventions.yaml", "source: product convention, ", "", "C01.warn_working_days from 2009-01-01: no source"),
        ("conventions.yaml", "status: convention", "status: hope", "status 'hope' is none of"),
        ("payments.yaml", "valid_from: 2013-04-28", "valid_from: 2013-04-27", "older than its act"),
        (
            "thresholds.yaml",
            "valid_to: 2029-12-31",
            "valid_to: 2029-12-30",
            "nothing between 2029-12-30 and 2030-01-01",
        ),
        ("thresholds.yaml", "valid_to: 2029-12-31", "valid_to: 2030-01-01", "two versions on 2030-01-01"),
        ("rates.yaml", 'rate: "15.25"', 'rate: "15.10"', "1510 basis points, by payments.margin 1525"),
        ("rates.yaml", "valid_to: 2026-06-30", "valid_to: 2026-06-29", "rates.commercial: nothing between 2026-06-29"),
        (
            "holidays.yaml",
            "2024-12-25: christmas",
            "2024-12-24: christmas_eve",
            "christmas_eve was no day off on 2024-12-24",
        ),
        ("terms_other.yaml", "  petition:\n", "  kpa_complex:\n", "terms.kpa_complex: two versions on"),
        ("holidays.yaml", "    2024-12-25:", "    2023-12-25:", "2023-12-25 stands under 2024"),
        ("terms_building.yaml", "    alert_on: raw\n", "", "a term that is fined alerts on its raw end"),
        ("terms_kpa.yaml", "procedure: kpa", "procedure: kpb", "procedure 'kpb' is unknown"),
        ("terms_kpa.yaml", ", en: case settled at once", "", "terms.kpa_immediate: no name in en"),
        ("terms_kpa.yaml", "unit: month", "unit: moon", "unit 'moon'"),
        ("procedures.yaml", "mediation", "meditation", "stop 'meditation' is unknown"),
        ("jurisdiction.yaml", "not_counted", "counted", "event_day 'counted' is none of not_counted"),
    ],
)
def test_lint_names_the_fault(file: str, old: str, new: str, complaint: str) -> None:
    found = lint(read_law("PL", changed(file, old, new)))
    assert any(complaint in fault for fault in found), found


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("rates.yaml", 'rate: "15.25"', "rate: 15.25", r'rates\.yaml: line \d+: write "15\.25" in quotes'),
        (
            "terms_kpa.yaml",
            "  kpa_complex:",
            "  kpa_immediate:",
            r"terms_kpa\.yaml: line \d+: written twice: kpa_immediate",
        ),
        ("holidays.yaml", "2026-01-06:", "2026-01-01:", r"written twice: 2026-01-01"),
        ("payments.yaml", "act: ustawa z 8.03.2013", "act: ustawa z 9.03.2013", "is not in the record of acts"),
        ("payments.yaml", "valid_from: 2013-04-28, ", "", r"max_term_days: valid_from is missing"),
        ("payments.yaml", "value: 30", 'value: "30.5"', r"payments\.max_term_days"),
        ("payments.yaml", 'value: "10.00"', 'value: "10.001"', "more than two decimals"),
        ("terms_kpa.yaml", "    procedure: kpa", "    procedure: kpa\n    clok: stop", "clok"),
        ("payments.yaml", "reviewed_on: 2026-11-22", "", "`reviewed_on` is expected"),
        ("acts.yaml", "  KPA:", "  KPA: [", r"acts\.yaml"),
    ],
)
def test_a_text_that_cannot_be_understood_is_refused(file: str, old: str, new: str, complaint: str) -> None:
    with pytest.raises(LawError, match=complaint):
        read_law("PL", changed(file, old, new))


def test_a_term_that_does_not_exist_is_named() -> None:
    with pytest.raises(LawError, match=r"^the law of PL has no term flying_permit in force on 2026-11-22$"):
        TODAY.term("flying_permit")


def test_an_act_may_stand_in_one_file_only() -> None:
    with pytest.raises(LawError, match=r"acts: in two files: .*KPA"):
        read_law("PL", {**LAW.files, "more.yaml": LAW.files["acts.yaml"]})


def test_every_term_of_the_office_has_a_procedure_that_says_what_stops_it() -> None:
    assert {term.procedure for term in LAW.terms} <= set(LAW.procedures)
    assert LAW.procedures["building"].stops == (
        "suspension",
        "completion",
        "opinion",
        "party_delay",
        "independent_cause",
    )


def test_a_delay_notice_is_owed_by_general_cases_and_by_no_fined_one() -> None:
    notices = {term.id: LAW.procedures[term.procedure].notice for term in LAW.terms}
    assert notices["kpa_investigation"] == "KPA art. 36"
    assert notices["tax_complex"] == "Ordynacja podatkowa art. 140"
    assert notices["building_permit"] is None


def test_the_same_texts_are_the_same_law_whoever_brings_them() -> None:
    texts = changed("acts.yaml", "# Every act", "# Each act")
    law = read_law("PL", texts)
    assert read_law("PL", dict(reversed(texts.items()))) is law, "what is worked out from it is worked out once"
    assert read_law("PL", LAW.files) is not law
