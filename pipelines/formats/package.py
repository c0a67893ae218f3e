"""Exports that come as one file, as a folder of files or as a ZIP: the same documents either way, in name order."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipelines.formats.table import Source, Unreadable
from rules.wording import Words

LARGEST = 64 * 2**20  # bytes of one document unpacked; KSeF accepts 3 MB with attachments


@dataclass(frozen=True)
class Document:
    """One file of a package: its name there and its bytes; `data` is None where it is larger than any honest one."""

    name: str
    data: bytes | None

    @property
    def stem(self) -> str:
        """The name without folders and suffix."""
        return Path(self.name).stem


def documents(source: Source, suffix: str = ".xml") -> Iterator[Document]:
    """The documents of a package with that suffix, in name order, without hidden files; a single file is its own only
    document."""
    path = source.path
    if path.is_dir():
        for file in sorted(_files(path, suffix)):
            yield Document(file.relative_to(path).as_posix(), _bytes(file))
    elif zipfile.is_zipfile(path):
        yield from _unzipped(path, suffix, source.say)
    elif path.suffix.lower() == suffix or suffix == ".xml":
        yield Document(path.name, _bytes(path))


def _files(folder: Path, suffix: str) -> list[Path]:
    found = (file for file in folder.rglob("*") if file.suffix.lower() == suffix and file.is_file())
    return [file for file in found if not _hidden(file.relative_to(folder).as_posix())]


def _hidden(name: str) -> bool:
    """What a desktop put there for itself: a name that begins with a dot, or the folder macOS adds to its ZIPs."""
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def _bytes(file: Path) -> bytes | None:
    return file.read_bytes() if file.stat().st_size <= LARGEST else None


def _unzipped(path: Path, suffix: str, say: Words) -> Iterator[Document]:
    try:
        with zipfile.ZipFile(path) as archive:
            for member in sorted(archive.infolist(), key=lambda member: member.filename):
                name = member.filename
                if member.is_dir() or not name.lower().endswith(suffix) or _hidden(name):
                    continue
                fits = member.file_size <= LARGEST  # zipfile never unpacks more than the size it is told
                yield Document(name, archive.read(member) if fits else None)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        fix = say("Download the package again; it must be a ZIP without a password.")
        raise Unreadable(say("the package cannot be unpacked"), fix) from error
