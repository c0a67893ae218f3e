"""What a format says of itself: what its files are called, what they give, how a feed of it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipelines.formats.table import Source, Table


@dataclass(frozen=True)
class Format:
    """One form in which exports come; each is declared in the file that reads it.

    name      the word for it in town.toml
    read      the rows of one file; raises Unreadable when no row can be read
    files     the pattern of its files where the feed names none; empty where nothing lies in the inbox
    suffixes  endings of `files` that tell the format where the feed does not
    nouns     what it gives without being told
    packaged  its files are documents: one, a folder of them or a ZIP, with metadata beside them
    whole     each file is the whole register, unless the feed says otherwise
    loose     an attribute that no row has leaves no column behind, so a column may be absent
    """

    name: str
    read: Callable[[Source], Table]
    files: str
    suffixes: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    packaged: bool = False
    whole: bool = False
    loose: bool = False
