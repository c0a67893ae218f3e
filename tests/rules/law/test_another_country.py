"""No country is named in code: Utopia, with its Friday weekend and working-day terms, is loaded from texts alone."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import rules.law
from rules.law import LawError, lint, read_law
from rules.law.calendar import Calendar
from rules.law.explain import explain
from rules.law.interest import compensation, interest
from rules.law.payments import Bill, effective_due
from rules.law.rows import law_rows
from rules.law.stops import Stop
from rules.law.terms import deadline

UTOPIA = {
    "utopia.yaml": """
reviewed_on: 2026-01-01
jurisdiction: {id: UT, name: {en: Utopia}, language: en, currency: UTO, weekend: [friday, saturday],
  own_terms: petty}
arithmetic:
  event_day: {value: not_counted, source: Book of Days, status: verified}
  month_end: {value: same_day_else_last, source: Book of Days, status: verified}
  year_end: {value: same_day_else_day_before, source: Book of Days, status: verified}
  end_on_day_off: {value: next_working_day, source: Book of Days, status: verified}
  stops: {value: union_added_to_raw_end, source: Book of Days, status: verified}
acts:
  Charter: {name: {en: The Charter}, in_force: 2020-01-01, text: The Charter as printed, no_eli: kept in one copy}
procedures:
  petty: {name: {en: petty cases}, stops: [opinion], source: Charter 3, status: verified}
terms:
  ferry_licence:
    name: {en: ferry licence}
    procedure: petty
    versions: [{n: 10, unit: working_day, act: Charter, article: § 3, valid_from: 2020-01-01, status: verified}]
payments:
  max_term_days:
    name: {en: longest payment term}
    unit: day
    values: [{value: 20, act: Charter, article: § 9, valid_from: 2020-01-01, status: verified}]
  margin:
    name: {en: margin}
    unit: percent
    values: [{value: "1.00", act: Charter, article: § 10, valid_from: 2020-01-01, status: verified}]
  day_count:
    name: {en: days of a year}
    unit: day
    values: [{value: 360, act: Charter, article: § 10, valid_from: 2020-01-01, status: verified}]
rates:
  commercial:
    - {valid_from: 2026-01-01, valid_to: 2026-12-31, reference: "2.00", rate: "3.00", act: Charter, status: verified}
sellers:
  business: {capped: true, interest: commercial, compensation: true, law: Charter § 9}
""",
    "days.yaml": """
reviewed_on: 2026-01-01
holiday_kinds:
  high_tide: {name: {en: High Tide}, act: Charter, valid_from: 2020-01-01, status: verified}
holidays:
  2026: {2026-03-09: high_tide}
""",
}
LAW = read_law("UT", UTOPIA)
DAYS = Calendar(LAW)


def test_its_record_is_without_fault() -> None:
    assert lint(LAW) == []


def test_ten_working_days_pass_over_its_weekend_and_its_holiday() -> None:
    # Thursday 26 February; worked: 1 2 3 4 5 March, 8, (9 High Tide) 10 11 12, 15
    found = deadline(LAW, "ferry_licence", date(2026, 2, 26), DAYS)
    assert found.due_on == date(2026, 3, 15)


def test_a_stop_leaves_out_the_working_days_it_covers() -> None:
    # (5, 11] March holds 8, 10 and 11: three working days later than 15 March are 16, 17, 18
    stops = [
        Stop("opinion", date(2026, 3, 5), date(2026, 3, 11)),
        Stop("suspension", date(2026, 3, 1), date(2026, 3, 4)),
    ]
    found = deadline(LAW, "ferry_licence", date(2026, 2, 26), DAYS, stops)
    assert (found.due_on, found.stop_days) == (date(2026, 3, 18), 3)


def test_a_friday_is_free_and_a_sunday_is_worked() -> None:
    assert not DAYS[date(2026, 3, 6)].working
    assert DAYS[date(2026, 3, 8)].working
    assert DAYS.roll(date(2026, 3, 6)) == date(2026, 3, 8)


def test_its_own_cap_and_its_own_year_of_360_days_apply() -> None:
    due = effective_due(LAW, Bill(received_on=date(2026, 3, 1), agreed_due_on=date(2026, 6, 1)), DAYS)
    assert due.due_on == date(2026, 3, 22)  # the twentieth day is Saturday 21 March
    assert interest(LAW, Decimal("360.00"), date(2026, 3, 22), date(2026, 4, 1)).amount == Decimal("0.30")
    assert compensation(LAW, Decimal("360.00"), due.due_on or date.min) is None


def test_why_is_told_in_its_own_words() -> None:
    found = deadline(LAW, "ferry_licence", date(2026, 2, 26), DAYS)
    assert explain(found.steps, LAW, "en") == [
        "Start: 26 Feb 2026; this day is not counted.",
        "Term for ferry licence: 10 working days.",
        "End of the term: 15 Mar 2026.",
        "Last day: 15 Mar 2026.",
        "Basis: Charter § 3. Source: The Charter as printed (verified), in force since 1 Jan 2020.",
    ]


def test_sums_are_told_in_its_own_currency() -> None:
    found = interest(LAW, Decimal("360.00"), date(2026, 3, 22), date(2026, 4, 1))
    assert explain(found.steps, LAW, "en") == [
        "360.00\N{NO-BREAK SPACE}UTO, 23 Mar 2026 to 1 Apr 2026: 10 days × 3% / 360 = 0.30\N{NO-BREAK SPACE}UTO."
    ]


def test_a_term_of_the_towns_own_follows_its_petty_procedure() -> None:
    law = LAW.for_town(terms={"stall": {"n": 3, "unit": "working_day", "law": "Market rules"}})
    stops = [Stop("opinion", date(2026, 3, 2), date(2026, 3, 3)), Stop("hybrid", date(2026, 3, 3), date(2026, 3, 4))]
    assert deadline(law, "stall", date(2026, 3, 1), DAYS, stops).due_on == date(
        2026, 3, 5
    )  # 2, 3, 4 March and one more


def test_where_ends_stay_a_term_may_end_on_a_day_off() -> None:
    texts = {**UTOPIA, "utopia.yaml": UTOPIA["utopia.yaml"].replace("next_working_day", "stays")}
    assert Calendar(read_law("UT", texts)).roll(date(2026, 3, 6)) == date(2026, 3, 6)


def test_it_gives_sql_the_same_tables() -> None:
    assert set(law_rows(LAW, date(2026, 1, 1), date(2026, 12, 31))) == set(
        law_rows(read_law("PL"), date(2026, 1, 1), date(2026, 12, 31))
    )


def test_texts_of_one_country_are_not_taken_for_another() -> None:
    with pytest.raises(LawError, match="the law of UT, not of PL"):
        read_law("PL", UTOPIA)


def test_a_country_nobody_wrote_down_is_refused() -> None:
    with pytest.raises(LawError, match="no law is known for the jurisdiction 'XX'"):
        read_law("XX")


def test_no_code_names_a_country_an_act_or_a_holiday() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path(rules.law.__file__).parent.glob("*.py"))
    named = [
        f'"{word}"' for word in (*read_law("PL").acts, *read_law("PL").holiday_kinds, "PL", "PLN", "pl", "saturday")
    ]
    allowed = {'"PL"', '"saturday"'}  # an example in a docstring; the days of every week
    assert [word for word in named if word in code and word not in allowed] == []
