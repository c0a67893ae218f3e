"""A calendar per person: stable events that move with their dates, and the stand-in sees the absent person's."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import time_machine

from pipelines.acts import By
from pipelines.answers.agenda import agenda
from pipelines.answers.agenda.token import grant, holder, revoke
from pipelines.run import run
from pipelines.settings import open_town
from pipelines.store.snapshot import open_snapshot
from pipelines.store.state import open_state

STEWARD = By("opiekun", "tests", datetime(2026, 11, 16, 8, tzinfo=UTC))
MONDAY, TUESDAY, NEXT_MONDAY = date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 23)
TOWN = """
[town]
name = "Kalendarzewo"
teryt = "2478000"
[feeds.units]
[feeds.employees]
[feeds.absences]
[feeds.substitutions]
[feeds.cases]
[feeds.invoices]
"""
STAFF = {
    "units": "unit,name,manager\nWB,Budownictwo,e9\n",
    "employees": (
        "employee,name,email,unit,active_to\n"
        "e1,Anna Lis,a@z.pl,WB,\ne2,Jan Wilk,j@z.pl,WB,\ne3,Ewa Sowa,e@z.pl,WB,2026-10-31\ne9,Ola Kos,o@z.pl,WB,\n"
    ),
    "absences": (  # away from Tuesday to Friday, e2 stands in and has confirmed
        "absence,employee,kind,first_day,last_day,substitute,confirmed_on,state\n"
        "A1,e1,planned,2026-11-17,2026-11-20,e2,2026-11-10,approved\n"
    ),
    "substitutions": "employee,substitute,scope,rank,valid_from,valid_to\n",
    "invoices": (
        "invoice_id,number,seller_nip,seller_kind,unit,holder,issued_on,received_on,agreed_due_on,gross\n"
        "F1,1/2026,5252248481,business,WB,e1,2026-11-02,2026-11-02,2026-11-30,1000.00\n"
    ),
}
CASE = "case_id,kind,title,unit,handler,opened_on,due_on,closed_on\n"
WB1 = "WB.1,own,Jan Kowalski z Polnej,WB,e1,2026-11-02,{due},{closed}\n"


def deliver(root: Path, day: date, cases: str) -> None:
    """A pass over the whole register."""
    for noun, text in {**STAFF, "cases": CASE + cases}.items():
        (root / "inbox" / noun).mkdir(parents=True, exist_ok=True)
        (root / "inbox" / noun / f"{noun}.csv").write_text(text, "utf-8")
    run(open_town(root), day)


@pytest.fixture(scope="module")
def monday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town on Monday: Anna holds a case due on Thursday and an invoice due on the 30th. Nobody writes to it."""
    town = tmp_path_factory.mktemp("monday") / "town"
    town.mkdir()
    (town / "town.toml").write_text(TOWN, "utf-8")
    deliver(town, MONDAY, WB1.format(due="2026-11-19", closed=""))
    return town


@pytest.fixture
def root(monday: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return Path(shutil.copytree(monday, tmp_path / "town"))


def events(root: Path, employee: str) -> dict[str, Any]:
    """The events of a person's feed, by UID."""
    con, _ = open_snapshot(open_town(root))
    with closing(con):
        feed = agenda(con, open_town(root), employee)
    assert feed is not None
    return {str(event["uid"]): event for event in icalendar.Calendar.from_ical(feed).walk("VEVENT")}


def days(root: Path, employee: str) -> dict[str, date]:
    return {str(event["summary"]): event["dtstart"].dt for event in events(root, employee).values()}


def test_each_thing_held_is_an_all_day_event_on_its_day_named_by_its_mark_only(root):
    assert days(root, "e1") == {"WB.1": date(2026, 11, 19), "1/2026": date(2026, 11, 30)}
    assert days(root, "e2") == {}
    text = b"".join(event.to_ical() for event in events(root, "e1").values()).decode()
    assert "Kowalski" not in text


def test_an_event_moves_when_its_date_moves_and_is_gone_when_the_case_is_settled(root):
    (before,) = (uid for uid, event in events(root, "e1").items() if event["summary"] == "WB.1")
    deliver(root, TUESDAY, WB1.format(due="2026-11-26", closed=""))
    assert events(root, "e1")[before]["dtstart"].dt == date(2026, 11, 26)
    deliver(root, date(2026, 11, 18), WB1.format(due="2026-11-26", closed="2026-11-18"))
    assert before not in events(root, "e1")


def test_the_stand_in_has_the_absent_persons_events_until_the_return(root):
    deliver(root, TUESDAY, WB1.format(due="2026-11-19", closed=""))
    assert days(root, "e2") == days(root, "e1") == {"WB.1": date(2026, 11, 19), "1/2026": date(2026, 11, 30)}
    (case,) = (event for event in events(root, "e2").values() if event["summary"] == "WB.1")
    assert "W zastępstwie: Anna Lis." in case["description"]
    deliver(root, NEXT_MONDAY, WB1.format(due="2026-11-19", closed=""))
    assert days(root, "e2") == {}
    assert days(root, "e1") == {"po terminie: WB.1": date(2026, 11, 19), "1/2026": date(2026, 11, 30)}


def test_old_data_stand_in_the_calendar_too(root):
    (root / "town.toml").write_text(TOWN.replace("[feeds.cases]\n", '[feeds.cases]\nmax_age = "1min"\n'), "utf-8")
    with time_machine.travel("2026-12-24T06:00:00Z", tick=True):
        run(open_town(root), date(2026, 11, 18))
    assert "Dane nieaktualne: w kalendarzu może czegoś brakować" in days(root, "e1")


def test_who_left_has_no_calendar(root):
    con, _ = open_snapshot(open_town(root))
    with closing(con):
        assert agenda(con, open_town(root), "e3") is None
        assert agenda(con, open_town(root), "nobody") is None


def test_a_secret_opens_one_calendar_until_it_is_replaced_or_revoked(root):
    with closing(open_state(open_town(root))) as state:
        first = grant(state, "e1", STEWARD)
        assert (holder(state, first), holder(state, first[:-1])) == ("e1", None)
        second = grant(state, "e1", STEWARD)
        assert (holder(state, first), holder(state, second)) == (None, "e1")
        assert revoke(state, "e1", STEWARD)
        assert not revoke(state, "e1", STEWARD)
        assert holder(state, second) is None
        assert [row[0] for row in state.execute("select action from audit order by rowid")] == [
            "calendar", "calendar", "calendar revoked",
        ]  # fmt: skip
        assert second not in str(state.execute("select * from audit").fetchall()), "a secret is written nowhere"


def test_every_event_lasts_its_one_day_and_makes_nobody_busy(root):
    found = events(root, "e1").values()
    assert found
    for event in found:
        assert event["dtend"].dt - event["dtstart"].dt == timedelta(days=1)
        assert event["transp"] == "TRANSPARENT"


def test_whatever_is_wrong_with_a_source_stands_in_the_calendar(root):
    said: dict[str, bool] = {}
    for state in ("fresh", "stale", "very_stale", "never", "held"):
        con, _ = open_snapshot(open_town(root))
        with closing(con):
            con.execute(
                "create temp table feed_facts as select * replace (if(feed = 'cases', $1, 'fresh') as state) "
                "from main.feed_facts",
                [state],
            )
            feed = agenda(con, open_town(root), "e1")
        assert feed is not None
        said[state] = "Bez świeżych danych: cases." in feed.decode()
    assert said == {"fresh": False, "stale": True, "very_stale": True, "never": True, "held": True}
