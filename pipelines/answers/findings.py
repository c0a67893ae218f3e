"""The findings of an open day in the contract's words."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Literal

import polars as pl

from pipelines.acts import read_acts
from pipelines.reading import Reading
from pipelines.store.exchange import frame_of
from pipelines.store.moments import zoned
from pipelines.store.state import open_state

Show = Literal["now", "resolved", "inhibited"]


def materialize_findings(day: Reading) -> None:
    """Make `findings_now` and `unjudged_now` of the day, once: from the published run or judged afresh.

    Whoever asks a Reading for findings calls this first; nobody has to have called it before.
    """
    if day.judged:
        return
    if day.run_id is None:
        from pipelines.judge import judge

        judge(day.con, day.town)
    else:
        day.con.execute("set variable run_id = ?", [day.run_id])
        for name, columns in (("findings", "*"), ("unjudged", "rule, noun, subject, missing")):
            day.con.execute(
                f"create temp view {name}_now as select {columns} from {name} where run_id = getvariable('run_id')"
            )
    day.judged = True


def materialize_run(day: Reading) -> str:
    """Let this connection see the day judged afresh as the run that would be published next; returns its id.

    Nothing is stored: `runs` and `findings` are temporary tables over those of the snapshot.
    """
    from pipelines.judge.store_run import next_id

    materialize_findings(day)
    run_id = next_id(day.con, day.town)
    about = {"run_id": run_id, "as_of": day.as_of, "known_on": day.known_on, "version": version("ratusz")}
    day.con.execute(
        """
        create temp table runs as
        from main.runs
        union all by name
        select $run_id as run_id, $as_of as as_of, $known_on as known_on, $version as version
        """,
        about,
    )
    day.con.execute(
        """
        create temp table findings as
        from main.findings
        union all by name
        select $run_id as run_id, $as_of as as_of, $known_on as known_on, * from findings_now
        """,
        {name: about[name] for name in ("run_id", "as_of", "known_on")},
    )
    return run_id


def spoken(day: Reading, show: Show = "now", acts_known: datetime | None = None) -> pl.DataFrame:
    """The findings with the keys of the contract, gravest first; what silences one is said only of the silenced.

    What people had acknowledged or silenced by `acts_known` (left out: by what the day knows) stays, marked.
    """
    materialize_findings(day)
    frame = day.query("answers/measures/findings.sql", show=show)
    because = pl.Series("because", [json.loads(text) for text in frame["because"]], dtype=pl.Object)
    shown = frame.drop("first_seen", "inhibited_by").with_columns(
        because, as_of=pl.lit(day.as_of), known_on=pl.lit(known_on(day)), first_seen=frame["first_seen"]
    )
    shown = shown.with_columns(_acts(day, frame, acts_known or day.known_on.replace(tzinfo=UTC)))
    return shown.with_columns(frame["inhibited_by"]) if show == "inhibited" else shown


def _acts(day: Reading, frame: pl.DataFrame, known_on: datetime) -> list[pl.Series]:
    """Who acknowledged each finding and who silenced it, and the last day of both; null where nobody did."""
    with closing(open_state(day.town)) as state:
        stood = read_acts(state, known_on)
    columns = []
    for kind, word in (("acknowledge", "acknowledged"), ("silence", "silenced")):
        acts = [
            stood.over(kind, rule, noun, subject, severity, first_seen, day.as_of)
            for rule, noun, subject, severity, first_seen in frame.select(
                "rule", "noun", "subject", "severity", "first_seen"
            ).iter_rows()
        ]
        columns += [
            pl.Series(f"{word}_by", [act.author if act else None for act in acts], dtype=pl.String),
            pl.Series(f"{word}_until", [act.until if act else None for act in acts], dtype=pl.Date),
        ]
    return columns


def unjudged(day: Reading) -> pl.DataFrame:
    """What could not be judged: a row per rule, subject and missing column."""
    materialize_findings(day)
    return frame_of(day.con.sql("from unjudged_now order by rule, noun, subject, missing"))


def known_on(day: Reading) -> str:
    """The moment of the day's knowledge in the town's time, as `--known-on` takes it."""
    return zoned(day.known_on, day.town.zone).isoformat()
