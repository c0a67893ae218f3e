"""The register of contracts: signed, countersigned, published; and their parts by year (rules B04, B13, B14)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from data.demo.bought import Bought
from data.demo.budget_lines import INVOICED, Line
from data.demo.budget_stories import LINES
from data.demo.days import work
from data.demo.exports import csv_file, header, pl_day, pl_money, pl_yes
from data.demo.invoice_desk import day, line
from data.demo.invoices import Invoice
from data.demo.numbers import nip
from data.demo.planting import Planted

if TYPE_CHECKING:
    from data.demo.city import City

CONTRACTS = 130
TREASURER = "e061"
REGISTER_FROM = date(2026, 7, 1)  # the central register of contracts
HEADER = header(
    "Nr umowy;Data zawarcia;Komórka;NIP wykonawcy;Wartość;Rok;Dział;Rozdział;Paragraf;Zadanie;Zobowiązanie",
    "Koniec umowy;Kontrasygnata;Kontrasygnował;Odmowa;Polecenie na piśmie;Zawiadomiono Radę i RIO",
    "Ogłoszono w rejestrze;Opiekun umowy",
)


def write(city: City, lines: list[Line], invoices: Iterable[Invoice]) -> None:
    """Write contracts.csv and the parts of those that run over more than a year; ordinary invoices name theirs."""
    register = Register(city.rng("contracts"), Bought(invoices))
    rows = [*_stories(register), *_capital(register, lines), *_ordinary(city, register, lines), BAD]
    csv_file(city.inbox("umowy", "rejestr-umow-2026-11-20.csv"), HEADER, rows, encoding="cp1250")
    csv_file(city.inbox("umowy_pozycje", "umowy-pozycje.csv"), PARTS_HEADER, PARTS, delimiter=",")


class Register:
    """Writes contracts down; each creates an obligation to pay this year."""

    def __init__(self, rng: Random, bought: Bought) -> None:
        self.rng, self.bought = rng, bought

    def row(
        self,
        number: str,
        at: Line,
        signed: date,
        zlotys: int,
        ends: date,
        published: date | None,
        owner: str = "",
        **more: date,
    ) -> list[str]:
        """One contract, countersigned the same day unless `more` says `refused`, `ordered` or `alone`."""
        countersigned = None if more else signed
        codes = ["2026", at.dzial, at.rozdzial, at.paragraf, LINES[at].task if at in LINES else ""]
        order = [pl_day(more.get("refused")), pl_day(more.get("ordered")), ""]
        sign = [pl_day(countersigned), TREASURER if countersigned else "", *order]
        stranger = nip(self.rng)
        seller = self.bought.under(number, at, signed, ends, zlotys * 100) or stranger
        head = [number, pl_day(signed), at.unit, seller, pl_money(zlotys * 100)]
        return [*head, *codes, pl_yes(True), pl_day(ends), *sign, pl_day(published), owner]


def _stories(register: Register) -> Iterator[list[str]]:
    row, no_day = register.row, None
    # B04: more than half of the money waits for a contract that ends on 29 December
    yield row("DR.272.40.2026", line("DR 60016 6050"), day(5, 18), 4_750_000, day(12, 29), no_day, "e027")
    # B13 critical: no countersignature
    alone = {"alone": day(10, 5)}
    yield row("OR.272.88.2026", line("OR 75023 4300"), day(10, 5), 80_000, day(12, 15), day(10, 9), "e006", **alone)
    # B13 high: refused, then ordered in writing, and neither the council nor the chamber was told
    order = {"refused": day(10, 6), "ordered": day(10, 7)}
    yield row("DR.272.91.2026", line("DR 60016 4300"), day(10, 7), 46_000, day(12, 11), day(10, 14), "e028", **order)
    # B14: signed on 21 October, 30 days = today; and one of 3 October
    yield row("OS.272.95.2026", line("OS 90004 4300"), day(10, 21), 38_000, day(12, 18), no_day, "e057")
    yield row("WB.272.93.2026", line("WB 71012 4300"), day(10, 3), 21_000, day(12, 18), no_day, "e018")
    # in order: the head of a school signs alone (UFP art. 47)
    alone = {"alone": day(9, 3)}
    yield row("SP5.272.12.2026", line("SP5 80101 4270"), day(9, 3), 14_500, day(10, 30), day(9, 8), "e077", **alone)


def _capital(register: Register, lines: list[Line]) -> Iterator[list[str]]:
    """Every other capital line has a contract in time: signed by September, done by the first days of December."""
    capital = [at for at in lines if at.paragraf in ("6050", "6060") and at not in LINES]
    for n, at in enumerate(capital):
        signed = work(day(3, 2), 6 * n)
        published = work(signed, 4) if signed >= REGISTER_FROM else None
        number = f"{at.unit}.272.{n + 1}.2026"
        yield register.row(number, at, signed, 60_000 + 15_000 * n, day(12, 4), published, "e027")


def _ordinary(city: City, register: Register, lines: list[Line]) -> Iterator[list[str]]:
    """Purchases of the departments; those too fresh to be in the central register are not signed yet."""
    rng = register.rng
    departments = {unit.code for unit in city.units if unit.kind == "department"}
    bought = [at for at in lines if at.paragraf in INVOICED and at.paragraf < "6" and at not in LINES]
    usual = [at for at in bought if at.unit in departments]
    for n in range(city.about(CONTRACTS)):
        at, signed = rng.choice(usual), work(day(1, 5), rng.randrange(205))
        ends = work(signed, rng.randrange(20, 260))
        published = work(signed, rng.randrange(2, 8)) if signed >= REGISTER_FROM else None
        if published and published > city.today:
            continue
        owner = rng.choice(city.officers[at.unit]).id
        yield register.row(
            f"{at.unit}.272.{101 + n}.2026", at, signed, rng.randrange(2, 60) * 500, ends, published, owner
        )


# a clerk's mistake: a contract without its day
BAD = ["OR.272.99.2026", "", "OR", "", "12 000,00", "2026", "750", "75023", "4300", "", "tak", *[""] * 8]
PARTS_HEADER = header("contract_id;line_no;year;unit;dzial;rozdzial;paragraf;amount")
PARTS = (
    ["DR.272.40.2026", "1", "2026", "DR", "600", "60016", "6050", "4750000.00"],
    ["DR.272.40.2026", "2", "2027", "DR", "600", "60016", "7200", "1900000.00"],
)
PLANTED = (
    Planted("Z02", "contracts", "OR.272.88.2026", "info", "it ends in 25 days"),
    Planted("B13", "contracts", "OR.272.88.2026", "critical", "no countersignature"),
    Planted("B13", "contracts", "DR.272.91.2026", "high", "council and chamber not told"),
    Planted("B14", "contracts", "OS.272.95.2026", "warn", "last day to publish"),
    Planted("B14", "contracts", "WB.272.93.2026", None, "18 days late in the register"),
)
