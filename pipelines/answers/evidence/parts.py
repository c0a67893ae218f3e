"""The parts of an evidence pack: each a function of an open day, none of the clock or the place."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any

import polars as pl

from pipelines.answers.findings import known_on, spoken, unjudged
from pipelines.answers.why import prepare, why
from pipelines.formats.export import flat, plain
from pipelines.reading import Reading
from rules.catalogue import RULES
from rules.law.model import Dated, display
from rules.wording import words

SUMS = "SHA256SUMS"


def _read_me(day: Reading) -> bytes:
    say = words(day.town.language)
    lines = (
        say("{town}: evidence of {day:day}.", town=day.town.name, day=day.as_of),
        say("A finding is a signal, no breach of law. All is said by the data known on {at}.", at=known_on(day)),
        "",
        *(f"{name}: {say(meaning)}" for name, meaning in MEANING.items()),
        "",
        say("To see that nothing was changed: {command}", command=f"sha256sum -c {SUMS}"),
        say("To make the same pack again: {command}", command=again(day)),
    )
    return "\n".join([*lines, ""]).encode()


def again(day: Reading) -> str:
    """The command that makes the same pack."""
    return f"ratusz evidence --as-of {day.as_of} --known-on {known_on(day)}"


def _manifest(day: Reading) -> bytes:
    """What was judged and by what; `program_then` is the program that last ran up to that moment."""
    then = day.con.execute(
        "select version from runs where known_on <= ? order by run_id desc limit 1", [day.known_on]
    ).fetchall()
    said = {
        "town": day.town.name, "teryt": day.town.teryt, "jurisdiction": day.town.jurisdiction,
        "as_of": str(day.as_of), "known_on": known_on(day),
        "program": version("ratusz"), "program_then": then[0][0] if then else None, "rules": RULES.fingerprint,
    }  # fmt: skip
    return _json(said)


def _inputs(day: Reading) -> bytes:
    return _csv(day.query("answers/measures/loads.sql", known_on=day.known_on))


def _rules(day: Reading) -> bytes:
    say = words(day.town.language)
    rows = [
        {"rule": r.id, "version": r.version, "name": r.name, "sentence": say(r.says), "law": "; ".join(r.law)}
        for r in sorted(RULES.values(), key=lambda rule: rule.id)
    ]
    return _csv(pl.DataFrame(rows))


def _parameters(day: Reading) -> bytes:
    """The numbers in force on the day, the town's own layer over the law's."""
    law = day.law.for_town(day.town.rules, day.town.terms).on(day.as_of)
    rows = [
        {"parameter": p.name, "name": display(p.display, day.town.language), "value": _value(p.value), "unit": p.unit}
        | _origin(day, p)
        for p in law.parameters.values()
    ]
    return _csv(pl.DataFrame(rows, infer_schema_length=None).sort("parameter"))


def _terms(day: Reading) -> bytes:
    """The terms in force on the day."""
    law = day.law.for_town(day.town.rules, day.town.terms).on(day.as_of)
    rows = [
        {"term": t.id, "name": display(t.name, day.town.language), "n": t.n, "unit": t.unit, "procedure": t.procedure}
        | _origin(day, t)
        for t in law.terms.values()
    ]
    return _csv(pl.DataFrame(rows, infer_schema_length=None).sort("term"))


def _origin(day: Reading, dated: Dated) -> dict[str, Any]:
    source = words(day.town.language)(dated.source)
    return {
        "valid_from": dated.valid_from, "valid_to": dated.valid_to, "law": dated.law, "source": source,
        "status": dated.status, "reviewed_on": dated.reviewed_on,
    }  # fmt: skip


def _value(value: object) -> str:
    return "|".join(value) if isinstance(value, tuple) else str(value)


def _traces(day: Reading) -> bytes:
    """A line of JSON per subject that any finding speaks of: the answer of `ratusz why`."""
    prepare(day)
    subjects = day.con.sql("select distinct subject from findings_now where status <> 'resolved' order by 1").fetchall()
    return b"".join(
        _line({"subject": subject, "why": [line._asdict() for line in why(day, subject)]}) for (subject,) in subjects
    )


def _budget(day: Reading) -> bytes:
    return _csv(day.query("answers/measures/budget.sql", year=day.as_of.year))


PARTS: Mapping[str, Callable[[Reading], bytes]] = {
    "README.txt": _read_me,
    "manifest.json": _manifest,
    "inputs.csv": _inputs,
    "parameters.csv": _parameters,
    "terms.csv": _terms,
    "rules.csv": _rules,
    "findings.json": lambda day: _json(spoken(day).to_dicts()),
    "inhibited.json": lambda day: _json(spoken(day, "inhibited").to_dicts()),
    "unknown.csv": lambda day: _csv(unjudged(day)),
    "traces.jsonl": _traces,
    "queue.csv": lambda day: _csv(day.query("answers/measures/queue.sql")),
    "budget.csv": _budget,
    "reports.csv": lambda day: _csv(day.query("answers/measures/reports.sql")),
    "turnaround.csv": lambda day: _csv(day.query("answers/measures/turnaround.sql", by="service")),
}
MEANING = {
    "manifest.json": "the town, the day, the moment of knowledge, and the program",
    "inputs.csv": "every file loaded by then, with its SHA-256",
    "parameters.csv": "every number in force that day, with its source",
    "terms.csv": "every term in force that day, with its source",
    "rules.csv": "every rule and its version",
    "findings.json": "the findings of the day",
    "inhibited.json": "what a stronger finding silences",
    "unknown.csv": "what could not be judged, and what is missing",
    "traces.jsonl": "every date and sum of the subjects found, step by step",
    "queue.csv": "invoices in the order of payment",
    "budget.csv": "the budget of the year, from single lines up to the town",
    "reports.csv": "the reports of the ended periods: due and sent",
    "turnaround.csv": "how long cases take, by service",
    "town.toml": "the town's settings of then",
    "law/": "the record of the law of then",
}


def _csv(frame: pl.DataFrame) -> bytes:
    return flat(frame).write_csv().encode()


def _json(said: Any) -> bytes:
    return (json.dumps(said, default=plain, ensure_ascii=False, indent=1) + "\n").encode()


def _line(said: Any) -> bytes:
    return (json.dumps(said, default=plain, ensure_ascii=False) + "\n").encode()
