"""A rehearsal of letters: day after day what would have been written, with a memory of its own; nothing leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.alerts.decision import SPOKEN, STANDING, Decision
from pipelines.alerts.doors import open_doors
from pipelines.alerts.edition import Edition, Finding
from pipelines.alerts.hold import hold
from pipelines.alerts.memory import Ledger, Told
from pipelines.alerts.published import AWAY, HEADS, PEOPLE, SCOPES, absences, person, rows
from pipelines.alerts.route import route
from pipelines.alerts.write import address_of
from pipelines.gravity import GRAVITY, Identity

if TYPE_CHECKING:
    import duckdb

    from pipelines.each_day import Day
    from pipelines.town import Town


class Rehearsed(NamedTuple):
    """One letter: its day, its reader, and the rules of whose findings it says something new."""

    day: date
    reader: str
    rules: frozenset[str]


class Rehearsal:
    """The letters of one day after the other, decided by the real `route` and `hold` behind the town's own doors.

    Nobody has acknowledged or silenced anything in a rehearsal, nobody has wishes, and nothing climbs the ladder.
    """

    def __init__(self, town: Town) -> None:
        self._doors = open_doors(town, date.min, datetime.min.replace(tzinfo=UTC))
        self._told: dict[tuple[Identity, str], Told] = {}
        self._before: tuple[Finding, ...] = ()

    def post(self, edition: Edition) -> list[Rehearsed]:
        """The letters that would leave on the day; the next edition is one of a later day."""
        compared = replace(edition, findings=tuple(_compared(edition.findings, self._before)))
        self._before = edition.findings
        doors = replace(self._doors, day=edition.day, now=edition.at)
        if doors.closed:
            return []
        piles: dict[str, list[Decision]] = {}
        for decision in hold(compared, route(compared), Ledger(self._told, frozenset()), doors):
            piles.setdefault(decision.notice.to, []).append(decision)
        readable = {who for who in piles if (one := edition.people.get(who)) and address_of(one)}
        letters = []
        for reader in sorted(readable):
            if rules := frozenset(d.notice.finding.rule for d in piles[reader] if d.reason in SPOKEN):
                letters.append(Rehearsed(edition.day, reader, rules))
                self._remember(edition.day, piles[reader])
        return letters

    def _remember(self, day: date, decisions: Iterable[Decision]) -> None:
        """As `ledger.keep` and `read_ledger` together would."""
        for decision in decisions:
            finding = decision.notice.finding
            told = (finding.identity, decision.notice.to)
            if decision.reason in ("resolved", "vanished", "overtaken"):
                self._told.pop(told, None)
            elif decision.reason in (*STANDING, "repeat"):
                self._told[told] = Told(finding.severity, decision.notice.instead_of, day, finding.message)


def _compared(now: Iterable[Finding], before: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with what became of them since the day before, and those that are gone; see findings.sql."""
    earlier = {(finding.identity, finding.inhibited_by is None): finding.severity for finding in before}
    spoken = set()
    for finding in now:
        said = finding.inhibited_by is None
        was = earlier.get((finding.identity, said))
        if said:
            spoken.add(finding.identity)
        worse = was is not None and finding.gravity > GRAVITY[was]
        yield replace(finding, status="worse") if worse else finding
    for finding in before:
        if finding.inhibited_by is None and finding.identity not in spoken:
            yield replace(finding, status="resolved")


def editions(
    town: Town, con: duckdb.DuckDBPyConnection, days: Iterable[Day], asked: Callable[[str], str]
) -> Iterator[Edition]:
    """An edition for each day of a replay's part. `asked` makes of a query for one day that for each of them."""
    told, people, away, scopes, heads = (
        _by_day(rows(con, asked(query))) for query in (FINDINGS, PEOPLE, AWAY, SCOPES, HEADS)
    )
    for day, known_on in days:
        yield Edition(
            day=day,
            at=known_on.replace(tzinfo=UTC).astimezone(town.zone),
            findings=tuple(Finding(**row) for row in told.get(day, ())),
            people={row["employee"]: person(town, row, {}) for row in people.get(day, ())},
            away=absences(away.get(day, ()), scopes.get(day, ())),
            heads={row["unit"]: (row["manager"], row["parent"]) for row in heads.get(day, ())},
            feeds=(),
            sentences={},
        )


def _by_day(found: Iterable[dict[str, Any]]) -> Mapping[date, list[dict[str, Any]]]:
    days: dict[date, list[dict[str, Any]]] = {}
    for row in found:
        days.setdefault(row.pop("on_day"), []).append(row)
    return days


# what route and hold look at; nobody reads the sentences of a rehearsal
FINDINGS = """
select
    rule, findings_told.noun, findings_told.subject, severity, 'unchanged' as status, '' as message, recipients,
    inhibited_by, findings_told.unit, kind
from findings_told
left join case_facts on case_facts.noun = findings_told.noun and case_facts.subject = findings_told.subject
"""
