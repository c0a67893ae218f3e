"""How the office writes: plural forms, days, sums and what nobody knows."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from rules.wording import MINUS, Words, words

PL, EN = words("pl"), words("en")
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("n", "polish"),
    [
        (0, "0 dni roboczych"),
        (1, "1 dzień roboczy"),
        (2, "2 dni robocze"),
        (4, "4 dni robocze"),
        (5, "5 dni roboczych"),
        (11, "11 dni roboczych"),
        (12, "12 dni roboczych"),
        (14, "14 dni roboczych"),
        (21, "21 dni roboczych"),
        (22, "22 dni robocze"),
        (112, "112 dni roboczych"),
        (122, "122 dni robocze"),
        (-1, "−1 dzień roboczy"),
    ],
)
def test_working_days_are_counted_in_polish_as_people_count(n: int, polish: str) -> None:
    assert PL.working_days(n) == polish


@pytest.mark.parametrize(
    ("n", "left", "fall"),
    [
        (0, "najpóźniej dziś", "upływa 0 terminów"),
        (1, "pozostał 1 dzień roboczy", "upływa 1 termin"),
        (3, "pozostały 3 dni robocze", "upływają 3 terminy"),
        (5, "pozostało 5 dni roboczych", "upływa 5 terminów"),
        (None, "–", "–"),
    ],
)
def test_what_is_left_and_what_falls_agree_with_their_number(n: int | None, left: str, fall: str) -> None:
    assert (PL.left(n), PL.deadlines(n)) == (left, fall)


@pytest.mark.parametrize(
    ("n", "left"),
    [(0, "najpóźniej dziś"), (1, "pozostał 1 dzień"), (3, "pozostały 3 dni"), (12, "pozostało 12 dni"), (None, "–")],
)
def test_days_that_are_left_agree_with_their_number_too(n: int | None, left: str) -> None:
    assert PL.left_days(n) == left


@pytest.mark.parametrize(("n", "text"), [(1, "1 rok"), (2, "2 lata"), (5, "5 lat"), (22, "22 lata"), (12, "12 lat")])
def test_years_change_their_word_in_polish(n: int, text: str) -> None:
    assert PL.count(n, "{n} year", "{n} years") == text


def test_english_has_two_forms() -> None:
    assert [EN.days(n) for n in (0, 1, 2, -1)] == ["0 days", "1 day", "2 days", "−1 day"]
    assert [EN.working_days(n) for n in (1, 2)] == ["1 working day", "2 working days"]


def test_days_and_moments() -> None:
    assert (PL.day(date(2026, 5, 4)), EN.day(date(2026, 5, 4))) == ("4.05.2026", "4 May 2026")
    assert PL.moment(datetime(2026, 5, 4, 7, 5)) == "4.05.2026, 7:05"


@pytest.mark.parametrize(
    ("amount", "polish", "english"),
    [
        (Decimal("0"), f"0,00{NBSP}zł", f"0.00{NBSP}PLN"),
        (Decimal("12345.5"), f"12{NBSP}345,50{NBSP}zł", f"12,345.50{NBSP}PLN"),
        (Decimal("-1234567.89"), f"{MINUS}1{NBSP}234{NBSP}567,89{NBSP}zł", f"{MINUS}1,234,567.89{NBSP}PLN"),
        (Decimal("0.125"), f"0,13{NBSP}zł", f"0.13{NBSP}PLN"),
        (Decimal("-0.125"), f"{MINUS}0,13{NBSP}zł", f"{MINUS}0.13{NBSP}PLN"),
    ],
)
def test_amounts_are_grouped_and_rounded_away_from_zero(amount: Decimal, polish: str, english: str) -> None:
    assert (PL.money(amount), EN.money(amount)) == (polish, english)


@pytest.mark.parametrize(
    ("period", "polish", "english"),
    [
        ("2026-10", "październik 2026 r.", "October 2026"),
        ("2026-02", "luty 2026 r.", "February 2026"),
        ("2026-Q3", "III kwartał 2026 r.", "III quarter of 2026"),
        ("2026", "rok 2026", "the year 2026"),
        ("I półrocze", "I półrocze", "I półrocze"),
        (None, "\N{EN DASH}", "\N{EN DASH}"),
    ],
)
def test_periods_of_reports_are_said_in_words(period: str | None, polish: str, english: str) -> None:
    assert (PL.period(period), EN.period(period)) == (polish, english)


def test_other_currencies_are_named_by_their_code() -> None:
    assert PL.money(Decimal("40"), "EUR") == f"40,00{NBSP}EUR"


@pytest.mark.parametrize(
    ("points", "percent", "rate"),
    [
        (0, "0%", "0%"),
        (8750, "87,5%", "87,5%"),
        (8746, "87,5%", "87,46%"),
        (8744, "87,4%", "87,44%"),
        (9996, "100%", "99,96%"),
        (1375, "13,8%", "13,75%"),
        (1005, "10,1%", "10,05%"),
        (-250, f"{MINUS}2,5%", f"{MINUS}2,5%"),
        (5, "0,1%", "0,05%"),
        (-5, f"{MINUS}0,1%", f"{MINUS}0,05%"),
        (4, "0%", "0,04%"),
        (-4, "0%", f"{MINUS}0,04%"),  # what rounds to nothing has no sign
        (1_234_500, f"12{NBSP}345%", f"12{NBSP}345%"),
    ],
)
def test_percents_have_a_tenth_and_rates_all_they_need(points: int, percent: str, rate: str) -> None:
    assert (PL.percent(points), PL.rate(points)) == (percent, rate)


@pytest.mark.parametrize(
    "write", ["day", "moment", "money", "number", "percent", "rate", "days", "working_days", "text"]
)
def test_what_is_unknown_is_a_dash_never_a_zero(write: str) -> None:
    assert getattr(PL, write)(None) == "–"
    assert getattr(EN, write)(None) == "–"


def test_a_sentence_is_translated_and_filled() -> None:
    assert PL("Last day: {on:day}.", on=date(2026, 5, 4)) == "Ostatni dzień: 4.05.2026."
    assert EN("Last day: {on:day}.", on=date(2026, 5, 4)) == "Last day: 4 May 2026."
    assert PL("Saturday") == "sobota"


def test_a_sentence_nobody_translated_stays_english_and_is_filled_all_the_same() -> None:
    assert PL("Nobody wrote {amount:money}.", amount=Decimal("1")) == f"Nobody wrote 1,00{NBSP}zł."


def test_a_sentence_made_once_serves_many_rows() -> None:
    say = PL.sentence("End of the term: {on:day}.")
    assert [say({"on": date(2026, 5, day)}) for day in (4, 5)] == [
        "Koniec terminu: 4.05.2026.",
        "Koniec terminu: 5.05.2026.",
    ]


def test_the_sentences_of_a_table_are_those_of_its_rows() -> None:
    template = "100 % of {subject}: due {due_on:day}[, {amount:money}][, {left:working_days} or {days:days}]."
    rows = [
        {"subject": "A{1}", "due_on": date(2026, 5, 4), "amount": Decimal("1234.50"), "left": 1, "days": 2},
        {"subject": None, "due_on": None, "amount": None, "left": 1, "days": None},
        {"subject": "50%s", "due_on": date(2026, 5, 4), "amount": Decimal(0), "left": 0, "days": 0},
    ]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    assert PL.sentences(template, columns) == list(map(PL.sentence(template), rows))
    assert PL.sentences("Saturday", {"n": [1, 2]}) == ["sobota", "sobota"]
    assert PL.sentences(template, {name: [] for name in columns}) == []


@pytest.mark.parametrize(
    ("spec", "value", "polish"),
    [
        ("", 7, "7"),
        ("day", date(2026, 1, 9), "9.01.2026"),
        ("moment", datetime(2026, 12, 31, 16, 30), "31.12.2026, 16:30"),
        ("money", Decimal("1234.5"), f"1{NBSP}234,50{NBSP}zł"),
        ("percent", 8750, "87,5%"),
        ("rate", 1375, "13,75%"),
        ("number", Decimal("-1234567.25"), f"{MINUS}1{NBSP}234{NBSP}567,25"),
        ("days", 3, "3 dni"),
        ("working_days", 5, "5 dni roboczych"),
        ("phrases", "kind_unknown", "nieznany rodzaj sprawy, terminu nie da się policzyć"),
    ],
)
def test_each_way_of_writing_has_its_name(spec: str, value: object, polish: str) -> None:
    template = f"-> {{x:{spec}}} <-" if spec else "-> {x} <-"
    assert PL.sentence(template)({"x": value}) == f"-> {polish} <-"
    assert PL.sentences(template, {"x": [value, value]}) == [f"-> {polish} <-"] * 2


def test_the_months_are_named_in_english() -> None:
    assert [EN.day(date(2026, month, 1)) for month in (1, 12)] == ["1 Jan 2026", "1 Dec 2026"]


def test_amounts_are_in_zloty_unless_another_currency_is_named() -> None:
    assert Words("pl").money(Decimal(1)) == f"1,00{NBSP}zł"
    assert Words("en").money(Decimal(1)) == f"1.00{NBSP}PLN"
    assert words("pl", "ISL").money(Decimal(1)) == f"1,00{NBSP}ISL"


def test_words_of_each_package_are_known_whoever_asks() -> None:
    assert [PL(text) for text in ("Saturday", "kinds of case")] == ["sobota", "rodzaje spraw"]


def test_a_language_nobody_wrote_is_told_in_english() -> None:
    assert Words("xx")("Saturday") == "Saturday"


def test_a_sentence_is_written_in_each_language_and_currency_in_its_own_way() -> None:
    say = "Nobody wrote {amount:money} yet."
    written = [words(*asked)(say, amount=Decimal(1)) for asked in (("pl",), ("en",), ("pl", "ISL"))]
    assert written == [f"Nobody wrote {sum_} yet." for sum_ in (f"1,00{NBSP}zł", f"1.00{NBSP}PLN", f"1,00{NBSP}ISL")]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"a": 1, "b": 2, "c": 3}, "begins, 1 and 2, then 3 ends"),
        ({"a": None, "b": 2, "c": 3}, "begins, then 3 ends"),
        ({"a": 1, "b": None, "c": 3}, "begins, then 3 ends"),
        ({"a": 1, "b": 2, "c": None}, "begins, 1 and 2 ends"),
        ({"a": None, "b": None, "c": None}, "begins ends"),
    ],
)
def test_a_part_in_brackets_is_left_out_where_one_of_its_values_is_unknown(row: dict[str, object], text: str) -> None:
    template = "begins[, {a} and {b}][, then {c}] ends"
    assert EN.sentence(template)(row) == text
    assert EN.sentences(template, {name: [value] for name, value in row.items()}) == [text]


def test_a_bracket_without_a_value_is_always_told() -> None:
    assert EN("it is[ so], {n}", n=1) == "it is so, 1"
    assert EN.sentences("it is[ so], {n}", {"n": [1, 2]}) == ["it is so, 1", "it is so, 2"]


def test_a_text_without_values_is_told_as_it_stands() -> None:
    assert EN("Write {on:day} or [nothing].") == "Write {on:day} or [nothing]."


@pytest.mark.parametrize("template", ["{a} {b}", "[{a} {b}]", "{a}[{b}]"])
def test_columns_of_different_lengths_are_a_mistake_and_no_shorter_table(template: str) -> None:
    with pytest.raises(ValueError, match="shorter"):
        EN.sentences(template, {"a": [1, 2], "b": [1]})


def test_a_count_may_name_other_values_too() -> None:
    assert EN.count(2, "{n} hen of {whose}", "{n} hens of {whose}", whose="Ann") == "2 hens of Ann"


def test_codes_are_phrases_of_their_own_or_made_of_their_words() -> None:
    assert EN.phrases("kind_unknown|no_such_phrase") == "kind unknown; no such phrase"
    assert PL.phrases("kind unknown|Saturday|no_such_phrase") == (
        "nieznany rodzaj sprawy, terminu nie da się policzyć; sobota; no such phrase"
    )
    assert PL.phrases("party_delay") == "zwłoka strony"
    assert [PL.phrases(nothing) for nothing in (None, "")] == ["–", "–"]


def test_a_placeholder_without_a_value_is_a_mistake_and_no_sentence() -> None:
    with pytest.raises(KeyError, match="on"):
        PL("Last day: {on:day}.", off=1)


def test_a_way_of_writing_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError, match="roman"):
        PL("{n:roman}", n=4)


def test_amounts_are_in_the_currency_of_their_row() -> None:
    rows = {"sum": [Decimal("1.50"), Decimal("2.00"), None], "currency": ["EUR", "PLN", "USD"], "n": [1, 2, 3]}
    template = "{n}: {sum:money}[, again {sum:money}]"
    said = ["1: 1.50 EUR, again 1.50 EUR", "2: 2.00 PLN, again 2.00 PLN", "3: –"]
    assert [text.replace(NBSP, " ") for text in EN.sentences(template, rows)] == said
    one = [dict(zip(rows, row, strict=True)) for row in zip(*rows.values(), strict=True)]
    assert [EN.sentence(template)(row).replace(NBSP, " ") for row in one] == said
