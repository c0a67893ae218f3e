"""A town of any size, made in seconds: 200,000 open cases with their record, invoices, transfers and a budget.

Numbers are drawn with a fixed seed. About 3 % of the cases are past their term and 11 % close to it, 4 % of the
invoices are unpaid and late, one budget line in fifty is over its plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

AS_OF = date(2026, 11, 20)
KINDS = {  # kind in the clerk's words -> about how many days its term has
    "Pozwolenie na budowę": 65,
    "Warunki zabudowy": 90,
    "Wymeldowanie decyzją": 61,
    "Ulga w spłacie podatku": 61,
    "Lokalizacja w pasie drogowym": 65,
}
STEPS = ("wpływ", "dekretacja", "analiza wniosku", "wystąpienie o opinię", "wpływ opinii", "projekt decyzji")
CHAPTERS = ("75023", "80101", "80104", "85154", "90015", "90095", "92109", "92601")
PARAGRAPHS = ("4010", "4110", "4120", "4210", "4260", "4270", "4300", "4360", "4410", "4440", "4700", "6050", "6060")


@dataclass(frozen=True)
class Size:
    """How much of everything: DESIGN's town by default."""

    cases: int = 200_000
    events: int = 1_000_000
    invoices: int = 100_000
    lines: int = 20_000

    def times(self, scale: float) -> Size:
        """A town so many times as big."""
        return Size(*(round(n * scale) for n in (self.cases, self.events, self.invoices, self.lines)))

    @property
    def units(self) -> int:
        """A unit for each 100 budget lines, so that chapters and paragraphs suffice."""
        return max(4, -(-self.lines // (len(CHAPTERS) * len(PARAGRAPHS))))

    @property
    def officers(self) -> int:
        """A hundred open cases each."""
        return max(8, self.cases // 100)


def write(root: Path, size: Size, seed: int = 2026) -> dict[str, Path]:
    """Write town.toml and the inbox; gives the large files by feed."""
    dice = np.random.default_rng(seed)
    root.mkdir(parents=True)
    (root / "town.toml").write_bytes(Path(__file__).with_suffix(".toml").read_bytes())
    _people(root, size, dice)
    cases, ages = _cases(size, dice)
    invoices, paid = _invoices(size, dice)
    return {
        "ezd": _export(root, "ezd", "sprawy.csv", cases),
        "metryka": _export(root, "metryka", "metryka.csv", _events(size, dice, cases, ages)),
        "faktury": _export(root, "faktury", "faktury.csv", invoices),
        "przelewy": _export(root, "przelewy", "przelewy.csv", paid),
        "budzet": _export(root, "budzet", "dziennik.csv", _budget(size, dice), encoding="utf-8"),
    }


def _people(root: Path, size: Size, dice: np.random.Generator) -> None:
    """A unit per hundred lines, its manager and officers; three in a hundred are away, most with a substitute."""
    n = np.arange(size.officers)
    unit = n % size.units
    people = pl.DataFrame({"n": n, "unit": unit}).select(
        employee=pl.format("e{}", "n"),
        name=pl.format("Osoba {}", "n"),
        email=pl.format("e{}@example.com", "n"),
        unit=pl.format("K{}", "unit"),
        roles=pl.lit("officer"),
    )
    heads = pl.select(n=pl.int_range(size.units)).select(
        employee=pl.format("k{}", "n"),
        name=pl.format("Kierownik {}", "n"),
        email=pl.format("k{}@example.com", "n"),
        unit=pl.format("K{}", "n"),
        roles=pl.when(pl.col("n") == 0)
        .then(pl.lit("manager|treasurer|accountant|steward"))
        .otherwise(pl.lit("manager")),
    )
    units = heads.select("unit", name=pl.format("Wydział {}", "unit"), kind=pl.lit("department"), manager="employee")
    away = pl.DataFrame({"n": n}).filter(pl.col("n") % 33 == 0)
    absences = away.select(
        absence=pl.format("U/{}", "n"),
        employee=pl.format("e{}", "n"),
        kind=pl.lit("planned"),
        first_day=pl.lit("2026-11-16"),
        last_day=pl.lit("2026-11-27"),
        substitute=pl.when(pl.col("n") % 4 > 0).then(pl.format("e{}", pl.col("n") + 1)),
        confirmed_on=pl.lit("2026-11-10"),
        state=pl.lit("approved"),
    )
    for noun, frame in (("units", units), ("employees", pl.concat([people, heads])), ("absences", absences)):
        _export(root, noun, f"{noun}.csv", frame, delimiter=",", encoding="utf-8")


def _cases(size: Size, dice: np.random.Generator) -> tuple[pl.DataFrame, np.ndarray]:
    """The register, and how many days old each case is."""
    n = np.arange(size.cases)
    kind = dice.integers(len(KINDS), size=size.cases)
    term = np.array(list(KINDS.values()))[kind]
    draw, spread = dice.random((2, size.cases))
    late, soon = term + 5 + (spread * 60).astype(int), term - 1 - (spread * 4).astype(int)
    ages = np.select([draw < 0.03, draw < 0.14], [late, soon], (spread * (term - 9)).astype(int))
    frame = pl.DataFrame({"n": n, "unit": n % size.officers % size.units, "officer": n % size.officers, "age": ages})
    marks = pl.format("K{}.6740.{}.2026", "unit", "n")
    return frame.select(
        pl.format("{}", marks).alias("Znak sprawy"),
        pl.Series("Rodzaj sprawy", np.array(list(KINDS))[kind]),
        pl.format("Wniosek strony nr {}", "n").alias("Tytuł"),
        pl.format("K{}", "unit").alias("Komórka"),
        pl.format("e{}", "officer").alias("Prowadzący"),
        _day(pl.col("age")).alias("Data wszczęcia"),
    ), ages


def _day(days_ago: pl.Expr) -> pl.Expr:
    return (pl.lit(AS_OF) - pl.duration(days=days_ago)).dt.strftime("%d.%m.%Y")


def _events(size: Size, dice: np.random.Generator, cases: pl.DataFrame, ages: np.ndarray) -> pl.DataFrame:
    """The record: steps of each case in their order; an opinion asked for and a party's delay stop the term."""
    case = np.sort(np.concatenate([np.arange(size.cases), dice.integers(size.cases, size=size.events - size.cases)]))
    nth = np.arange(size.events) - np.searchsorted(case, case)
    step = np.where((nth > 2) & (case % 10 > 0), 2, np.minimum(nth, len(STEPS) - 1))  # an opinion in one of ten
    delay = (dice.random(size.events) < 0.01) & (nth > 2)
    ago = (ages[case] * np.maximum(0.0, 1 - 0.12 * nth)).astype(int)
    words = np.where(delay, "zwłoka strony", np.array(STEPS)[step])
    frame = pl.DataFrame({"case": case, "ago": ago, "nth": nth, "delay": delay, "word": words})
    until = pl.lit(AS_OF) - pl.duration(days=pl.col("ago") - 7)
    return frame.select(
        cases["Znak sprawy"].gather(case),
        pl.format("{} {}:{}", _day(pl.col("ago")), 8 + pl.col("nth") % 8, 10 + pl.col("case") % 50)
        .str.replace(r" (\d):", " 0${1}:")
        .alias("Data i godzina"),
        pl.col("word").alias("Czynność"),
        cases["Prowadzący"].gather(case).alias("Osoba"),
        pl.when("delay").then(until.dt.strftime("%Y-%m-%d")).alias("Do dnia"),
    )


def _invoices(size: Size, dice: np.random.Generator) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The register of twenty months and the transfers: what is due is paid, four in a hundred late or not at all."""
    n = np.arange(size.invoices)
    age = dice.integers(600, size=size.invoices)
    term = dice.choice([14, 21, 30], size=size.invoices)
    grosze = np.minimum(np.exp(dice.normal(7.5, 1.2, size.invoices)) * 100, 900_000_00).astype(np.int64) + 1000
    unpaid = dice.random(size.invoices) < 0.04
    nips = np.array([_nip(int(each)) for each in dice.integers(100_000_000, 999_999_999, size=3000)])
    seller = dice.integers(len(nips), size=size.invoices)
    unit = n % size.units
    frame = pl.DataFrame({
        "n": n, "age": age, "term": term, "grosze": grosze, "nip": nips[seller], "seller": seller, "unit": unit,
        "holder": n % size.officers,
        "paid_ago": np.maximum(age - term + dice.integers(1, 8, size=size.invoices), 0),
        "paid": ~unpaid & (age > term),
    })  # fmt: skip
    register = frame.select(
        pl.format("FZ/{}/2026", "n").alias("Nr rejestru"),
        pl.format("FV {}/{}", "n", "seller").alias("Numer faktury"),
        pl.col("nip").alias("NIP sprzedawcy"),
        pl.format("Spółka nr {}", "seller").alias("Sprzedawca"),
        pl.format("K{}", "unit").alias("Komórka"),
        pl.format("e{}", "holder").alias("Osoba"),
        _day(pl.col("age") + 2).alias("Data wystawienia"),
        _day(pl.col("age")).alias("Data wpływu"),
        _day(pl.col("age") + 3).alias("Data wykonania"),
        _day(pl.col("age") - pl.col("term")).alias("Termin płatności"),
        _money(pl.col("grosze")).alias("Kwota brutto"),
    )
    transfers = frame.filter("paid").select(
        pl.format("P/{}", "n").alias("Nr przelewu"),
        pl.format("FZ/{}/2026", "n").alias("Nr rejestru"),
        _day(pl.col("paid_ago")).alias("Data zlecenia"),
        _day(pl.col("paid_ago")).alias("Data obciążenia"),
        _money(pl.col("grosze")).alias("Kwota"),
    )
    return register, transfers


def _nip(first_nine: int) -> str:
    """A tax number with its check digit; the next number where there is none."""
    digits = [int(digit) for digit in str(first_nine)]
    check = sum(weight * digit for weight, digit in zip((6, 5, 7, 2, 3, 4, 5, 6, 7), digits, strict=True)) % 11
    return f"{first_nine}{check}" if check < 10 else _nip(first_nine + 1)


def _money(grosze: pl.Expr) -> pl.Expr:
    """12 345,67 with a no-break space, as Polish systems write it."""
    zloty = (grosze // 100).cast(pl.String).str.replace(r"(\d)(\d{3})$", "${1}\N{NO-BREAK SPACE}${2}")
    return pl.format("{},{}", zloty, (grosze % 100).cast(pl.String).str.zfill(2))


def _budget(size: Size, dice: np.random.Generator) -> pl.DataFrame:
    """The ledger: each line's plan, three commitments, three months of spending; one line in fifty above its plan."""
    n = np.arange(size.lines)
    plan = dice.integers(1_000_00, 900_000_00, size=size.lines)
    over = n % 50 == 0
    parts = [("plan", 1, plan)]
    for month in (3, 6, 9):
        share = np.where(over, 0.35, 0.28)
        parts += [("zaangażowanie", month, (plan * share).astype(np.int64))]
        parts += [("wykonanie", month, (plan * (share - 0.01)).astype(np.int64))]
    pairs = len(CHAPTERS) * len(PARAGRAPHS)
    chapter = np.array(CHAPTERS)[n % pairs // len(PARAGRAPHS)]
    return pl.concat(
        pl.DataFrame({
            "Rok": "2026", "Data księgowania": f"02.{month:02}.2026", "unit": n // pairs, "Strona": "wydatki",
            "Dział": [code[:3] for code in chapter], "Rozdział": chapter,
            "Paragraf": np.array(PARAGRAPHS)[n % len(PARAGRAPHS)], "Miara": measure, "grosze": amount,
        })
        .with_columns(pl.format("K{}", "unit").alias("Dysponent"), _money(pl.col("grosze")).alias("Kwota"))
        .drop("unit", "grosze")
        for measure, month, amount in parts
    )  # fmt: skip


def _export(
    root: Path, feed: str, name: str, frame: pl.DataFrame, *, delimiter: str = ";", encoding: str = "cp1250"
) -> Path:
    path = root / "inbox" / feed / name
    path.parent.mkdir(parents=True)
    path.write_bytes(frame.write_csv(separator=delimiter).encode(encoding))
    return path
