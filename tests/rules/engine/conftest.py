"""Small made-up rules and facts; each test has a book of its own, so nothing ever joins the real rules."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from rules.engine.declare import RULES, Book, Rule, rule, when_all
from rules.engine.judge import Judge, Verdict

Facts = tuple[str, int]


def docket(*rows: dict[str, Any]) -> Facts:
    """Facts as the pipelines write them: ordinal ids, the canary last."""
    numbered = [{"id": n, **row} for n, row in enumerate(rows)]
    return json.dumps([*numbered, {"canary": 1, "id": len(rows)}], ensure_ascii=False), len(rows)


@pytest.fixture(name="docket", scope="session")
def _docket() -> Callable[..., Facts]:
    return docket


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture(autouse=True)
def _real_rules_untouched() -> Iterator[None]:
    before = list(RULES)
    yield
    assert list(RULES) == before


@pytest.fixture
def declare(book: Book) -> Callable[..., Rule]:
    """declare("C01", pattern, …, severity="warn"): a rule about its first fact, in the docket `desk`."""

    def declare(id_: str, *patterns: Any, **said: Any) -> Rule:
        given = {"about": patterns[0].alias, "severity": "warn", "docket": "desk", **said}

        def named(_: Any) -> None:
            """Why it matters."""

        return rule(id=id_, noun="cases", to=("officer",), law=(), says="{subject}", book=book, **given)(
            when_all(*patterns)(named)
        )

    return declare


@pytest.fixture
def judge(book: Book) -> Iterator[Callable[..., list[Verdict]]]:
    """judge(fact, fact, …): the verdicts of the book's rules on one docket."""
    made: list[Judge] = []

    def judge(*rows: dict[str, Any], only: set[str] | None = None) -> list[Verdict]:
        made.append(Judge("desk", only, book))
        return made[-1].judge("key", *docket(*rows))

    yield judge
    for one in made:
        one.close()


@pytest.fixture
def said(judge: Callable[..., list[Verdict]]) -> Callable[..., list[tuple[str, str, str]]]:
    """said(fact, …): (item, rule, severity) of the verdicts that nothing silences."""
    return lambda *rows, **kw: [(v.item, v.rule, v.severity) for v in judge(*rows, **kw) if v.inhibited_by is None]
