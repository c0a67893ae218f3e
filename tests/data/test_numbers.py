"""Numbers of the demo pass their checksums, and its calendar is the country's."""

from __future__ import annotations

from datetime import date
from random import Random

import holidays
import pytest

from data.demo.days import add_months, roll, term_end, work, working_days
from data.demo.days import holidays as demo_holidays
from data.demo.numbers import account, account_is_valid, crc8, ksef_number, nip, nip_is_valid


@pytest.mark.parametrize("year", range(2022, 2030))
def test_the_demo_has_the_holidays_of_poland(year):
    assert demo_holidays(year) == set(holidays.country_holidays("PL", years=year))


def test_the_national_health_fund_has_a_valid_tax_number_and_its_neighbour_has_not():
    assert nip_is_valid("1070001057")
    assert not nip_is_valid("1070001058")
    assert not nip_is_valid("5260250275")


def test_every_drawn_number_passes_its_own_checksum():
    rng = Random(1)
    assert all(nip_is_valid(nip(rng)) for _ in range(500))
    assert all(account_is_valid(account(rng)) for _ in range(500))


def test_the_example_account_of_the_iban_register_is_valid_and_two_digits_swapped_are_not():
    assert account_is_valid("61109010140000071219812874")
    assert not account_is_valid("16109010140000071219812874")


def test_the_checksum_of_a_ksef_number_is_that_of_the_ministrys_example():
    assert crc8("5265877635-20250826-0100001AF629") == 0xAF


def test_a_ksef_number_names_the_seller_and_the_day():
    number = ksef_number(Random(1), "5265877635", date(2026, 11, 20))
    assert number.startswith("5265877635-20261120-")
    assert number.endswith(f"{crc8(number[:-3]):02X}")


def test_friday_before_a_weekend_is_followed_by_monday():
    assert work(date(2026, 11, 20), 1) == date(2026, 11, 23)
    assert work(date(2026, 11, 20), -1) == date(2026, 11, 19)


def test_independence_day_rolls_to_the_next_day():
    assert roll(date(2026, 11, 11)) == date(2026, 11, 12)


def test_five_working_days_from_4_to_12_november_2026():
    assert working_days(date(2026, 11, 4), date(2026, 11, 12)) == 5


def test_a_month_from_the_last_of_january_ends_on_the_last_of_february():
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert term_end(date(2026, 8, 25), 3, "month") == date(2026, 11, 25)
    assert term_end(date(2026, 6, 22), 2, "week") == date(2026, 7, 6)
