"""Who looks, and what they may see: a person's roles and units come from the town's own tables.

OIDC says who somebody is. Without it there is no proof, so the server listens on loopback only and whoever sits at
that computer chooses as whom to look. What a reader may see is checked in the queries (`may_see`), not by hiding pages.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass

from dashboards.snapshot import Snapshot
from pipelines.refusal import Refusal

SEES_ALL = frozenset({"treasurer", "accountant", "secretary", "mayor", "auditor"})
AUDIENCE = {
    "budget": frozenset({"treasurer", "accountant", "secretary", "mayor", "auditor", "manager"}),
    "invoices": frozenset({"treasurer", "accountant", "secretary", "mayor", "auditor", "manager"}),
    "turnaround": frozenset({"secretary", "mayor", "auditor", "manager"}),
}  # a page not named here is everybody's own

OIDC = {
    "server_metadata_url": "RATUSZ_OIDC_METADATA_URL",
    "client_id": "RATUSZ_OIDC_CLIENT_ID",
    "client_secret": "RATUSZ_OIDC_CLIENT_SECRET",
    "redirect_uri": "RATUSZ_OIDC_REDIRECT_URI",
    "cookie_secret": "RATUSZ_COOKIE_SECRET",
}


@dataclass(frozen=True)
class Reader:
    """Somebody who looks. `units` None means every unit; `employee` None means the whole office, nobody in particular."""

    employee: str | None
    name: str | None
    roles: frozenset[str]
    units: tuple[str, ...] | None

    def may_open(self, page: str) -> bool:
        """Whether a page is for this reader at all; its queries decide row by row."""
        return page not in AUDIENCE or self.employee is None or bool(self.roles & AUDIENCE[page])


WHOLE_OFFICE = Reader(None, None, frozenset(), None)


def reader(snapshot: Snapshot, employee: str) -> Reader:
    """The employee of that id as of the snapshot's day; Refusal for somebody unknown or no longer employed."""
    found = _employees(snapshot, "employee = $key", employee)
    if not found:
        raise Refusal(
            "Nobody of that identifier works here on the day of the data.",
            "Ask the data steward to check the list of employees.",
        )
    return _reader(snapshot, *found[0])


def reader_of_address(snapshot: Snapshot, address: str) -> Reader:
    """The employee with that e-mail address, as the identity provider gives it; Refusal unless exactly one has it."""
    found = _employees(snapshot, "lower(email) = lower($key)", address)
    if len(found) != 1:
        raise Refusal(
            "Your address is not in the office's list of employees.",
            "Ask the data steward to add it; access follows with the next run.",
        )
    return _reader(snapshot, *found[0])


def address(claims: Mapping[str, object]) -> str:
    """The e-mail address an identity token vouches for; Refusal where there is none or it is marked unverified."""
    email = claims.get("email")
    if not isinstance(email, str) or claims.get("email_verified") is False:
        raise Refusal("The login gave no confirmed e-mail address.", "Ask whoever runs the office's accounts.")
    return email


def employees(snapshot: Snapshot) -> list[tuple[str, str]]:
    """Identifier and name of everybody employed on the snapshot's day, by name."""
    return [(employee, name) for employee, name, _ in _employees(snapshot, "true or $key is null", "")]


def oidc(environ: Mapping[str, str]) -> dict[str, str] | None:
    """The identity provider's settings for st.login, from the environment; None when it is not set up.

    A half-made setup is a Refusal: it must never look like a closed door that is open.
    """
    given = {key: environ[variable] for key, variable in OIDC.items() if environ.get(variable)}
    if not given:
        return None
    missing = [variable for key, variable in OIDC.items() if key not in given]
    if missing:
        raise Refusal(f"The login is only half set up: {', '.join(missing)} missing.", "Set them all, or none.")
    if importlib.util.find_spec("authlib") is None:
        raise Refusal("The login needs the package Authlib.", "Install `streamlit[auth]` beside ratusz.")
    return given


def _employees(snapshot: Snapshot, which: str, key: str) -> list[tuple[str, str, str | None]]:
    return (
        snapshot.con.cursor()
        .execute(
            f"""select employee, name, roles from employees
                where ({which}) and coalesce(active_from <= $day, true) and coalesce(active_to >= $day, true)
                order by name, employee""",
            {"key": key, "day": snapshot.as_of},
        )
        .fetchall()
    )


def _reader(snapshot: Snapshot, employee: str, name: str, roles: str | None) -> Reader:
    held = frozenset((roles or "").split("|")) - {""}
    return Reader(employee, name, held, None if held & SEES_ALL else _units_of(snapshot, employee))


def _units_of(snapshot: Snapshot, employee: str) -> tuple[str, ...]:
    """The units a person manages, with every unit below them."""
    below = """with recursive below as (
                 select unit from units where manager = $employee
                 union select child.unit from units child join below on child.parent = below.unit)
               select unit from below order by unit"""
    return tuple(unit for (unit,) in snapshot.con.cursor().execute(below, {"employee": employee}).fetchall())
