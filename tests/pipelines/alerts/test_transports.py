"""Which way letters leave, and what is said where the way that the town names is not there."""

from __future__ import annotations

import pytest

from pipelines.alerts.deliver.transports import LOT, by_server, lot, server_of, without_server
from tests.rules.day import town_of

VARIABLE = "RATUSZ_TEST_MAIL"
NAMED = f'[mail]\nurl = "{VARIABLE}"\nfrom = "ratusz@malo.example"\n'


@pytest.mark.parametrize(
    ("settings", "said", "server", "sentence"),
    [
        ("", None, None, False),  # a town that wants files
        ("", "smtp://mail.malo.example:2525", None, False),  # nobody asked for it
        (NAMED, None, None, True),
        (NAMED, "", None, True),
        (NAMED, "smtp://mail.malo.example:2525", "mail.malo.example", False),
    ],
)
def test_a_server_that_is_named_and_not_set_is_said_and_nothing_else_is(monkeypatch, settings, said, server, sentence):
    monkeypatch.delenv(VARIABLE, raising=False)
    if said is not None:
        monkeypatch.setenv(VARIABLE, said)
    town = town_of(settings)
    found = server_of(town)
    assert (found and found.hostname) == server
    assert (VARIABLE in without_server(town)) is sentence
    assert bool(without_server(town)) is sentence
    # what has left by a server cannot be taken back, so one letter is noted at a time
    assert (by_server(town), lot(town)) == ((True, 1) if server else (False, LOT))
