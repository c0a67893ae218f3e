"""A severity says how grave a finding is. Its one order: the judge, letters, pages and SQL all count by it."""

from __future__ import annotations

from collections.abc import Iterable

SEVERITIES = ("info", "warn", "high", "critical")  # the gravest last
GRAVEST_FIRST = SEVERITIES[::-1]
LEAST, GRAVEST = SEVERITIES[0], SEVERITIES[-1]

GRAVITY = {severity: gravity for gravity, severity in enumerate(SEVERITIES, start=1)}  # info 1 … critical 4


def graver(one: str, other: str) -> str:
    """The graver of the two."""
    return max(one, other, key=GRAVITY.__getitem__)


def gravest(severities: Iterable[str], default: str = LEAST) -> str:
    """The gravest of these severities; `default` where there is none. Raises KeyError for a word that is none."""
    return max(severities, key=GRAVITY.__getitem__, default=default)


def at_most(severity: str, ceiling: str) -> str:
    """The severity, or the ceiling where it is graver than that."""
    return min(severity, ceiling, key=GRAVITY.__getitem__)


def up_to(severity: str) -> tuple[str, ...]:
    """The severities that are not graver than this one, itself included, the least first."""
    return SEVERITIES[: GRAVITY[severity]]


def gravity_in_sql(severity: str) -> str:
    """A SQL expression for the gravity of a column: the same number as GRAVITY, and 0 where it holds no severity."""
    listed = ", ".join(f"'{each}'" for each in SEVERITIES)
    return f"coalesce(list_position([{listed}], {severity}), 0)"
