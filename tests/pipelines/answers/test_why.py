"""Why: from the line of a file, step by step, to the article; and every number with its value, source and standing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.answers.why import Line, prepare, why
from pipelines.answers.why.money import difference
from pipelines.reading import Reading, reading
from pipelines.settings import open_town
from rules.catalogue import RULES
from rules.law import read_law
from rules.wording import words
from tests.pipelines.zabrzeg import YESTERDAY
from tests.rules.day import LOADED, day_of, town_of

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def demo(yesterday: Path) -> Iterator[Reading]:
    with reading(open_town(yesterday), YESTERDAY, None) as opened:
        prepare(opened)
        yield opened


def of(day: Reading, subject: str, language: str) -> list[Line]:
    day.town = replace(day.town, language=language)
    return why(day, subject)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_subject_of_each_rule_is_explained_in_both_languages(demo: Reading, rule: str) -> None:
    rows = demo.con.execute(
        "select noun, subject, inhibited_by from findings_now where rule = ? order by inhibited_by nulls first, 2",
        [rule],
    ).fetchall()
    if not rows:
        pytest.skip("nothing of it yesterday")
    noun, subject, by = rows[0]
    polish, english = of(demo, subject, "pl"), of(demo, subject, "en")
    assert [line.part for line in polish if line.part == "próg"] == ["próg"] * _count(english, "threshold")
    said = [line for line in english if line.part.startswith(f"{rule},")]
    assert [line for line in said if by is None or f"silenced by {by}" in line.part]
    if noun not in ("law", "feeds", "units") and rule != "B15":  # a day of the law's calendar comes from no file
        assert any("line " in line.text for line in english), "no file and line"
        assert any("wiersz " in line.text for line in polish)
    known = demo.own_law.on(demo.as_of).parameters
    for name in RULES[rule].measured_by(known):
        assert any(f"{name} = " in line.text for line in english if line.part == "threshold"), name


def _count(lines: list[Line], part: str) -> int:
    return sum(line.part == part for line in lines)


def test_most_rules_have_something_to_explain_yesterday(demo: Reading) -> None:
    spoke = demo.con.execute("select distinct rule from findings_now where status <> 'resolved'").fetchall()
    assert len(spoke) >= 40


def opened(
    given: Mapping[str, Sequence[Mapping[str, object]]], as_of: str, settings: str = "", language: str = "en"
) -> Reading:
    """A day made from rows, open for asking."""
    settings = f'language = "{language}"\n{settings}'
    con = day_of(given, as_of, settings)
    return Reading(con, town_of(settings, given), date.fromisoformat(as_of), LOADED, judged=True, _law=read_law("PL"))


CASE = {"case_id": "WB.1", "kind": "kpa_investigation", "unit": "WB", "opened_on": "2026-10-11"}


def test_a_threshold_of_the_town_says_so_and_what_it_replaces() -> None:
    day = opened({"cases": [CASE]}, "2026-11-09", "[rules.C01]\nwarn_working_days = 3\n")
    assert (
        "C01.warn_working_days = 3 working days (warning: working days to the deadline). Set by the office in "
        "town.toml, [rules.C01] warn_working_days; without it 5 working days."
    ) in thresholds(day, "WB.1")


def test_a_threshold_of_ours_is_called_a_convention_and_one_of_the_law_has_its_article_text_standing_and_day() -> None:
    day = opened({"cases": [{**CASE, "kind": "public_information"}]}, "2026-10-22")
    found = thresholds(day, "WB.1")
    assert (
        "C10.warn_working_days = 3 working days (warning: working days to the deadline). Product convention; town.toml "
        "may change it in [rules.C10]."
    ) in found
    assert (
        "C10.after_fee_notice_days = 14 days (days from the notice of a fee). Basis: u.d.i.p. art. 15 ust. 2. "
        "Source: Dz.U. 2022 poz. 902 (verified), in force since 1 Jan 2002."
    ) in found


def test_the_same_in_polish() -> None:
    day = opened({"cases": [{**CASE, "kind": "public_information"}]}, "2026-10-22", language="pl")
    assert (
        "C10.after_fee_notice_days = 14 dni (dni od powiadomienia o opłacie). Podstawa: u.d.i.p. art. 15 ust. 2. "
        "Źródło: Dz.U. 2022 poz. 902 (sprawdzone w tekście), obowiązuje od 1.01.2002."
    ) in [line.text for line in why(day, "WB.1") if line.part == "próg"]


WORKS = {"works_id": "R.1", "owner": "p", "segment": "S1", "first_day": "2027-05-01", "last_day": "2027-08-31"}


@pytest.mark.parametrize(
    ("kind", "nature", "told"), [("road", "rebuilding", True), ("road", "trench", False), ("water", "trench", False)]
)
def test_who_opens_a_road_is_told_up_to_which_length_it_needs_no_cable_duct(kind: str, nature: str, told: bool) -> None:
    day = opened({"works": [{**WORKS, "kind": kind, "nature": nature, "state": "planned"}]}, "2026-11-10")
    found = [text for text in thresholds(day, "R.1") if text.startswith("road_works.duct_exempt_length = 1000 m")]
    assert [("u.d.p. art. 39 ust. 6ba" in text) for text in found] == [True] * told


def test_a_rule_that_looked_and_was_silent_is_named_and_one_of_another_kind_is_not() -> None:
    day = opened({"cases": [CASE]}, "2026-10-20")
    [silent] = [line.text for line in why(day, "WB.1") if line.part == "silent"]
    assert "C01" in silent
    assert not [rule for rule in ("C06", "C08", "C09", "C10", "I01") if rule in silent]


def test_a_rule_switched_off_or_that_lacks_an_event_did_not_look() -> None:
    events = '[rules.C01]\noff = true\n[feeds.case_events]\nformat = "jsonl"\nknows = ["received"]\n'
    given = {"cases": [CASE], "case_events": [{"case_id": "WB.1", "at": "2026-10-11", "event": "received"}]}
    day = opened(given, "2026-10-20", events)
    [silent] = [line.text for line in why(day, "WB.1") if line.part == "silent"]
    assert "C02" in silent
    assert not [rule for rule in ("C01", "C03", "C05") if rule in silent]


def test_the_case_tells_start_stop_raw_end_days_skipped_and_end_and_each_event_with_its_line() -> None:
    events = [
        {"case_id": "WB.1", "at": "2026-10-15", "event": "suspended", "until": "2026-10-16"},
    ]
    # a month from 11 October is 11 November; one day of suspension makes it the 12th
    told = [line.text for line in why(opened({"cases": [CASE], "case_events": events}, "2026-10-20"), "WB.1")]
    assert "15 Oct 2026: suspended, until 16 Oct 2026 (day.yaml, line 1)." in told
    start = told.index("Start: 11 Oct 2026; this day is not counted.")
    assert told[start + 1 : start + 6] == [
        "Term for case with an inquiry: 1 month.",
        "End of the term: 11 Nov 2026.",
        "Suspension, 15 Oct 2026 to 16 Oct 2026: 1 day not counted.",
        "Left out in all: 1 day; the end moves to 12 Nov 2026.",
        "Last day: 12 Nov 2026.",
    ]


def test_each_day_off_before_the_last_day_is_named_also_for_the_notice() -> None:
    told = [line for line in why(opened({"cases": [CASE]}, "2026-10-20"), "WB.1") if "day off" in line.text]
    assert told == [
        Line("due date", "11 Nov 2026 is a day off: Independence Day."),
        Line("notice", "11 Nov 2026 is a day off: Independence Day."),
    ]


def test_a_suspension_is_named_beside_the_day_of_the_notice_only_where_the_law_knows_one() -> None:
    day = "A delay must be told"
    told = {
        kind: line.text
        for kind in ("kpa_investigation", "public_information")
        for line in why(opened({"cases": [{**CASE, "kind": kind, "opened_on": "2026-10-12"}]}, "2026-10-20"), "WB.1")
        if line.text.startswith(day)
    }
    assert told == {
        "kpa_investigation":
            f"{day} to the parties by 12 Nov 2026 (KPA art. 36); only a formal suspension moves this day.",
        "public_information": f"{day} to the applicant by 26 Oct 2026 (u.d.i.p. art. 13 ust. 2).",
    }  # fmt: skip


@pytest.mark.parametrize(("reason", "polish"), [("party_request", "na wniosek strony"), ("mediation", "mediacja"),
                                                ("preliminary_question", "zagadnienie wstępne"),
                                                ("statutory", "z mocy ustawy")])  # fmt: skip
def test_the_reason_of_a_stop_is_told_in_polish(reason: str, polish: str) -> None:
    events = [{"case_id": "WB.1", "at": "2026-10-15", "event": "suspended", "reason": reason}]
    told = [line.text for line in why(opened({"cases": [CASE], "case_events": events}, "2026-10-20", "", "pl"), "WB.1")]
    assert f"15.10.2026: zawieszono, {polish} (day.yaml, wiersz 1)." in told


def test_interest_names_each_rate_it_was_counted_with_and_the_flat_sum_its_article() -> None:
    bill = {
        "invoice_id": "A", "number": "A/1", "seller_nip": "5260250274", "issued_on": "2026-05-20",
        "received_on": "2026-05-20", "agreed_due_on": "2026-06-15", "gross": "12300.00",
    }  # fmt: skip
    told = [line.text for line in why(opened({"invoices": [bill]}, "2026-07-15"), "A")]
    rates = [text for text in told if text.startswith("Rate ")]
    assert [text.split(" a year")[0] for text in rates] == ["Rate 14%", "Rate 13.75%"]
    assert all("ustawa z 8.03.2013 art. 11b" in text and "in force since" in text for text in rates)
    # 15 days at 14 % and 15 at 13.75 %: 70.77 + 69.50 = 140.27
    assert f"Together: 140.27{NBSP}PLN." in told
    assert any(text.startswith("70 euro flat. Basis: ustawa z 8.03.2013 art. 10 ust. 1 pkt 2.") for text in told)
    # 31 May 2026 is a Sunday
    converted = "Converted at the mean rate of exchange of 29 May 2026. Basis: ustawa z 8.03.2013 art. 10 ust. 1a."
    assert any(text.startswith(converted) for text in told)


def test_interest_beside_a_credit_note_is_counted_step_by_step_to_the_sum_it_shows() -> None:
    bill = {
        "invoice_id": "A", "number": "A/1", "seller_nip": "5260250274", "issued_on": "2026-08-01",
        "received_on": "2026-08-01", "agreed_due_on": "2026-08-31", "gross": "6000.00",
    }  # fmt: skip
    note = {"invoice_id": "K", "number": "A/1K", "kind": "KOR", "corrects": "A/1", "gross": "-2000.00"}
    told = [line.text for line in why(opened({"invoices": [bill, {**bill, **note}]}, "2026-09-30"), "A")]
    assert f"Taken off by the credit note received on 1 Aug 2026: 2,000.00{NBSP}PLN (K; day.yaml, line 2)." in told
    # 4,000.00 x 13.75 % x 30 / 365
    assert f"4,000.00{NBSP}PLN, 1 Sep 2026 to 30 Sep 2026: 30 days × 13.75% / 365 = 45.21{NBSP}PLN." in told
    assert f"Together: 45.21{NBSP}PLN." in told
    assert any(text.startswith("40 euro flat.") for text in told)


def test_instalments_that_all_lie_beyond_the_longest_term_bear_interest_from_there() -> None:
    bill = {
        "invoice_id": "A", "number": "A/1", "seller_nip": "5260250274", "issued_on": "2026-08-06",
        "received_on": "2026-08-06", "due_dates": "2026-09-05|2026-10-31", "gross": "6000.00",
    }  # fmt: skip
    told = [line.text for line in why(opened({"invoices": [bill]}, "2026-09-10"), "A")]
    assert f"6,000.00{NBSP}PLN, 8 Sep 2026 to 10 Sep 2026: 3 days × 13.75% / 365 = 6.78{NBSP}PLN." in told
    assert f"Together: 6.78{NBSP}PLN." in told


def test_late_contributions_tell_their_interest_rate_by_rate_and_how_the_law_rounds_it() -> None:
    unit = {"unit": "UM", "name": "Urząd", "kind": "city"}
    due = {"duty": "ZUS", "kind": "zus", "unit": "UM", "period": "2025-10", "amount": "365000.00"}
    told = [line.text for line in why(opened({"units": [unit], "duties": [due]}, "2025-12-10"), "ZUS/2025-10/UM")]
    for text in (
        f"365,000.00{NBSP}PLN, 6 Nov 2025 to 3 Dec 2025: 28 days × 11.5% / 365 = 3,220.00{NBSP}PLN.",
        f"365,000.00{NBSP}PLN, 4 Dec 2025 to 10 Dec 2025: 7 days × 11% / 365 = 770.00{NBSP}PLN.",
        f"Interest is rounded to full złoty (Ordynacja podatkowa art. 63 § 1): 3,990.00{NBSP}PLN.",
    ):
        assert told.count(text) == 1, text
    assert sum(text.startswith("Rate 11") for text in told) == 2


def test_whether_small_interest_is_charged_is_said_to_be_unknown() -> None:
    unit = {"unit": "UM", "name": "Urząd", "kind": "city"}
    due = {"duty": "ZUS", "kind": "zus", "unit": "UM", "period": "2026-05", "amount": "4000.00"}
    found = {
        "grant": "D/1", "kind": "own", "amount": "9000.00", "paid_on": "2026-06-01", "task_end": "2026-12-31",
        "found_on": "2026-06-10", "found_amount": "1000.00", "found_kind": "misused",
    }  # fmt: skip
    day = opened({"units": [unit], "duties": [due], "grants": [found]}, "2026-06-30")
    for subject in ("ZUS/2026-05/UM", "D/1"):
        told = [line.text for line in why(day, subject)]
        assert any(text.startswith("Interest is rounded to full złoty") for text in told)
        assert (
            "Interest of no more than three times the fee for registering a letter is not charged (Ordynacja podatkowa "
            "art. 54 § 1 pkt 5); the record does not hold that fee."
        ) in told


def test_a_security_tells_which_part_of_it_is_next() -> None:
    deposit = {
        "deposit": "Z/1", "kind": "performance", "form": "cash", "amount": "1000.00", "received_on": "2026-01-05",
        "accepted_on": "2026-10-01", "warranty_until": "2027-10-01",
    }  # fmt: skip
    told = [line.text for line in why(opened({"deposits": [deposit]}, "2026-10-20"), "Z/1")]
    assert f"What is owed next: return first part, 700.00{NBSP}PLN of 1,000.00{NBSP}PLN." in told
    assert any(text.startswith("deposits.kept_share = ") for text in told)
    back = {**deposit, "returned_on": "2026-10-19", "returned_amount": "700.00"}
    told = [line.text for line in why(opened({"deposits": [back]}, "2026-10-20"), "Z/1")]
    assert f"What is owed next: return the rest, 300.00{NBSP}PLN of 1,000.00{NBSP}PLN." in told


def test_what_came_back_and_what_waits_are_told_once_each_and_interest_part_by_part() -> None:
    bill = {
        "invoice_id": "A", "number": "A/1", "seller_nip": "5260250274", "issued_on": "2026-09-10",
        "received_on": "2026-09-10", "agreed_due_on": "2026-09-30", "gross": "1000.00", "disputed_amount": "50.00",
        "retained_amount": "100.00", "retained_until": "2026-11-10",
    }  # fmt: skip
    sent = {"payment_id": "1", "invoice_id": "A", "ordered_on": "2026-09-30", "amount": "1000.00"}
    back = {"payment_id": "2", "invoice_id": "A", "ordered_on": "2026-10-05", "amount": "-1000.00"}
    told = [line.text for line in why(opened({"invoices": [bill], "payments": [sent, back]}, "2026-11-20"), "A")]
    for text in (
        f"Paid on 30 Sep 2026: 1,000.00{NBSP}PLN (1; day.yaml, line 1).",
        f"Of it 1,000.00{NBSP}PLN came back (1): that part never paid.",
        f"Came back on 5 Oct 2026: 1,000.00{NBSP}PLN (2; day.yaml, line 2).",
        f"Disputed, so not due meanwhile: 50.00{NBSP}PLN.",
        f"Kept as security by the contract: 100.00{NBSP}PLN, to be paid out by 10 Nov 2026.",
        f"Left to pay: 950.00{NBSP}PLN.",
        f"850.00{NBSP}PLN, 1 Oct 2026 to 5 Oct 2026: 5 days × 13.75% / 365 = 1.60{NBSP}PLN.",
        f"100.00{NBSP}PLN, 11 Nov 2026 to 20 Nov 2026: 10 days × 13.75% / 365 = 0.38{NBSP}PLN.",
        f"Together: 16.71{NBSP}PLN.",
    ):
        assert told.count(text) == 1, text


def test_an_invoice_of_two_sources_tells_which_column_stands_in_which_and_is_known_by_either_mark() -> None:
    number = "5260250274-20260302-0100C0E1A2B3-4F"
    document = {
        "invoice_id": number, "ksef_number": number, "number": "FV/1", "seller_nip": "5260250274",
        "issued_on": "2026-03-02", "received_on": "2026-03-02", "received_on_confidence": "stated",
        "agreed_due_on": "2026-03-16", "gross": "1230.00",
    }  # fmt: skip
    row = {**document, "invoice_id": "R/1", "received_on": "2026-03-05", "received_on_confidence": None, "step": "desk"}
    day = opened({"invoices@ksef": [document], "invoices": [row]}, "2026-03-20")
    told = [line.text for line in why(day, "R/1")]
    assert [line.text for line in why(day, number)] == told
    [by_ksef, by_register] = [text for text in told if "; from there: " in text]
    assert by_ksef.startswith(f"ksef ({number}): day.yaml, line 1; from there: invoice_id, ksef_number, number")
    assert "received_on," in by_ksef
    assert by_register == "invoices (R/1): day.yaml, line 1; from there: step."


@pytest.mark.parametrize(
    ("settings", "polish"),
    [
        ("", "Konwencja: prawo nikogo w urzędzie nie wskazuje"),
        (
            '[rules.R01]\nto = ["treasurer"]\n',
            "Kto w urzędzie się o tym dowiaduje, wskazuje [rules.R01] to",
        ),
    ],
)
def test_who_hears_of_a_breach_is_said_to_be_a_convention_until_the_town_names_them(settings, polish) -> None:
    day = opened({"breaches": [{"breach": "N/1", "found_at": "2026-11-17 10:00"}]}, "2026-11-20", settings, "pl")
    [told] = [line for line in why(day, "N/1") if line.part == "odbiorcy"]
    assert told.text.startswith(polish)


def test_a_fault_of_many_records_names_their_lines() -> None:
    case = {"kind": "XYZ", "unit": "A", "opened_on": "2026-11-02"}
    day = opened({"cases": [{**case, "case_id": "A.1"}, {**case, "case_id": "A.2"}]}, "2026-11-20")
    told = [line.text for line in why(day, "cases/kind_unknown/XYZ")]
    assert "kind unknown: 2." in told
    named = [text[:28] for text in told if text.startswith("A.")]
    assert named == ["A.1: cases: day.yaml, line 1", "A.2: cases: day.yaml, line 2"]


def test_the_register_of_invoices_tells_of_a_payment_that_no_transfer_does() -> None:
    bill = {
        "invoice_id": "A", "number": "A/1", "seller_nip": "5260250274", "issued_on": "2026-08-01",
        "received_on": "2026-08-01", "agreed_due_on": "2026-08-31", "gross": "6000.00", "currency": "EUR",
        "paid_on": "2026-08-20", "paid_amount": "1000.00",
    }  # fmt: skip
    told = [line.text for line in why(opened({"invoices": [bill]}, "2026-09-30"), "A")]
    assert f"Paid on 20 Aug 2026 by the register of invoices: 1,000.00{NBSP}EUR (A; day.yaml, line 1)." in told
    assert f"Left to pay: 5,000.00{NBSP}EUR." in told


def test_the_registers_own_day_of_a_fined_kind_stands_beside_the_laws() -> None:
    case = {"case_id": "W", "kind": "building_permit", "unit": "W", "opened_on": "2026-01-15", "due_on": "2026-02-13"}
    told = [line.text for line in why(opened({"cases": [case]}, "2026-03-24"), "W")]
    assert "The register gives the due day 13 Feb 2026; the fine counts from the law's own term." in told
    assert any("65 days" in text for text in told)


@pytest.mark.parametrize("opened_on", ["1962-03-02", "1989-12-01"])
def test_a_case_older_than_the_calendar_is_explained(opened_on: str) -> None:
    case = {"case_id": "O", "kind": "kpa_investigation", "unit": "W", "opened_on": opened_on}
    assert any(line.text.startswith("Last day:") for line in why(opened({"cases": [case]}, "2026-03-24"), "O"))


def test_a_letter_nobody_has_is_explained_though_no_term_runs() -> None:
    letter = {"document_id": "RPW/1", "received_on": "2026-11-16", "unit": "WB"}
    other = {"document_id": "RPW/2", "received_on": "2026-11-16", "assigned_on": "2026-11-16", "unit": "WB"}
    told = [line.text for line in why(opened({"documents": [letter, other]}, "2026-11-20"), "RPW/1")]
    assert "Received on 16 Nov 2026 and given to nobody." in told
    assert "The office has the next move: 4 working days without one; more than 2 working days are a signal." in told


RENT = {"year": 2027, "booked_on": "2027-01-08", "unit": "SP1", "side": "spending", "dzial": "801",
        "rozdzial": "80101", "paragraf": "7340", "measure": "executed", "amount": "90.00"}  # fmt: skip


def test_in_january_a_line_is_measured_against_the_draft_of_the_budget_and_says_so() -> None:
    draft = {**RENT, "booked_on": "2026-11-13", "measure": "plan", "amount": "80.00", "state": "draft"}
    told = [
        line.text for line in why(opened({"budget": [draft, RENT]}, "2027-01-15"), "SP1/2027/spending/801/80101/7340")
    ]
    assert f"13 Nov 2026: 80.00{NBSP}PLN (day.yaml, line 1)." in told
    assert any(text.startswith("The budget of 2027 is not voted yet") for text in told)
    assert f"Together: 80.00{NBSP}PLN." in told


def test_a_line_of_a_unit_whose_plan_has_not_come_in_is_told_so_and_given_no_share_of_it() -> None:
    told = [line.text for line in why(opened({"budget": [RENT]}, "2027-01-15"), "SP1/2027/spending/801/80101/7340")]
    assert any(text.startswith("No plan of 2027 has come in for unit SP1") for text in told)
    assert not [text for text in told if text.startswith("Executed ")]


def test_an_invoice_with_codes_of_the_classification_before_is_told_to_be_assigned_anew() -> None:
    plan = {**RENT, "booked_on": "2027-01-02", "measure": "plan"}
    bill = {"invoice_id": "F", "number": "F/1", "seller_nip": "5260250274", "issued_on": "2026-12-28", "gross": "10.00",
            "received_on": "2026-12-29", "agreed_due_on": "2027-01-18", "unit": "SP1", "year": 2026, "dzial": "801",
            "rozdzial": "80101", "paragraf": "4300"}  # fmt: skip
    told = [line.text for line in why(opened({"budget": [plan], "invoices": [bill]}, "2027-01-08"), "F")]
    assert any(text.startswith("SP1/2027/spending/801/80101/4300: codes of the classification before") for text in told)


def test_a_row_shows_what_the_register_says_without_names() -> None:
    debt = {"receivable": "N/1", "debtor": "Jan Kowalski", "kind": "civil", "amount": "10.50", "due_on": "2026-01-02"}
    told = why(opened({"receivables": [debt]}, "2026-11-20"), "N/1")
    assert [line.part for line in told[:2]] == ["source", "row"]
    assert told[1].text == "kind: civil; amount: 10.50; due_on: 2 Jan 2026."
    assert not [line.text for line in told if "Kowalski" in line.text]


@pytest.mark.parametrize(
    ("noun", "row", "subject", "said"),
    [
        ("cases", {"case_id": "WB.1", "kind": "own", "title": "Spadek po Kowalskim", "unit": "WB",
                   "opened_on": "2026-11-21"}, "WB.1", "kind: own; unit: WB; opened_on: 21 Nov 2026."),
        ("documents", {"document_id": "D.1", "received_on": "2026-11-21", "sender": "Jan Kowalski",
                       "subject": "Spadek po Kowalskim"}, "D.1", "received_on: 21 Nov 2026."),
        ("employees", {"employee": "e9", "name": "Jan Lis", "unit": "WB", "email": "kowalski@nowe.example"}, "e9",
         "name: Jan Lis; unit: WB."),
    ],
)  # fmt: skip
def test_a_row_that_counts_from_tomorrow_names_no_person_and_no_matter_of_theirs(noun, row, subject, said) -> None:
    told = why(opened({noun: [row]}, "2026-11-20"), subject)
    assert [line.text for line in told if line.part == "row"] == [said]
    assert not [line.text for line in told if "owalski" in line.text]


def thresholds(day: Reading, subject: str) -> list[str]:
    return [line.text for line in why(day, subject) if line.part == "threshold"]


def test_yesterday_is_a_published_day(demo: Reading) -> None:
    assert (demo.as_of, demo.run_id is not None) == (YESTERDAY, True)


@pytest.mark.parametrize(("amount", "said"), [("5000", "wyższy"), ("-5000", "niższy")])
def test_a_figure_of_a_report_lies_above_or_below_the_books(amount: str, said: str) -> None:
    text = difference("plan_differs", Decimal(amount), words("pl"))
    assert text.replace("\N{NO-BREAK SPACE}", " ") == f"Plan w sprawozdaniu jest {said} niż w księgach o 5 000,00 zł."


@pytest.mark.parametrize(
    ("noun", "row", "subject", "said"),
    [
        ("balances", {"account": "PL61", "on": "2026-11-19", "amount": "5.00"}, "PL61/2026-11-19", "amount: 5.00"),
        ("income_forecast", {"year": "2026", "source": "PIT", "month": "11", "amount": "7.00"}, "2026/PIT/11",
         "amount: 7.00"),
        ("duties", {"duty": "PIT-4", "kind": "pit", "unit": "SP1", "period": "2025-11", "done_on": "2025-12-15"},
         "PIT-4/2025-11/SP1", "unit: SP1"),
    ],
)  # fmt: skip
def test_a_row_known_by_several_columns_is_found_by_all_of_them(noun, row, subject, said) -> None:
    told = [line.text for line in why(opened({noun: [row]}, "2026-11-20"), subject)]
    assert any("day.yaml, line 1" in text for text in told)
    assert any(said in text for text in told)
