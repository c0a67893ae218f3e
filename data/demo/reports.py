"""Which budget reports were sent and when, and the figures of two of them for the schools (rules B08-B10, B15)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from data.demo.budget_lines import Line
from data.demo.days import add_months, roll, work
from data.demo.exports import csv_file, header, money, pl_day
from data.demo.invoice_desk import line
from data.demo.planting import Planted
from data.demo.units import Unit

if TYPE_CHECKING:
    from data.demo.budget import Tally
    from data.demo.city import City

HEADER = header("Sprawozdanie;Okres;Szczebel;Jednostka;Data wysłania")
MONTHLY, QUARTERLY_UNIT = ("Rb-27S", "Rb-28S"), ("Rb-27ZZ", "Rb-50")
QUARTERLY_CITY = ("Rb-NDS", "Rb-N", "Rb-Z", "Rb-30S", "Rb-34S", "Rb-27ZZ", "Rb-50", "Rb-28NWS")
LATE_UNIT = "PM3"  # its Rb-28S for October was due on 10 November
TAGS = {"plan": "PL", "commitment": "ZA", "executed": "WW"}
REPORTING = ("SP1", "SP5", "PM3")
DIFFERS = (line("SP1 80101 4300"), "executed", 1_000_00)  # the report says this much more than the ledger

PLANTED = (
    Planted("B08", "budget", None, None, "art. 243: 6.67 % above 5.91 %"),
    Planted("B09", "reports", None, "critical", "Rb-28S of PM3 for October"),
    Planted("B09", "reports", None, "warn", "Rb-27S and Rb-28S of the city for October, due Monday 23 November"),
    Planted("B15", "budget", None, "info", "the money of the state, due on 25 November"),
    Planted("B10", "report_lines", None, "high", "SP1 80101 4300: the report differs from the ledger by 1,000.00"),
)


def write(city: City, lines: list[Line], tally: Tally) -> None:
    """Write the register of reports, the Rb-28S of the third quarter and the figures for articles 242 and 243."""
    csv_file(city.inbox("sprawozdania", "sprawozdania-2026-11-20.csv"), HEADER, _sent(city), encoding="cp1250")
    units = [unit for unit in city.units if unit.code in REPORTING]
    path = city.inbox("rb", "Rb-28S-2026-Q3.xml")
    path.write_text(_package(units, lines, tally), encoding="utf-8", newline="\n")
    csv_file(city.inbox("wskazniki", "wskazniki.csv"), header("year;indicator;value"), INDICATORS, delimiter=",")


def _sent(city: City) -> Iterator[list[str]]:
    """Each a day or two before its term; what is not due by today is not there yet, but for the city's of October."""
    units = [unit for unit in city.units if unit.kind != "department"]
    for n in range(22):
        month = add_months(date(2025, 1, 1), n)
        end = add_months(month, 1)
        for report in MONTHLY:
            for unit in units:
                late = unit.code == LATE_UNIT and report == "Rb-28S" and n == 21
                yield [
                    report,
                    f"{month:%Y-%m}",
                    "jednostka",
                    unit.code,
                    "" if late else pl_day(_before(end.replace(day=10))),
                ]
            yield [report, f"{month:%Y-%m}", "miasto", "", "" if n == 21 else pl_day(_before(end.replace(day=22)))]
        if end.month in (1, 4, 7, 10):
            yield from _quarter(units, f"{month.year}-Q{(month.month + 2) // 3}", end)


def _quarter(units: list[Unit], period: str, end: date) -> Iterator[list[str]]:
    for report in QUARTERLY_UNIT:
        for unit in units:
            yield [report, period, "jednostka", unit.code, pl_day(_before(end.replace(day=8)))]
    for report in QUARTERLY_CITY:
        yield [report, period, "miasto", "", pl_day(_before(end.replace(day=12)))]


def _before(day: date) -> date:
    return work(roll(day), -1)


def _package(units: list[Unit], lines: list[Line], tally: Tally) -> str:
    """PaczkaSprawozdan as the offices' program writes it; zero sums are left out."""
    spending = [at for at in lines if at.side == "spending"]
    parts = "".join(_unit(unit, [at for at in spending if at.unit == unit.code], tally) for unit in units)
    package = f'<PaczkaSprawozdan Wersja="0.3">{PERIOD}<Jednostki>{parts}</Jednostki></PaczkaSprawozdan>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{package}\n'


PERIOD = "<Okres><Rok>2026</Rok><TypOkresu>Kwartal</TypOkresu><Okres>3</Okres></Okres>"


def _unit(unit: Unit, lines: list[Line], tally: Tally) -> str:
    place = "<WK>24</WK><PK>78</PK><GK>01</GK><GT>1</GT><PT>0</PT>"
    who = f"<Nazwa>{unit.name}</Nazwa><Typ>JB</Typ><Regon>{unit.regon}</Regon>{place}"
    rows = "".join(_row(at, tally) for at in sorted(lines))
    return (
        f'<Jednostka>{who}<Sprawozdania><Rb-28s Id="Rb28s_{unit.code}">{PERIOD}<Jednostka>{who}</Jednostka>'
        "<Naglowek><Wersja>1</Wersja><DataSprawozdania>2026-10-09</DataSprawozdania>"
        "<DostepneGrupyParagrafow>false</DostepneGrupyParagrafow></Naglowek>"
        f"<Pozycje>{rows}</Pozycje></Rb-28s></Sprawozdania></Jednostka>"
    )


def _row(at: Line, tally: Tally) -> str:
    sums = {measure: tally.get((at, measure), 0) for measure in TAGS}
    if at == DIFFERS[0]:
        sums[DIFFERS[1]] += DIFFERS[2]
    amounts = "".join(
        f"<{TAGS[measure]}>{money(amount)}</{TAGS[measure]}>" for measure, amount in sums.items() if amount
    )
    codes = f"<Dzial>{at.dzial}</Dzial><Rozdzial>{at.rozdzial}</Rozdzial><Grupa>1100</Grupa>"
    return f"<Pozycja>{codes}<Paragraf>{at.paragraf[:3]}</Paragraf><P4>{at.paragraf[3]}</P4>{amounts}</Pozycja>"


# art. 243: (R + O) / Db = 4,600,000 / 69,000,000 = 6.67 % in 2026; mean of the ratios of seven years = 5.91 %
INDICATORS = (
    ["2026", "repayments", "3500000.00"],
    ["2026", "interest", "1100000.00"],
    ["2026", "current_income_less_grants", "69000000.00"],
    ["2026", "receipts_217", "2000000.00"],
    # debt above all income less grants and what is left of receipts: art. 296c does not help
    ["2026", "debt", "95000000.00"],
    ["2026", "income_less_grants", "88000000.00"],
    ["2026", "receipts_217_free", "2000000.00"],
    *(
        [str(2019 + n), "operating_ratio", ratio]
        for n, ratio in enumerate(("5.20", "6.10", "5.80", "4.70", "6.60", "7.10", "5.90"))
    ),
)
