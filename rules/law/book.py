"""The statute book: the law of one jurisdiction, from texts, and what of it is in force on a day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, Self, TypeVar

from rules.law.model import (
    Act,
    Band,
    BudgetDay,
    Convention,
    Dated,
    Holiday,
    LawError,
    Names,
    Parameter,
    Procedure,
    Rate,
    Report,
    Seller,
    Term,
    Value,
)
from rules.law.town import Settings, town_parameters, town_terms

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
D = TypeVar("D", bound=Dated)


@dataclass(frozen=True, kw_only=True)
class Law:
    """Everything known of a jurisdiction; `files` (path -> text) rebuild it, `hashes` tell two states apart."""

    files: Mapping[str, str]
    jurisdiction: str
    name: Names
    language: str
    currency: str
    weekend: tuple[str, ...]
    own_terms: str  # the procedure of a town's own terms, where it names none
    arithmetic: Mapping[str, Convention]
    acts: Mapping[str, Act] = field(default_factory=dict[str, Act])
    procedures: Mapping[str, Procedure] = field(default_factory=dict[str, Procedure])
    terms: tuple[Term, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    rates: tuple[Rate, ...] = ()  # the commercial series
    civil_rates: tuple[Rate, ...] = ()
    tax_rates: tuple[Rate, ...] = ()  # of tax arrears
    bands: tuple[Band, ...] = ()
    sellers: Mapping[str, Seller] = field(default_factory=dict[str, Seller])
    due_events: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    holiday_kinds: Mapping[str, Holiday] = field(default_factory=dict[str, Holiday])
    # year -> day -> kind
    holidays: Mapping[int, Mapping[date, str]] = field(default_factory=dict[int, Mapping[date, str]])
    reports: tuple[Report, ...] = ()
    budget_days: tuple[BudgetDay, ...] = ()

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """SHA-256 of every file, by path."""
        return MappingProxyType({path: hashlib.sha256(text.encode()).hexdigest() for path, text in self.files.items()})

    @cached_property
    def free_weekdays(self) -> frozenset[int]:
        """The weekend as `date.weekday()` numbers it."""
        return frozenset(WEEK.index(day) for day in self.weekend)

    def on(self, day: date) -> InForce:
        """The numbers in force that day."""
        return InForce(self, day)

    def series(self, name: str) -> tuple[Rate, ...]:
        """The interest rates of a seller's kind, commercial or civil, or those of tax arrears."""
        return {"commercial": self.rates, "civil": self.civil_rates, "tax_arrears": self.tax_rates}[name]

    @property
    def all_rates(self) -> tuple[Rate, ...]:
        """The interest rates of every series."""
        return (*self.rates, *self.civil_rates, *self.tax_rates)

    def for_town(self, rules: Settings = MappingProxyType({}), terms: Settings = MappingProxyType({})) -> Self:
        """This law under a town's own layer: `[rules.C01] warn_working_days = 3` and `[terms.own_kind]`.

        Keys of `[rules.*]` that name no parameter of that rule (`to`, `off`) are left alone.
        """
        own, named = town_parameters(self.parameters, rules), town_terms(terms, self.procedures, self.own_terms)
        return replace(
            self,
            parameters=(*(p for p in self.parameters if p.name not in {q.name for q in own}), *own),
            terms=(*(t for t in self.terms if t.id not in {u.id for u in named}), *named),
        )


class InForce:
    """The law of one day: `view["C01.warn_working_days"]`, or `view.C01.warn_working_days`."""

    def __init__(self, law: Law, day: date) -> None:
        self.law, self.day = law, day

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        """Parameters in force, by name."""
        return {p.name: p for p in _holding(self.law.parameters, self.day)}

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        """Terms in force, by id."""
        return {term.id: term for term in _holding(self.law.terms, self.day)}

    def parameter(self, name: str) -> Parameter:
        """The version in force, with its source; a LawError where there is none."""
        if name not in self.parameters:
            raise LawError(f"the law of {self.law.jurisdiction} has no {name} in force on {self.day}")
        return self.parameters[name]

    def __getitem__(self, name: str) -> Value:
        return self.parameter(name).value

    def __getattr__(self, group: str) -> Group:
        if not any(name.startswith(f"{group}.") for name in self.parameters):
            raise AttributeError(f"the law of {self.law.jurisdiction} has no {group} in force on {self.day}")
        return Group(self, group)

    def whole(self, name: str) -> int:
        """The number as facts carry it (days, grosze, basis points)."""
        number = self.parameter(name).whole
        if number is None:
            raise LawError(f"{name} is no whole number")
        return number

    def term(self, kind: str) -> Term:
        """The term in force; a LawError names an unknown kind."""
        if kind not in self.terms:
            raise LawError(f"the law of {self.law.jurisdiction} has no term {kind} in force on {self.day}")
        return self.terms[kind]


@dataclass(frozen=True)
class Group:
    """The numbers of one rule or subject: `law.on(day).payments.max_term_days`."""

    view: InForce
    name: str

    def __getattr__(self, number: str) -> Any:
        try:
            return self.view[f"{self.name}.{number}"]
        except LawError as error:
            raise AttributeError(str(error)) from error


def _holding(rows: Iterable[D], day: date) -> Iterable[D]:
    return (row for row in rows if row.holds_on(day))
