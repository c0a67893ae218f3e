"""Why a date or a sum is what it is: the text of `ratusz why`, from the very snapshot that a page shows."""

from __future__ import annotations

from contextlib import closing
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import duckdb

from dashboards.source.request import request
from dashboards.source.snapshot import another_version, snapshot
from pipelines.refusal import Refusal
from pipelines.store.warehouse import look
from rules.wording import words

KEPT = 256  # answers of some dozen sentences each

Steps = tuple[tuple[str, tuple[str, ...]], ...]  # what some sentences are about, and the sentences, in their order


def reasons(subject: str) -> Steps:
    """Every step of a subject; none where nothing is known of it. Whether the reader may know is asked by the page."""
    return _reasons(request().snapshot.path, subject)


@lru_cache(maxsize=KEPT)
def _reasons(path: Path, subject: str) -> Steps:
    from pipelines.answers.why import why  # most pages never explain anything, so they do not wait for the rules
    from pipelines.reading import Reading
    from pipelines.settings import read_town

    shot = snapshot(path)
    town = read_town(shot.town.root, shot.town.text)
    with closing(shot.con.cursor()) as con:
        look(con, shot.as_of, shot.known_on, town.timezone, town.order)
        day = Reading(con, town, shot.as_of, shot.known_on, shot.run_id)
        try:
            lines = why(day, subject)
        except (duckdb.BinderException, duckdb.CatalogException):  # another version kept other facts
            raise another_version(words(town.language)) from None
        except Refusal:
            return ()
    return tuple((part, tuple(line.text for line in some)) for part, some in groupby(lines, lambda line: line.part))
