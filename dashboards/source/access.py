"""Who looks, and what they may see: a person's roles and units come from the town's own tables.

OIDC says who somebody is. Without it there is no proof, so the server listens on loopback only and whoever sits at
that computer chooses as whom to look. Whoever stands in for somebody today sees what that person would. What a reader
may see is settled for every query at once (query.sql), not by hiding pages.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

from dashboards.pages import Page
from dashboards.source.snapshot import Snapshot, language
from dashboards.source.snapshot import snapshot as open_snapshot
from dashboards.source.statements import statements
from pipelines.refusal import Refusal
from pipelines.store.warehouse import look
from pipelines.town import LOGIN
from rules.wording import Words, words

OFFICES = frozenset({"treasurer", "secretary", "mayor", "auditor"})  # of the whole body they work in
BOOKS = "accountant"  # keeps the books of the own unit; in the treasury, those of every unit


@dataclass(frozen=True)
class Reader:
    """Somebody who looks. `units` None: every unit; `employee` None: the whole office, nobody in particular."""

    employee: str | None
    roles: frozenset[str]
    units: tuple[str, ...] | None

    def may_open(self, page: Page) -> bool:
        """Whether a page is for this reader at all; its queries decide row by row."""
        return page.roles is None or self.employee is None or bool(self.roles & page.roles)


WHOLE_OFFICE = Reader(None, frozenset(), None)


def reader(snapshot: Snapshot, employee: str) -> Reader:
    """The employee of that id as of the snapshot's day; Refusal for somebody unknown or no longer employed."""
    known = _reader(snapshot.path, employee)
    if known is None:
        say = words(snapshot.town.language)
        raise Refusal(
            say("Nobody of that identifier works here on the day of the data."),
            say("Ask the data steward to check the list of employees."),
        )
    return known


def reader_of_address(snapshot: Snapshot, address: str) -> Reader:
    """The employee with that e-mail address, as the identity provider gives it; Refusal unless exactly one has it."""
    found = _employed(_cursor(snapshot.path), "lower(email) = lower($key)", address)
    if len(found) != 1:
        say = words(snapshot.town.language)
        raise Refusal(
            say("Your address is not in the office's list of employees."),
            say("Ask the data steward to add it; access follows with the next run."),
        )
    return reader(snapshot, found[0][0])


def not_for(say: Words) -> Refusal:
    """What somebody reads who may not open a page."""
    return Refusal(say("This page is for others in the office."), say("Ask the data steward if you should see it."))


def address(claims: Mapping[str, object], say: Words) -> str:
    """The e-mail address an identity token vouches for; Refusal where there is none or it is marked unverified."""
    email = claims.get("email")
    if not isinstance(email, str) or claims.get("email_verified") is False:
        raise Refusal(
            say("The login gave no confirmed e-mail address."), say("Ask whoever runs the office's accounts.")
        )
    return email


def employees(snapshot: Snapshot) -> dict[str, str]:
    """Identifier and name of everybody employed on the snapshot's day, by name."""
    return dict(_everybody(snapshot.path))


def oidc(environ: Mapping[str, str]) -> dict[str, str] | None:
    """The identity provider's settings for st.login, from the environment; None when it is not set up.

    A half-made setup is a Refusal: it must never look like a closed door that is open.
    """
    given = {key: environ[variable] for key, variable in LOGIN.items() if environ.get(variable)}
    if not given:
        return None
    missing = [variable for key, variable in LOGIN.items() if key not in given]
    if not missing and importlib.util.find_spec("authlib") is not None:
        return given
    say = words(language())
    if missing:
        raise Refusal(
            say("The login is only half set up; missing: {missing}.", missing=", ".join(missing)),
            say("Set them all, or none."),
        )
    raise Refusal(say("The login needs the package Authlib."), say("Install `streamlit[auth]` beside ratusz."))


@lru_cache(maxsize=8)
def _everybody(path: Path) -> list[tuple[str, str]]:
    return _employed(_cursor(path), "$key is not null", "")


def _cursor(path: Path) -> duckdb.DuckDBPyConnection:
    shot = open_snapshot(path)
    cursor = shot.con.cursor()
    look(cursor, shot.as_of, shot.known_on, shot.town.timezone, shot.town.order)
    return cursor


def _employed(cursor: duckdb.DuckDBPyConnection, which: str, key: str) -> list[tuple[str, str]]:
    return cursor.execute(
        f"select employee, coalesce(name, employee) from staff where {which} order by 2, 1", {"key": key}
    ).fetchall()


@lru_cache(maxsize=512)
def _reader(path: Path, employee: str) -> Reader | None:
    """Roles of the person and of those the person stands in for, and the units they reach; see access.sql."""
    cursor = _cursor(path)
    if not _employed(cursor, "employee = $key", employee):
        return None
    asks = statements(Path(__file__).with_suffix(".sql"))
    named = open_snapshot(path).town.access.get("treasury")
    asked = {"reader": employee, "offices": sorted(OFFICES), "books": BOOKS, "treasury": named}
    held = frozenset(role for (role,) in cursor.execute(asks["roles"], {"reader": employee}).fetchall())
    ((everywhere, units),) = cursor.execute(asks["reach"], asked).fetchall()
    return Reader(employee, held, None if everywhere else tuple(units))
