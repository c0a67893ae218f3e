"""What the rules say of a subject: findings with what silenced them, and the numbers each rule was measured by."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.answers.why.line import Line
from pipelines.answers.why.numbers import number
from pipelines.judge.event_coverage import unheard
from pipelines.judge.subjects import SUBJECTS
from pipelines.reading import Reading
from rules.catalogue import RULES
from rules.engine.declare import Rule
from rules.engine.predicate import concerns
from rules.wording import Words

GRAVITY = {"info": "information", "warn": "warning", "high": "urgent", "critical": "critical"}
ITEMS = ("", "document ", "decision ", "invoice ", "unit ", "cases ", "documents ", "invoices ", "absences ", "works ")


def of_rules(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """Each finding, gravest first; the rules that looked and were silent; the numbers all of them compare with.

    `why` has made the findings and the law's relations.
    """
    spoke = _spoken(day, subject)
    for rule, severity, message, basis, by, _ in spoke:
        text = say("{message} [Basis: {law}.]", message=message, law="; ".join(basis) or None).rstrip()
        part = f"{rule}, {say(GRAVITY[severity])}"
        yield Line(part if by is None else say("{rule}, silenced by {by}", rule=part, by=by), text)
    told = {rule for rule, *_ in spoke}
    names = list(dict.fromkeys((subject, *(real for *_, real in spoke))))
    silent = sorted(_looked(day, names) - told)
    if silent:
        yield Line(say("silent"), say("Looked at, and nothing to say: {rules}.", rules=", ".join(silent)))
    yield from _thresholds(day, say, [RULES[name] for name in (*sorted(told), *silent) if name in RULES])


def _spoken(day: Reading, subject: str) -> list[tuple[str, str, str, list[str], str | None, str]]:
    return day.con.execute(
        """
        select rule, severity, message, law, inhibited_by, subject from findings_now
        where (subject = $1 or subject in (select invoice_id from invoice_facts where number = $1))
          and status <> 'resolved'
        order by inhibited_by is not null, gravity(severity) desc, rule
        """,
        [subject],
    ).fetchall()


def _looked(day: Reading, names: list[str]) -> set[str]:
    """The rules that had an answer for a subject of these names."""
    if not day.looked:
        return _answers(day, f"select distinct rule from ({_looks(day)}) where list_contains($items, item)", names)
    return _answers(day, "select distinct rule from looked where list_contains($items, item)", names)


def materialize_looked(day: Reading) -> None:
    """Ask once what each rule looked at, where many subjects will be asked about: makes the TEMP table `looked`."""
    day.con.execute(f"create or replace temp table looked as {_looks(day)}")
    day.looked = True


def _looks(day: Reading) -> str:
    """A query for each rule and item it had an answer for; one that is off, or lacks an event, looks at nothing."""
    asking = (
        rule
        for rule in RULES.values()
        if not (rule.internal or day.town.rules.get(rule.id, {}).get("off") or unheard(day.town, rule))
    )
    return " union all ".join(
        f"select '{rule.id}' as rule, item from ({SUBJECTS[rule.docket, rule.kind].facts}) where {concerns(rule)}"
        for rule in asking
        if rule.kind is not None
    )


def _answers(day: Reading, query: str, names: list[str]) -> set[str]:
    items = [f"{before}{name}" for name in names for before in ITEMS]
    return {rule for (rule,) in day.con.execute(query, {"items": items}).fetchall()}


def _thresholds(day: Reading, say: Words, rules: list[Rule]) -> Iterator[Line]:
    """Each number once, in the order of the rules, with every rule that it measures."""
    known = day.own_law.on(day.as_of).parameters
    measured = {name: [rule.id for rule in rules if rule.measured_by([name])] for name in known}
    for name in dict.fromkeys(name for rule in rules for name in rule.measured_by(known)):
        others = ", ".join(measured[name]) if measured[name] != [name.split(".")[0]] else None
        text = say("[{rules}: ]{number}", rules=others, number=number(day, say, known[name]))
        yield Line(say("threshold"), text)
