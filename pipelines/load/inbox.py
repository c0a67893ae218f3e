"""The inbox: which files may be read now, which are left alone and why, and how a file leaves without losing a byte."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path

from pipelines.formats import FORMATS
from pipelines.load.fetch import as_file
from pipelines.load.names import told
from pipelines.load.writers import open_elsewhere, opened
from pipelines.town import Feed, Town
from rules.wording import Words, words

# names that programs give to files they have not finished: downloads, uploads, editors, office locks
UNFINISHED = ("*.part", "*.partial", "*.filepart", "*.crdownload", "*.download", "*.tmp", "*.swp", "*~", "~$*", ".*")
SHARED = ("_metadata.json", "metadata.json")  # what KSeF calls the metadata of all invoices of a package
LATELY_SECONDS = 60.0  # within them a clock too coarse could hide a change
FRESH_SECONDS = 2.0  # a file touched this lately may still be growing: it is looked at twice
PAUSE_SECONDS = 0.25  # between the two looks
STILL_SECONDS = 10.0  # how long a file must lie still where the system does not tell who has it open
SETTLED_SECONDS = 15.0  # … and where it is to end rows: a writer may close it and go on a while later
NOTHING = hashlib.sha256().hexdigest()  # the digest of no bytes at all


Print = tuple[tuple[str, int, int], ...]  # name, size in bytes and time (ns) of each file; another print, another file


@dataclass(frozen=True)
class Arrival:
    """A file (or a folder that is one package) in the inbox and the feeds that read it, in the order of town.toml."""

    folder: str
    path: Path
    feeds: tuple[Feed, ...]
    print: Print
    beside: tuple[Path, ...] = ()  # metadata that is read with it
    companions: tuple[Path, ...] = ()  # what of that leaves the inbox with it


@dataclass(frozen=True)
class LeftAlone:
    """A file that stays in the inbox, and the reason in the town's language."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"{told(self.path)}: {self.reason}"


def arrivals(town: Town) -> tuple[list[Arrival], list[LeftAlone]]:
    """What the inbox holds: files to read, in name order within each folder, and files to leave alone."""
    say = words(town.language)
    gone = why_not(FileNotFoundError(), say)
    ready: list[Arrival] = []
    left: list[LeftAlone] = []
    for folder in dict.fromkeys(feed.inbox for feed in town.feeds.values()):
        readers = [as_file(feed) for feed in town.feeds.values() if feed.inbox == folder]
        try:
            paths = sorted(_listed(town.inbox / folder))
        except OSError as error:  # one folder that is shut keeps no other waiting
            left.append(LeftAlone(town.inbox / folder, why_not(error, say)))
            continue
        shut = {path: reason for path in paths if (reason := _shut(path, say))}
        read = [(path, feeds) for path in paths if path not in shut and (feeds := _readers(path, readers))]
        here = _with_shared_metadata(
            [_with_metadata(Arrival(folder, path, feeds, fingerprint(path))) for path, feeds in read]
        )
        taken = {*shut, *(path for arrival in here for path in (arrival.path, *arrival.companions))}
        left += [LeftAlone(path, reason) for path, reason in shut.items()]
        left += [LeftAlone(path, say("no feed reads a file of this name")) for path in paths if path not in taken]
        ready += here
    growing = _growing(ready)
    left += [LeftAlone(each.path, say("still being written") if each.path.exists() else gone) for each in growing]
    return [each for each in ready if each not in growing], left


def _shut(path: Path, say: Words) -> str | None:
    """Why nobody may read what lies there, whatever it is called; None where it may be read."""
    if _is_like(path, UNFINISHED):
        return say("the name of a file not finished yet")
    try:
        found = [path.lstat(), *(each.lstat() for each in path.rglob("*") if path.is_dir() and not path.is_symlink())]
    except OSError as error:
        return why_not(error, say)
    if any(stat.S_ISLNK(each.st_mode) for each in found):
        return say("a link is never followed; put the file itself into the inbox")
    if not all(stat.S_ISREG(each.st_mode) or stat.S_ISDIR(each.st_mode) for each in found):
        return say("this is neither a file nor a folder")
    return None


def _is_like(path: Path, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(path.name.lower(), pattern.lower()) for pattern in patterns)


def why_not(error: OSError, say: Words) -> str:
    """Why a file cannot be read, moved or found."""
    match error:
        case FileNotFoundError():
            return say("it is gone; somebody took it away meanwhile")
        case PermissionError():
            return say("the account that runs Ratusz has no right to it")
        case _:
            return say("the system refuses it ({name})", name=errno.errorcode.get(error.errno or 0, error.errno))


def _readers(path: Path, feeds: list[Feed]) -> tuple[Feed, ...]:
    """The feeds that read a file by its name, or a folder by the names of the documents in it."""
    return tuple(feed for feed in feeds if _reads(feed, path))


