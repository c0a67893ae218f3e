"""How the office writes: days, amounts, plurals and sentences, the same on a page, in a letter and in an export.

Message ids are English; each package carries its Polish in locale/pl.po.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib import resources
from itertools import pairwise
from string import Formatter
from typing import Any

from rules.translations import Translations

NBSP = "\N{NO-BREAK SPACE}"
UNKNOWN = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"
PACKAGES = ("rules", "pipelines", "dashboards")


def _catalog(package: str, language: str) -> gettext.NullTranslations:
    file = resources.files(package) / "locale" / f"{language}.po"
    if not file.is_file():
        return gettext.NullTranslations()
    with file.open("rb") as source:
        return Translations(source)


class Words:
    """One language and currency: translates, counts, formats. A missing value is written as a dash, never as zero."""

    def __init__(self, language: str, currency: str = "PLN") -> None:
        self.language, self.currency = language, currency
        self.comma, self.thousands = (",", NBSP) if language == "pl" else (".", ",")
        self._catalogs = [_catalog(package, language) for package in PACKAGES]
        for first, second in pairwise(self._catalogs):
            first.add_fallback(second)
        self._translated = cache(self._catalogs[0].gettext)  # the texts of a program are few
        self._formats: dict[str, Callable[[Any], str]] = {
            "": self.text,
            "day": self.day,
            "moment": self.moment,
            "money": self.money,
            "percent": self.percent,
            "rate": self.rate,
            "number": self.number,
            "hours": self.hours,
            "days": self.days,
            "working_days": self.working_days,
            "left": self.left,
            "left_days": self.left_days,
            "months": self.months,
            "deadlines": self.deadlines,
            "phrases": self.phrases,
            "period": self.period,
        }

    def __call__(self, text: str, /, **values: Any) -> str:
        """The text in this language, its {placeholders} filled."""
        return self.sentence(text)(values) if values else self._translated(text)

    def count(self, n: int, one: str, many: str, /, **values: Any) -> str:
        """The right plural form for n; `{n}` is the number itself, its digits grouped as everywhere."""
        text = self._catalogs[0].ngettext(one, many, abs(n)).replace("{n}", "{n:number}")
        return self._compiled(text)({"n": n, **values})

    def sentence(self, text: str) -> Callable[[Mapping[str, Any]], str]:
        """A template such as '{subject}: due {due_on:day}' as a fast function of a row."""
        return self._compiled(self._translated(text))

    def sentences(self, text: str, columns: Mapping[str, Sequence[Any]]) -> list[str]:
        """`sentence` of every row of a table, a list as long as its columns; what recurs in one is written once.

        Where the rows say their `currency`, amounts are in it.
        """
        template = self._translated(text)
        parts = [self._column(part, columns, optional=n % 2 == 1) for n, part in enumerate(_parts(template))]
        return list(map("".join, zip(*parts, strict=True)))

    def _column(self, text: str, columns: Mapping[str, Sequence[Any]], *, optional: bool) -> Iterable[str]:
        """A part of a sentence, row by row."""
        pieces = [(literal.replace("%", "%%"), name, spec) for literal, name, spec, _ in Formatter().parse(text)]
        pattern = "".join(f"{literal}%s" if name else literal for literal, name, _ in pieces)
        given = [columns[name] for _, name, _ in pieces if name]
        if "currency" in columns and any(spec == "money" for *_, spec in pieces):
            rows = ({"currency": currency} | dict(zip((name for _, name, _ in pieces if name), row, strict=True))
                    for currency, *row in zip(columns["currency"], *given, strict=True))  # fmt: skip
            return map(self._part(text, optional=optional), rows)
        if not given:
            return [pattern % ()] * len(next(iter(columns.values())))
        shown = [_shown(self._formats[spec], columns[name]) if spec else map(self.text, columns[name])
                 for _, name, spec in pieces if name]  # fmt: skip
        filled = map(pattern.__mod__, zip(*shown, strict=True))
        if not optional:
            return filled
        return ["" if None in row else part for row, part in zip(zip(*given, strict=True), filled, strict=True)]

    def _compiled(self, template: str) -> Callable[[Mapping[str, Any]], str]:
        """The template as a function; `[a part in brackets]` is left out where one of its values is unknown."""
        known = _COMPILED.setdefault((self.language, self.currency), {})
        if template not in known:
            parts = [self._part(text, optional=n % 2 == 1) for n, text in enumerate(_parts(template))]
            known[template] = parts[0] if len(parts) == 1 else lambda row: "".join(part(row) for part in parts)
        return known[template]

    def _part(self, text: str, *, optional: bool) -> Callable[[Mapping[str, Any]], str]:
        pieces = [(literal, name, self._formats[spec or ""]) for literal, name, spec, _ in Formatter().parse(text)]
        names = [name for _, name, _ in pieces if name]

        def fill(row: Mapping[str, Any]) -> str:
            if optional and any(row[name] is None for name in names):
                return ""
            own = row.get("currency")
            return "".join(
                literal + (self.money(row[name], own) if own and show == self.money else show(row[name]))
                if name
                else literal
                for literal, name, show in pieces
            )

        return fill

    def text(self, value: Any) -> str:
        """A plain value; unknown is a dash."""
        return UNKNOWN if value is None else str(value)

    def day(self, value: date | None) -> str:
        """3.11.2026 in Polish, 3 Nov 2026 in English."""
        if value is None:
            return UNKNOWN
        if self.language == "pl":
            return f"{value.day}.{value.month:02}.{value.year}"
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"

    def moment(self, value: datetime | None) -> str:
        """A day and the time of the town: 3.11.2026, 7:30."""
        return UNKNOWN if value is None else f"{self.day(value)}, {value.hour}:{value.minute:02}"

    def number(self, value: int | Decimal | None) -> str:
        """Digits grouped by three."""
        if value is None:
            return UNKNOWN
        digits = f"{value:,}".replace(",", "\0").replace(".", self.comma).replace("\0", self.thousands)
        return digits.replace("-", MINUS)

    def money(self, value: Decimal | None, currency: str | None = None) -> str:
        """12 345,50 zł; the jurisdiction's own currency unless one is named, others than złoty by their code."""
        if value is None:
            return UNKNOWN
        currency = currency or self.currency
        sign = "zł" if currency == "PLN" and self.language == "pl" else currency
        return f"{self.number(Decimal(value).quantize(Decimal('0.01'), ROUND_HALF_UP))}{NBSP}{sign}"

    def percent(self, basis_points: int | None) -> str:
        """8750 basis points are 87,5%."""
        if basis_points is None:
            return UNKNOWN
        whole, rest = divmod(abs(basis_points) + 5, 100)
        tenth = rest // 10
        digits = self.number(whole) + (f"{self.comma}{tenth}" if tenth else "")
        return f"{MINUS if basis_points <= -5 else ''}{digits}%"  # what rounds to nothing has no sign

    def rate(self, basis_points: int | None) -> str:
        """1375 basis points are 13,75%: exact, for interest, where a tenth would round the law."""
        if basis_points is None:
            return UNKNOWN
        sign, (whole, rest) = MINUS if basis_points < 0 else "", divmod(abs(basis_points), 100)
        digits = f"{self.comma}{rest:02}".rstrip("0") if rest else ""
        return f"{sign}{self.number(whole)}{digits}%"

    def phrases(self, codes: str | None) -> str:
        """Words by |, such as faults of a record, each as a phrase of this language."""
        return "; ".join(map(self._phrase, codes.split("|"))) if codes else UNKNOWN

    def _phrase(self, code: str) -> str:
        """A word that has a phrase of its own, else the phrase its parts make: `kind_unknown` is "kind unknown"."""
        own = self._translated(code)
        return own if own != code else self._translated(code.replace("_", " "))

    def period(self, value: str | None) -> str:
        """A period of reports in words: październik 2026 r., III kwartał 2026 r., rok 2026; other words stay."""
        found = _PERIOD.fullmatch(value or "")
        if found is None:
            return UNKNOWN if value is None else value
        year, quarter, month = found.groups()
        if quarter:
            return self._translated("{quarter} quarter of {year}").format(quarter=_ROMAN[int(quarter) - 1], year=year)
        if month:
            return self._translated("{month} {year}").format(month=self._translated(_NAMES[int(month) - 1]), year=year)
        return self._translated("the year {year}").format(year=year)

    def hours(self, n: int | None) -> str:
        """3 godziny; with none that is whole: mniej niż godzina."""
        if n is None:
            return UNKNOWN
        return self("less than an hour") if n == 0 else self.count(n, "{n} hour", "{n} hours")

    def days(self, n: int | None) -> str:
        """3 dni."""
        return UNKNOWN if n is None else self.count(n, "{n} day", "{n} days")

    def working_days(self, n: int | None) -> str:
        """3 dni robocze."""
        return UNKNOWN if n is None else self.count(n, "{n} working day", "{n} working days")

    def left(self, n: int | None) -> str:
        """Pozostały 3 dni robocze; with none left: najpóźniej dziś."""
        if n is None:
            return UNKNOWN
        return self("today at the latest") if n == 0 else self.count(n, "{n} working day left", "{n} working days left")

    def left_days(self, n: int | None) -> str:
        """Pozostały 3 dni, days off among them; with none left: najpóźniej dziś."""
        if n is None:
            return UNKNOWN
        return self("today at the latest") if n == 0 else self.count(n, "{n} day left", "{n} days left")

    def months(self, n: int | None) -> str:
        """2 miesiące."""
        return UNKNOWN if n is None else self.count(n, "{n} month", "{n} months")

    def deadlines(self, n: int | None) -> str:
        """Upływają 3 terminy."""
        return UNKNOWN if n is None else self.count(n, "{n} deadline falls", "{n} deadlines fall")


def _parts(template: str) -> list[str]:
    """The parts of a template; every second one stood in brackets."""
    return re.split(r"[\[\]]", template)


def _shown(show: Callable[[Any], str], column: Sequence[Any]) -> list[str]:
    known = {value: show(value) for value in set(column)}
    return [known[value] for value in column]


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_ROMAN = ("I", "II", "III", "IV")
_PERIOD = re.compile(r"(\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?")
_COMPILED: dict[tuple[str, str], dict[str, Callable[[Mapping[str, Any]], str]]] = {}


@cache
def words(language: str, currency: str = "PLN") -> Words:
    """The words of a language, read once; `currency` is the one that amounts are in."""
    return Words(language, currency)
