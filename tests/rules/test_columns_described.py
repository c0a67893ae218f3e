"""A rule module's docstring describes the columns its rules compare: each of them, and no other."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from rules.catalogue import RULES
from rules.engine.condition import Of, Own
from rules.engine.declare import Rule

ENTRY = re.compile(r"^ {4}(\w+(?:, \w+)*)  +\S", re.MULTILINE)  # `    due_day, today   the day …`
LEANS_ON = re.compile(r"\(see (rules\.\w+)\)")
GIVEN = {"kind", "flag", "item"}  # of every fact
MODULES = sorted({rule.module for rule in RULES.values()})


def compared(rule: Rule) -> set[str]:
    """The columns that a rule compares at any severity, on the left or on the right."""
    parts = [part for patterns in rule.levels.values() for pattern in patterns for part in pattern.parts]
    right = {part.right.field for part in parts if isinstance(part.right, Own | Of)}
    return ({part.field for part in parts} | right) - GIVEN


def described(module: str) -> set[str]:
    """The columns that the docstring of a module has an entry for."""
    text = import_module(module).__doc__ or ""
    return {name for entry in ENTRY.findall(text) for name in entry.split(", ")}


def borrowed(module: str) -> set[str]:
    """The columns it names in backquotes and whose entry stands in the module it leans on."""
    text = import_module(module).__doc__ or ""
    return {name for other in LEANS_ON.findall(text) for name in described(other) if f"`{name}`" in text}


def of(module: str) -> set[str]:
    return set.union(*(compared(rule) for rule in RULES.values() if rule.module == module))


@pytest.mark.parametrize("module", MODULES)
def test_each_column_that_is_compared_is_described(module: str) -> None:
    assert of(module) - described(module) - borrowed(module) == set()


@pytest.mark.parametrize("module", MODULES)
def test_no_column_is_described_that_nothing_compares(module: str) -> None:
    assert (described(module) | borrowed(module)) - of(module) == set()


def test_entries_are_found_with_one_name_or_several_and_not_in_running_text() -> None:
    text = "A `case`.\n\n    state         open\n    due_day, today   days\n                     and more\nNo  entry.\n"
    assert ENTRY.findall(text) == ["state", "due_day, today"]