def _reads(feed: Feed, path: Path) -> bool:
    if not FORMATS[feed.format].packaged:
        return path.is_file() and _is_like(path, (feed.files,))
    if path.is_dir():
        return _is_like(path, (feed.files,)) or any(_is_like(file, (feed.files,)) for file in _files(path))
    return path.suffix.lower() != ".json" and _is_like(path, (feed.files,))  # JSON there is metadata of a document


def _with_metadata(arrival: Arrival) -> Arrival:
    """A single invoice may have its metadata in a JSON of its name, or all of them in one for the folder."""
    path = arrival.path
    if path.is_dir() or not any(FORMATS[feed.format].packaged for feed in arrival.feeds):
        return arrival
    own = tuple(file for name in (f"{path.stem}.json", f"{path.name}.json") if _regular(file := path.with_name(name)))
    shared = tuple(file for name in SHARED if _regular(file := path.with_name(name)))
    return replace(arrival, beside=own + shared, companions=own)


def _regular(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _with_shared_metadata(arrivals: list[Arrival]) -> list[Arrival]:
    """The folder's metadata leave with the last invoice that needs them."""
    needing = [arrival for arrival in arrivals if len(arrival.beside) > len(arrival.companions)]
    last = needing[-1] if needing else None
    return [replace(each, companions=each.beside) if each is last else each for each in arrivals]


def _listed(folder: Path) -> Iterator[Path]:
    return folder.iterdir() if folder.is_dir() else iter(())


def _growing(ready: list[Arrival]) -> list[Arrival]:
    """The arrivals that somebody has open for writing, or that change while we look."""
    written = {each.path: _open_elsewhere(each.path) for each in ready}
    looks = ((None, STILL_SECONDS, STILL_SECONDS), (False, FRESH_SECONDS, PAUSE_SECONDS))
    for state, fresh, pause in looks:  # those of which the system tells need a shorter one
        touched = max((max(_times(each), default=0.0) for each in ready if written[each.path] is state), default=0.0)
        if (age := time.time() - touched) < fresh:
            time.sleep(min(pause, fresh - age))
    return [each for each in ready if written[each.path] or fingerprint(each.path) != each.print]


def settled(arrival: Arrival) -> bool:
    """Whether the file, once it has had SETTLED_SECONDS to lie still, is the same and nobody has it open to write."""
    age = time.time() - max(_times(arrival), default=0.0)
    if age < SETTLED_SECONDS:
        time.sleep(min(SETTLED_SECONDS - age, SETTLED_SECONDS))  # a clock put back is no reason to wait for it
    return fingerprint(arrival.path) == arrival.print and not _open_elsewhere(arrival.path)


def _open_elsewhere(path: Path) -> bool | None:
    """Of a folder: whether any of its files is open for writing, None where the system does not tell of each."""
    try:
        found = {open_elsewhere(file) for file in _files(path)}
    except OSError:  # gone, or not ours to read: whoever reads it says so
        return None
    return True if True in found else None if None in found else False


def _times(arrival: Arrival) -> list[float]:
    return [modified / 1e9 for _, _, modified in arrival.print]


def _files(path: Path) -> list[Path]:
    return sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]


def fingerprint(path: Path) -> Print:
    """Name, size in bytes and modification time (ns) of the file, or of each file of the folder; empty when gone."""
    try:
        stats = [(str(file.relative_to(path)), file.stat()) for file in _files(path)]
    except FileNotFoundError:
        return ()
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)


def digest(path: Path) -> str:
    """sha256 of the file's bytes; of a folder, of the names and digests of its files. OSError: not to be read."""
    if path.is_dir():
        lines = "".join(f"{digest(file)} {file.relative_to(path).as_posix()}\n" for file in _files(path))
        return hashlib.sha256(os.fsencode(lines)).hexdigest()
    with opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def changed(path: Path, before: Print, sha256: str) -> bool:
    """Whether a file that was moved is another than the one read: somebody still held it open, and wrote on."""
    now = fingerprint(path)
    lately = time.time() - max((modified / 1e9 for _, _, modified in now), default=0.0) < LATELY_SECONDS
    same = [each[1:] for each in now] == [each[1:] for each in before]
    return (lately or not same) and digest(path) != sha256


def move(source: Path, target: Path) -> None:
    """Move a file as it is, never over another; across file systems the copy is whole before the original goes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    try:
        source.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        half = target.with_name(f".{target.name}.part")
        shutil.copytree(source, half, dirs_exist_ok=True) if source.is_dir() else shutil.copy2(source, half)
        half.rename(target)
        shutil.rmtree(source) if source.is_dir() else source.unlink()
