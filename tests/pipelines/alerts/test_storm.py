"""A mail server in bad weather: letters put off, refused, lines cut in the middle. Nothing lost or doubled."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from pipelines.alerts.deliver import deliver
from pipelines.store.retry import FIRST_WAIT, LONGEST_WAIT
from pipelines.store.state import open_state
from tests.pipelines.alerts.conftest import Office
from tests.pipelines.alerts.post_office import Server, opened

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
SIX = datetime(2026, 11, 20, 5, tzinfo=UTC)
OFFICERS = [f"o{n:02}" for n in range(60)]
PUT_OFF, NO_SPACE, NOBODY, CUT = "451 try again later", "452 no space", "550 no such user", "cut"


@pytest.fixture
def server(office: Office, monkeypatch: pytest.MonkeyPatch):
    office.settings["mail"] = {"from": "Urząd <ratusz@zabrzeg.example>", "url": "RATUSZ_SMTP_URL", "per_minute": 1000}
    office.con.executemany(
        "insert into employees values (?, ?, ?, 'WB', 'officer', null, null, null)",
        [[name, f"Osoba {name}", f"{name}@zabrzeg.example"] for name in OFFICERS],
    )
    with opened() as kept:
        monkeypatch.setenv("RATUSZ_SMTP_URL", kept.url)
        yield kept


class Storm:
    """At each attempt the dice say what happens; of some people the server has never heard."""

    def __init__(self, server: Server, seed: int) -> None:
        self.dice = random.Random(seed)
        self.now = SIX
        self.unknown = {f"{name}@zabrzeg.example" for name in self.dice.sample(OFFICERS, 4)}
        self.tries: dict[str, list[datetime]] = {}
        server.at_recipient, server.at_data = self.recipient, self.data

    def recipient(self, address: str) -> str | None:
        """Fifteen in a hundred are put off here, and as many below."""
        self.tries.setdefault(address, []).append(self.now)
        return NOBODY if address in self.unknown else PUT_OFF if self.dice.random() < 0.15 else None

    def data(self, letter: str) -> str | None:
        """Besides, the line is cut in the middle of one letter in ten."""
        return self.dice.choices([PUT_OFF, NO_SPACE, CUT, None], [10, 5, 10, 75])[0]


@pytest.mark.parametrize("seed", [451, 550, 2026])
def test_thirty_in_a_hundred_put_off_some_refused_and_cut_lose_and_double_nothing(office, server, seed):
    storm = Storm(server, seed)
    office.finds("WB.1", *OFFICERS)
    posted = office.run(FRIDAY, SIX)
    refused_for_good = posted.undeliverable
    assert posted.queued > 10
    with closing(open_state(office.town)) as state:
        while posted.queued:
            storm.now += timedelta(minutes=5)
            posted = deliver(office.town, state, [], lambda: storm.now)
            refused_for_good += posted.undeliverable
            assert storm.now < SIX + timedelta(days=2)
    expected = {f"{name}@zabrzeg.example" for name in OFFICERS} - storm.unknown
    assert Counter(letter.address for letter in server.taken) == Counter(expected)
    assert len({letter.id for letter in server.taken}) == len(expected)
    dead = {row["to"]: row["why"] for row in office.letters() if row["state"] == "undeliverable" and row["to"]}
    assert dead == dict.fromkeys(storm.unknown, NOBODY)
    assert refused_for_good == len(storm.unknown)
    assert {answer for _, answer in server.refused} == {PUT_OFF, NO_SPACE, NOBODY, CUT}
    for address, tries in storm.tries.items():
        assert len(tries) == 1 or address not in storm.unknown
        waits = [later - earlier for earlier, later in pairwise(tries)]
        assert all(wait == min(FIRST_WAIT * 2**n, LONGEST_WAIT) for n, wait in enumerate(waits)), (address, waits)


def test_whoever_was_put_off_is_not_told_twice_by_the_runs_that_come_meanwhile(office, server):
    server.at_recipient = lambda address: PUT_OFF if address.startswith("o0") else None
    office.finds("WB.1", *OFFICERS)
    assert office.run(FRIDAY, SIX).queued == 10
    posted = office.run(MONDAY, SIX + timedelta(days=3))
    assert (posted.queued, posted.words) == (10, {"repeat": 60})
    server.at_recipient = lambda address: None
    assert office.run(MONDAY, SIX + timedelta(days=3, minutes=30)).sent == 10
    assert Counter(letter.address for letter in server.taken).most_common(1)[0][1] == 1


def test_a_letter_on_which_the_server_always_hangs_up_keeps_no_other_back(office, server):
    office.finds("WB.1", *OFFICERS)
    hung_up: list[str] = []

    def hang_up_on_the_first(letter: str) -> str | None:
        hung_up.append(letter) if not hung_up else None
        return CUT if letter in hung_up else None

    server.at_data = hang_up_on_the_first
    posted = office.run(FRIDAY, SIX)
    assert (posted.sent, posted.queued, posted.problem) == (59, 1, "")
    [waiting] = [row for row in office.letters() if row["state"] == "queued"]
    assert waiting["why"].startswith("421 ")


def test_where_the_server_goes_away_the_rest_waits_and_no_attempt_is_counted(office, server):
    office.finds("WB.1", *OFFICERS)

    def leave_after_twenty(letter: str) -> str | None:
        if len(server.taken) < 20:
            return None
        server.shut()
        return CUT

    server.at_data = leave_after_twenty
    posted = office.run(FRIDAY, SIX)
    assert (posted.sent, posted.queued) == (20, 40)
    assert "127.0.0.1" in posted.problem
    with closing(open_state(office.town)) as state:
        tried = state.execute("select attempts, count(*) from letters where state = 'queued' group by 1").fetchall()
    assert tried == [(0, 39), (1, 1)]
