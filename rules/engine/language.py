"""The words a rule is written in.

    c.case << (m.kind == "case") & (m.state == "open") & (m.working_days_left <= m.warn_days)

`m.days_left` is a column of the fact at hand, `c.case` names that fact, `c.case.due_on` is a column of a fact named
before. The look is that of durable-rules' own language. This one is stricter, since there `and`, `or` and `0 < m.x < 5`
silently lose a condition: here what the engine cannot judge rightly cannot be said at all, and the line that tries says
what to write instead. It needs no engine either, so only the process that judges ever loads the C library.
"""

from __future__ import annotations

from typing import Any, NoReturn

from rules.engine.condition import Comparison, Condition, Constant, Misdeclared, Of, Own, Pattern, no_condition

RESERVED = frozenset({"id", "sid", "open", "canary"})  # the session's own columns


class Field:
    """A column of the fact at hand; comparing it gives a condition."""

    __slots__ = ("name",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, name: str) -> None:
        if name in RESERVED:
            raise Misdeclared(f"{name} belongs to the session: call the column otherwise")
        self.name = name

    def _compare(self, op: str, other: Any) -> Condition:
        return Condition((Comparison(self.name, op, _right(op, other)),))

    def __eq__(self, other: Any) -> Condition:  # type: ignore[override]
        return self._compare("==", other)

    def __ne__(self, other: Any) -> Condition:  # type: ignore[override]
        return self._compare("!=", other)

    def __lt__(self, other: Any) -> Condition:
        return self._compare("<", other)

    def __le__(self, other: Any) -> Condition:
        return self._compare("<=", other)

    def __gt__(self, other: Any) -> Condition:
        return self._compare(">", other)

    def __ge__(self, other: Any) -> Condition:
        return self._compare(">=", other)

    def __bool__(self) -> NoReturn:
        raise Misdeclared(f"m.{self.name} alone says nothing: compare it, for instance (m.{self.name} == True)")

    def _arithmetic(self, *_: object) -> NoReturn:
        raise Misdeclared("a rule does no arithmetic: derive the column in SQL")

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _arithmetic
    __floordiv__ = __mod__ = __neg__ = __pos__ = __abs__ = _arithmetic

    def _unbracketed(self, _: object) -> NoReturn:
        raise no_condition(self)

    __and__ = __rand__ = __or__ = __ror__ = _unbracketed  # m.a == m.b & m.c == m.d reads `m.b & m.c` first

    def __repr__(self) -> str:
        return f"m.{self.name}"

    def __getattr__(self, name: str) -> NoReturn:
        raise (AttributeError if name.startswith("_") else Misdeclared)(
            f"m.{self.name}.{name}: a column has no columns"
        )


class Ref:
    """A column of a fact named before; it stands on the right of a comparison with a column of the fact at hand."""

    __slots__ = ("of",)

    def __init__(self, alias: str, field: str) -> None:
        if field in RESERVED:
            raise Misdeclared(f"{field} belongs to the session: call the column otherwise")
        self.of = Of(alias, field)


class Alias:
    """The name of a fact in a rule."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __lshift__(self, condition: object) -> Pattern:
        if not isinstance(condition, Condition):
            raise Misdeclared(f"put brackets round each comparison: c.{self._name} << (m.kind == ...) & (...)")
        return Pattern(self._name, condition.parts)

    def __getattr__(self, field: str) -> Ref:
        if field.startswith("_"):
            raise AttributeError(field)
        return Ref(self._name, field)


class _Facts:
    """`m`: the fact at hand."""

    def __getattr__(self, name: str) -> Field:
        if name.startswith("_"):
            raise AttributeError(name)
        return Field(name)


class _Names:
    """`c`: the facts of a rule by name."""

    def __getattr__(self, name: str) -> Alias:
        if name.startswith("_"):
            raise AttributeError(name)
        return Alias(name)


def none(condition: Condition | Pattern) -> Pattern:
    """No such fact lies in the docket; what its comparisons read of other facts must be named before it."""
    return Pattern("", condition.parts, negated=True)


def _right(op: str, other: Any) -> Constant | Own | Of:
    match other:
        case Field():
            return Own(other.name)
        case Ref():
            return other.of
        case bool() if op == "==":
            return other
        case str() if op in ("==", "!="):
            if any(char in '"\\' or ord(char) < 32 for char in other):
                raise Misdeclared(
                    f"{other!r}: the engine compares text as JSON writes it, so quotes and escapes never match"
                )
            return other
        case str() | bool():
            raise Misdeclared(
                f"{op} {other!r}: words and truth values are only equal or not; derive an integer in SQL to order them"
            )
        case None:
            raise Misdeclared(
                "an unknown value never matches: derive a column that says so, such as m.has_end == False"
            )
        case _:
            raise Misdeclared(f"{other!r}: a rule holds no number; let the law give a column and compare with that")


m = _Facts()
c = _Names()
