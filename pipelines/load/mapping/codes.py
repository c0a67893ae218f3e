"""Codes of the budget classification: zeros that a spreadsheet took away come back; how a code looks is the law's."""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from pipelines.contracts import Noun
from pipelines.settings.town_law import law_of
from pipelines.town import Town
from rules.wording import Words

FORMS = {  # how the law says the codes of a column look
    "dzial": "code_form.dzial", "rozdzial": "code_form.rozdzial", "paragraf": "code_form.paragraf",
}  # fmt: skip
LONGEST = 8  # digits of a code, at most


def padded(text: pl.DataFrame, noun: Noun, town: Town, say: Words) -> tuple[pl.DataFrame, str | None]:
    """The texts with codes at their full length, and a note of the rows it concerns.

    A row is put right where all its codes then have the form of the law; the codes of any other row are another
    classification's, or wrong, and stay as they are.
    """
    known = {name: form for name, form in _forms(noun, town).items() if name in text.columns}
    whole = {name: _whole(text[name], form) for name, form in known.items()}
    if all(code == full for codes in whole.values() for code, full in codes.items()):
        return text, None
    full = text.select(
        pl.col(name).replace_strict(codes, default=None, return_dtype=pl.String) for name, codes in whole.items()
    )
    strange = pl.any_horizontal(full[name].is_null() & text[name].is_not_null() for name in known)
    lost = pl.any_horizontal(full[name] != text[name] for name in known)
    told = full.select(strange=strange, put_right=lost.fill_null(value=False) & ~strange)
    columns = [pl.when(told["put_right"]).then(full[name]).otherwise(text[name]).alias(name) for name in known]
    return text.with_columns(columns), _note(int(told["put_right"].sum()), int(told["strange"].sum()), say)


def _forms(noun: Noun, town: Town) -> Mapping[str, re.Pattern[str]]:
    """The newest form of the codes of each column, where the law of the town has one."""
    known = sorted(law_of(town).parameters, key=lambda parameter: parameter.valid_from)
    newest = {each.name: str(each.value) for each in known}
    return {
        column: re.compile(newest[form]) for column, form in FORMS.items() if form in newest and column in noun.columns
    }


def _whole(codes: pl.Series, form: re.Pattern[str]) -> dict[str, str | None]:
    """Each code at its full length; None where zeros before it give no code of that form."""
    return {code: _full(code, form) for code in codes.drop_nulls().unique()}


def _full(code: str, form: re.Pattern[str]) -> str | None:
    if form.fullmatch(code):
        return code
    longer = (code.zfill(length) for length in range(LONGEST, len(code), -1) if code.isdecimal())
    return next((each for each in longer if form.fullmatch(each)), None)


def _note(put_right: int, strange: int, say: Words) -> str | None:
    notes = []
    if put_right:
        one = "the codes of {n} row had lost leading zeros, which were put back"
        notes.append(say.count(put_right, one, "the codes of {n} rows had lost leading zeros, which were put back"))
    if strange:
        one = "the codes of {n} row are not written as the law writes them"
        notes.append(say.count(strange, one, "the codes of {n} rows are not written as the law writes them"))
    return "; ".join(notes) or None
