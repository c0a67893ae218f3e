"""What `adopt` calls things: an office reads no code words."""

from __future__ import annotations

import re

from pipelines.adopt.propose import FEEDS
from pipelines.contracts import NOUNS, nouns
from rules.wording import words

SAME = {"plan", "wadium"}  # Polish words already


def test_every_register_has_the_name_that_an_office_would_give_its_feed():
    assert {*FEEDS} == {*NOUNS}
    assert len({*FEEDS.values()}) == len(FEEDS)
    assert all(re.fullmatch(r"[a-z_]+", name) for name in FEEDS.values())


def test_the_words_that_a_needed_column_may_have_are_offered_in_polish():
    say = words("pl")
    needed = [column for noun in nouns().values() for column in noun.columns.values() if column.required]
    offered = {word for column in needed for word in column.choices} - SAME
    assert len(offered) > 20
    assert [word for word in offered if say.phrases(word) in (word, word.replace("_", " "))] == []
