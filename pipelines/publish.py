"""Publish: one transaction of meaning, then a copy for readers, then the pointer to it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path

import duckdb
import polars as pl

from pipelines.facts import RELATIONS
from pipelines.snapshot import current
from pipelines.town import Town
from pipelines.warehouse import transaction
from rules.engine.declare import RULES, SEVERITIES
from rules.law import Law
from rules.wording import words

COPIES = "snap-*.duckdb"
KEPT = 3  # older copies stay a while for readers who still have them open
PUBLISHED = (*RELATIONS, "feed_facts")


def fingerprint(con: duckdb.DuckDBPyConnection, town: Town, law: Law, as_of: date) -> str:
    """What a day's findings depend on: the same fingerprint needs no second judgement."""
    loads = con.execute("select count(*), max(known_from), count(*) filter (state = 'held') from loads").fetchall()
    feeds = con.execute("select feed, state from feed_facts order by feed").fetchall()
    program = [version("ratusz"), RULES.fingerprint]
    said = json.dumps([as_of, loads, feeds, town.text, dict(law.hashes), program], default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def keep(con: duckdb.DuckDBPyConnection, town: Town, law: Law, as_of: date, known_on: datetime, mark: str) -> str:
    """Store the day's findings and facts with all they were made from, in one transaction; gives the run's id.

    The findings of earlier runs stay, also those of the same day: what was known then is compared with them.
    """
    run_id = next_id(con, town)
    with transaction(con):
        _keep(con, town, law, run_id, as_of, known_on, mark)
    return run_id


def _keep(
    con: duckdb.DuckDBPyConnection, town: Town, law: Law, run_id: str, as_of: date, known_on: datetime, mark: str
) -> None:
    con.execute(
        "insert into findings by name select ? as run_id, ? as as_of, ? as known_on, * from findings_now",
        [run_id, as_of, known_on],
    )
    con.execute("insert into unjudged by name select ? as run_id, * from unjudged_now", [run_id])
    con.execute("delete from unjudged where run_id <> ?", [run_id])
    for relation in PUBLISHED:
        con.execute(f"create or replace table main.{relation} as from temp.{relation}")
    _keep_rule_book(con)
    con.executemany(
        "insert into law_files (sha256, path, text) values (?, ?, ?) on conflict do nothing",
        [(law.hashes[path], path, text) for path, text in law.files.items()],
    )
    con.execute(
        """
        insert into runs by name
        select ? as run_id, ? as as_of, ? as known_on, ? as published_at, ? as version, ? as fingerprint,
            ? as town_toml, ?::json as law,
            coalesce((select json_group_object(severity, n) from (
                select severity, count(*) as n from findings_now
                where status <> 'resolved' and inhibited_by is null group by severity order by severity
            )), '{}') as counts
        """,
        [run_id, as_of, known_on, datetime.now(UTC).replace(tzinfo=None), version("ratusz"), mark, town.text,
         json.dumps(dict(law.hashes))],
    )  # fmt: skip


def next_id(con: duckdb.DuckDBPyConnection, town: Town) -> str:
    """The id after the last run; a warehouse built anew goes on after the copies there are, so no name comes twice."""
    ((last,),) = con.execute("select max(run_id) from runs").fetchall()
    names = [copy.stem.removeprefix("snap-") for copy in town.published.glob(COPIES)]
    return f"{int(max([last or '0', *names], key=int)) + 1:06d}"


def _keep_rule_book(con: duckdb.DuckDBPyConnection) -> None:
    polish, english = words("pl"), words("en")
    frame = pl.DataFrame(
        [
            (
                r.id,
                r.name,
                r.docket,
                r.severity,
                polish(r.says),
                english(r.says),
                list(r.law),
                list(r.to),
                r.doc,
                [r.says_at.get(severity, r.says) for severity in SEVERITIES],
            )
            for r in RULES.values()
        ],
        schema=[
            "id",
            "name",
            "docket",
            "severity",
            "sentence_pl",
            "sentence_en",
            "law",
            "audience",
            "doc",
            "sentences",
        ],
        schema_overrides=dict.fromkeys(("law", "audience", "sentences"), pl.List(pl.String)),
        orient="row",
    )
    con.register("rule_frame", frame)
    con.execute(
        """
        create or replace table main.rule_book as
        select * replace (map(['info', 'warn', 'high', 'critical'], sentences) as sentences) from rule_frame
        """
    )
    con.unregister("rule_frame")


def unpublished(con: duckdb.DuckDBPyConnection, town: Town) -> str | None:
    """The run that was stored but whose copy readers never got, because the process died in between."""
    ((last,),) = con.execute("select max(run_id) from runs").fetchall()
    copy = current(town)
    reached = copy is not None and copy.stem == f"snap-{last}" and copy.is_file()
    return None if reached else last


def publish(con: duckdb.DuckDBPyConnection, town: Town, run_id: str) -> Path:
    """Copy the warehouse and swap the pointer to it; a reader sees the old copy or the new one, never a part.

    CHECKPOINT first: a copy without it silently lacks what is still in the write-ahead log. Each copy has a name of
    its own, since a reader's open connection pins the file it opened.
    """
    town.published.mkdir(exist_ok=True)
    copy = town.published / f"snap-{run_id}.duckdb"
    part = copy.with_suffix(".part")
    con.execute("checkpoint")
    shutil.copyfile(town.warehouse, part)
    _settle(part)
    part.replace(copy)
    pointer = town.published / "current.part"
    pointer.write_text(copy.name, encoding="ascii")
    _settle(pointer)
    pointer.replace(town.published / "current")
    _settle(town.published)
    for old in sorted(town.published.glob(COPIES))[:-KEPT]:
        old.unlink()
    return copy


def _settle(path: Path) -> None:
    """Wait until the disk has it, so that a power cut cannot leave a pointer to nothing."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
