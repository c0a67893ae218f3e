"""What the letters of a run are made from, read once from the published snapshot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import duckdb

from pipelines.acts.record import Acts, Wish
from pipelines.alerts.route.escalation import Escalation
from pipelines.alerts.route.finding import Finding, Identity
from pipelines.alerts.route.run_view import Absence, FeedState, Person, Return, Run, RunView
from pipelines.contracts import nouns
from pipelines.refusal import Refusal
from pipelines.store.moments import zoned
from pipelines.store.queries import sql
from pipelines.store.warehouse import look
from rules.wording import words

if TYPE_CHECKING:
    from pipelines.town import Town


def read_run(con: duckdb.DuckDBPyConnection, run_id: str) -> Run:
    """A run of the snapshot."""
    [row] = con.execute("select run_id, as_of, known_on, version from runs where run_id = ?", [run_id]).fetchall()
    return Run(*row)


def read_run_view(
    town: Town, con: duckdb.DuckDBPyConnection, run: Run, acts: Acts, wishes: Mapping[str, Wish], escalation: Escalation
) -> RunView:
    """What the run published, from a connection to the snapshot; leaves the connection looking at the run's day.

    Refusal where the snapshot keeps other relations: another version of the program wrote it.
    """
    look(con, run.as_of, run.known_on, town.timezone, town.order)
    try:
        return _run_view(town, con, run, acts, wishes, escalation)
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        say = words(town.language)
        message = say("This copy was published by another version of Ratusz.")
        raise Refusal(message, say("Run `ratusz run` first.")) from error


def _run_view(
    town: Town, con: duckdb.DuckDBPyConnection, run: Run, acts: Acts, wishes: Mapping[str, Wish], escalation: Escalation
) -> RunView:
    findings = con.execute(
        sql("alerts/route/findings.sql"),
        {"run_id": run.run_id, "since": escalation.horizon(run.as_of), "severities": escalation.severities},
    ).fetchall()
    away, book = absent(rows(con, AWAY), rows(con, SCOPES)), rows(con, "select * from rule_book")
    return RunView(
        day=run.as_of,
        at=zoned(run.known_on, town.zone),
        findings=tuple(Finding(*row) for row in findings),
        people={row["employee"]: person(town, row, wishes.get(row["employee"], Wish())) for row in rows(con, PEOPLE)},
        away=away,
        heads={row["unit"]: (row["manager"], row["parent"]) for row in rows(con, HEADS)},
        feeds=tuple(FeedState(**row) for row in rows(con, FEEDS)),
        sentences={(row["id"], severity): text for row in book for severity, text in row["sentences"].items()},
        titles={row["id"]: row["name"].replace("_", " ") for row in book if row.get("name")},
        versions={row["id"]: row.get("version") or "" for row in book},
        foretells={row["id"]: row.get("foretells") or () for row in book},
        returned=returns(rows(con, RETURNED), away),
        acts=acts,
        wishes=wishes,
        escalation=escalation,
    )


def person(town: Town, row: Mapping[str, Any], wish: Wish) -> Person:
    """Somebody as PEOPLE tells of them."""
    return Person(
        employee=row["employee"],
        name=row["name"],
        email=(row["email"] or "").strip(),
        unit=row["unit"],
        language=wish.language or row.get("language") or town.language,
        roles=frozenset(role.strip() for role in (row["roles"] or "").split("|")),
    )


def returns(found: Iterable[Mapping[str, Any]], away: Collection[str]) -> dict[str, Return]:
    """Who is here again, from the rows of RETURNED."""
    return {row["employee"]: Return(row["first_day"], row["last_day"]) for row in found if row["employee"] not in away}


PEOPLE = "from staff"
AWAY = "select employee, substitute, first_day, last_day, return_on from stand_ins"
SCOPES = "select employee, kind, unit, substitute from stand_in_choices where kind <> '' or unit <> ''"
HEADS = "select unit, manager, parent from units"
RETURNED = """
select employee, away_from as first_day, away_until as last_day
from times_away
where away_until < getvariable('as_of')
qualify row_number() over (partition by employee order by away_until desc) = 1
"""
FEEDS = "select feed, noun, last_success_at, state from feed_facts order by feed, noun"


def absent(away: Iterable[Mapping[str, Any]], choices: Iterable[Mapping[str, Any]]) -> dict[str, Absence]:
    """Who is away, from the rows of AWAY and SCOPES."""
    scopes: dict[str, dict[tuple[str, str], str | None]] = {}
    for row in choices:
        scopes.setdefault(row["employee"], {})[row["kind"], row["unit"]] = row["substitute"]
    return {
        row["employee"]: Absence(
            row["substitute"], row["first_day"], row["last_day"], row["return_on"], scopes.get(row["employee"], {})
        )
        for row in away
    }


def rows(con: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """The rows of a query by their columns' names."""
    found = con.execute(sql, parameters)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def vanished(con: duckdb.DuckDBPyConnection, told: Iterable[Identity]) -> frozenset[tuple[str, str]]:
    """Which subjects (noun, subject) have no live row any more: from such silence nobody may conclude that all is well.

    con: a connection that looks at the run's day. Asked only of nouns of which findings speak by their key.
    """
    subjects: dict[str, set[str]] = {}
    for _, noun, subject in told:
        subjects.setdefault(noun, set()).add(subject)
    known = {noun for (noun,) in con.execute("select noun from nouns").fetchall()}
    keys = [(noun.name, noun.key[0]) for noun in nouns().values() if noun.model.judged_by_key and noun.name in known]
    return frozenset(
        (noun, subject)
        for noun, key in keys
        if noun in subjects
        for (subject,) in con.execute(
            f'select unnest($1::varchar[]) except select "{key}" from {noun}', [sorted(subjects[noun])]
        ).fetchall()
    )
