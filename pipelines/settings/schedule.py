"""Looks at [[schedule]]: each entry by itself, then what comes after what."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pipelines.settings.inspector import Inspector
from pipelines.settings.keys import SLOT


def inspect_schedule(look: Inspector, entries: Any, jobs: Collection[str] | None) -> None:
    """Every entry has its keys, and `after` leads to a job that has a time of its own.

    jobs: what an entry can name; none given: any word is taken for a job.
    """
    if not isinstance(entries, list):
        say, name = look.say, "schedule"
        look.add((name,), say("{key} must be a table", key=name), say("Write: {right}", right="[[schedule]]"))
        return
    tables = [look.table(("schedule", number), entry) for number, entry in enumerate(entries)]
    for number, table in enumerate(tables):
        path = ("schedule", number)
        look.keys(path, table, SLOT, required=["job"] if "after" in table else ["job", "cron"])
        job, after = table.get("job"), table.get("after")
        if jobs is not None and isinstance(job, str) and job not in jobs:
            look.word((*path, "job"), job, sorted(jobs), "a job")
        if isinstance(after, str):
            _inspect_after(look, tables, number, after)


def _inspect_after(look: Inspector, tables: Sequence[Mapping[str, Any]], number: int, after: str) -> None:
    path = ("schedule", number, "after")
    scheduled = sorted({job for table in tables if isinstance(job := table.get("job"), str)})
    if after not in scheduled:
        look.word(path, after, scheduled, "a job of this schedule")
    elif _leads_back(tables, tables[number].get("job"), after):
        look.add(path, look.say("{job} would wait for itself", job=after), look.say("Leave it out."))


def _leads_back(tables: Sequence[Mapping[str, Any]], job: object, after: str) -> bool:
    """Whether what `job` comes after comes itself, by however many steps, after `job`."""
    reached: set[str] = set()
    ahead = [after]
    while ahead:
        here = ahead.pop()
        if here == job:
            return True
        if here not in reached:
            reached.add(here)
            ahead += [following for table in tables if table.get("job") == here
                      and isinstance(following := table.get("after"), str)]  # fmt: skip
    return False
