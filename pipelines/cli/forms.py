"""The forms a result can be written in; apart from the writing, so that `ratusz --help` loads no frames."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """How a result is written."""

    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"
