"""What the values of a column look like: days, sums, case marks, tax numbers, codes of the budget, people."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

from pipelines.adopt.vocabulary import plain, words
from pipelines.load.mapping.amounts import money
from pipelines.settings.town_law import law_of
from pipelines.town import Town

SEEN = 3000  # filled cells of a column that are looked at
EXAMPLES = 5  # of them that a person is shown
CLOCK = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?"
DAYS = {  # a form of days and the pattern that reads it; none for ISO 8601, which is always read
    "iso": (rf"^\d{{4}}-\d{{2}}-\d{{2}}{CLOCK}$", ""),
    "dotted": (rf"^\d{{1,2}}\.\d{{1,2}}\.\d{{4}}{CLOCK}(?:\s*r\.?)?$", "%d.%m.%Y"),
    "dashed": (rf"^\d{{1,2}}-\d{{1,2}}-\d{{4}}{CLOCK}$", "%d-%m-%Y"),
    "slashed": (rf"^\d{{1,2}}/\d{{1,2}}/\d{{4}}{CLOCK}$", "%d/%m/%Y"),
    "short": (rf"^\d{{1,2}}\.\d{{1,2}}\.\d{{2}}{CLOCK}$", "%d.%m.%y"),
    "year dotted": (rf"^\d{{4}}\.\d{{2}}\.\d{{2}}{CLOCK}$", "%Y.%m.%d"),
    "year slashed": (rf"^\d{{4}}/\d{{2}}/\d{{2}}{CLOCK}$", "%Y/%m/%d"),
}
NO_DAY = r"^(?:-+|brak|b\.?d\.?|n/?d|bezterminowo|0000-00-00.*|0?1\.01\.1900|1900-01-01.*|0001-01-01.*)$"
FORMS = {  # what a value is by its form alone; the first group of a register's own signs
    "ksef": r"^\d{10}-20\d{6}-[0-9A-F]{6}-?[0-9A-F]{6}-[0-9A-F]{2}$",
    "rpw": r"(?i)^(?:RPW|RKP)[-/ ].*\d",
    "email": r"^[^@\s]+@[^@\s]+\.\w+$",
    "classification": r"^(?:\d{3}\D\d{3}|\d{3})\D+\d{5}\D+\d{3,4}(?:\D.*)?$",
    "three": r"^\d{3}$", "four": r"^\d{4}$", "five": r"^\d{5}$",
    "year": r"^(?:19|20)\d{2}$", "integer": r"^[-+]?\d{1,18}$",
    "person": r"^\p{Lu}[\p{L}'’-]+\s+\p{Lu}[\p{L}'’. -]+$",
    "account": r"^(?:PL)?\s?\d{2}(?:\s?\d{4}){6}$",
    "cents": r"[.,]\d{2}\D*$",
}  # fmt: skip


@dataclass(frozen=True)
class Look:
    """What one column of theirs holds. `shares`: of the filled cells that were looked at, by the name of the form.

    filled: how many cells of the whole file have something in them. distinct: how many different texts there are.
    """

    header: str
    filled: int
    distinct: int
    shares: Mapping[str, float]
    examples: tuple[str, ...] = ()
    texts: pl.Series = field(default_factory=lambda: pl.Series(dtype=pl.String), repr=False, compare=False)

    def share(self, form: str) -> float:
        """Of the filled cells, those of this form: 0 to 1."""
        return self.shares.get(form, 0.0)


def look_at(column: pl.Series, town: Town) -> Look:
    """The column's filled cells, told by their forms."""
    texts = column.str.strip_chars().replace("", None).drop_nulls()
    some = texts.head(SEEN)
    some = some.filter(~some.str.contains("(?i)" + NO_DAY))
    n = max(len(some), 1)
    shares = {form: float(some.str.contains(pattern).sum()) / n for form, pattern in FORMS.items()}
    shares |= {form: float(some.str.contains(pattern).sum()) / n for form, (pattern, _) in DAYS.items()}
    shares["serial"] = float(some.str.contains(r"^[34]\d{4}(?:[.,]\d+)?$").sum()) / n
    shares["day"] = sum(shares[form] for form in DAYS)
    shares["money"] = float(money(some).is_not_null().sum()) / n
    known = words("flags", "")
    shares["flag"] = float(sum(plain(each) in known for each in some)) / n if some.n_unique() <= 4 else 0.0
    shares["mark"] = float(some.str.contains(_mark(town)).sum()) / n if len(some) else 0.0
    valid = tax_number(town)
    shares["nip"] = float(sum(valid(each) for each in some.head(300))) / max(min(len(some), 300), 1)
    examples = tuple(texts.unique(maintain_order=True).head(EXAMPLES))
    return Look(column.name, len(texts), texts.n_unique(), shares, examples, texts)


def _mark(town: Town) -> str:
    """A case mark as the law's record has it, in any letters before the class, or that of a system of ours."""
    forms = [p for p in law_of(town).parameters if p.name == "case_mark.form"]
    newest = max(forms, key=lambda form: form.valid_from) if forms else None
    own = r"^\S+\.\d{2,5}\.(?:\d+\.){1,2}(?:19|20)\d\d"
    return f"^(?:{newest.value})$|{own}" if newest is not None else own


def tax_number(town: Town) -> Callable[[str], bool]:
    """Whether a text is a tax number whose check digit is right, by the weights of the law's record."""
    newest = {p.name: p.value for p in sorted(law_of(town).parameters, key=lambda each: each.valid_from)}
    weights, modulus = newest.get("tax_number.weights"), newest.get("tax_number.modulus")
    if not isinstance(weights, tuple) or not isinstance(modulus, int):
        return lambda _: False
    factors = [int(str(each)) for each in weights]

    def valid(text: str) -> bool:
        digits = re.sub(r"^(?:NIP:?\s*)?[A-Z]{0,2}|[\s./-]", "", text.upper())
        if len(digits) != len(factors) + 1 or not digits.isdecimal():
            return False
        return sum(int(d) * f for d, f in zip(digits, factors, strict=False)) % modulus == int(digits[-1])

    return valid
