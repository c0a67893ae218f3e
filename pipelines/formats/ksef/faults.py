"""What is wrong with an e-invoice that the schema accepts: codes for D02 and I10, one word each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache

from pipelines.formats.ksef.invoice import Invoice, accounts
from rules.law import read_law
from rules.law.identifiers import account_is_valid

RATED = ("P_13_1", "P_13_2", "P_13_3")  # the amounts that have a tax rate: vat_rates.p_13_1 of the law's record
COUNTRY = "PL"  # KSeF is Poland's own format: its invoices are judged by Poland's law wherever they are read
GROSZ = Decimal("0.01")


def faults(invoice: Invoice) -> list[str]:
    """The codes of what is wrong, in the order of `FAULTS`."""
    return [code for code, wrong in FAULTS.items() if wrong(invoice)]


def recipient_missing(invoice: Invoice) -> bool:
    """The buyer is a subordinate unit of a local government (JST = 1) and no such recipient (role 8) is named."""
    return invoice.text("Podmiot2/JST") == "1" and not invoice.third("8")


def group_member_missing(invoice: Invoice) -> bool:
    """The buyer is a member of a VAT group (GV = 1) and no such member (role 10) is named."""
    return invoice.text("Podmiot2/GV") == "1" and not invoice.third("10")


def sums_differ(invoice: Invoice) -> bool:
    """Net and tax do not add up to the amount due, or the tax is not the rate's; a grosz a row and rate is rounding."""
    amounts = {element.tag.rpartition("}")[2]: element.text for element in invoice.all("Fa/*")}
    net = {name: Decimal(text or 0) for name, text in amounts.items() if name.startswith("P_13_")}
    tax = {
        name: Decimal(text or 0)
        for name, text in amounts.items()
        if name.startswith("P_14_") and not name.endswith("W")
    }
    if not net:
        return False
    rounding = GROSZ * (len(invoice.all("Fa/FaWiersz")) + len(invoice.all("Fa/Zamowienie/ZamowienieWiersz")) + len(net))
    if abs(sum(net.values()) + sum(tax.values()) - Decimal(amounts["P_15"] or 0)) > rounding:
        return True
    return any(
        min(abs(net[name] * Decimal(rate) / 100 - tax.get(f"P_14_{name[5:]}", Decimal())) for rate in rates) > rounding
        for name, rates in _rates().items()
        if name in net
    )


@cache
def _rates() -> dict[str, tuple[str, ...]]:
    """The rates, in percent, that each of these amounts may have."""
    known = read_law(COUNTRY).on(date.max).parameters
    return {name: tuple(map(str, known[f"vat_rates.{name.lower()}"].value)) for name in RATED}  # type: ignore[arg-type]


def account_invalid(invoice: Invoice) -> bool:
    """An account number that no bank can have: wrong length of a Polish one, or a wrong check sum."""
    law = read_law(COUNTRY)
    return not all(account_is_valid(law, date.max, account) for account in accounts(invoice))


def line_numbers_doubled(invoice: Invoice) -> bool:
    """Two rows with one number; a correction's row before and after may share theirs."""
    rows = invoice.all("Fa/FaWiersz")
    counted = Counter((invoice.text("NrWierszaFa", row), invoice.text("StanPrzed", row)) for row in rows)
    return any(n > 1 for n in counted.values())


def quantity_negative(invoice: Invoice) -> bool:
    """A quantity below zero outside a correction."""
    corrects = (invoice.text("Fa/RodzajFaktury") or "").startswith("KOR")
    return not corrects and any(Decimal(quantity) < 0 for quantity in invoice.texts("Fa/FaWiersz/P_8B"))


FAULTS: dict[str, Callable[[Invoice], bool]] = {
    each.__name__: each
    for each in (
        recipient_missing,
        group_member_missing,
        sums_differ,
        account_invalid,
        line_numbers_doubled,
        quantity_negative,
    )
}
