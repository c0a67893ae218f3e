"""A small office on its published days, in a real DuckDB and a real state.sqlite, for tests that read as sentences."""

from __future__ import annotations

import email
import email.policy
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.acts import By, Wish, prefer
from pipelines.alerts import Posted, letters, post
from pipelines.store.queries import sql
from pipelines.store.state import open_state
from pipelines.store.warehouse import migrate
from pipelines.town import Town
from rules.wording import words

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
C01 = "{subject}: due {due_on:day}; {working_days_left:working_days} left."
PEOPLE = {
    # employee: name, unit, roles, language
    "anna": ("Anna Nowak", "WB", "officer", None),
    "jan": ("Jan Wiśniewski", "WB", "officer", None),
    "mary": ("Mary O'Neil", "WB", "officer", "en"),
    "kier": ("Kazimierz Kier", "WB", "manager", None),
    "burm": ("Barbara Burmistrz", "UM", "mayor", None),
    "ster": ("Stefan Steward", "UM", "steward", None),
    "skar": ("Sabina Skarbnik", "UM", "treasurer", None),
    "sekr": ("Seweryn Sekretarz", "UM", "secretary", None),
}


class Received:
    """A letter as a mail program reads it."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        message = email.message_from_bytes(raw, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.message = message

    def __getitem__(self, header: str) -> Any:
        return self.message[header]

    @property
    def text(self) -> str:
        """The plain text a reader sees."""
        part = self.message.get_body(("plain",))
        assert part is not None
        return part.get_content()

    @property
    def page(self) -> str:
        """The HTML a reader's program shows."""
        part = self.message.get_body(("html",))
        assert part is not None
        return part.get_content()


