"""Exports that come as one file, as a folder of files or as a ZIP: the same documents either way, in name order."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path, PurePosixPath

from pipelines.formats.table import Source, Unreadable, meaning
from pipelines.town import MB

LARGEST = 64 * 2**20  # bytes of one document unpacked; KSeF accepts 3 MB with attachments
SMALL = 10 * MB  # unpacked: up to here the ratio does not matter


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
    """The documents of a package with that suffix, in name order; a single file is its own only document.

    Hidden files and links are left out. Raises Unreadable for a package that cannot be unpacked, or that unpacks to
    too much.
    """
    path = source.path
    if path.is_dir():
        for file in sorted(_files(path, suffix)):
            yield Document(file.relative_to(path).as_posix(), _bytes(file))
    elif zipfile.is_zipfile(path):
        yield from _unzipped(source, suffix)
    elif path.suffix.lower() == suffix or suffix == ".xml":
        yield Document(path.name, _bytes(path))


def _files(folder: Path, suffix: str) -> list[Path]:
    found = (file for file in folder.rglob("*") if file.suffix.lower() == suffix and file.is_file())
    return [file for file in found if not file.is_symlink() and not _hidden(file.relative_to(folder).as_posix())]


def _hidden(name: str) -> bool:
    """What a desktop put there for itself: a name that begins with a dot, or the folder macOS adds to its ZIPs."""
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def _bytes(file: Path) -> bytes | None:
    return file.read_bytes() if file.stat().st_size <= LARGEST else None


def _unzipped(source: Source, suffix: str) -> Iterator[Document]:
    say = source.say
    broken = (
        say("the package cannot be unpacked"),
        say("Download the package again; it must be a ZIP without a password."),
    )
    with meaning(*broken), zipfile.ZipFile(source.path) as archive:
        members = sorted(archive.infolist(), key=lambda member: member.filename)
        check_members(source, members, LARGEST)
        for member in members:
            name = member.filename
            if member.is_dir() or not name.lower().endswith(suffix) or _hidden(name):
                continue
            fits = member.file_size <= LARGEST  # zipfile never unpacks more than the size it is told
            with meaning(*broken):
                data = archive.read(member) if fits else None
            yield Document(name, data)


def check_members(source: Source, members: Sequence[zipfile.ZipInfo], largest: int | float = inf) -> None:
    """Raises Unreadable where a package holds more files, or unpacks to more bytes, than the limits let it.

    largest: nobody unpacks a file of more bytes.
    """
    if len(members) > source.limits.members:
        say = source.say
        raise Unreadable(
            say("the package holds {n:number} files, more than one package may", n=len(members)),
            say("Pack fewer at once. If it is right: {setting} in town.toml, today {limit}.",
                setting="[limits] members", limit=source.limits.members),
        )  # fmt: skip
    check_unpacked(source, sum(member.file_size for member in members if member.file_size <= largest))


def check_unpacked(source: Source, unpacked: int) -> None:
    """Raises Unreadable where so many bytes are more than the file may unpack to, or too many for its size."""
    say, limits, packed = source.say, source.limits, source.path.stat().st_size
    if unpacked > limits.unpacked_mb * MB:
        raise Unreadable(
            say("the package unpacks to more than {n:number} MB", n=limits.unpacked_mb),
            say("Pack less at once. If it is right: {setting} in town.toml.", setting="[limits] unpacked_mb"),
        )
    if unpacked > SMALL and unpacked > limits.ratio * packed:
        raise Unreadable(
            say(
                "the package unpacks to {n:number} times its size, as no honest one does", n=unpacked // max(packed, 1)
            ),
            say(
                "Have it made anew by the program it comes from. If it is right: {setting} in town.toml.",
                setting="[limits] ratio",
            ),
        )
