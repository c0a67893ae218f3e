"""In which order a reader wants a list: a key that stands in the code, never a word of the address."""

from __future__ import annotations

import re
from dataclasses import dataclass

_KEY = re.compile(r"[a-z_][a-z0-9_]*")
_PLACE = re.compile(r"\$order\b(\s*,\s*)?")


@dataclass(frozen=True)
class Order:
    """By which column of its statement a list is sorted; `key` None: as the statement sorts it by itself.

    Raises:
        ValueError: the key is no plain name of a column.
    """

    key: str | None = None
    descending: bool = False

    def __post_init__(self) -> None:
        if self.key is not None and not _KEY.fullmatch(self.key):
            raise ValueError(f"no column is called {self.key!r}")

    def put_into(self, statement: str) -> str:
        """The statement with this order where it says `$order`, before whatever else it sorts by."""
        if self.key is None:
            return _PLACE.sub("", statement)
        chosen = f'"{self.key}" {"desc" if self.descending else "asc"} nulls last'
        return _PLACE.sub(lambda found: chosen + (found[1] or ""), statement)
