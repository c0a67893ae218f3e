"""What changed in the course of the demo's cases: hands, and how long one service takes since a day, at one step."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from statistics import mean

from data.demo.case_turns import OWN, SLOWER, SLOWER_AT, SLOWER_SINCE


def moment(text: str) -> datetime:
    return datetime.strptime(text[:16], "%d.%m.%Y %H:%M")


def test_one_service_takes_longer_since_march_and_most_of_it_after_the_visit(export):
    cases = [row for row in export("ezd_sprawy")[:-2] if row["Klasa JRWA"] == SLOWER and row["Data rozstrzygnięcia"]]
    took: dict[bool, list[int]] = defaultdict(list)
    for row in cases:
        opened, decided = (datetime.strptime(row[name][:10], "%d.%m.%Y") for name in
                           ("Data wszczęcia", "Data rozstrzygnięcia"))  # fmt: skip
        took[opened.date() >= SLOWER_SINCE].append((decided - opened).days)
    assert min(map(len, took.values())) > 60
    assert mean(took[True]) > mean(took[False]) + 4
    marks = {row["Znak sprawy"] for row in cases}
    steps: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for row in export("ezd_metryka")[:-1]:
        if row["Znak sprawy"] in marks:
            steps[row["Znak sprawy"]].append((moment(row["Data i godzina"]), row["Czynność"]))
    waits: dict[bool, list[int]] = defaultdict(list)
    for way in steps.values():
        for (before, word), (after, _) in zip(sorted(way), sorted(way)[1:], strict=False):
            if word == SLOWER_AT:
                waits[after.date() >= SLOWER_SINCE].append((after - before).days)
    assert mean(waits[True]) > mean(waits[False]) + 2


def test_a_fifth_of_the_cases_change_hands(export):
    actors: dict[str, set[str]] = defaultdict(set)
    for row in export("ezd_metryka")[:-1]:
        if row["Czynność"] in OWN:
            actors[row["Znak sprawy"]].add(row["Osoba"])
    changed = [mark for mark, people in actors.items() if len(people) > 1]
    assert 0.08 < len(changed) / len(actors) < 0.3
