"""What a setting may be, to the edge: what is just allowed, what just is not, and every example that is shown."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from zoneinfo import available_timezones

import pytest

from pipelines.settings import kinds
from pipelines.settings.kinds import Kind, age

KINDS = {name: kind for name, kind in vars(kinds).items() if isinstance(kind, Kind)}


@pytest.mark.parametrize("name", KINDS)
def test_every_example_and_every_word_of_a_closed_list_is_allowed(name):
    kind = KINDS[name]
    for example in kind.example.split(" or "):
        assert kind.holds(tomllib.loads(f"x = {example}")["x"]), example
    assert all(kind.holds(choice) for choice in kind.choices)
    assert not kind.choices or not kind.holds("of another list")


@pytest.mark.parametrize(
    ("written", "length"),
    [("90min", timedelta(minutes=90)), ("36h", timedelta(hours=36)), ("2 d", timedelta(days=2)),
     ("1w", timedelta(days=7)), ("36", None), ("36m", None), ("-1d", None), ("1.5h", None), (36, None)],
)  # fmt: skip
def test_a_length_of_time_is_a_number_and_its_unit(written, length):
    assert age(written) == length


@pytest.mark.parametrize(
    ("name", "allowed", "refused"),
    [
        ("TEXT", ["a"], ["", " ", 1]),
        ("TEXTS", [[], ["a"]], ["a", [""], [1]]),
        ("FLAG", [True, False], ["true", 1, 0]),
        ("COUNT", [1, 21], [0, -1, 1.0, True, "1"]),
        ("SKIP", [0, 3], [-1, 1.0, True, "3"]),
        ("AMOUNT", [0, 500, 0.01, 12.34], [-1, -0.01, 0.001, float("inf"), float("nan"), True, "5"]),
        ("DAY", ["2026-02-28", date(2026, 2, 28)], ["2026-02-30", "20260228", "", datetime(2026, 2, 28), 20260228]),
        ("ZONE", ["Europe/Warsaw", "UTC"],
         ["Europe/Warszawa", "Europe", "", "/etc/localtime", "../UTC", "posix/UTC", "posixrules", 1]),
        ("TERYT", ["24", "2478000"], ["2", "24780001", "24a", 24]),
        ("NIP", ["634-001-23-47", "PL 6340012347", "634001"], ["63400", "634--001", "P6340012347", 6340012347]),
        ("FOLDER", ["cases", "a b"], ["../a", "a/b", ".a", " a", ""]),
        ("SECRET", ["RATUSZ_URL", "_a1"], ["1A", "A-B", "smtp://host", ""]),
        ("ADDRESS", ["https://a.b", "http://a/b"], ["https://a.b/", "ftp://a", "https://a b", "https://a?b"]),
        ("SIGN", [";", "\t"], ["", ";;", 1]),
        ("SHEET", ["Sprawy", 1], ["", 0, -1, True]),
        ("STEPS", [[], [1], [3, 6]], [[0], [3, 3], [6, 3], [1.5], 3]),
        ("GRAVE", [["high"]], [[], ["grave"], "high"]),
        ("AUDIENCE", [["officer"], {"high": ["a"]}], [[], {}, {"high": []}, {"high": "a"}, "officer"]),
        ("PATTERNS", ["%d.%m.%Y", ["%d.%m.%Y", "%Y"]], ["d.m", "", [], "%d.%m.%Y %H:%M:%S.%f", "%q"]),
        ("EXPRESSIONS", ["^Razem", ["a", "b"]], ["(", "", [], ["("]]),
        ("COLUMNS", [["a", "b"]], [["a"], ["a", "a"], [], ["a", ""], "ab"]),
        ("PART", [1, -1], [0, True, "1"]),
        ("BETWEEN", ["-"], ["", 1]),
        ("GLUE", ["", "-"], [1]),
        ("ENCODING", ["cp1250", "utf-8"], ["cp9999", "", "hex"]),
        ("CRON", ["30 5 * * *"], ["30 25 * * *", "5", 5]),
    ],
)  # fmt: skip
def test_what_is_just_allowed_and_what_just_is_not(name, allowed, refused):
    holds = KINDS[name].holds
    assert [value for value in allowed if not holds(value)] == []
    assert [value for value in refused if holds(value)] == []


def test_the_time_zones_to_choose_from_are_those_this_machine_has():
    assert list(kinds.ZONE.choices) == sorted(available_timezones())
