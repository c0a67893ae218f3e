"""From parsed YAML to the record: each entry becomes a dated object, or an error that names file and entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from rules.law.model import (
    Act,
    Band,
    BudgetDay,
    Demand,
    Extension,
    Holiday,
    LawError,
    Longest,
    Parameter,
    Procedure,
    Rate,
    Report,
    Service,
    Standstill,
    Term,
)
from rules.law.parse import basis_points, typed

Node = Mapping[str, Any]
T = TypeVar("T")


class Reader:
    """Turns nodes of one file into records; knows the acts, so that a citation carries its text as the source."""

    def __init__(self, path: str, reviewed_on: date, acts: Mapping[str, Act]) -> None:
        self.path, self.reviewed_on, self.acts = path, reviewed_on, acts

    def make(self, where: str, build: Callable[..., T], *given: Any) -> T:
        """What is built of an entry, or an error that names file and entry."""
        try:
            return build(*given)
        except KeyError as error:
            raise LawError(f"{self.path}: {where}: {error.args[0]} is missing") from error
        except (AttributeError, TypeError, ValueError, ArithmeticError) as error:
            raise LawError(f"{self.path}: {where}: {error}") from error

    def dated(self, node: Node) -> dict[str, Any]:
        """The keys every number carries; the act's own text is the source where none is named."""
        act = node.get("act")
        if act is not None and act not in self.acts:
            raise LawError(f"act {act!r} is not in the record of acts")
        if not isinstance(node.get("valid_from"), date):
            raise LawError("valid_from is missing or no date")
        return {
            "valid_from": node["valid_from"],
            "valid_to": node.get("valid_to"),
            "source": node.get("source") or (self.acts[act].text if act else ""),
            "status": node.get("status", ""),
            "act": act,
            "law": " ".join(part for part in (act, node.get("article")) if part),
            "reviewed_on": node.get("reviewed_on", self.reviewed_on),
            "unconfirmed": node.get("unconfirmed", ""),
        }

    def parameters(self, group: str, node: Node) -> list[Parameter]:
        """A group such as `payments`: each named number with its dated values."""
        named = {f"{group}.{name}": entry for name, entry in node.items()}
        return [one for name, entry in named.items() for one in self.make(name, self._parameter, name, entry)]

    def _parameter(self, name: str, entry: Node) -> list[Parameter]:
        return [
            Parameter(
                name=name,
                value=typed(version["value"], entry["unit"]),
                unit=entry["unit"],
                display=entry["name"],
                **self.dated(version),
            )
            for version in entry["values"]
        ]

    def terms(self, node: Node) -> list[Term]:
        """Each term's versions, one record each."""
        return [term for name, entry in node.items() for term in self.make(name, self._term, name, entry)]

    def _term(self, name: str, entry: Node) -> list[Term]:
        own = {key: value for key, value in entry.items() if key != "versions"}
        return [
            Term(
                id=name,
                n=version["n"],
                unit=version["unit"],
                **own,
                penalty_per_day=version.get("penalty_per_day"),
                extension=_part(Extension, version.get("extension")),
                demand=_part(Demand, version.get("demand")),
                standstill=_part(Standstill, version.get("standstill")),
                suspended_at_most=_part(Longest, version.get("suspended_at_most")),
                **self.dated(version),
            )
            for version in entry["versions"]
        ]

    def rates(self, series: str, rows: list[Node]) -> list[Rate]:
        """Percent in quotes become basis points."""
        return [self.make(f"rates.{series}", self._rate, series, row) for row in rows]

    def _rate(self, series: str, row: Node) -> Rate:
        return Rate(
            series=series,
            reference_bp=basis_points(row["reference"]),
            rate_bp=basis_points(row["rate"]),
            health_bp=basis_points(row["health"]) if "health" in row else None,
            **self.dated(row),
        )

    def bands(self, rows: list[Node]) -> list[Band]:
        """Compensation, smallest amounts first."""
        return [self.make("compensation", self._band, row) for row in rows]

    def _band(self, row: Node) -> Band:
        return Band(amount_from=Decimal(row["from"]), eur=row["eur"], **self.dated(row))

    def reports(self, rows: list[Node]) -> list[Report]:
        """A row per report form, although the file lists forms with the same day together."""
        return [report for n, row in enumerate(rows, 1) for report in self.make(f"reports {n}", self._reports, row)]

    def _reports(self, row: Node) -> list[Report]:
        own = {key: row[key] for key in ("level", "day", "period", "to", "months_after") if key in row}
        return [
            Report(report=report, numbers=tuple(row["numbers"]), **own, **self.dated(row)) for report in row["reports"]
        ]

    def budget_days(self, node: Node) -> list[BudgetDay]:
        """The budget's year."""
        return [self.make(name, self._budget_day, name, row) for name, row in node.items()]

    def _budget_day(self, name: str, row: Node) -> BudgetDay:
        own = {key: row[key] for key in ("name", "day", "year", "after", "n", "unit", "rolls") if key in row}
        month: int | list[int] | None = row.get("month")
        months = tuple(month) if isinstance(month, list) else month
        return BudgetDay(id=name, month=months, **own, **self.dated(row))

    def holiday_kinds(self, node: Node) -> dict[str, Holiday]:
        """What a day off is called and since when it is one."""
        return {kind: self.make(kind, self._holiday, kind, row) for kind, row in node.items()}

    def _holiday(self, kind: str, row: Node) -> Holiday:
        return Holiday(id=kind, name=row["name"], **self.dated(row))

    def procedures(self, node: Node) -> dict[str, Procedure]:
        """Families of terms."""
        return {name: self.make(name, self._procedure, name, row) for name, row in node.items()}

    def _procedure(self, name: str, row: Node) -> Procedure:
        return Procedure(
            id=name,
            name=row["name"],
            notice=row.get("notice"),
            stops=tuple(row["stops"]),
            notice_stops=tuple(row.get("notice_stops", ())),
            source=row["source"],
            status=row["status"],
            remedy=row.get("remedy"),
            remedy_told=row.get("remedy_told", True),
            discontinued_by=row.get("discontinued_by"),
            audience=row.get("audience", "parties"),
            after_call=row.get("after_call"),
            halted_by=row.get("halted_by"),
            appeal=row.get("appeal"),
            service=_part(Service, row.get("service")),
            instead=row.get("instead", {}),
        )

    def keyed(self, shape: Callable[..., T], node: Node) -> dict[str, T]:
        """Plain records by their id."""
        return {name: self.make(name, _keyed, shape, name, row) for name, row in node.items()}


def _part(shape: Callable[..., T], row: Node | None) -> T | None:
    return None if row is None else shape(**row)


def _keyed(shape: Callable[..., T], name: str, row: Node) -> T:
    return shape(id=name, **row)
