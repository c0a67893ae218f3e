"""What a column of ours comes from, where that is more than a name: `{ split = "Klasyfikacja", part = 2 }`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.contracts import Column
from pipelines.settings.inspector import Inspector
from pipelines.settings.keys import ORIGINS
from pipelines.settings.kinds import COLUMN
from pipelines.settings.lines import Path
from pipelines.town import Beside, Made


def beside(columns: Mapping[str, Any]) -> dict[str, Beside]:
    """The columns whose value stands in no column of theirs. `columns`: a table without mistakes."""
    return {ours: Beside(at["from"], at["pattern"]) for ours, at in _tables(columns) if "from" in at}


def made(columns: Mapping[str, Any]) -> dict[str, Made]:
    """The columns made of cells of theirs. `columns`: a table without mistakes."""
    return {ours: _made(at) for ours, at in _tables(columns) if "from" not in at}


def inspect_origins(look: Inspector, path: Path, columns: Mapping[str, Any]) -> None:
    """Every mistake of `[feeds.x.columns]`, that of a table in it at its own key."""
    for ours, value in columns.items():
        forms = [form for form in ORIGINS if isinstance(value, Mapping) and form in value]
        if len(forms) == 1:
            needed = [key for key in ORIGINS[forms[0]] if key != "by"]
            look.keys((*path, ours), value, ORIGINS[forms[0]], required=needed)
        elif isinstance(value, Mapping):
            fix = look.say("For example: {key} = {example}", key=ours, example=COLUMN.example)
            look.add((*path, ours), look.say("{key} must be {kind}", key=ours, kind=look.say(COLUMN.says)), fix)
        else:
            look.value((*path, ours), value, COLUMN)


def inspect_turned(look: Inspector, path: Path, columns: Mapping[str, Any], known: Mapping[str, Column]) -> None:
    """Only of an amount the sign can be turned."""
    for ours, at in _tables(columns):
        if "negate" in at and ours in known and known[ours].kind != "money":
            message = look.say("{column} is no amount: it has no sign to turn", column=ours)
            look.add((*path, ours), message, look.say("Write: {right}", right=f'{ours} = "{at["negate"]}"'))


def _tables(columns: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    return [(ours, at) for ours, at in columns.items() if isinstance(at, Mapping)]


def _made(at: Mapping[str, Any]) -> Made:
    if "join" in at:
        return Made(tuple(at["join"]), by=at.get("by"))
    if "negate" in at:
        return Made((at["negate"],), turned=True)
    return Made((at["split"],), at["part"], at.get("by"))
