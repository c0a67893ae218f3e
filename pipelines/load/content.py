"""Is this content known already? The settings a file is read with are part of the answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from pipelines.contracts import Noun
from pipelines.load import record
from pipelines.load.inbox import digest
from pipelines.load.record import Load
from pipelines.town import Feed, Town
from rules.wording import words


def known(con: duckdb.DuckDBPyConnection, town: Town, feed: Feed, load: Load) -> Load | None:
    """The load as `unchanged`, where the feed's history already says all of it; nothing is read then.

    A whole register is known when it is the same as the last one; a file of changes when it ever was taken in.
    """
    earlier = f"feed = ? and noun = ? and state in {record.TAKEN_IN}"
    if feed.covers in ("all", "part"):
        before = record.last(con, earlier, (load.feed, load.noun))
    else:
        same = f"{earlier} and sha256 = ? and mapping = ?"
        before = record.last(con, same, (load.feed, load.noun, load.sha256, load.mapping))
    if before is None or (before.sha256, before.mapping) != (load.sha256, load.mapping):
        return None
    if any(at.place == "file" for at in feed.beside.values()) and before.file != load.file:
        return None  # its name says something else
    return replace(
        load,
        rows_in=before.rows_in,
        rows_unchanged=before.rows_in - before.rows_rejected,
        rows_rejected=before.rows_rejected,
        state="unchanged",
        reason=words(town.language)("the same content as {load_id}", load_id=before.load_id),
        aside=before.aside,
        taken=before.taken,
    )


def mapping(town: Town, feed: Feed, noun: Noun, beside: Iterable[Path] = ()) -> str:
    """A hash of all that decides how a file's text becomes rows: the same file read otherwise is not the same content.

    That is the feed's settings, the noun's contract and the metadata that lie `beside` the file.
    """
    told = {
        name: getattr(feed, name)
        for name in (
            "format", "covers", "part", "distinct", "query", "read", "columns", "beside", "constants", "values",
            "measures",
        )
    }  # fmt: skip
    told["read"] = {key: value for key, value in vars(feed.read).items() if (key, value) != ("header", 1)}
    told |= {"made": feed.made} if feed.made else {}  # a feed without any is what it was before there were such
    told |= {"monthly": feed.monthly} if feed.monthly else {}
    told |= {"usual": vars(feed.usual)} if feed.usual else {}
    contract = {name: (column.kind, column.required) for name, column in noun.columns.items()}
    metadata = [digest(path) for path in beside]
    rest = (town.timezone, town.kinds, town.privacy.get("keep"), noun.key, contract, metadata)
    text = json.dumps([told, rest], default=_plain, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else vars(value)
