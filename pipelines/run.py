"""One pass: load what arrived, judge the day, publish it whole, write the letters. All of it, or yesterday stays."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import duckdb

from pipelines.alerts import Posted
from pipelines.facts import derive_seen
from pipelines.facts.feed_facts import materialize_feeds
from pipelines.judge import judge
from pipelines.judge.store_run import fingerprint, store_run
from pipelines.load import Load, load_all
from pipelines.load.inbox import LeftAlone
from pipelines.load.reader import reading
from pipelines.load.record import loads_since
from pipelines.posting import keep_back, post_published
from pipelines.reading import refuse_beyond
from pipelines.refusal import Refusal
from pipelines.settings.town_law import law_of
from pipelines.store.damage import explained
from pipelines.store.last_run import last_run, last_run_if_any
from pipelines.store.publish import heal, publish, unpublished
from pipelines.store.state import lock
from pipelines.store.warehouse import look, open_warehouse, utc
from pipelines.town import Town
from rules.law import Law
from rules.wording import words

Progress = Callable[[str], None]
FAR = timedelta(days=31)  # ahead of what was published: longer than any pause of a schedule, shorter than a wrong year


@dataclass(frozen=True)
class Outcome:
    """What a pass did: the run readers now see, what was loaded for it, and whether anything had changed.

    unsaid: the loads that no finished run has spoken of yet: those of this pass, and of passes that were killed.
    left: the files that stay in the inbox, each with the reason. with_letters: it was to write letters.
    """

    run_id: str
    as_of: date
    known_on: datetime
    loads: list[Load]
    changed: bool
    posted: Posted
    unsaid: list[Load]
    left: list[LeftAlone]
    with_letters: bool = True


def run(
    town: Town,
    as_of: date,
    progress: Progress = lambda _: None,
    patience: float = 0,
    *,
    again: bool = False,
    letters: bool = True,
) -> Outcome:
    """One pass for a day; the town's lock is held throughout.

    A process killed anywhere leaves yesterday published; the next pass finishes what was already decided. `progress`
    hears each step as it begins: load facts judge agree write keep publish letters. `again`: also a day before the
    published one, or far after it. letters: False writes and sends none; what was found waits for a pass that does.

    Raises:
        Busy: another run is still at work after `patience` seconds.
        Refusal: the law's record does not reach the day; the clock or the day is wrong; the town's files are lost,
            damaged, or cannot be written.
        EngineFault: not everything was judged, or the two judges differ; what was loaded stays, nothing is published.
    """
    law = law_of(town)
    refuse_beyond(law, town, as_of)
    with explained(town), lock(town, patience), reading() as reader:
        if any(town.inbox.glob("*/*")):
            reader.start()  # it loads its libraries while the warehouse is opened
        with closing(open_warehouse(town)) as con:
            if not again:
                _refuse_another_time(con, town, as_of)
            half_done = unpublished(con, town)
            if half_done is not None:
                progress("publish")
                publish(con, town, half_done)
            progress("load")
            before, left = last_run_if_any(con), list[LeftAlone]()
            loads = load_all(town, con, left=left)
            unsaid = loads_since(con, before.known_on if before else None)
            changed = _judged(con, town, law, as_of, progress, letters=letters)
            now = last_run(con)
        posted = Posted()
        if letters:
            progress("letters")
            posted = post_published(town)
        else:
            keep_back(town, now.run_id, now.known_on)
    return Outcome(now.run_id, as_of, now.known_on, loads, changed, posted, unsaid, left, letters)


def _refuse_another_time(con: duckdb.DuckDBPyConnection, town: Town, as_of: date) -> None:
    """A clock put wrong, or a slip in a date, would be told to everybody as today: Refusal.

    Forward it is counted from the furthest day there was, so that after one pass for a past day the next is like any.
    """
    last = last_run_if_any(con)
    if last is None:
        return
    ((furthest,),) = con.execute("select max(as_of) from runs").fetchall()
    if last.as_of <= as_of <= furthest + FAR:
        return
    say = words(town.language)
    fix = say("Is the clock right? If this day is meant: `ratusz run --as-of {day} --again`.", day=as_of.isoformat())
    if as_of < last.as_of:
        raise Refusal(
            say("{day:day} is before {published:day}, which is published already.", day=as_of, published=last.as_of),
            fix,
        )
    raise Refusal(
        say("{day:day} is {n:number} days after {published:day}, the last day published.",
            day=as_of, n=(as_of - furthest).days, published=furthest), fix,
    )  # fmt: skip


def _judged(
    con: duckdb.DuckDBPyConnection, town: Town, law: Law, as_of: date, progress: Progress, *, letters: bool
) -> bool:
    """Judge and publish, unless the last run has said all this already: then False."""
    known_on = _moment(con)
    look(con, as_of, known_on, town.timezone, town.order)
    materialize_feeds(con, town, law, as_of, known_on)
    mark = fingerprint(con, town, law, as_of)
    before = last_run_if_any(con)
    if before is not None and before.fingerprint == mark:
        heal(con, town, before.run_id)
        return False
    progress("facts")
    derive_seen(con, town, law, as_of, known_on)
    judge(con, town, progress)
    progress("keep")
    run_id = store_run(con, town, law, as_of, known_on, mark)
    if not letters:
        keep_back(town, run_id, known_on)
    progress("publish")
    publish(con, town, run_id)
    return True


def _moment(con: duckdb.DuckDBPyConnection) -> datetime:
    """Now in UTC, but after all that is known and every earlier run, also where the clock was put back."""
    now = utc(datetime.now(UTC))
    [(newest,)] = con.execute(
        """
        select max(known) + interval 1 microsecond
        from (select known_from as known from loads union all select known_on from runs)
        """
    ).fetchall()
    return now if newest is None else max(now, newest)
