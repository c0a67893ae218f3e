"""Why a date or a sum is what it is: the text of `ratusz why`, from the very snapshot that a page shows."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import duckdb

from dashboards.source.request import request
from dashboards.source.snapshot import another_version, snapshot
from pipelines.refusal import Refusal
from pipelines.store.warehouse import look

if TYPE_CHECKING:
    from pipelines.reading import Reading

KEPT = 256  # answers of some dozen sentences each

Steps = tuple[tuple[str, tuple[str, ...]], ...]  # what some sentences are about, and the sentences, in their order


def reasons(subject: str) -> Steps:
    """Every step of a subject; none where nothing is known of it. Whether the reader may know is asked by the page."""
    return _reasons(request().snapshot.path, subject)


@lru_cache(maxsize=KEPT)
def _reasons(path: Path, subject: str) -> Steps:
    from pipelines.answers.why import why  # most pages never explain anything, so they do not wait for the rules

    with _one_at_a_time:  # whoever looks at a day puts the law's tables beside it
        try:
            day = _day(path)
            lines = why(day, subject)
        except (duckdb.BinderException, duckdb.CatalogException):  # another version kept other facts
            raise another_version(request().say) from None
        except Refusal:
            return ()
    return tuple((part, tuple(line.text for line in some)) for part, some in groupby(lines, lambda line: line.part))


_one_at_a_time = Lock()


@lru_cache(maxsize=1)
def _day(path: Path) -> Reading:
    """The snapshot's day, for one subject after the other: the law is read and its tables are made once for all."""
    from pipelines.reading import Reading
    from pipelines.settings import read_town

    shot = snapshot(path)
    town = read_town(shot.town.root, shot.town.text)
    con = shot.con.cursor()
    look(con, shot.as_of, shot.known_on, town.timezone, town.order)
    return Reading(con, town, shot.as_of, shot.known_on, shot.run_id)
