"""Profiles: every file of the folder is one, and every column and word in it is of the contract."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.contracts import NOUNS, noun
from pipelines.contracts.budget import MEASURES
from pipelines.formats import FORMATS
from pipelines.load.mapping.names import alike
from pipelines.settings import profiles as room
from pipelines.settings.keys import ORIGINS, READ
from pipelines.settings.profiles import Profile, profiles, read_profile

EVERY = profiles()
every_profile = pytest.mark.parametrize("profile", EVERY.values(), ids=EVERY)
LEAST = 'title = "t"\nnoun = "cases"\nformat = "csv"\nsource = "s"\nguess = true\n'
WANTED = {  # what an office of any size has
    "cases", "documents", "case_events", "budget", "contracts", "employees", "absences", "invoices",
}  # fmt: skip


def test_there_is_a_profile_for_each_file_and_each_thing_an_office_has() -> None:
    files = {file.stem for file in Path(str(room.__file__)).parent.glob("*.toml")}
    assert set(EVERY) == files
    assert {profile.noun for profile in EVERY.values()} >= WANTED
    assert all(name == profile.name for name, profile in EVERY.items())


@every_profile
def test_it_speaks_of_columns_and_words_of_the_contract(profile: Profile) -> None:
    assert profile.noun in NOUNS
    assert profile.format in FORMATS
    columns = noun(profile.noun).columns
    named = {*profile.headers, *profile.values, *profile.transforms, *profile.constants, *profile.ask}
    assert named - columns.keys() == set()
    for ours, words in profile.values.items():
        assert not columns[ours].choices or words.keys() <= set(columns[ours].choices)
    for ours, word in profile.constants.items():
        assert not columns[ours].choices or word in columns[ours].choices
    assert profile.measures.keys() <= set(MEASURES)
    assert not profile.measures or profile.noun == "budget"
    assert all(READ[key].holds(value) for key, value in profile.read.items())


@every_profile
def test_what_is_more_than_a_name_could_stand_in_town_toml(profile: Profile) -> None:
    for tried in profile.transforms.values():
        for at in tried:
            [form] = at.keys() & ORIGINS.keys()
            keys = ORIGINS[form]
            assert keys.keys() - {"by"} <= at.keys() <= keys.keys()
            assert all(keys[key].holds(value) for key, value in at.items())


@every_profile
def test_no_word_of_theirs_means_two_of_ours(profile: Profile) -> None:
    for words in profile.values.values():
        theirs = [alike(each) for several in words.values() for each in {alike(word) for word in several}]
        assert len(theirs) == len(set(theirs))
    for names in (*profile.headers.values(), *profile.measures.values()):
        assert len(set(names)) == len(names)


@every_profile
def test_what_has_to_be_confirmed_is_a_name_that_it_has(profile: Profile) -> None:
    assert all(set(names) <= set(profile.headers[ours]) for ours, names in profile.ask.items())


@every_profile
def test_it_says_where_its_names_come_from(profile: Profile) -> None:
    assert profile.source.strip()
    assert profile.title.strip()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('noun = "cases"', "lacks title, format, source, guess, headers"),
        (LEAST + 'colour = "red"\n[headers]', "colour is no field"),
        (LEAST.replace("true", '"yes"') + "[headers]", "guess is of another kind"),
        (LEAST + "headers = []", "headers is of another kind"),
        (LEAST + '[headers]\ncase_id = "Znak"', "headers.case_id must be a list of texts"),
        (LEAST + "[headers]\ncase_id = [1]", "headers.case_id must be a list of texts"),
        (LEAST + '[ask]\nunit = [""]\n[headers]', "ask.unit must be a list of texts"),
        (LEAST + '[headers]\n[values.channel]\npaper = "list"', "values.channel.paper must be a list of texts"),
    ],
)  # fmt: skip
def test_what_is_no_profile_is_refused_with_the_field(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        read_profile("x", text)
