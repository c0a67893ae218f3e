"""`ratusz check`, second half: what the feeds would make of the files that are there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from pipelines.facts.feed_facts import left_behind
from pipelines.load.trial import Trial, starved, trials
from pipelines.settings import open_town
from pipelines.store.snapshot import current, open_snapshot
from pipelines.town import Town
from rules.wording import Words

KINDS_OF_THE_LAW = ("cases", "documents")  # nouns whose `kind` is a term of the law or of town.toml


class Remark(NamedTuple):
    """What is to be said of a feed's files; `wrong` where somebody has to put it right."""

    feed: str
    message: str
    fix: str
    wrong: bool


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
    said += _left_behind(town, say)
    tried = {trial.feed for trial in found}
    without = [name for name in town.feeds if tried and name not in tried]  # a town without any file needs no list
    return said + [Remark(name, say("no file to try"), "", wrong=False) for name in without]


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
        yield Remark(trial.feed, f"{told}{values}", fault["fix"], wrong=True)
    strange = {word: n for word, n in trial.kinds.items() if word not in known}
    if trial.noun in KINDS_OF_THE_LAW and strange:
        words = ", ".join(f"{word} ({n})" for word, n in list(strange.items())[:10])
        fix = say(
            "Say in {table} which term each of them is; a row with a term of its own (due_on) needs none.",
            table=f"[feeds.{trial.feed}.values.kind]",
        )
        yield Remark(trial.feed, say("kinds that no term is called by: {words}", words=words), fix, wrong=False)
