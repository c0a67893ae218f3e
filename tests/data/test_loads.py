"""Every export of the demo loads through its town.toml, and only the clerks' mistakes are rejected."""

from __future__ import annotations

from collections import Counter

import pytest

formats = pytest.importorskip("pipelines.formats")
mapping = pytest.importorskip("pipelines.load.mapping", reason="the mapping is built beside this")
settings = pytest.importorskip("pipelines.settings", reason="the settings are built beside this")
contract = pytest.importorskip("pipelines.contracts", reason="the contracts are built beside this")

MISTAKES = {
    "pracownicy": 1,  # a role nobody knows
    "nieobecnosci": 1,  # a reason of absence, which we do not store
    "ezd_sprawy": 2,  # a day that does not exist; no day
    "ezd_metryka": 1,  # a moment in words
    "dziennik": 1,  # month and day swapped
    "fk_faktury": 4,  # three decimals; a day in words; one number for two invoices
    "fk_przelewy": 1,  # an amount in words
    "ksef": 1,  # a document that breaks the schema
    "budzet": 2,  # three decimals; a measure nobody knows
    "umowy": 1,  # no day of signing
    "roboty": 1,  # 29 February 2027
}


@pytest.fixture(scope="module")
def loaded(town):
    """What each feed gives: (feed, noun, Conformed)."""
    settled = settings.open_town(town)
    return [
        (
            feed.name,
            noun,
            mapping.conform(formats.read(path, feed, noun, settled.zone), feed, contract.noun(noun), settled),
        )
        for feed in settled.feeds.values()
        for noun in feed.nouns
        for path in sorted((settled.inbox / feed.inbox).glob(feed.files))
    ]


def test_the_settings_have_no_mistake(town):
    assert settings.check((town / "town.toml").read_text("utf-8")) == []


def test_only_the_clerks_mistakes_are_rejected(loaded):
    rejected = Counter()
    for feed, _, found in loaded:
        rejected[feed] += found.rows_rejected
    assert +rejected == MISTAKES


def test_every_noun_is_fed(loaded):
    assert {noun for _, noun, found in loaded if found.good.height} == set(contract.NOUNS)


def test_invoices_of_a_school_name_it_and_two_name_nobody_known(loaded):
    (units,) = (found.good for _, noun, found in loaded if noun == "units")
    known = set(units["ksef_internal_id"].drop_nulls())
    recipients = [
        row["recipient_internal_id"]
        for feed, _, found in loaded
        if feed == "ksef"
        for row in found.good.filter(found.good["buyer_is_jst"]).iter_rows(named=True)
    ]
    assert sum(recipient in known for recipient in recipients) > 10
    assert sum(recipient not in known for recipient in recipients) == 2
