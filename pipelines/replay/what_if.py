"""What if: a copy of the published day with a change in it is judged by the real engine; nothing of it is kept.

Run as a process of its own, so that pages load no engine: `python -m pipelines.replay.what_if TOWN` reads the changes
as JSON on standard input and writes the difference as JSON on standard output.
"""

from __future__ import annotations

import json
import shutil
import sys
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from pipelines.facts import derive
from pipelines.judge import judge
from pipelines.reading import law_then, refuse_beyond, town_then
from pipelines.refusal import Refusal
from pipelines.settings import FILE, check, open_town
from pipelines.store.last_run import LastRun, last_run
from pipelines.store.queries import sql
from pipelines.store.snapshot import open_snapshot
from pipelines.store.warehouse import look
from pipelines.town import Town
from rules.catalogue import RULES
from rules.law import Law
from rules.wording import Words, words


@dataclass(frozen=True)
class Changes:
    """What is tried; None or empty: as it is.

    move_from, move_to, amount: money from one line of this year's plan to another, as findings name lines. decided_by:
    who changes the plan, council, mayor or manager. line, plan: a line and what its plan would be. threshold: as
    town.toml has it, 'B03.ahead = 15'. day_off: a day on which the office is closed. as_of: the day judged for.
    """

    move_from: str | None = None
    move_to: str | None = None
    amount: str | None = None
    decided_by: str = "mayor"
    line: str | None = None
    plan: str | None = None
    threshold: str | None = None
    day_off: str | None = None
    as_of: str | None = None


KEPT = ("rule", "name", "severity", "noun", "subject", "message", "amount", "law", "due_on", "unit")


def what_if(town: Town, changes: Changes) -> dict[str, Any]:
    """The findings that would appear, vanish or change, as JSON has them; `as_of` is the day judged for.

    Raises:
        Refusal: nothing is published, or a change names what there is not.
    """
    con, path = open_snapshot(town)
    con.close()
    with TemporaryDirectory(prefix="ratusz-") as folder:
        copy = Path(shutil.copyfile(path, Path(folder) / "copy.duckdb"))
        with closing(duckdb.connect(str(copy))) as con:
            last = last_run(con)
            then, law = town_then(con, town, last.known_on), law_then(con, town, last.known_on)
            say = words(then.language, law.currency)
            day = _day(changes.as_of, say) or last.as_of
            refuse_beyond(law, then, day)
            before = _before(con, then, law, last)
            _book(con, changes, last.as_of, last.known_on, say)
            after = _judged(con, _tried(then, law, changes, say), law, day, last.known_on)
    return {"as_of": day.isoformat(), **_difference(before, after)}


Findings = Mapping[tuple[str, str, str], dict[str, Any]]


def _before(con: duckdb.DuckDBPyConnection, town: Town, law: Law, last: LastRun) -> Findings:
    """What the last run said; judged anew where another version of the program said it."""
    if last.version != version("ratusz"):
        return _judged(con, town, law, last.as_of, last.known_on)
    look(con, last.as_of, last.known_on, town.timezone, town.order)
    return _findings(con, f"findings where run_id = '{last.run_id}'")


def _judged(con: duckdb.DuckDBPyConnection, town: Town, law: Law, day: date, known_on: datetime) -> Findings:
    derive(con, town, law, day, known_on)
    judge(con, town)
    return _findings(con, "findings_now where true")


def _findings(con: duckdb.DuckDBPyConnection, relation: str) -> Findings:
    columns = ", ".join(KEPT)
    rows = con.execute(
        f"select {columns} from {relation} and status <> 'resolved' and inhibited_by is null "
        "order by gravity(severity) desc, amount desc nulls last, noun, subject, rule"
    ).fetchall()
    found = [dict[str, Any](zip(KEPT, row, strict=True)) for row in rows]
    return {(each["rule"], each["noun"], each["subject"]): each for each in found}


