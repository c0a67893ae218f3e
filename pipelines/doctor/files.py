"""What the feeds would make of the files that are there: the second half of `ratusz check`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from pipelines.contracts import JUDGED_BY_TERMS
from pipelines.facts.feed_facts import left_behind
from pipelines.load.trial import Trial, counted_twice, starved, trials
from pipelines.settings import open_town
from pipelines.settings.inspector import near
from pipelines.store.snapshot import current, open_snapshot
from pipelines.town import Town
from rules.wording import Words

LISTED = 10  # words named of those that no term is called by


class Remark(NamedTuple):
    """What is to be said of a feed's files; `wrong` where somebody has to put it right; `rows` it alone keeps out."""

    feed: str
    message: str
    fix: str
    wrong: bool
    rows: int = 0


def remarks(root: Path, terms: Collection[str], say: Words) -> list[Remark]:
    """What came of each feed on the files that wait, or on the newest that is kept."""
    town = open_town(root)
    found = list(trials(town))
    known = {*terms, *town.terms}
    said = [remark for trial in found for remark in _of_trial(trial, known, say)]
    for taker, trial in starved(found):
        message = say(
            "{file} is read by {feed} too, which cannot use it: {taker} does",
            file=trial.file,
            feed=trial.feed,
            taker=taker,
        )
        fix = say("Give each of them its own folder (inbox) or its own pattern of names (files).")
        said.append(Remark(trial.feed, message, fix, wrong=True))
    said += _counted_twice(found, say)
    said += _left_behind(town, say)
    tried = {trial.feed for trial in found}
    without = [name for name in town.feeds if tried and name not in tried]  # a town without any file needs no list
    return said + [Remark(name, say("no file to try"), "", wrong=False) for name in without]


def _counted_twice(found: list[Trial], say: Words) -> Iterator[Remark]:
    """Cumulative tables of two feeds that tell the same sum: one of them would count as a change of the other."""
    for mine, other, lines, example in counted_twice(found):
        message = say.count(
            lines,
            "{file} and {other} ({feed}) both give the cumulative sum of {n} line on one day: {example}",
            "{file} and {other} ({feed}) both give the cumulative sums of {n} lines on one day, for one: {example}",
            file=mine.file, other=other.file, feed=other.feed, example=example,
        )  # fmt: skip
        fix = say("Let one feed give each line, or say the day of each table: booked_on = {example}.",
                  example='{ from = "file", pattern = "%Y-%m" }')  # fmt: skip
        yield Remark(mine.feed, message, fix, wrong=True)


def _left_behind(town: Town, say: Words) -> Iterator[Remark]:
    """The feeds that town.toml no longer describes and whose rows still count in what is published."""
    if current(town) is None:
        return
    con, _ = open_snapshot(town)
    with closing(con):
        for feed, nouns in left_behind(con, town).items():
            message = say("it is no longer in town.toml, but its rows still count: {n:number}", n=sum(nouns.values()))
            fix = say(
                "End them: `ratusz feed end {feed}`; or hand them over: `ratusz feed rename {feed} NEW`", feed=feed
            )
            yield Remark(feed, message, fix, wrong=True)


def _of_trial(trial: Trial, known: Collection[str], say: Words) -> Iterator[Remark]:
    about = say("{file} ({noun})", file=trial.file, noun=trial.noun)
    if trial.refused is not None:
        yield Remark(trial.feed, f"{about}: {trial.refused.reason}", trial.refused.fix, wrong=True)
        return
    counted = say(
        "rows: {rows:number}, good: {good:number}, rejected: {rejected:number}",
        rows=trial.rows, good=trial.rows - trial.rejected, rejected=trial.rejected,
    )  # fmt: skip
    yield Remark(trial.feed, f"{about}: {counted}", "", wrong=trial.rejected > 0)
    for fault in trial.faults.iter_rows(named=True):
        values = f": {fault['values']}" if fault["values"] else ""
        told = say(
            "{column}: {reason}, rows: {n:number}", column=fault["column"], reason=fault["reason"], n=fault["rows"]
        )
        yield Remark(trial.feed, f"{told}{values}", fault["fix"], wrong=True, rows=fault["rows"])
    strange = {word: n for word, n in trial.kinds.items() if word not in known}
    if trial.noun in JUDGED_BY_TERMS and strange:
        listed = list(strange.items())[:LISTED]
        meant = {word: near(word, sorted(known)) for word, _ in listed}
        words = ", ".join(f"{word} ({n})" for word, n in listed)
        guesses = ", ".join(f"{word} → {term}" for word, term in meant.items() if term)
        fix = say(
            "Say in {table} which term each of them is; a row with a term of its own (due_on) needs none.",
            table=f"[feeds.{trial.feed}.values.kind]",
        )
        if guesses:
            fix = f"{say('Did you mean {near}?', near=guesses)} {fix}"
        yield Remark(trial.feed, say("kinds that no term is called by: {words}", words=words), fix, wrong=False)
