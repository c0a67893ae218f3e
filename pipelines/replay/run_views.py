"""The run views of days that are replayed: what the letters of each of them would be made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from pipelines.acts.record import Wish
from pipelines.alerts.route.escalation import read_escalation
from pipelines.alerts.route.finding import Finding
from pipelines.alerts.route.published import AWAY, FEEDS, HEADS, PEOPLE, RETURNED, SCOPES, absent, person, returns, rows
from pipelines.alerts.route.run_view import FeedState, RunView
from pipelines.store.moments import zoned
from pipelines.store.queries import sql
from rules.catalogue import RULES

if TYPE_CHECKING:
    import duckdb

    from pipelines.replay.each_day import Day
    from pipelines.town import Town


def run_views(
    town: Town, con: duckdb.DuckDBPyConnection, days: list[Day], asked: Callable[[str], str]
) -> Iterator[RunView]:
    """A run view for each day of a replay's part. `asked` makes of a query for one day that for each of them."""
    told, people, heads, feeds, away, scopes, returned = (
        _by_day(rows(con, asked(query))) for query in (FINDINGS, PEOPLE, HEADS, FEEDS, AWAY, SCOPES, RETURNED)
    )
    escalation = read_escalation(town, days[0].as_of)  # the days of a part stand under the same numbers of the law
    for day, known_on in days:
        absences = absent(away.get(day, ()), scopes.get(day, ()))
        yield RunView(
            day=day,
            at=zoned(known_on, town.zone),
            findings=tuple(Finding(**row) for row in told.get(day, ())),
            people={row["employee"]: person(town, row, Wish()) for row in people.get(day, ())},
            away=absences,
            heads={row["unit"]: (row["manager"], row["parent"]) for row in heads.get(day, ())},
            feeds=tuple(FeedState(**row) for row in feeds.get(day, ())),
            sentences={},
            returned=returns(returned.get(day, ()), absences),
            escalation=escalation,
            foretells={rule.id: tuple(rule.foretells) for rule in RULES.values()},
        )


def _by_day(found: Iterable[dict[str, Any]]) -> Mapping[date, list[dict[str, Any]]]:
    days: dict[date, list[dict[str, Any]]] = {}
    for row in found:
        days.setdefault(row.pop("on_day"), []).append(row)
    return days


# what route and hold look at, as alerts/findings.sql has it; nobody reads the sentences of a simulation
FINDINGS = sql("replay/findings.sql")
