"""Which tests are asked about a slip, the likeliest first: those that have most words in common with its place.

To measure which test reaches which line takes longer than to try all slips, and holds until the next change. Words hold
on: a test of `after_fee_notice_days` says `fee_notice`. Rare words tell more than common ones.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from math import log, sqrt
from pathlib import Path
from typing import Any

import yaml

from tests.mutation.slips import Slip

HERE = Path(__file__).parent
CASES = "tests/rules/test_rules.py"  # the cases of tests/rules/*.yaml
AROUND = 8  # lines before and after a slip in SQL that say what it is about
PART = re.compile(r"[^\W\d_]{2,}|\d{2,}")
WHOLE = re.compile(r"\w+_\w+")  # a name tells more than its parts
MOST = 80  # tests, whatever they take
OF_ONE_FILE = 12  # tests, before those of the next file are asked


@dataclass(frozen=True)
class Test:
    """A test: its name, the file that pytest is asked for, the one it is written in, how often it says each word."""

    name: str
    file: str
    written: Path
    words: Mapping[str, int]


def asked(slip: Slip, text: str) -> list[Test]:
    """The tests about a slip in a file of this text, in the order in which they are asked."""
    tests = [test for file in covering(slip.path) for test in written_in(file) if _could_tell(test, slip.path)]
    about, common = _about(slip, text), Counter(word for test in tests for word in test.words)
    rare = {word: n * log((1 + len(tests)) / common[word]) for word, n in about.items() if word in common}
    near = {
        test.name: _weight(test, slip.path)
        * sum(rare.get(word, 0.0) for word in test.words)
        / sqrt(8 + len(test.words))
        for test in tests
    }
    files = Counter[str]()
    turns: dict[tuple[int, str], list[Test]] = {}
    for test in sorted(tests, key=lambda one: -near[one.name]):
        turns.setdefault((files[test.file] // OF_ONE_FILE, test.file), []).append(test)
        files[test.file] += 1
    # a judge and a reader stay for the tests of a file that follow each other
    order = sorted(turns.values(), key=lambda part: (_listed(part[0].file, "last"), -near[part[0].name], part[0].name))
    return [test for part in order for test in part][:MOST]


@cache
def covering(path: Path) -> list[str]:
    """The test files that are asked about a file: its folder's, those that name the module, those of the table."""
    patterns = [one for row in _table() if fnmatch(str(path), row["files"]) for one in row["tests"]]
    module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    folder = Path("tests") / path.parent
    while not folder.is_dir():
        folder = folder.parent
    found = [*sorted(folder.rglob("test_*.py")), *(test for one in patterns for test in sorted(Path().glob(one)))]
    found += [test for test in sorted(Path("tests").rglob("test_*.py")) if re.search(rf"\b{module}\b", _text(test))]
    return [test for test in dict.fromkeys(map(str, found)) if not _listed(test, "never")]


@cache
def _table() -> list[dict[str, Any]]:
    return yaml.safe_load((HERE / "covering.yaml").read_text(encoding="utf-8"))


def _listed(test: str, where: str) -> bool:
    return any(fnmatch(test, one) for row in _table() if row["files"] == where for one in row["tests"])


@cache
def written_in(file: str) -> list[Test]:
    """The tests of a file with their words; those of `CASES` are its cases."""
    if file == CASES:
        return [
            Test(
                f"{path}: {case['name']}",
                CASES,
                path,
                Counter(_words(json.dumps(case, default=str, ensure_ascii=False))),
            )
            for path in sorted(Path("tests/rules").glob("*.yaml"))
            for case in _written(path)["cases"]
        ]
    text = _text(Path(file))
    functions = {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    said = {name: _words(ast.get_source_segment(text, node) or "") for name, node in functions.items()}
    own = _words(Path(file).stem)
    return [
        Test(f"{file}::{name}", file, Path(file), Counter([*own, *words]))
        for name, words in said.items()
        if name.startswith("test_")
    ]


def _weight(test: Test, path: Path) -> int:
    """A test beside the file, or one that bears its name, goes before whatever else says its words."""
    beside = Path(test.file).parent == Path("tests") / path.parent
    return 1 + 2 * (beside or test.file == CASES) + 2 * (path.stem in Path(test.file).stem)


def _could_tell(test: Test, path: Path) -> bool:
    """Of the cases of the rules only those whose rules lean on the relation."""
    if test.file != CASES or path.parts[:2] != ("pipelines", "facts") or path.stem not in _relations():
        return True
    name, _, case = test.name.partition(": ")
    return bool(_rules_of(name)[case] & _relations()[path.stem])


@cache
def _rules_of(file: str) -> dict[str, set[str]]:
    content = _written(Path(file))
    return {case["name"]: {*case.get("rules", content["rules"])} for case in content["cases"]}


@cache
def _relations() -> dict[str, set[str]]:
    """Relation -> the rules that lean on it."""
    said = subprocess.run([sys.executable, "-m", "tests.mutation.leaning"], capture_output=True, check=True)
    found: dict[str, set[str]] = {}
    for rule, relations in json.loads(said.stdout).items():
        for relation in relations:
            found.setdefault(relation, set()).add(rule)
    return found


def _about(slip: Slip, text: str) -> Counter[str]:
    """The words of the slip's place: its line counts three times, its function or the lines around it once."""
    line = text[text.rfind("\n", 0, slip.start) + 1 : max(text.find("\n", slip.end), slip.end)]
    number = text.count("\n", 0, slip.start)
    lines = text.splitlines()
    around = "\n".join(lines[max(0, number - AROUND) : number + AROUND + 1])
    if slip.path.suffix == ".py":
        around = _function(text, number + 1) or around
    return Counter([*_words(slip.path.stem), *_words(around), *(3 * _words(line))])


def _function(text: str, line: int) -> str | None:
    """The source of the innermost function around a line."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    around = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, kinds) and node.lineno <= line <= (node.end_lineno or 0)
    ]
    return ast.get_source_segment(text, max(around, key=lambda node: node.lineno)) if around else None


def _words(text: str) -> list[str]:
    return [word.lower() for word in (*PART.findall(text), *WHOLE.findall(text))]


@cache
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


@cache
def _written(path: Path) -> dict[str, Any]:
    return yaml.load(_text(path), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def files_of(tests: Iterable[Test]) -> list[str]:
    """The files of these tests, in their order."""
    return list(dict.fromkeys(test.file for test in tests))
