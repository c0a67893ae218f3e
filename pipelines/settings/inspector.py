"""Compares tables of town.toml with the keys they may have, and collects every mistake with its line and the fix."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from pipelines.settings.kinds import SCALAR, Kind, pattern
from pipelines.settings.lines import Path, lines
from rules.wording import Words

LISTED = 25  # words of a list shown when none is near


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake in town.toml: the line, the key as it is written there, what is wrong and what to do."""

    line: int
    key: str
    message: str
    fix: str


def near(word: str, known: Sequence[str], alike: float = 0.6) -> str:
    """The one of the known words that was probably meant; empty where none is so much `alike` (0 to 1)."""
    found = get_close_matches(word.lower(), [name.lower() for name in known], n=1, cutoff=alike)
    return next((name for name in known if found and name.lower() == found[0]), "")


def listed(words: Sequence[str]) -> str:
    """The words of a list, and that there are more where it is long."""
    return ", ".join(words[:LISTED]) + (" …" if len(words) > LISTED else "")


class Inspector:
    """Looks at one town.toml; `mistakes` grows as it goes."""

    def __init__(self, text: str, say: Words) -> None:
        self.say = say
        self.mistakes: list[Mistake] = []
        self._text = text

    @cached_property
    def _lines(self) -> Mapping[Path, int]:  # found only where there is a mistake: it takes longer than to look for one
        return lines(self._text)

    def add(self, path: Path, message: str, fix: str) -> None:
        """A mistake at a key, or at the nearest table above it that is written down."""
        at = next(path[:length] for length in range(len(path), -1, -1) if path[:length] in self._lines)
        self.mistakes.append(Mistake(self._lines[at], _name(path), message, fix))

    def table(self, path: Path, value: Any) -> Mapping[str, Any]:
        """The value as a table; a mistake and an empty table where it is none."""
        if isinstance(value, Mapping):
            return value
        name = _name(path)
        self.add(path, self.say("{key} must be a table", key=name), self.say("Write: {right}", right=f"[{name}]"))
        return {}

    def keys(
        self,
        path: Path,
        table: Mapping[str, Any],
        known: Mapping[str, Kind],
        *,
        required: Sequence[str] = (),
        also: Collection[str] = (),
        others: Kind | None = None,
    ) -> None:
        """Every key is known and of its kind, none that is required is missing; `others`: any further key of a kind."""
        for key, value in table.items():
            if key in known or others:
                self.value((*path, key), value, known.get(key, others or SCALAR))
            elif key not in also:
                self.unknown((*path, key), [*known, *also])
        for key in required:
            if key not in table:
                self.add(
                    path,
                    self.say("{table} lacks {key}", table=f"[{_name(path)}]", key=key),
                    self.say("Add: {key} = {example}", key=key, example=known[key].example),
                )

    def unknown(self, path: Path, known: Sequence[str]) -> None:
        """A key nobody reads."""
        key, table = str(path[-1]), _name(path[:-1])
        self.add(path, self.say("{table} has no setting {key}", table=f"[{table}]", key=key), self.nearest(key, known))

    def value(self, path: Path, value: Any, kind: Kind) -> None:
        """The value is of its kind."""
        if kind.holds(value):
            return
        if kind.word and isinstance(value, str):
            self.word(path, value, kind.choices, kind.word)
        elif any(isinstance(item, str) and ".%f" in item for item in (value if isinstance(value, list) else [value])):
            right = str(value if isinstance(value, str) else next(v for v in value if not pattern(v)))
            self.add(
                path,
                self.say("%f after a dot would be read as so many nanoseconds"),
                self.say("Write: {right}", right=f'"{right.replace(".%f", "%.f")}"'),
            )
        else:
            self.add(
                path,
                self.say("{key} must be {kind}", key=path[-1], kind=self.say(kind.says)),
                self.say("For example: {key} = {example}", key=path[-1], example=kind.example),
            )

    def word(self, path: Path, value: str, choices: Sequence[str], word: str) -> None:
        """A word that is none of those allowed."""
        self.add(
            path, self.say('"{value}" is not {word}', value=value, word=self.say(word)), self.nearest(value, choices)
        )

    def nearest(self, word: str, known: Sequence[str]) -> str:
        """What was probably meant, or all there is."""
        if meant := near(word, known):
            return self.say("Did you mean {near}?", near=meant)
        if not known:
            return self.say("Leave it out.")
        return self.say("Possible here: {known}.", known=listed(known))


def _name(path: Path) -> str:
    """As it is written in the file: an item of an array of tables has no number there."""
    return ".".join(part for part in path if isinstance(part, str))
