"""The facts of every case of tests/rules/*.yaml, made once: no rule has a say in them, so no mutant changes them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import yaml

from pipelines.judge import VERDICT, active_rules
from pipelines.judge.dockets import build
from pipelines.judge.subjects import SUBJECTS
from pipelines.store.warehouse import materialize
from rules.catalogue import RULES
from rules.engine.declare import fields
from tests.rules.day import loaded, look_at, warehouse

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "rules"
KEPT = (
    ROOT / ".mutation"
)  # one file for a case; a case, or anything its facts are made by, that changes has another name
MAKERS = ("pipelines/**/*.py", "pipelines/**/*.sql", "rules/law/**/*.py", "rules/law/**/*.yaml", "tests/rules/day.py")


@dataclass(frozen=True)
class Recorded:
    """A case, and what the engine is given on its day.

    rules: those it speaks about; finds: what it expects of them, as the YAML has it.
    silent: the rules that do not speak in its town; town, nouns: what that town is made of.
    dockets: docket -> (key, JSON of the facts, how many); told: "docket kind" -> item -> column -> value as text.
    """

    name: str
    as_of: str
    rules: list[str]
    finds: list[dict[str, Any]]
    silent: list[str]
    town: str
    nouns: list[str]
    dockets: Mapping[str, list[tuple[str, str, int]]]
    told: Mapping[str, Mapping[str, Mapping[str, str | None]]]


def recorded(
    paths: Iterable[Path] | None = None,
    progress: Callable[[str], None] = lambda _: None,
    rules: Collection[str] | None = None,
) -> list[Recorded]:
    """Every case of these files (None: of tests/rules), from `.mutation` where nothing of it has changed.

    rules: only the cases that speak about one of them; None is every case.
    """
    found = _cases(sorted(CASES.glob("*.yaml")) if paths is None else paths)
    return [_kept(name, case, progress) for name, case in found if rules is None or {*rules} & {*case["rules"]}]


def _cases(paths: Iterable[Path]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in paths:
        file = yaml.safe_load(path.read_text(encoding="utf-8"))
        for case in file["cases"]:
            yield f"{path.stem}: {case['name']}", {"rules": file["rules"], **case}


def _kept(name: str, case: Mapping[str, Any], progress: Callable[[str], None]) -> Recorded:
    said = json.dumps(case, sort_keys=True, default=str)
    path = KEPT / f"{hashlib.sha256((_made_by() + name + said).encode()).hexdigest()[:24]}.json"
    if not path.exists():
        progress(name)
        KEPT.mkdir(exist_ok=True)
        draft = path.with_suffix(".part")
        draft.write_text(json.dumps(asdict(record(name, case)), ensure_ascii=False), encoding="utf-8")
        draft.rename(path)
    return Recorded(**json.loads(path.read_text(encoding="utf-8")))


@cache
def _made_by() -> str:
    """A mark of all that facts are made by: code, law, and the columns that rules compare."""
    mark = hashlib.sha256(json.dumps([[*key, *fields(*key)] for key in SUBJECTS]).encode())
    for path in sorted(path for pattern in MAKERS for path in ROOT.glob(pattern)):
        mark.update(path.read_bytes())
    return mark.hexdigest()


def record(name: str, case: Mapping[str, Any]) -> Recorded:
    """Make the facts of one case: everything up to the judge as in `tests.rules.day`."""
    settings, rules = case.get("town", ""), [RULES[id_] for id_ in case["rules"]]
    con, town = loaded(case["given"], settings, case.get("loads", ()), con=_emptied())
    look_at(con, town, str(case["as_of"]), case.get("known_on"), judged=False, rules=case["rules"])
    materialize(
        con, "verdict", pl.DataFrame(schema=VERDICT)
    )  # what is told of a person reads it, though no rule judges by that
    speak = {rule.id for rule in active_rules(con, town)}
    return Recorded(
        name=name, as_of=str(case["as_of"]), rules=list(case["rules"]),
        finds=json.loads(json.dumps(case["finds"], default=str)),
        silent=sorted(set(RULES) - speak), town=settings, nouns=list(case["given"]),
        dockets={
            docket: [(key, facts, n) for _, key, facts, n in build(con, docket)]
            for docket in dict.fromkeys(rule.docket for rule in rules)
        },
        told={
            f"{docket} {kind}": _told(con, docket, kind)
            for docket, kind in dict.fromkeys((rule.docket, rule.about_kind) for rule in rules)
        },
    )  # fmt: skip


@cache
def _emptied() -> duckdb.DuckDBPyConnection:
    """One warehouse for all cases."""
    return warehouse()


def _told(con: duckdb.DuckDBPyConnection, docket: str, kind: str) -> dict[str, dict[str, str | None]]:
    """What a finding could tell of each item, as text: days in ISO, money with its grosze."""
    rows = con.sql(f"select columns(*)::varchar from ({SUBJECTS[docket, kind].told})").pl()
    return {row["item"]: row for row in rows.to_dicts()}
