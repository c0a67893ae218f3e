"""A feed that names a profile: what the profile gives it, what it says itself, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.settings import check, read_town
from pipelines.settings.described import described
from pipelines.settings.profiles import profiles
from pipelines.town import Feed, Made
from rules.wording import words

HEAD = '[town]\nname = "Zabrzeg"\nlanguage = "en"\n'


def feed(text: str, name: str = "x") -> Feed:
    return read_town(Path("/town"), f"{HEAD}[feeds.{name}]\n{text}").feeds[name]


def said(text: str) -> list[tuple[str, str]]:
    return [(mistake.message, mistake.fix) for mistake in check(f"{HEAD}[feeds.x]\n{text}")]


def test_one_line_is_a_whole_feed():
    found = feed('profile = "absences"')
    assert (found.nouns, found.format, found.files, found.covers) == (("absences",), "xlsx", "*.xlsx", "all")
    assert found.values["kind"]["ZL"] == "unplanned"
    assert found.read.dates == ("%d.%m.%Y",)
    assert "(?i)^PZ:?$" in found.read.drop_rows
    assert found.columns == {}, "which columns they are is known when the file is there"
    assert found.usual is not None
    assert found.usual.columns["absence"] == (
        "Nr wniosku",
        "Numer wniosku",
        "Id",
        Made(("Pracownik", "Od", "Nieobecność")),
    )


def test_names_that_do_not_say_enough_are_left_to_somebody():
    usual = feed('profile = "ezd_rp_cases"').usual
    assert usual is not None
    assert usual.columns["opened_on"] == ("Data wszczęcia",)
    assert "planned_on" not in usual.columns


def test_what_the_feed_says_itself_wins_and_its_words_and_rows_come_to_the_profiles():
    own = '''profile = "absences"
files = "*.csv"
covers = "changes"
read = { dates = "%d-%m-%Y", drop_rows = ["^Uwaga"] }
constants = { state = "approved" }
[feeds.x.values.kind]
ZL = "planned"
W = "on_demand"'''
    found = feed(own)
    assert (found.format, found.files, found.covers) == ("csv", "*.csv", "changes")
    assert (found.read.dates, found.read.drop_rows[-1], len(found.read.drop_rows)) == (("%d-%m-%Y",), "^Uwaga", 6)
    assert [found.values["kind"][word] for word in ("ZL", "W", "UW")] == ["planned", "on_demand", "planned"]
    assert found.constants == {"state": "approved"}
    assert feed('profile = "absences"\nformat = "html"').format == "html"


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        ('profile = "absence"', '"absence" is not a profile', "Did you mean absences?"),
        ('profile = "absences"\nnoun = "cases"', "the profile absences is one of absences", "Leave it out."),
        ('profile = 3', "profile must be one of the allowed words", 'For example: profile = "absences"'),
        ('profile = "absences"\n[feeds.x.columns]\ncase_id = "Znak"', "absences has no column case_id", ""),
    ],
)  # fmt: skip
def test_check_knows_profiles(text, message, fix):
    [(found, what)] = [each for each in said(text) if "does not say its noun" not in each[0]]
    assert found == message
    assert what.startswith(fix)


@pytest.mark.parametrize("name", profiles())
def test_every_profile_is_a_feed_without_a_mistake(name):
    assert said(f'profile = "{name}"') == []
    assert feed(f'profile = "{name}"').nouns == (profiles()[name].noun,)


def test_the_list_of_settings_has_it_with_every_name():
    [row] = [each for each in described(words("en")) if each["key"] == "profile"]
    assert row["table"] == "[feeds.…]"
    assert "spis_spraw" in (row["choices"] or "")
