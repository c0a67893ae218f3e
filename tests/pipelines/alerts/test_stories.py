"""Stories of a small office, day by day: what happens, who is told what, and the word for what is not said.

Each story of stories/*.yaml has a town (tables of town.toml) and days. A day may have a moment (`at`, the town's time,
06:00 unless said) and what happens before the run of that moment; `told` is all that leaves in it, whoever is not
listed gets nothing; `words` is every decision, counted; `held` the letters that wait, each with its word.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from pipelines import acts
from pipelines.acts import By, Wish
from pipelines.store.state import open_state
from tests.written import written

FOLDER = Path(__file__).parent / "stories"
STORIES = {
    f"{path.stem}: {name}": story for path in sorted(FOLDER.glob("*.yaml")) for name, story in written(path).items()
}


def test_there_are_stories_to_tell():
    assert len(STORIES) > 20


@pytest.mark.parametrize("name", STORIES)
def test_the_story(office, name):
    story = STORIES[name]
    office.settings |= story.get("town", {})
    seen: set[str] = set()
    for number, step in enumerate(story["days"]):
        now = _moment(office, step)
        for what, about in step.items():
            if what in HAPPENS:
                HAPPENS[what](office, about, now)
        where = f"{name}, day {number + 1}: {now:%a %d %b %H:%M}"
        if step.get("run", True):
            posted = office.run(step["day"], now)
            if "words" in step:
                assert posted.words == step["words"], where
        else:
            office.post(f"{office.runs:06}", now)  # the run is over; only what waits is sent
        left = [row for row in office.letters() if row["state"] in ("sent", "written") and row["letter_id"] not in seen]
        seen |= {row["letter_id"] for row in left}
        assert _told(left) == {who: sorted(said) for who, said in step.get("told", {}).items()}, where
        if "held" in step:
            waiting = [row for row in office.letters() if row["state"].startswith("held") and row["not_before"]]
            leaves = {
                row["recipient"]: datetime.fromisoformat(row["not_before"]).astimezone(office.town.zone)
                for row in waiting
            }
            assert {who: f"{at:%d %b %H:%M}" for who, at in leaves.items()} == step["held"], where
        for who, sentences in step.get("letter", {}).items():
            text = " ".join(office.letter_to(who).text.split())
            for sentence in sentences:
                assert sentence in text, where


def _told(letters: list[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Who was told what: reader -> 'rule subject reason', what only rides along left out."""
    told: dict[str, list[str]] = {}
    for row in letters:
        told.setdefault(row["recipient"], []).extend(
            f"{item['rule']} {item['subject']} {item['reason']}" for item in row["items"] if item["reason"] != "repeat"
        )
    return {who: sorted(said) for who, said in told.items()}


def _moment(office: Any, step: Mapping[str, Any]) -> datetime:
    at = time.fromisoformat(step.get("at", "06:00"))
    return datetime.combine(step.get("on", step["day"]), at, office.town.zone)


def _finds(office: Any, found: Mapping[str, Mapping[str, Any]], now: datetime) -> None:
    for subject, finding in found.items():
        office.finds(subject, *finding["to"], **{name: value for name, value in finding.items() if name != "to"})


def _settles(office: Any, subjects: list[str], now: datetime) -> None:
    for subject in subjects:
        for rule, noun, about in list(office.open):
            if about == subject:
                office.settles(about, rule, noun)


def _away(office: Any, people: Mapping[str, Mapping[str, Any]], now: datetime) -> None:
    for employee, absence in people.items():
        office.away(employee, absence.get("substitute"), absence["back"], absence["since"])


def _leaves(office: Any, people: list[str], now: datetime) -> None:
    for employee in people:
        office.con.execute("update employees set active_to = ? where employee = ?", [_before(now), employee])


def _before(now: datetime) -> date:
    return date.fromordinal(now.date().toordinal() - 1)


def _acknowledges(office: Any, done: Mapping[str, Any], now: datetime) -> None:
    with closing(open_state(office.town)) as state:
        acts.acknowledge(office.town, office.con, state, done["subject"], _by(done, now), until=done.get("until"))


def _silences(office: Any, done: Mapping[str, Any], now: datetime) -> None:
    with closing(open_state(office.town)) as state:
        acts.silence(
            office.town, office.con, state, done["target"], _by(done, now), until=done["until"], why=done["why"]
        )  # fmt: skip


def _undoes(office: Any, done: Mapping[str, Any], now: datetime) -> None:
    with closing(open_state(office.town)) as state:
        acts.undo(office.town, state, done["kind"], done["target"], _by(done, now))


def _prefers(office: Any, wishes: Mapping[str, Mapping[str, str]], now: datetime) -> None:
    with closing(open_state(office.town)) as state:
        for employee, wish in wishes.items():
            acts.prefer(office.town, office.con, state, employee, By(employee, "test", now), Wish(**wish))


def _by(done: Mapping[str, Any], now: datetime) -> By:
    return By(done.get("author", "anna"), "test", now)


def _heads(office: Any, heads: Mapping[str, str], now: datetime) -> None:
    for unit, manager in heads.items():
        office.con.execute("update units set manager = ? where unit = ?", [manager, unit])


def _foretells(office: Any, rules: Mapping[str, list[str]], now: datetime) -> None:
    office.con.execute("alter table rule_book add column foretells varchar[]")
    for rule, outcomes in rules.items():
        office.con.execute("update rule_book set foretells = ? where id = ?", [outcomes, rule])


HAPPENS = {
    "heads": _heads,
    "foretells": _foretells,
    "finds": _finds,
    "settles": _settles,
    "away": _away,
    "back": lambda office, people, now: [office.back(employee) for employee in people],
    "leaves": _leaves,
    "knows": lambda office, cases, now: [office.case(case, **known) for case, known in cases.items()],
    "registers": lambda office, cases, now: office.registers(*cases),
    "vanishes": lambda office, cases, now: [office.vanishes(case, now.date()) for case in cases],
    "feeds": lambda office, feeds, now: [office.feed(noun, state) for noun, state in feeds.items()],
    "acknowledges": _acknowledges,
    "silences": _silences,
    "undoes": _undoes,
    "prefers": _prefers,
}
