"""The log of the schedule on standard error: a line an event, plain or JSON; run ids and moments, no personal data."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TextIO

from pipelines.store.moments import second

LOG = logging.getLogger("ratusz.schedule")


class Lines(StrEnum):
    """How the log is written."""

    text = "text"
    json = "json"


def begin(lines: Lines, stream: TextIO | None = None) -> logging.Handler:
    """Write the log of this process to standard error, or to another stream; returns what writes it."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Json() if lines is Lines.json else _Text())
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    return handler


def log(event: str, level: int = logging.INFO, **facts: Any) -> None:
    """One event with what is known of it; what is None is left out."""
    LOG.log(level, event, extra={"facts": {name: fact for name, fact in facts.items() if fact is not None}})


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        facts = " ".join(f"{name}={json.dumps(fact, ensure_ascii=False)}" for name, fact in _facts(record).items())
        return f"{_at(record)} {record.levelname.lower():<7} {record.getMessage()} {facts}".rstrip()


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {"at": _at(record), "level": record.levelname.lower(), "event": record.getMessage(), **_facts(record)}
        return json.dumps(line, ensure_ascii=False)


def _at(record: logging.LogRecord) -> str:
    return second(datetime.fromtimestamp(record.created, UTC))


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    return getattr(record, "facts", {})
