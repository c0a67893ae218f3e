"""What the door lets in cannot stop the day: the largest and smallest values of every noun are derived and judged."""

from __future__ import annotations

import csv
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from pipelines import contracts
from pipelines.facts import derive
from pipelines.judge import judge
from pipelines.load import load_all, now
from pipelines.settings import open_town
from pipelines.settings.town_law import law_of
from pipelines.store.warehouse import open_warehouse, utc

DAY = date(2026, 11, 20)
LARGEST = "9999999999999.99"
VALUES = {  # of each kind of column: the largest, the smallest, the least that is something
    "money": (LARGEST, f"-{LARGEST}", "0.01"),
    "integer": ("999999999", "0", "1"),
    "day": ("9999-12-31", "1900-01-01", "2026-11-20"),
    "moment": ("9999-12-31 23:59:59", "1900-01-01 12:00", "2026-11-20 00:00"),
    "flag": ("yes", "no", "yes"),
}
FIXED = {"period": "2026-10", "dzial": "750", "rozdzial": "75023", "paragraf": "4300", "side": "spending",
         "currency": "PLN", "seller_nip": "5260250274", "year": "2026", "days": "9999",
         "due_after_days": "9999", "parties": "99999", "month": "12"}  # fmt: skip


def cell(noun: contracts.Noun, column: contracts.Column, row: int) -> str:
    if column.name in FIXED:
        return FIXED[column.name]
    if column.kind == "list":
        return column.choices[0] if column.choices else "2026-11-03"
    if column.choices or column.kind == "text":
        word = column.choices[0] if column.choices else column.form or "x"
        return f"{word}{row}" if column.name in noun.key and not column.choices else word
    return VALUES[column.kind][row]


def judged(root: Path, files: dict[str, list[list[str]]]) -> list[tuple[str, str, Decimal | None]]:
    """Load the files of the nouns, every row of which gets in, and judge the day; rule, subject and amount found."""
    feeds = "".join(f'[feeds.{noun}]\ncovers = "changes"\n' for noun in files)
    (root / "town.toml").write_text(f'[town]\nname = "Osieczek"\nas_of = "2026-11-20"\n{feeds}', "utf-8")
    for noun, rows in files.items():
        (root / "inbox" / noun).mkdir(parents=True)
        with (root / "inbox" / noun / "a.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    town = open_town(root)
    with closing(open_warehouse(town)) as con:
        loads = load_all(town, con)
        assert [(load.feed, load.reason) for load in loads if load.rows_rejected] == []
        derive(con, town, law_of(town), DAY, utc(now()))
        judge(con, town)
        return con.execute("select rule, subject, amount from findings_now order by all").fetchall()


@pytest.mark.parametrize("row", range(3))
def test_the_extremes_of_every_noun_are_judged(tmp_path, row):
    nouns = contracts.nouns()
    files = {
        name: [list(noun.columns), [cell(noun, column, row) for column in noun.columns.values()]]
        for name, noun in nouns.items()
    }
    assert len(judged(tmp_path, files)) > 0


def test_a_budget_of_extremes_is_judged(tmp_path):
    head = ["entry_id", "year", "booked_on", "unit", "side", "dzial", "rozdzial", "paragraf", "measure", "amount"]
    lines = {
        "ONE": [("plan", "0.01"), ("executed", "1000000000.00"), ("schedule", LARGEST), ("commitment", LARGEST)],
        "ALL": [(measure, LARGEST) for measure in ("plan", "executed", "commitment", "liability", "past_due")] * 150,
        "LESS": [("plan", "-0.01"), ("executed", LARGEST)],
    }
    rows = [
        [f"{unit}{n}", "2026", "2026-01-02", unit, "spending", "750", "75023", "4300", measure, amount]
        for unit, entries in lines.items()
        for n, (measure, amount) in enumerate(entries)
    ]
    rows += [["OLD", "2025", "2025-01-02", "ALL", "spending", "750", "75023", "4300", "executed", "0.01"]]
    years = [["year", "indicator", "value"]]
    names = (
        "current_income",
        "current_spending",
        "total_income",
        "repayments",
        "interest",
        "current_income_less_grants",
    )
    for n, name in enumerate(names):
        years += [[str(year), name, LARGEST if n % 2 else "0.01"] for year in range(2015, 2027)]
    found = judged(tmp_path, {"budget": [head, *rows], "indicators": years})
    assert {rule for rule, subject, _ in found if "ONE" in subject} >= {"B01", "B02"}


@pytest.mark.parametrize("seed", range(2))
def test_random_plans_from_a_grosz_and_sums_to_the_largest_are_judged_to_the_grosz(tmp_path, seed):
    dice = Random(seed)

    def sum_of_money() -> Decimal:
        return Decimal(dice.choice([1, 100, dice.randrange(1, 10_000), dice.randrange(1, 10**15)])) / 100

    lines = {f"U{n}": (sum_of_money(), sum_of_money()) for n in range(80)}
    head = ["entry_id", "year", "booked_on", "unit", "side", "dzial", "rozdzial", "paragraf", "measure", "amount"]
    rows = [
        [f"{unit}{measure}", "2026", "2026-01-02", unit, "spending", "750", "75023", "4300", measure, f"{amount:.2f}"]
        for unit, sums in lines.items()
        for measure, amount in zip(("plan", "executed"), sums, strict=True)
    ]
    found = {subject: amount for rule, subject, amount in judged(tmp_path, {"budget": [head, *rows]}) if rule == "B01"}
    assert found == {
        f"{unit}/2026/spending/750/75023/4300": executed - plan
        for unit, (plan, executed) in lines.items()
        if executed > plan
    }