def _difference(before: Findings, after: Findings) -> dict[str, list[Any]]:
    """What only one of them says, and what both say differently; each list gravest first."""
    said = ("severity", "message")
    return {
        "appear": [each for key, each in after.items() if key not in before],
        "vanish": [each for key, each in before.items() if key not in after],
        "change": [
            {"before": before[key], "after": each}
            for key, each in after.items()
            if key in before and any(before[key][name] != each[name] for name in said)
        ],
    }


def _book(con: duckdb.DuckDBPyConnection, changes: Changes, day: date, known_on: datetime, say: Words) -> None:
    """Writes the changes of the plan into the copy, as an act of the day."""
    steps: list[tuple[str, Decimal]] = []
    if changes.move_from or changes.move_to:
        moved = _amount(changes.amount, say)
        steps += [(_named(changes.move_from, say), -moved), (_named(changes.move_to, say), moved)]
    if changes.line:
        line = _named(changes.line, say)
        planned = con.execute("select plan from budget_facts where level = 'paragraf' and line = ?", [line]).fetchall()
        steps.append((line, _amount(changes.plan, say) - (planned[0][0] or 0 if planned else 0)))
    for number, (line, amount) in enumerate(steps):
        about = {"line": line, "amount": amount, "day": day, "known": known_on, "by": changes.decided_by,
                 "entry": f"what-if-{number}"}  # fmt: skip
        if not con.execute(sql("replay/what_if_entry.sql"), about).fetchall():
            raise Refusal(
                say("The books of this year have no line {line}.", line=line),
                say("Take the line as the page of the budget names it: unit/year/spending/dział/rozdział/paragraf."),
            )


def _named(line: str | None, say: Words) -> str:
    if line:
        return line.strip()
    raise Refusal(
        say("A transfer needs both lines."), say("Name the line the money comes from and the one it goes to.")
    )


def _amount(text: str | None, say: Words) -> Decimal:
    try:
        amount = Decimal((text or "").replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace(",", "."))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0 or amount >= 10**15 or amount != round(amount, 2):
        raise Refusal(
            say("This is no amount: {text}.", text=text or "–"), say("Write it as 12 345,50, not below zero.")
        )
    return amount


def _day(text: str | None, say: Words) -> date | None:
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text.strip(), form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    raise Refusal(say("This is no day: {text}.", text=text), say("Write it as 2026-11-20 or 20.11.2026."))


def _tried(town: Town, law: Law, changes: Changes, say: Words) -> Town:
    """The town with the threshold and the day off that are tried.

    Raises:
        Refusal: town.toml could not have this threshold.
    """
    off = _day(changes.day_off, say)
    tried = replace(town, days_off=(*town.days_off, off)) if off else town
    if not changes.threshold:
        return tried
    name, given, value = changes.threshold.partition("=")
    rule, dot, key = name.strip().partition(".")
    if not (given and dot and rule.isalnum() and key.replace("_", "").isalnum()):
        raise Refusal(
            say("This is no threshold: {text}.", text=changes.threshold),
            say("Write it as B03.ahead = 15, by the names that `ratusz contract --settings` lists."),
        )
    about = f'[town]\nname = "{FILE}"\nlanguage = "{town.language}"\n[rules.{rule}]\n{key} = {value.strip()}\n'
    mistakes = check(about, rules=RULES, law=law, thorough=False)
    if mistakes:
        raise Refusal(mistakes[0].message, mistakes[0].fix)
    settings = {**town.rules.get(rule, {}), **tomllib.loads(about)["rules"][rule]}
    return replace(tried, rules={**town.rules, rule: settings})


def main(arguments: Sequence[str]) -> int:
    """Answers on standard output; a refusal is an answer too."""
    town = open_town(Path(arguments[0]))
    try:
        told = what_if(town, Changes(**json.load(sys.stdin)))
    except Refusal as refusal:
        told = {"refused": {"message": refusal.message, "fix": refusal.fix}}
    json.dump(told, sys.stdout, ensure_ascii=False, default=str)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
