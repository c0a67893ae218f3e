"""A figure: what was measured, its value beside what it has to reach, and the line of the table that says so."""

from __future__ import annotations

from typing import Any, NamedTuple

ROW = "{:<64} {:>12} {:>12} {:>16} {:>4}  {}".format
HEAD = ROW("what", "ours", "by processor", "reach", "met", "beside")


class Figure(NamedTuple):
    """One measurement.

    value: in `unit`: s, MB, µs, or x for how many times as long, or as fast, as the yardstick. processor: the same by
    processor time, which is steady on a busy machine; None where it was not taken. reach: the bound, None where nothing
    is demanded; most: whether it is an upper bound. beside: the yardstick in words. The part and the words name a
    figure, sizes included, so that two runs are only compared where they measured the same.
    """

    part: str
    what: str
    value: float
    unit: str
    processor: float | None = None
    reach: float | None = None
    most: bool = True
    beside: str = ""

    @property
    def met(self) -> str:
        """yes, NO, cpu where only processor time keeps the bound, or nothing where there is none."""
        if self.reach is None:
            return ""
        if self._keeps(self.value):
            return "yes"
        return "cpu" if self.processor is not None and self._keeps(self.processor) else "NO"

    @property
    def line(self) -> str:
        """The line of the table."""
        demanded = (
            "" if self.reach is None else f"{'at most' if self.most else 'at least'} {shown(self.reach, self.unit)}"
        )
        processor = "" if self.processor is None else shown(self.processor, self.unit)
        return ROW(
            f"{self.part}: {self.what}", shown(self.value, self.unit), processor, demanded, self.met, self.beside
        )

    def as_json(self) -> dict[str, Any]:
        """All of it as JSON's own kinds."""
        return {**self._asdict(), "met": self.met}

    def _keeps(self, value: float) -> bool:
        bound = self.reach or 0
        return value <= bound if self.most else value >= bound


def shown(value: float, unit: str) -> str:
    """Three digits that count, and the unit: 0.042 s, 28.4 s, 1,137 MB, 25x."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
    return f"{value:,.{digits}f}{'' if unit == 'x' else ' '}{unit}"
