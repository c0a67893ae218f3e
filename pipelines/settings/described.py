"""The keys of town.toml as a list: where each stands, what it may be, and what holds where it is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields

from pipelines.settings.inspector import listed
from pipelines.settings.keys import (
    ACCESS,
    ESCALATION,
    FEED,
    FEEDS,
    HEARTBEAT,
    LIMITS,
    MAIL,
    ORIGINS,
    PRIVACY,
    READ,
    RULE,
    SLOT,
    TERM,
    TOWN,
    Keys,
)
from pipelines.settings.kinds import COLUMN, CONSTANT, TEXT, WORD, Kind
from pipelines.town import Feed, Limits, Read, Town
from rules.wording import Words

OURS = "…"  # a name of the town's own: a feed, one of our columns, one of their words
TABLES: Mapping[str, tuple[Keys, type | None]] = {  # in the order of town.toml, with what a left-out key is taken from
    "[town]": (TOWN, Town),
    "[feeds]": (FEEDS, None),
    f"[feeds.{OURS}]": (FEED, Feed),
    f"[feeds.{OURS}.read]": (READ, Read),
    f"[feeds.{OURS}.columns]": ({OURS: COLUMN}, None),
    **{f"[feeds.{OURS}.columns] {OURS} = {{ {form} = {OURS} }}": (keys, None) for form, keys in ORIGINS.items()},
    f"[feeds.{OURS}.constants]": ({OURS: CONSTANT}, None),
    f"[feeds.{OURS}.values.{OURS}]": ({OURS: WORD}, None),
    f"[feeds.{OURS}.measures]": ({OURS: TEXT}, None),
    f"[rules.{OURS}]": (RULE, None),
    f"[terms.{OURS}]": (TERM, None),
    "[kinds]": ({OURS: TEXT}, None),
    "[mail]": (MAIL, None),
    "[privacy]": (PRIVACY, None),
    "[access]": (ACCESS, None),
    "[escalation]": (ESCALATION, None),
    "[[schedule]]": (SLOT, None),
    "[heartbeat]": (HEARTBEAT, None),
    "[limits]": (LIMITS, Limits),
}


def described(say: Words) -> list[dict[str, str | None]]:
    """A row per key: table, key, what it may be, the words of a closed list, an example, and the default if any."""
    return [
        {
            "table": table, "key": key, "must_be": say(kind.says), "choices": listed(kind.choices) or None,
            "example": kind.example, "default": default,
        }
        for table, (keys, made) in TABLES.items()
        for key, kind, default in _with_defaults(keys, made)
    ]  # fmt: skip


def _with_defaults(keys: Keys, made: type | None) -> Iterator[tuple[str, Kind, str | None]]:
    """What the program itself takes where a key is left out, as town.toml would write it."""
    left_out = {field.name: field.default for field in fields(made)} if made is not None else {}
    for key, kind in keys.items():
        default = left_out.get(key, MISSING)
        yield key, kind, None if default is MISSING or default in (None, ()) else _written(default)


def _written(value: object) -> str:
    """As TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, str):
        return f"'{value}'" if "\\" in value else f'"{value}"'
    return str(value)
