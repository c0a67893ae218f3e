"""Sums since January or of one month alone: inferred from words and values, else asked; and what is loaded then."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.adopt import Answers, Proposal, proposals
from pipelines.adopt.save import save
from pipelines.load import load_all
from pipelines.refusal import Refusal
from pipelines.settings import check, open_town
from pipelines.store.warehouse import look, open_warehouse
from pipelines.town import Town
from rules.wording import words

SAY = words("pl")
LINES = ("4210", "4300", "4410", "6050")
MONTHLY = {"4210": (10, 7, 9), "4300": (20, 30, 5), "4410": (3, 1, 4), "6050": (50, 60, 40)}
SUMS = {line: (one, one + two, one + two + three) for line, (one, two, three) in MONTHLY.items()}


@pytest.fixture
def town(tmp_path: Path) -> Town:
    (tmp_path / "town.toml").write_text('[town]\nname = "Próbne"\n', "utf-8")
    return open_town(tmp_path)


def adopted(
    town: Town, months: int, figures: dict[str, tuple[int, ...]], header: str = "Wykonanie", title: str = "Wykonanie",
    **said: str,
) -> Proposal:  # fmt: skip
    paths = []
    for month in range(months):
        path = town.root / f"wykonanie_2026_{month + 1:02}.csv"
        rows = "".join(f"750;75023;{line};1000,00;{figures[line][month]},00\n" for line in LINES)
        path.write_text(f"{title}\nDział;Rozdział;Paragraf;Plan po zmianach;{header}\n{rows}", "utf-8")
        paths.append(path)
    [found] = proposals(paths, town, Answers(said={"unit": "UM", "side": "spending", **said}), SAY)
    return found


def asked(found: Proposal) -> bool:
    return "amounts" in {each.key for each in found.questions}


@pytest.mark.parametrize(("amounts", "monthly"), [(SUMS, ()), (MONTHLY, ("executed",))], ids=["rising", "up and down"])
def test_values_of_several_tables_tell(town, amounts, monthly):
    found = adopted(town, 3, amounts)
    assert (found.monthly, asked(found)) == (monthly, False)


@pytest.mark.parametrize(
    ("header", "title", "monthly"),
    [
        ("Wykonanie narastająco", "Wykonanie", ()),
        ("Wykonanie wydatków w miesiącu", "Wykonanie", ("executed",)),
        ("Wykonanie", "Wykonanie wydatków od początku roku", ()),
        ("Wykonanie", "Wykonanie za okres od 1.01.2026 do 31.01.2026", ()),
        ("Wykonanie", "Zestawienie miesięczne", ("executed",)),
    ],
)
def test_words_tell(town, header, title, monthly):
    found = adopted(town, 1, SUMS, header, title)
    assert (found.monthly, asked(found)) == (monthly, False)


def test_what_nothing_tells_is_asked_and_holds_as_since_january(town):
    found = adopted(town, 1, SUMS)
    assert (found.monthly, asked(found)) == ((), True)
    assert adopted(town, 1, SUMS, amounts="month").monthly == ("executed",)
    assert not asked(adopted(town, 1, SUMS, amounts="year"))
    with pytest.raises(Refusal, match="kwartał"):
        adopted(town, 1, SUMS, amounts="kwartał")


@pytest.mark.parametrize("amounts", [SUMS, MONTHLY], ids=["since January", "of a month"])
def test_either_way_the_year_is_the_same(town, amounts):
    new, _ = save(town, adopted(town, 3, amounts), SAY)
    with open_warehouse(new) as con:
        load_all(new, con)
        look(con, date(2026, 11, 30), datetime.now(UTC))
        told = con.execute("select paragraf, measure, sum(amount) from budget group by all order by all").fetchall()
        february = con.execute(
            "select sum(amount) from budget where measure = 'executed' and booked_on = date '2026-02-28'"
        ).fetchall()
    executed = {line: Decimal(sum(each)) for line, each in MONTHLY.items()}
    assert {line: amount for line, measure, amount in told if measure == "executed"} == executed
    assert {amount for _, measure, amount in told if measure == "plan"} == {Decimal(1000)}
    assert february == [(Decimal(98),)]


def test_check_knows_the_measures():
    head = '[town]\nname = "Próbne"\nlanguage = "en"\n[feeds.b]\nnoun = "budget"\n'
    [mistake] = check(head + 'monthly = ["execute"]\n')
    assert (mistake.message, mistake.fix) == ('"execute" is not a measure', "Did you mean executed?")
    assert check(head + 'monthly = ["executed"]\nmeasures = { executed = "Wykonanie" }\n') == []
