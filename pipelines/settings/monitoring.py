"""When numbers of single persons may be shown: only so long after the staff were told of it."""

from __future__ import annotations

from datetime import date

from pipelines.town import Town
from rules.law import Law


def unlocked(town: Town, law: Law, day: date) -> bool:
    """Whether per-person views are open: as many days after the announcement to the staff as the law asks.

    law: under the town's own layer.
    """
    wait = law.on(day).parameters.get("privacy.announcement_days")
    return town.shows_persons(day, wait.whole if wait else None)
