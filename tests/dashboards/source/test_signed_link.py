"""A signed link opens for its employee, for a working day, and for nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from dashboards.source.signed_link import LASTS, holder, is_forged, issue

NOW = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def signed() -> str:
    with time_machine.travel(NOW, tick=False):
        return issue("e017", "secret")


@pytest.mark.parametrize(
    ("later", "expected"),
    [(timedelta(), "e017"), (LASTS, "e017"), (LASTS + SECOND, None), (-SECOND, None), (timedelta(days=365), None)],
)
def test_it_opens_until_the_days_end(signed, later, expected):
    with time_machine.travel(NOW + later, tick=False):
        assert holder(signed, "secret") == expected


@pytest.mark.parametrize(
    ("hour", "minute", "expected"), [(7, 30, "e017"), (15, 30, "e017"), (15, 31, None), (16, 0, None)]
)
def test_issued_at_half_past_seven_it_opens_until_half_past_three(signed, hour, minute, expected):
    with time_machine.travel(NOW.replace(hour=hour, minute=minute), tick=False):
        assert holder(signed, "secret") == expected


def test_what_is_only_too_old_was_issued_here_and_what_was_signed_elsewhere_was_not(signed):
    with time_machine.travel(NOW + timedelta(days=400), tick=False):
        assert holder(signed, "secret") is None
        assert not is_forged(signed, "secret")
        assert is_forged(signed, "another secret")
        assert is_forged(signed[:-1], "secret")
        assert is_forged("\ud800", "secret")


def test_no_character_of_what_is_signed_can_be_changed(signed):
    with time_machine.travel(NOW, tick=False):
        for at, letter in enumerate(signed.rpartition(".")[0]):
            other = "A" if letter != "A" else "B"
            assert holder(signed[:at] + other + signed[at + 1 :], "secret") is None


def test_another_name_another_secret_or_another_time_is_not_signed_by_it(signed):
    with time_machine.travel(NOW, tick=False):
        mine, theirs = signed.split("."), issue("e001", "secret").split(".")
        assert holder(".".join((theirs[0], *mine[1:])), "secret") is None
        assert holder(signed, "another secret") is None
        assert holder(issue("e001", "another secret"), "secret") is None
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        fresh = issue("e001", "secret").split(".")
        assert holder(".".join((mine[0], fresh[1], mine[2])), "secret") is None


@pytest.mark.parametrize("junk", ["", ".", "..", "no link", "łódź", "e017", "a.b.c", "Zg==", "\0", "x" * 10_000])
def test_junk_opens_nothing(junk):
    assert holder(junk, "secret") is None


def test_a_name_with_any_letters_comes_back_whole():
    assert holder(issue("żółw|e1.7", "secret"), "secret") == "żółw|e1.7"
