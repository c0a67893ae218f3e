"""A week: everything its letters are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.alerts.route.published import rows
from pipelines.alerts.route.run_view import RunView
from pipelines.settings.monitoring import unlocked
from pipelines.store.queries import sql
from pipelines.town import Town
from rules.law import Law

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Week:
    """A published run and the connection that looks at its day; `law` under the town's own layer."""

    town: Town
    con: duckdb.DuckDBPyConnection
    view: RunView
    law: Law

    def rows(self, question: str, **parameters: Any) -> list[dict[str, Any]]:
        """The answer of the SQL file of that name in this folder."""
        return rows(self.con, sql(f"alerts/weekly/{question}.sql"), parameters)

    @property
    def unlocked(self) -> bool:
        """Whether superiors may see numbers of their people."""
        return unlocked(self.town, self.law, self.view.day)

    @property
    def managers(self) -> list[str]:
        """Who heads a unit."""
        return sorted({head for head, _ in self.view.heads.values() if head})

    def below(self, unit: str) -> list[str]:
        """A unit and all units below it."""
        found, ahead = [], [unit]
        while ahead:
            here = ahead.pop()
            if here not in found:  # a circle of units ends where it began
                found.append(here)
                ahead += [each for each, (_, parent) in self.view.heads.items() if parent == here]
        return sorted(found)


def name_of_units(week: Week) -> Mapping[str, str]:
    """What the units are called."""
    return {row["unit"]: row["name"] or row["unit"] for row in rows(week.con, "select unit, name from units")}
