"""What the sources can tell: a rule that needs an event no source exports is silent, and D01 says so once."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import polars as pl

from pipelines.store.exchange import Readable
from pipelines.town import Feed, Town
from rules.engine.declare import Rule

GAP = {"feed": pl.String, "gaps": pl.String, "unheard": pl.String, "silenced": pl.String}


def unheard(town: Town, rule: Rule) -> tuple[str, ...]:
    """The events this rule needs and no source of events exports; none where a source does not say what it exports."""
    sources = _giving(town, "case_events")
    if not sources or any(feed.knows is None for feed in sources):
        return ()
    told = {word for feed in sources for word in feed.knows or ()}
    return tuple(word for word in rule.needs if word not in told)


def materialize_gaps(con: duckdb.DuckDBPyConnection, town: Town, rules: Iterable[Rule]) -> None:
    """Make `feed_gaps` as a TEMP table: what the sources as a whole do not tell, each thing at one feed only."""
    missing = {rule.id: words for rule in rules if (words := unheard(town, rule))}
    rows: list[tuple[str, str | None, str | None, str | None]] = []
    if missing:
        words = dict.fromkeys(word for needed in missing.values() for word in needed)
        rows.append((_giving(town, "case_events")[0].name, "events_not_exported", "|".join(words), ", ".join(missing)))
    invoices = _giving(town, "invoices")
    if invoices and not _giving(town, "payments"):
        rows.append((invoices[0].name, "no_source_of_payments", None, None))
    con.register("gap_frame", Readable(pl.DataFrame(rows, schema=GAP, orient="row")))
    con.execute(
        """
        create or replace temp table feed_gaps as
        select
            feed, string_agg(gaps, '|' order by gaps desc) as gaps, any_value(unheard) as unheard,
            any_value(silenced) as silenced
        from gap_frame
        group by feed
        """
    )
    con.unregister("gap_frame")


def _giving(town: Town, noun: str) -> list[Feed]:
    return [feed for feed in town.feeds.values() if noun in feed.nouns]
