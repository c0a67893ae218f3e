"""A random town of many subjects about one day, and the days on which it is looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import duckdb

from pipelines import answers
from tests.independent.breaches import breaches
from tests.independent.calendar_of_budget import duties_near
from tests.independent.make_books import contracts, late_payers, lines, reports
from tests.independent.make_cases import cases
from tests.independent.make_invoices import UNITS, invoices
from tests.independent.make_registers import grants_of, registers_of
from tests.independent.make_transfers import orders
from tests.independent.polish_days import easter
from tests.independent.recurring import PAYERS_BESIDE, recurring
from tests.independent.served import decisions
from tests.independent.verdict import Subject
from tests.rules.day import loaded, look_at

QUEUE = Path(str(answers.__file__)).parent / "measures" / "queue.sql"
LATER = "2028-06-01 12:00"
"""When one looks: every row is known by then, and payments are loaded through every due day."""
NOBODY = {
    "payment_id": "0",
    "invoice_id": "other",
    "ordered_on": "2024-01-02",
    "paid_on": "2024-01-02",
    "amount": "1.00",
}


@dataclass(frozen=True)
class RandomTown:
    """The subjects, and the days judged for."""

    subjects: list[Subject]
    days: list[date]

    def given(self) -> dict[str, list[dict[str, Any]]]:
        """noun -> rows, as a file would give them."""
        rows: dict[str, list[dict[str, Any]]] = defaultdict(list, units=[*UNITS, *PAYERS_BESIDE], payments=[NOBODY])
        told: set[int] = set()  # an invoice and its transfer are two subjects of the same rows
        for subject in self.subjects:
            for noun, own in subject.rows.items():
                rows[noun] += [row for row in own if id(row) not in told]
                told.update(map(id, own))
        rows["case_events"] = [timed(event) for event in rows["case_events"]]
        return dict(rows)

    def seen(self) -> Iterator[tuple[date, Mapping[str, Mapping[str, Any]], Mapping[str, Mapping[str, Any]]]]:
        """A day, what the product found on it (subject -> rule -> finding), and its payment queue (invoice -> row)."""
        con, town = loaded(self.given(), "", [{"feed": "payments", "at": LATER, "rows": 1}])
        for day in self.days:
            look_at(con, town, day.isoformat(), LATER)
            found: dict[str, dict[str, Any]] = defaultdict(dict)
            for row in rows(con, "select * from findings_now where status <> 'resolved'"):
                found[row["subject"]][row["rule"]] = row
            yield day, found, {row["invoice_id"]: row for row in rows(con, QUEUE.read_text())}


def timed(event: dict[str, Any]) -> dict[str, Any]:
    """The event with its hour where the system that exported it tells one."""
    plain = {name: value for name, value in event.items() if name != "hour"}
    return plain | {"at": f"{event['at']}T{event['hour']}"} if "hour" in event else plain


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    """The rows of a question by the names of their columns."""
    return con.sql(sql).pl().to_dicts()


def edges() -> list[date]:
    """Days about which terms are hard: holidays, ends of months and years, leap days, days of the new law."""
    return [
        date(2024, 2, 29), date(2026, 7, 31), date(2025, 12, 24), date(2027, 1, 2), date(2026, 4, 6), date(2025, 12, 9),
        date(2024, 12, 24), date(2026, 12, 30), date(2025, 4, 30), easter(2025), date(2026, 2, 20), date(2027, 2, 1),
        date(2024, 5, 2), date(2025, 6, 19), date(2026, 8, 15), date(2027, 3, 31), date(2025, 2, 28),
        date(2026, 11, 11), easter(2024), date(2025, 1, 6), date(2026, 1, 31), easter(2027), date(2024, 11, 1),
        date(2026, 6, 30),
    ]  # fmt: skip


def random_town(seed: int, size: int = 1, looks: int = 4) -> RandomTown:
    """The same town for the same seed; its cases, invoices, lines, reports and contracts grow with size."""
    dice = Random(seed)
    # one town in three lies anywhere
    anywhere = date(2024, 9, 1) + timedelta(dice.randrange(900))
    near = anywhere if seed % 3 == 2 else edges()[(seed - seed // 3) % len(edges())]
    subjects = [
        *cases(dice, near, 220 * size), *invoices(dice, near, 120 * size), *lines(dice, near, 40 * size),
        *late_payers(dice, near, 12 * size), *orders(dice, near, 25 * size),
        *reports(dice, near), *contracts(dice, near, 40 * size),
        *recurring(dice, near), *duties_near(near, registered=dice.random() < 0.5),
        *registers_of(dice, near, 20 * size),
        *grants_of(dice, near, 20 * size),
        *breaches(dice, near, 20 * size),
        *decisions(dice, near, 30 * size),
    ]  # fmt: skip
    return RandomTown(subjects, [near + timedelta(n) for n in sorted(dice.sample(range(-6, 8), looks))])
