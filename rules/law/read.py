"""From parsed YAML to the record: each entry becomes a dated object, or an error that names file and entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from rules.law.model import (
    Act,
    Band,
    BudgetDay,
    Extension,
    Holiday,
    LawError,
    Parameter,
    Procedure,
    Rate,
    Report,
    Term,
)
from rules.law.parse import basis_points, typed

Node = Mapping[str, Any]


class Reader:
    """Turns nodes of one file into records; knows the acts, so that a citation carries its text as the source."""

    def __init__(self, path: str, reviewed_on: date, acts: Mapping[str, Act]) -> None:
        self.path, self.reviewed_on, self.acts = path, reviewed_on, acts

    def make(self, shape: Callable[..., Any], where: str, **values: Any) -> Any:
        """The record, or an error that names file and entry."""
        try:
            return shape(**values)
        except (TypeError, ValueError, ArithmeticError) as error:
            raise LawError(f"{self.path}: {where}: {error}") from error

    def dated(self, node: Node, where: str) -> dict[str, Any]:
        """The keys every number carries; the act's own text is the source where none is named."""
        act = node.get("act")
        if act is not None and act not in self.acts:
            raise LawError(f"{self.path}: {where}: act {act!r} is not in the record of acts")
        if not isinstance(node.get("valid_from"), date):
            raise LawError(f"{self.path}: {where}: valid_from is missing or no date")
        return {
            "valid_from": node["valid_from"],
            "valid_to": node.get("valid_to"),
            "source": node.get("source") or (self.acts[act].text if act else ""),
            "status": node.get("status", ""),
            "act": act,
            "law": " ".join(part for part in (act, node.get("article")) if part),
            "reviewed_on": self.reviewed_on,
        }

    def parameters(self, group: str, node: Node) -> list[Parameter]:
        """A group such as `payments`: each named number with its dated values."""
        found = []
        for name, entry in node.items():
            where = f"{group}.{name}"
            for version in entry["values"]:
                value = self.make(typed, where, raw=version["value"], unit=entry["unit"])
                dated = self.dated(version, where)
                found.append(Parameter(name=where, value=value, unit=entry["unit"], display=entry["name"], **dated))
        return found

    def terms(self, node: Node) -> list[Term]:
        """Each term's versions, one record each."""
        return [
            self.make(
                Term,
                name,
                id=name,
                n=version["n"],
                unit=version["unit"],
                **{key: value for key, value in entry.items() if key != "versions"},
                penalty_per_day=version.get("penalty_per_day"),
                extension=Extension(**version["extension"]) if version.get("extension") else None,
                **self.dated(version, name),
            )
            for name, entry in node.items()
            for version in entry["versions"]
        ]

    def rates(self, series: str, rows: list[Node]) -> list[Rate]:
        """Percent in quotes become basis points."""
        return [
            self.make(
                Rate,
                f"rates.{series}",
                series=series,
                reference_bp=basis_points(row["reference"]),
                rate_bp=basis_points(row["rate"]),
                health_bp=basis_points(row["health"]) if "health" in row else None,
                **self.dated(row, f"rates.{series}"),
            )
            for row in rows
        ]

    def bands(self, rows: list[Node]) -> list[Band]:
        """Compensation, smallest amounts first."""
        where = "compensation"
        return [
            self.make(Band, where, amount_from=Decimal(row["from"]), eur=row["eur"], **self.dated(row, where))
            for row in rows
        ]

    def reports(self, rows: list[Node]) -> list[Report]:
        """A row per report form, although the file lists forms with the same day together."""
        own = ("level", "day", "period", "to")
        return [
            self.make(
                Report,
                report,
                report=report,
                numbers=tuple(row["numbers"]),
                **{key: row[key] for key in own if key in row},
                **self.dated(row, report),
            )
            for row in rows
            for report in row["reports"]
        ]

    def budget_days(self, node: Node) -> list[BudgetDay]:
        """The budget's year."""
        own = ("name", "month", "day", "year", "after", "n", "unit", "rolls")
        return [
            self.make(BudgetDay, name, id=name, **{k: row[k] for k in own if k in row}, **self.dated(row, name))
            for name, row in node.items()
        ]

    def holiday_kinds(self, node: Node) -> dict[str, Holiday]:
        """What a day off is called and since when it is one."""
        return {
            kind: self.make(Holiday, kind, id=kind, name=row["name"], **self.dated(row, kind))
            for kind, row in node.items()
        }

    def procedures(self, node: Node) -> dict[str, Procedure]:
        """Families of terms."""
        return {
            name: self.make(
                Procedure,
                name,
                id=name,
                name=row["name"],
                notice=row.get("notice"),
                stops=tuple(row["stops"]),
                notice_stops=tuple(row.get("notice_stops", ())),
                source=row["source"],
                status=row["status"],
                remedy=row.get("remedy"),
                remedy_told=row.get("remedy_told", True),
                instead=row.get("instead", {}),
            )
            for name, row in node.items()
        }

    def keyed(self, shape: Callable[..., Any], node: Node) -> dict[str, Any]:
        """Plain records by their id."""
        return {name: self.make(shape, name, id=name, **row) for name, row in node.items()}
