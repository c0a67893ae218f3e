"""Keep: a run in one transaction, with all that is needed to say it again."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from importlib.metadata import version

import duckdb
import polars as pl

from pipelines.facts import RELATIONS
from pipelines.store.exchange import Readable
from pipelines.store.queries import sql
from pipelines.store.snapshot import copies
from pipelines.store.warehouse import transaction, utc
from pipelines.town import Town
from rules.catalogue import RULES
from rules.law import Law
from rules.law.budget_names import COLUMNS, budget_names
from rules.severity import SEVERITIES
from rules.wording import words

PUBLISHED = (*RELATIONS, "feed_facts", "law_calendar")  # measures count working days


def fingerprint(con: duckdb.DuckDBPyConnection, town: Town, law: Law, as_of: date) -> str:
    """What a day's findings depend on: the same fingerprint needs no second judgement."""
    loads = con.execute("select count(*), max(known_from), count(*) filter (state = 'held') from loads").fetchall()
    feeds = con.execute("select feed, state from feed_facts order by feed").fetchall()
    program = [version("ratusz"), RULES.fingerprint]
    said = json.dumps([as_of, loads, feeds, town.text, dict(law.hashes), program], default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def store_run(con: duckdb.DuckDBPyConnection, town: Town, law: Law, as_of: date, known_on: datetime, mark: str) -> str:
    """Store the day's findings and facts with all they were made from, in one transaction; returns the run's id.

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
    con.execute(f"create or replace table main.jurisdiction as {sql('facts/jurisdiction.sql')}")
    _keep_rule_book(con)
    _keep_budget_names(con, law)
    con.executemany(
        "insert into law_files (sha256, path, text) values (?, ?, ?) on conflict do nothing",
        [(law.hashes[path], path, text) for path, text in law.files.items()],
    )
    con.execute(
        sql("judge/store_run.sql"),
        [run_id, as_of, known_on, utc(datetime.now(UTC)), version("ratusz"), mark, town.text,
         json.dumps(dict(law.hashes))],
    )  # fmt: skip


def next_id(con: duckdb.DuckDBPyConnection, town: Town) -> str:
    """The id after the last run; a warehouse built anew goes on after the copies there are, so no name comes twice."""
    ((last,),) = con.execute("select max(run_id) from runs").fetchall()
    names = [copy.stem.removeprefix("snap-") for copy in copies(town)]
    return f"{int(max([last or '0', *names], key=int)) + 1:06d}"


def _keep_rule_book(con: duckdb.DuckDBPyConnection) -> None:
    polish, english = words("pl"), words("en")
    frame = pl.DataFrame(
        [
            {
                "id": r.id, "name": r.name, "docket": r.docket, "severity": r.severity, "sentence_pl": polish(r.says),
                "sentence_en": english(r.says), "law": list(r.law), "audience": list(r.to), "doc": r.doc,
                "sentences": [r.says_at.get(severity, r.says) for severity in SEVERITIES],
                "version": r.version, "foretells": list(r.foretells),
            }
            for r in RULES.values()
        ],
        schema_overrides=dict.fromkeys(("law", "audience", "sentences", "foretells"), pl.List(pl.String)),
    )  # fmt: skip
    con.register("rule_frame", Readable(frame))
    con.execute(
        """
        create or replace table main.rule_book as
        select * replace (map(?, sentences) as sentences) from rule_frame
        """,
        [list(SEVERITIES)],
    )
    con.unregister("rule_frame")


def _keep_budget_names(con: duckdb.DuckDBPyConnection, law: Law) -> None:
    """What pages call the codes of the budget, with the last year in which they were called so."""
    frame = pl.DataFrame(budget_names(law.jurisdiction), schema=dict.fromkeys(COLUMNS, pl.String), orient="row")
    con.register("names_frame", Readable(frame))
    con.execute(
        """
        create or replace table main.budget_names as
        select *, limit_of('classification.names_through_year') as last_year from names_frame
        """
    )
    con.unregister("names_frame")
