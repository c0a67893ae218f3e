"""Amounts as office programs and people write them: every spelling that has exactly one reading, and no other."""

from __future__ import annotations

import polars as pl

PLAIN = r"^[-+]?\d+(?:\.\d{1,2})?$"
USUAL = r"^[-+]?(?:\d+|\d{1,3}(?:\s\d{3})+)(?:,\d{1,2})?$"  # 1 234,50: what most Polish programs write
MINUS = "[\u2212\u2012\u2013]"  # a true minus and the dashes that stand for one
ZLOTY = r"(?i)^(?:zł|zl|pln)\.?\s*|\s*(?:zł|zl|pln)\.?$"
GROUPED = r"^[-+]?\d{1,3}(?:(?:\.\d{3}){2,}|(?:,\d{3}){2,})$"  # 1.234.567: a sign that comes twice parts thousands
SURE = "|".join(
    f"^[-+]?{written}$"
    for written in (
        r"\d+[.,]?",
        r"\d*[.,]\d{1,2}",
        r"\d*[.,]\d{2}0{2,}",  # zeros after the grosz carry nothing
        r"(?:0*|\d{4,})[.,]\d{2}0",  # three decimals: not those of 12.340, which may be twelve thousand
        r"\d{1,3}(?:[\s'’]\d{3})+(?:[.,](?:\d{1,2}0*)?)?",
        r"\d{1,3}(?:\.\d{3})+,\d{1,2}0*",
        r"\d{1,3}(?:,\d{3})+\.\d{1,2}0*",
    )
)


def money(text: pl.Series) -> pl.Series:
    """Amounts as DECIMAL(18,2), null where the text is none, or could be two; never rounded.

    `1234.50` and `1 234,50` are read at once. The rest is looked at closely: `1.234,50`, `1'234,50`, `1234.5000`,
    `.50`, `12,00-`, `(12,00)`, `1 234,50 zł`. `1.234` may be a thousand or three decimals, so it is nothing.
    """
    if not text.str.contains(PLAIN).all():
        usual = text.str.contains(USUAL)
        if usual.any():
            text = pl.select(pl.when(usual).then(_bare(text)).otherwise(text)).to_series()
        odd = ~text.str.contains(PLAIN).fill_null(value=True)
        if odd.any():
            # a copy, for scatter changes the series it is asked of
            text = text.clone().scatter(odd.arg_true(), _closely(text.filter(odd)))
    return text.cast(pl.Decimal(18, 2), strict=False)


def _bare(text: pl.Series) -> pl.Series:
    return text.str.replace_all(r"\s", "").str.replace(",", ".", literal=True)


def _closely(text: pl.Series) -> pl.Series:
    """The texts written plainly, null where no amount or more than one is meant."""
    body = text.str.replace_all(MINUS, "-").str.replace(r"^\((.*)\)$", "-$1").str.replace_all(ZLOTY, "")
    body = body.str.replace(r"^([-+])\s+", "$1").str.replace(r"^(\d.*?)\s*-$", "-$1")
    grouped = body.str.contains(GROUPED)
    whole = body.str.replace_all(r"[.,]", "")
    marked = body.str.replace_all(r"[\s'’]", "").str.replace(r"[.,](\d*)$", "|$1").str.replace_all(r"[.,]", "")
    exact = marked.str.replace(r"\|$", "").str.replace("|", ".", literal=True).str.replace(r"(\.\d{2})0+$", "$1")
    exact = exact.str.replace(r"^([-+]?)\.", "${1}0.")
    sure = pl.when(grouped).then(whole).when(body.str.contains(SURE)).then(exact)
    return pl.select(sure.otherwise(None)).to_series()


def no_amount(text: pl.Series, decimal: str) -> pl.Expr:
    """For texts that are no amount: the word for why. `decimal`: the decimal sign of the source."""
    digits = text.str.replace_all(r"[\s'’+()-]|" + MINUS, "").str.replace_all(ZLOTY, "")
    return (
        pl.when(digits.str.contains(rf"^\d{{1,3}}(?:[^\d{decimal}]\d{{3}}|[.,]\d\d0)$"))
        .then(pl.lit("two readings"))
        .when(digits.str.contains(r"^\d*[.,]\d{3,}$"))
        .then(pl.lit("decimals"))
        .when(digits.str.contains(r"^\d{17,}"))
        .then(pl.lit("too large"))
        .otherwise(pl.lit("money"))
    )
