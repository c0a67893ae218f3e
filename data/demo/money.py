"""Invoices, transfers and the ledger together: what is booked on a line is what was received and paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.demo import budget, contracts, finance, invoice_stories_money, invoice_stories_terms, ksef, ksef_package
from data.demo.budget_lines import Line, lines
from data.demo.budget_stories import LINES
from data.demo.invoice_desk import Desk
from data.demo.invoices import ordinary
from data.demo.vendors import vendors

if TYPE_CHECKING:
    from data.demo.budget import Tally
    from data.demo.city import City


def write(city: City) -> tuple[list[Line], Tally]:
    """Write the contracts, the register, the workflow, the transfers, the KSeF packages and the ledger."""
    firms = vendors(city.rng("vendors"))
    desk = Desk(city.rng("desk"), firms)
    told = [*invoice_stories_terms.stories(desk), *invoice_stories_money.stories(desk)]
    every = list(lines(city))
    names = [line for line, _ in every]
    package = ksef.package(city, firms, names)
    usual = list(ordinary(city, firms, (line for line in names if line not in LINES), {i.id for i in told}))
    contracts.write(city, names, usual)
    register = [*usual, *told]
    finance.write(city, register, package.invoices)
    ksef_package.write(city, package)
    paid = budget.flows([*register, *package.invoices], package.split, city.today)
    return names, budget.write(city, every, paid)
