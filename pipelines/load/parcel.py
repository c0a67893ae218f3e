"""What goes from one process to the other and back: values by pickle, frames beside them as Arrow files.

Who answers has just read the file of a stranger: an answer is made of our own classes and frames, and of nothing else.
"""

from __future__ import annotations

import io
import pickle
import struct
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl

LENGTH = struct.Struct("!Q")  # before each order and each answer: its length in bytes
READY = b"."  # what the reading process says once it can be asked


class _Packer(pickle.Pickler):
    """Values, with each frame set aside and its number in its place."""

    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file)
        self.frames: list[pl.DataFrame] = []

    def persistent_id(self, obj: Any) -> int | None:
        """The number of a frame; None for any other value."""
        if not isinstance(obj, pl.DataFrame):
            return None
        self.frames.append(obj)
        return len(self.frames) - 1


class _Unpacker(pickle.Unpickler):
    """The values again; any name that is not one of our classes is refused."""

    def __init__(self, file: io.BytesIO, frames: Sequence[pl.DataFrame]) -> None:
        super().__init__(file)
        self._frames = frames

    def persistent_load(self, pid: Any) -> pl.DataFrame:
        """The frame of that number."""
        return self._frames[pid]

    def find_class(self, module: str, name: str) -> type:
        """A class of the rooms of pipelines/."""
        found = getattr(import_module(module), name) if module.startswith("pipelines.") else None
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name} has no place in an answer")
        return found


def pack(value: Any, folder: Path) -> bytes:
    """The value; its frames are written into the folder, which has to be empty."""
    buffer = io.BytesIO()
    packer = _Packer(buffer)
    packer.dump(value)
    for number, frame in enumerate(packer.frames):
        frame.write_ipc(folder / f"{number}.arrow", compat_level=pl.CompatLevel.newest())
    return buffer.getvalue()


def unpack(packed: bytes, folder: Path) -> Any:
    """The value again. The folder is empty afterwards: a frame keeps its open file for as long as it lives."""
    frames = []
    while (path := folder / f"{len(frames)}.arrow").exists():
        frames.append(pl.read_ipc(path))
        path.unlink()
    return _Unpacker(io.BytesIO(packed), frames).load()
