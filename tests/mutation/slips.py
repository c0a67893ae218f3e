"""Plausible slips of the hand in Python and SQL: a day off, `<` for `<=`, a filter or a default lost, a role too many.

A slip changes one place of one file; it is named by the line before and after, so that its name outlives moved lines.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OPERATORS = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
WRITTEN = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
    ast.In: "in", ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not",
}  # fmt: skip
IN_SQL = (  # what is written, and what a tired hand writes instead; the first that fits a place
    (r"<>", "="), (r"<=", "<"), (r">=", ">"), (r"(?<![<>=!:])=(?![>=])", "<>"), (r"(?<![<\-])<(?![=>])", "<="),
    (r"(?<![>\-])>(?!=)", ">="), (r"\bleft join\b", "join"), (r"\bis not null\b", "is null"),
    (r"\bis null\b", "is not null"), (r"\bnot in\b", "in"), (r"\bnot exists\b", "exists"),
    (r"(?<!create )\bor\b", "and"),
    (r"\bmin\(", "max("), (r"\bmax\(", "min("), (r"\bgreatest\(", "least("), (r"\bleast\(", "greatest("),
    (r" desc\b", ""), (r"\bdistinct ", ""),
    (r"\bcoalesce\(([\w.]+), (?:[^()]|\([^()]*\))+\)", r"\1"), (r" filter \([^()]*\)", ""),
    (r"\bunion\b(?! all)", "union all"),
)  # fmt: skip
NUMBER = re.compile(r"(?<![\w.$'])\d+(?![\w.'])")
CONDITION = re.compile(r"^ *and (?!.*\bbetween\b).*$", re.MULTILINE)  # one that stands on a line of its own
SQL_BEGINS = re.compile(r"\s*(select|with|insert|update|delete|from|create)\b", re.IGNORECASE)
SETTING = re.compile(r"\bset\b.*?(?=\bwhere\b|\breturning\b|\Z)", re.DOTALL | re.IGNORECASE)
NOT_CODE = re.compile(r"--[^\n]*|'(?:[^']|'')*'")


@dataclass(frozen=True)
class Slip:
    """One changed place: which characters of the file become what, and what the line says before and after."""

    path: Path
    start: int
    end: int
    instead: str
    name: str

    def made(self, text: str) -> str:
        """The file with the slip in it."""
        return text[: self.start] + self.instead + text[self.end :]


def slips(path: Path) -> list[Slip]:
    """Every slip in a file."""
    text = path.read_text(encoding="utf-8")
    found = _in_python(text) if path.suffix == ".py" else _in_sql(text, 0)
    return [
        Slip(path, start, end, instead, f"{path}: {_named(text, start, end, instead)}")
        for start, end, instead in sorted(set(found))
        if text[start:end] != instead
    ]


Change = tuple[int, int, str]


def _in_sql(text: str, at: int) -> Iterator[Change]:
    """Changes of SQL that begins at this place of its file; comments and quoted words are left alone."""
    code = NOT_CODE.sub(lambda found: " " * len(found[0]), text)
    code = SETTING.sub(lambda found: found[0].replace("=", " "), code)  # no comparison
    taken: set[int] = set()
    for written, instead in IN_SQL:
        for found in re.finditer(written, code):
            if found.start() not in taken:
                taken.update(range(*found.span()))
                yield at + found.start(), at + found.end(), found.expand(instead)
    for found in NUMBER.finditer(code):
        yield at + found.start(), at + found.end(), str(int(found[0]) + 1)
    for found in CONDITION.finditer(code):
        if found[0].count("(") == found[0].count(")"):
            yield at + found.start(), at + found.end(), ""


def _in_python(text: str) -> Iterator[Change]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line.encode()))
    place = Places(text, starts)
    tree = ast.parse(text)
    told = _not_run(tree)
    for node in ast.walk(tree):
        if id(node) not in told:
            yield from _of(node, place)


def _not_run(tree: ast.AST) -> set[int]:
    """Docstrings, annotations, decorators, sentences for people: a slip in them changes little of what is done."""
    found: set[int] = set()
    for node in ast.walk(tree):
        bare = [node.value] if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) else []
        said = node.args if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" else []
        typed = [getattr(node, name, None) for name in ("annotation", "returns")]
        decorators = getattr(node, "decorator_list", [])
        written = [node] if isinstance(node, ast.JoinedStr) else []  # its parts have no place of their own
        names = [getattr(target, "id", "") for target in node.targets] if isinstance(node, ast.Assign) else []
        listed = [node] if "__all__" in names else []  # only what is imported with a star asks it
        for part in (*bare, *said, *typed, *decorators, *written, *listed):
            if part is not None:
                found.update(id(each) for each in ast.walk(part))
    return found


class Places:
    """Where the parts of a syntax tree stand in the text, in characters."""

    def __init__(self, text: str, starts: list[int]) -> None:
        self.text, self._starts, self._bytes = text, starts, text.encode()

    def of(self, line: int, column: int) -> int:
        """A place that the tree gives as a line and a byte of it."""
        return len(self._bytes[: self._starts[line - 1] + column].decode())

    def span(self, node: ast.expr) -> tuple[int, int]:
        """Where an expression begins and ends."""
        return self.of(node.lineno, node.col_offset), self.of(node.end_lineno or 0, node.end_col_offset or 0)

    def between(self, left: ast.expr, right: ast.expr, word: str) -> tuple[int, int] | None:
        """Where a word stands between two expressions."""
        begin, end = self.span(left)[1], self.span(right)[0]
        found = re.search(rf"(?<![\w<>=!]){re.escape(word)}(?![\w=])", self.text[begin:end])
        return (begin + found.start(), begin + found.end()) if found else None


def _of(node: ast.AST, place: Places) -> Iterator[Change]:
    match node:
        case ast.Compare():
            for left, operator, right in zip((node.left, *node.comparators), node.ops, node.comparators, strict=False):
                if at := place.between(left, right, WRITTEN[type(operator)]):
                    yield (*at, OPERATORS[type(operator)])
        case ast.BoolOp():
            word, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
            for left, right in zip(node.values, node.values[1:], strict=False):
                if at := place.between(left, right, word):
                    yield (*at, other)
        case ast.UnaryOp(op=ast.Not()):
            begin, _ = place.span(node)
            yield begin, begin + len("not "), ""
        case ast.comprehension(ifs=[_, *_]):
            for test in node.ifs:
                yield (*place.span(test), "True")
        case ast.Constant(value=int() as number) if not isinstance(number, bool):
            yield (*place.span(node), str(number + 1))
        case ast.Constant(value=str() as said) if SQL_BEGINS.match(said):
            begin, end = place.span(node)
            yield from _in_sql(place.text[begin:end], begin)
        case ast.Set() | ast.Tuple() | ast.List() if len(node.elts) > 1 and all(
            isinstance(each, ast.Constant) and isinstance(each.value, str) for each in node.elts
        ):  # a role, a state, a header left out
            for each, after in zip(node.elts, node.elts[1:], strict=False):
                yield place.span(each)[0], place.span(after)[0], ""
        case _:
            return


def _named(text: str, start: int, end: int, instead: str) -> str:
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    old, new = text[first:last], text[first:start] + instead + text[end:last]
    return f"{' '.join(old.split())} as {' '.join(new.split()) or 'nothing'}"
