"""What people have acknowledged or silenced, marked on the findings: they stay on every list."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime

import polars as pl

from pipelines.acts.record import read_acts
from pipelines.reading import Reading
from pipelines.state import open_state

WORDS = {"acknowledge": "acknowledged", "silence": "silenced"}


def marked(day: Reading, findings: pl.DataFrame, known_on: datetime) -> pl.DataFrame:
    """The findings with who acknowledged and who silenced each, and the last day of both; null where nobody did.

    findings: as `answer.spoken` gives them; known_on: the moment whose acts count, without a zone UTC.
    """
    with closing(open_state(day.town)) as state:
        stood = read_acts(state, known_on)
    marks = []
    for kind, word in WORDS.items():
        acts = [
            stood.over(kind, rule, noun, subject, severity, first_seen, day.as_of)
            for rule, noun, subject, severity, first_seen in findings.select(
                "rule", "noun", "subject", "severity", "first_seen"
            ).iter_rows()
        ]
        marks += [
            pl.Series(f"{word}_by", [act.author if act else None for act in acts], dtype=pl.String),
            pl.Series(f"{word}_until", [act.until if act else None for act in acts], dtype=pl.Date),
        ]
    return findings.with_columns(marks)
