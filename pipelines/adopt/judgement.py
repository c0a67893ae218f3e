"""What would be said: a copy of the town takes the files in and is judged by the rules that look at such rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from pipelines.adopt.known import Register, registered
from pipelines.adopt.proposal import Proposal
from pipelines.adopt.save import save
from pipelines.facts import derive_seen
from pipelines.facts.feed_facts import materialize_feeds
from pipelines.judge import judge
from pipelines.judge.present import leaning_on, leans_on
from pipelines.load import load_all
from pipelines.load.record import next_moment
from pipelines.reading import refuse_beyond
from pipelines.settings import open_town
from pipelines.settings.town_law import law_of
from pipelines.store.copy_town import copy_town
from pipelines.store.damage import explained
from pipelines.store.warehouse import look, open_warehouse
from pipelines.town import Town
from rules.wording import Words

FIRST = 5  # the gravest findings that are shown
NAMES = 10  # unknown names that are shown
TOO_MANY = 30  # percent of critical rows from which a column is rather missing than the office late


@dataclass(frozen=True)
class Judgement:
    """What would be said.

    by_rule: (rule, severity, findings). gravest: (subject, sentence). unknown: names that mean nobody known.
    letters: (reader, findings). known: who and what the copy knows, with all that waits in the inbox.
    """

    as_of: date
    by_rule: Sequence[tuple[str, str, int]]
    gravest: Sequence[tuple[str, str]]
    unknown: Sequence[str]
    letters: Sequence[tuple[str, int]]
    known: Register
    warning: str

    def as_json(self) -> dict[str, Any]:
        """As JSON has it."""
        told = asdict(self) | {"as_of": self.as_of.isoformat()}
        return {key: value for key, value in told.items() if key != "known"}


def judged(proposal: Proposal, town: Town, day: date, say: Words) -> Judgement:
    """What the rules that look at such rows find on a day in a copy of the town that has the feed and its files.

    Raises:
        Refusal: the law's record does not reach the day, or the town's files are damaged.
        EngineFault: not everything was judged, or the two judges differ.
    """
    with _tried(proposal, town, day, say) as con:
        known = registered(con)
        now = "findings_now where status <> 'resolved' and inhibited_by is null"
        by_rule = con.sql(
            f"select rule, severity, count(*) from {now} group by rule, severity order by gravity(severity) desc, rule"
        ).fetchall()
        gravest = con.sql(
            f"select subject, message from {now} "
            "order by gravity(severity) desc, amount desc nulls last, due_on nulls last, noun, subject, rule "
            f"limit {FIRST}"
        ).fetchall()
        own = f"{now} and noun = '{proposal.noun}' and severity = 'critical'"
        ((critical, subjects),) = con.sql(
            f"select count(distinct subject), (select count(*) from {proposal.noun}) from {own}"
        ).fetchall()
        letters = con.sql(
            f"select unnest(recipients) as reader, count(*) from {now} group by reader order by reader"
        ).fetchall()
        unknown = con.execute(
            "select name from unknown_names where list_contains(string_split(nouns, '|'), ?) order by name",
            [proposal.noun],
        ).fetchall()
    warning = ""
    if subjects and critical * 100 > subjects * TOO_MANY:
        warning = say(
            "More than {n} % of the rows are critical: probably the column {column} is missing.",
            n=TOO_MANY, column="paid_on" if proposal.noun == "invoices" else "closed_on",
        )  # fmt: skip
    return Judgement(day, by_rule, gravest, [name for (name,) in unknown[:NAMES]], letters, known, warning)


@contextmanager
def _tried(proposal: Proposal, town: Town, day: date, say: Words) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of a copy that has taken the files in, with `findings_now` of the rules that lean on the noun."""
    law = law_of(town)
    refuse_beyond(law, town, day)
    with TemporaryDirectory(prefix="ratusz-") as folder:
        root = copy_town(town.root, Path(folder) / "town")
        copy, _ = save(open_town(root), proposal, say)
        with explained(copy), closing(open_warehouse(copy)) as con:
            load_all(copy, con)
            known_on = next_moment(con, datetime.now(UTC))
            look(con, day, known_on, copy.timezone, copy.order)
            dockets = leaning_on(con, proposal.noun)
            materialize_feeds(con, copy, law, day, known_on)
            derive_seen(con, copy, law, day, known_on, leans_on(dockets))
            judge(con, copy, only=dockets)
            yield con