class Office:
    """Settings, people and findings of one office; `run` publishes a day and posts its letters."""

    def __init__(self, root: Path) -> None:
        self.settings: dict[str, Any] = {"mail": {"from": "ratusz@zabrzeg.example"}}
        self.root = root
        self.con = duckdb.connect()
        migrate(self.con)
        self.con.execute("create table units (unit varchar, parent varchar, manager varchar)")
        self.con.execute("insert into units values ('UM', null, 'burm'), ('WB', 'UM', 'kier')")
        self.con.execute(
            "create table employees (employee varchar, name varchar, email varchar, unit varchar, roles varchar, "
            "active_from date, active_to date, language varchar)"
        )
        for employee, (name, unit, roles, language) in PEOPLE.items():
            self.con.execute(
                "insert into employees values (?, ?, ?, ?, ?, null, null, ?)",
                [employee, name, f"{employee}@zabrzeg.example", unit, roles, language],
            )
        self.con.execute("create view employees_history as select *, null::timestamp as known_to from employees")
        self.con.execute(f"create view staff as {sql('store/staff.sql')}")
        self.con.execute(
            "create table stand_ins "
            "(employee varchar, substitute varchar, first_day date, last_day date, return_on date)"
        )
        self.con.execute(
            "create table stand_in_choices (employee varchar, kind varchar, unit varchar, substitute varchar)"
        )
        self.con.execute(
            "create table case_facts (noun varchar, subject varchar, holder varchar, handler varchar, held_since date, "
            "kind varchar, last_step_on date, last_actor varchar, settled_on date)"
        )
        self.con.execute("create table invoice_facts (invoice_id varchar, holder varchar, step_since date)")
        self.con.execute(
            "create table feed_facts (feed varchar, noun varchar, last_success_at timestamp, state varchar)"
        )
        self.con.execute("create table rule_book (id varchar, name varchar, sentences map(varchar, varchar))")
        self.con.execute("insert into rule_book values ('C02', 'case_overdue', map([]::varchar[], []::varchar[]))")
        self.con.execute(
            "insert into rule_book "
            "select 'C01', 'case_due_soon', map(['info', 'warn', 'high', 'critical'], [$1, $1, $1, $1])",
            [C01],
        )
        self.con.execute("create table times_away (employee varchar, away_from date, away_until date)")
        self.feed("cases", "fresh")
        self.open: dict[tuple[str, str, str], dict[str, Any]] = {}
        self.runs = 0

    @property
    def town(self) -> Town:
        """The settings as they are now."""
        return Town(root=self.root, text="", name="Zabrzeg", **self.settings)

    def feed(self, noun: str, state: str, last: datetime | None = datetime(2026, 11, 20, 5, 0)) -> None:
        """A source and how old it is."""
        self.con.execute("delete from feed_facts where feed = ?", [noun])
        self.con.execute("insert into feed_facts values (?, ?, ?, ?)", [noun, noun, last, state])

    def away(self, employee: str, substitute: str | None, until: date, since: date = FRIDAY) -> None:
        """Somebody is away until the day before `until`, the day of return."""
        self.con.execute(
            "insert into stand_ins values (?, ?, ?, ?, ?)",
            [employee, substitute, since, until - timedelta(days=1), until],
        )
        self.con.execute("insert into times_away values (?, ?, ?)", [employee, since, until - timedelta(days=1)])

    def back(self, employee: str) -> None:
        """Somebody is here again."""
        self.con.execute("delete from stand_ins where employee = ?", [employee])

    def finds(self, subject: str, *to: str, rule: str = "C01", severity: str = "warn", **other: Any) -> None:
        """From now on every run finds this."""
        due_on, left = other.get("due_on", date(2026, 11, 24)), other.get("working_days_left", 2)
        message = words(self.town.language).sentence(C01)(
            {"subject": subject, "due_on": due_on, "working_days_left": left}
        )
        self.open[rule, other.get("noun", "cases"), subject] = {
            "severity": severity, "due_on": due_on, "days_left": 4, "working_days_left": left, "message": message,
            "recipients": list(to), "law": ["KPA art. 57 § 4"], "details": json.dumps({"due_on": str(due_on)}),
            **{name: value for name, value in other.items() if name != "noun"},
        }  # fmt: skip

    def settles(self, subject: str, rule: str = "C01", noun: str = "cases") -> None:
        """From now on no run finds this."""
        del self.open[rule, noun, subject]

    def wishes(self, employee: str, **wish: str) -> None:
        """Somebody has long wished this of the letters: severity, language, quiet, digest, attach."""
        by = By(employee, "test", datetime(2026, 1, 5, 12, tzinfo=UTC))
        with closing(open_state(self.town)) as state:
            prefer(self.town, self.con, state, employee, by, Wish(**wish))

    def forgets_letters(self) -> None:
        """As before the first letter: none was written, none lies in the outbox; what people wish stays."""
        for path in self.town.outbox.iterdir():
            path.unlink()
        with closing(open_state(self.town)) as state, state:
            for table in ("letter_items", "letters", "decisions", "posted"):
                state.execute(f"delete from {table}")

    def registers(self, *cases: str) -> None:
        """The register of cases lists these, and only what it lists is in the data."""
        self.con.execute("create table if not exists cases_history (case_id varchar, known_from timestamp, "
                         "known_to timestamp, cumulative boolean, opened_on date, decided_on date, "
                         "dispatched_on date, closed_on date)")  # fmt: skip
        self.con.execute("insert into nouns select 'cases', ['case_id'] where 'cases' not in (select noun from nouns)")
        self.con.executemany(
            "insert into cases_history (case_id, known_from) values (?, '2026-01-01')", [[case] for case in cases]
        )

    def vanishes(self, case: str, day: date) -> None:
        """From that day on the register does not list the case any more."""
        self.con.execute("update cases_history set known_to = ? where case_id = ?", [day, case])

    def case(self, subject: str, **known: Any) -> None:
        """What the data know of a case: holder, last_step_on, settled_on …"""
        row = {"noun": "cases", "subject": subject, **known}
        self.con.execute("delete from case_facts where subject = ?", [subject])
        self.con.execute(
            f"insert into case_facts ({', '.join(row)}) values ({', '.join('?' * len(row))})", list(row.values())
        )

    def run(self, day: date = FRIDAY, now: datetime | None = None) -> Posted:
        """Publish what is open as a run of the day, then post; `now`: the moment of both."""
        return self.post(self.publish(day, now), now)

    def publish(self, day: date = FRIDAY, now: datetime | None = None) -> str:
        """Publish what is open as a run of the day; gives its id."""
        before = self.con.execute(
            "select rule, noun, subject, severity, recipients, message, first_seen from findings "
            "where status <> 'resolved' and inhibited_by is null "
            "and as_of = (select max(as_of) from findings where as_of < ?)",
            [day],
        ).fetchall()
        earlier = {tuple(row[:3]): row[3:] for row in before}
        self.runs += 1
        run_id = f"{self.runs:06}"
        known_on = datetime.combine(day, datetime.min.time()) + timedelta(hours=5, minutes=30)
        known_on = now.astimezone(UTC).replace(tzinfo=None) if now else known_on
        self.con.execute(
            "insert into runs (run_id, as_of, known_on, version, fingerprint, town_toml, law, counts) "
            "values (?, ?, ?, '', '', '', '{}', '{}')",
            [run_id, day, known_on],
        )
        self.con.execute("delete from findings where as_of = ?", [day])
        gravity = ("info", "warn", "high", "critical").index
        for key, finding in self.open.items():
            was = earlier.get(key)
            moved = gravity(finding["severity"]) - gravity(was[0]) if was else 0
            status = "new" if not was else "worse" if moved > 0 else "better" if moved < 0 else "unchanged"
            first_seen = was[3] if was else day
            self._found(run_id, day, known_on, key, {"status": status, "first_seen": first_seen, **finding})
        for key, (severity, recipients, message, _) in earlier.items():
            if key not in self.open or self.open[key].get("inhibited_by"):
                ended = {"severity": severity, "recipients": recipients, "message": message, "status": "resolved"}
                self._found(run_id, day, known_on, key, ended)
        return run_id

    def lays_copy(self) -> None:
        """The published copy of all that was found so far, as other processes read it."""
        self.town.published.mkdir(parents=True, exist_ok=True)
        name = f"snap-{self.runs:06}.duckdb"
        self.con.execute(f"attach '{self.town.published / name}' as snapshot")
        self.con.execute("copy from database memory to snapshot")
        self.con.execute("detach snapshot")
        (self.town.published / "current").write_text(name)

    def post(self, run_id: str, now: datetime | None = None) -> Posted:
        """Post the letters of a published run."""
        with closing(open_state(self.town)) as state:
            return post(self.town, self.con, state, run_id, lambda: now or datetime.now(UTC))

    def _found(
        self, run_id: str, day: date, known_on: datetime, key: tuple[str, str, str], finding: dict[str, Any]
    ) -> None:
        row = {
            "run_id": run_id, "as_of": day, "known_on": known_on, "rule": key[0], "name": "", "noun": key[1],
            "subject": key[2], "law": [], "because": "[]", "details": "{}", "first_seen": day, "n": 1, **finding,
        }  # fmt: skip
        known = {name for (name, *_) in self.con.execute("describe findings").fetchall()}
        row = {name: value for name, value in row.items() if name in known}
        self.con.execute(
            f"insert into findings ({', '.join(row)}) values ({', '.join('?' * len(row))})", list(row.values())
        )

    def letters(self, day: date | None = None) -> list[dict[str, Any]]:
        """What `ratusz letters` shows."""
        with closing(open_state(self.town)) as state:
            return letters(state, day)

    def outbox(self) -> list[Received]:
        """The letters in the outbox, by file name."""
        return [Received(path.read_bytes()) for path in sorted(self.town.outbox.glob("*"))]

    def letter_to(self, employee: str) -> Received:
        """The last letter somebody got."""
        return [letter for letter in self.outbox() if letter["To"].addresses[0].username == employee][-1]

    def told(self) -> list[tuple[str, str, str]]:
        """(day of November, reader, 'rule subject: reason' …) of every letter that left, repeats left out."""
        rows = [
            (
                row["day"].isoformat()[5:],
                row["recipient"],
                ", ".join(
                    f"{item['rule']} {item['subject'].split('.')[2]} {item['reason']}"
                    for item in row["items"]
                    if item["reason"] != "repeat"
                ),
            )
            for row in self.letters()
            if row["state"] in ("sent", "written") and row["kind"] == "daily"
        ]
        return sorted(rows)


@pytest.fixture
def office(tmp_path) -> Iterator[Office]:
    """The office of Zabrzeg, with nothing found yet."""
    made = Office(tmp_path / "town")
    yield made
    made.con.close()
