"""Why a budget line stands where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.answers.why.line import Line, listed, one
from pipelines.reading import Reading
from pipelines.store.queries import sql
from rules.wording import Words


def of_budget_line(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """Every entry of plan, commitments and execution, with file and line, and their sums."""
    line = one(day, "from budget_facts where line = $subject and level = 'paragraf'", subject)
    if line is None:
        return
    rows = day.con.execute(
        sql("answers/why/budget_entries.sql"),
        {"line": subject, "basis": line["plan_basis"]},
    ).fetchall()
    for measure, booked_on, amount, act, file, number in rows:
        text = say(
            "{day:day}: {sum:money}[, act {act}] ({file}, line {line}).",
            day=booked_on, sum=amount, act=act, file=file, line=number,
        )  # fmt: skip
        yield Line(say(measure), text)
    yield from _basis(line, say)
    for measure, total in (("plan", "plan"), ("commitment", "committed"), ("executed", "executed")):
        if line[total] is not None:
            yield Line(say(measure), say("Together: {sum:money}.", sum=line[total]))
    yield from _rhythm(day, subject, say)


def _basis(line: Mapping[str, Any], say: Words) -> Iterator[Line]:
    """Where the plan of the year is not the voted one: its draft, or nothing that has come in (UFP art. 240)."""
    if line["plan_basis"] == "draft":
        text = say(
            "The budget of {year} is not voted yet: until it is, to the end of February at the latest, its draft is "
            "what money is spent by (UFP art. 240 ust. 1 i 3).",
            year=line["year"],
        )
        yield Line(say("plan"), text)
    if line["plan_basis"] == "not_known" and line["of_year"] != "other":
        text = say(
            "No plan of {year} has come in for unit {unit}, so nobody can say whether it spends too much: load the "
            "plan, or its draft while it is not voted.",
            year=line["year"], unit=line["unit"],
        )  # fmt: skip
        yield Line(say("plan"), text)


def _rhythm(day: Reading, subject: str, say: Words) -> Iterator[Line]:
    """How far the line should be by today, the contracts on it, the drafts that wait, and when capital money lapses."""
    line = one(day, "from line_facts where line = $subject", subject)
    if line is None:
        return
    state = say("state")
    if line["expected_bp"] is not None and line["plan"] is not None:
        text = say(
            "Executed {used:percent} of the plan; by today {expected:percent} were to be expected (by {by:phrases}).",
            used=line["used_bp"], expected=line["expected_bp"], by=line["expected_by"],
        )  # fmt: skip
        yield Line(state, text)
    for column in ("covered_on", "commitment_covered_on"):
        if line[column] is not None:
            text = say("A draft of {day:day} would cover what is over the plan.", day=line[column])
            yield Line(say("plan"), text)
    if line["lapses"] == "yes":
        text = say(
            "Capital money: [contract until {ends:day}][{none:phrases}]; what is not spent lapses on {day:day}, "
            "from the list of art. 263 after {listed:day}.",
            ends=line["contract_ends"], none=line["no_contract"], day=line["lapses_on"], listed=line["listed_until"],
        )  # fmt: skip
        yield Line(state, text)
    yield from listed(
        day, say("contract"),
        say.sentence("{contract} of {signed:day}[, until {ends:day}]: {sum:money} ({file}, line {line})."),
        sql("answers/why/line_contracts.sql"),
        subject,
    )  # fmt: skip
