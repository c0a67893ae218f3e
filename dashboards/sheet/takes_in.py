"""What only a screen can take in: files, answers, presses of a button; elsewhere nobody puts in or presses anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from dashboards.sheet.parts import Filter


class TakesIn:
    """The part of a sheet that hears its reader; as it stands here, on paper and in exports, it hears nothing."""

    def upload(self, label: str) -> list[tuple[str, bytes]]:
        """The files that the reader put in, by name; what is put first goes above the field."""
        return []

    @property
    def visit(self) -> str:
        """What tells this visit from every other; empty where nothing is put in."""
        return ""

    def visited(self, visit: str) -> bool:
        """Whether that visit still goes on."""
        return visit == self.visit

    def fill(self, title: str, fields: Sequence[Filter], *, folded: bool = False) -> dict[str, str]:
        """What the reader answered, by key: one of the options, or free text where there are none.

        folded: the fields open with a click.
        """
        return {}

    def press(self, key: str, label: str, do: Callable[[], object]) -> None:
        """A button; what `do` returned when it was pressed is `done(key)` from then on."""

    def done(self, key: str) -> Any:
        """What came of the button with that key earlier in this visit; None where it was not pressed."""
        return None

    def waiting(self, text: str) -> AbstractContextManager[object]:
        """Says that something takes its time while the block runs."""
        return nullcontext()

    def file(self, text: str, path: str) -> None:
        """A link to a file that is made for this reader."""
