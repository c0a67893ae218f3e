"""An edition: everything the letters of one run are made from, read once from the published snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.warehouse import look

if TYPE_CHECKING:
    import duckdb

    from pipelines.town import Town

SEVERITIES = ("info", "warn", "high", "critical")  # in order of gravity
GRAVITY = {severity: gravity for gravity, severity in enumerate(SEVERITIES)}

Identity = tuple[str, str, str]  # rule, noun, subject: what a finding is, from one run to the next


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as the letters see it, in the columns of findings.sql; `status` resolved means that it is gone."""

    rule: str
    noun: str
    subject: str
    severity: str
    status: str
    message: str  # in the town's language
    due_on: date | None = None
    days_left: int | None = None
    working_days_left: int | None = None
    amount: Decimal | None = None
    recipients: Sequence[str] = ()
    law: Sequence[str] = ()
    details: str | None = None  # JSON: the values its sentence was filled with
    inhibited_by: str | None = None
    holder: str | None = None
    held_since: date | None = None
    unit: str | None = None
    kind: str | None = None  # of the case or document

    @property
    def identity(self) -> Identity:
        """What the finding is, from one run to the next."""
        return (self.rule, self.noun, self.subject)

    @property
    def gravity(self) -> int:
        """0 for info, 3 for critical."""
        return GRAVITY[self.severity]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here on the day."""

    employee: str
    name: str
    email: str
    unit: str
    language: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away today; `substitute` is the end of the chain, None when the chain ends in nobody.

    scopes: (case kind, unit) -> the substitute for just these, empty text for any; None likewise.
    """

    substitute: str | None
    first_day: date
    last_day: date
    return_on: date
    scopes: Mapping[tuple[str, str], str | None] = field(default_factory=dict)

    def stands_in(self, kind: str | None, unit: str | None) -> str | None:
        """The substitute for a case of this kind in this unit, the narrowest scope first."""
        narrowest_first = ((kind or "", unit or ""), (kind or "", ""), ("", unit or ""))
        return next((self.scopes[scope] for scope in narrowest_first if scope in self.scopes), self.substitute)


@dataclass(frozen=True, slots=True)
class FeedState:
    """How old a source is: state fresh, stale, very_stale, never, unlimited or held."""

    feed: str
    noun: str
    last_success_at: datetime | None  # UTC
    state: str


class Run(NamedTuple):
    """A published run: the day it judged for, and when it knew what it knew (UTC, without a zone)."""

    run_id: str
    as_of: date
    known_on: datetime


@dataclass(frozen=True)
class Edition:
    """Everything the letters of one run are made from."""

    day: date
    at: datetime  # with zone: when the run knew what it knew
    findings: tuple[Finding, ...]
    people: Mapping[str, Person]
    away: Mapping[str, Absence]
    heads: Mapping[str, tuple[str | None, str | None]]  # unit: manager, parent
    feeds: tuple[FeedState, ...]
    sentences: Mapping[tuple[str, str], str]  # rule, severity: its sentence in English, the message id of all languages


def read_run(con: duckdb.DuckDBPyConnection, run_id: str) -> Run:
    """A run of the snapshot."""
    [row] = con.execute("select run_id, as_of, known_on from runs where run_id = ?", [run_id]).fetchall()
    return Run(*row)


def read_edition(town: Town, con: duckdb.DuckDBPyConnection, run: Run) -> Edition:
    """What the run published, from a connection to the snapshot; leaves the connection looking at the run's day."""
    look(con, run.as_of, run.known_on, town.timezone)
    return Edition(
        day=run.as_of,
        at=run.known_on.replace(tzinfo=UTC).astimezone(town.zone),
        findings=tuple(Finding(*row) for row in con.execute(_FINDINGS, {"run_id": run.run_id}).fetchall()),
        people={row["employee"]: person(town, row) for row in rows(con, PEOPLE)},
        away=absences(rows(con, AWAY), rows(con, SCOPES)),
        heads={row["unit"]: (row["manager"], row["parent"]) for row in rows(con, HEADS)},
        feeds=tuple(FeedState(**row) for row in rows(con, _FEEDS)),
        sentences={(row["id"], row["severity"]): row["sentence"] for row in rows(con, _SENTENCES)},
    )


def person(town: Town, row: Mapping[str, Any]) -> Person:
    """Somebody as PEOPLE tells of them."""
    return Person(
        employee=row["employee"],
        name=row["name"],
        email=(row["email"] or "").strip(),
        unit=row["unit"],
        language=row.get("language") or town.language,
        roles=frozenset(role.strip() for role in (row["roles"] or "").split("|")),
    )


def absences(away: Iterable[Mapping[str, Any]], choices: Iterable[Mapping[str, Any]]) -> dict[str, Absence]:
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


_FINDINGS = resources.files("pipelines.alerts").joinpath("findings.sql").read_text("utf-8")
PEOPLE = """
select * from employees
where coalesce(active_from <= getvariable('as_of'), true) and coalesce(active_to >= getvariable('as_of'), true)
"""
AWAY = "select employee, substitute, first_day, last_day, return_on from stand_ins"
SCOPES = "select employee, kind, unit, substitute from stand_in_choices where kind <> '' or unit <> ''"
HEADS = "select unit, manager, parent from units"
_SENTENCES = (
    "select id, unnest(map_keys(sentences)) as severity, unnest(map_values(sentences)) as sentence from rule_book"
)
_FEEDS = "select feed, noun, last_success_at, state from feed_facts order by feed, noun"


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    """The rows of a query by their columns' names."""
    found = con.execute(sql)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
