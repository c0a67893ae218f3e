"""The kinds of matters: how long the law gives for each, and whether this town has any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import date

import polars as pl

from pipelines.settings.law import brings_law
from pipelines.store.last_run import last_run
from pipelines.store.queries import sql
from pipelines.store.snapshot import current, open_snapshot
from pipelines.store.warehouse import look
from pipelines.town import Town
from rules.law import Law, display
from rules.law.explain import UNITS
from rules.law.model import Term
from rules.wording import Words

COLUMNS = {
    "kind": pl.String, "name": pl.String, "term": pl.String, "procedure": pl.String, "law": pl.String,
    "whose": pl.String, "classes": pl.List(pl.String), "matters": pl.Int64, "open": pl.Int64,
}  # fmt: skip
Used = Mapping[str, tuple[int, int]]  # kind: matters, and how many of them are open


def kinds(law: Law, day: date, say: Words, town: Town | None = None) -> pl.DataFrame:
    """A row per kind that has a term of the law or the town, then per kind the town's matters have without one.

    law: under the town's own layer. `term` is empty where nothing is computed: at once, or of a kind without a term
    (`whose` is empty there too). `matters` and `open` are null where nothing is published.
    """
    used = None if town is None or current(town) is None else in_use(town)
    classes: dict[str, list[str]] = {}
    for jrwa, kind in town.kinds.items() if town else ():
        classes.setdefault(kind, []).append(jrwa)
    known = {term.id: term for term in law.on(day).terms.values() if term.of == "office"}
    rows = [_row(term, law, say, classes.get(kind, []), town) for kind, term in known.items()]
    rows += [{"kind": kind, "classes": classes.get(kind, [])} for kind in _without_a_term(used or (), known)]
    if used is not None:
        for row in rows:
            row["matters"], row["open"] = used.get(str(row["kind"]), (0, 0))
    return pl.DataFrame(rows, schema=COLUMNS)


def in_use(town: Town) -> Used:
    """The kinds of the published day's cases and letters."""
    con, _ = open_snapshot(town)
    with closing(con):
        last = last_run(con)
        look(con, last.as_of, last.known_on, town.timezone, town.order)
        return {kind: (matters, still) for kind, matters, still in con.execute(sql("answers/kinds.sql")).fetchall()}


def _without_a_term(used: Iterable[str], known: Mapping[str, Term]) -> list[str]:
    return sorted(kind for kind in used if kind not in known)


def _row(term: Term, law: Law, say: Words, classes: list[str], town: Town | None) -> dict[str, object]:
    own = town is not None and (term.id in town.terms or brings_law(town.root))
    return {
        "kind": term.id,
        "name": display(term.name, say.language),
        "term": None if term.n is None else say.count(term.n, *UNITS[term.unit]),
        "procedure": term.procedure,
        "law": term.law or None,
        "whose": say("the town's") if own else say("the law's"),
        "classes": classes,
    }
