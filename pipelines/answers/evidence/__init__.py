"""The evidence pack: one ZIP with all that a report of a day rests on, the same bytes whenever it is made again."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

from pipelines.answers.evidence.parts import PARTS, SUMS, again
from pipelines.reading import Reading

__all__ = ["PARTS", "again", "pack", "zipped"]
BIRTH = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP can write: the hour of packing is no evidence


def pack(day: Reading, progress: Callable[[str], None] = lambda _: None) -> bytes:
    """The pack of an open day; `progress` hears the name of each part before it is made.

    Nothing in it depends on when or where it is made: the same day, known at the same moment, gives the same bytes.
    """
    parts: dict[str, bytes] = {}
    for name, make in PARTS.items():
        progress(name)
        parts[name] = make(day)
    parts["town.toml"] = day.town.text.encode()
    parts |= {f"law/{path}": text.encode() for path, text in sorted(day.law.files.items())}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in parts.items())
    return zipped({**parts, SUMS: sums.encode()})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP of the parts in their order; stored, since no two compressors write the same bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as box:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, BIRTH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # the same on every system
            box.writestr(entry, data)
    return buffer.getvalue()
