"""What is wrong with an e-invoice that the schema accepts: codes for D02 and I10, one word each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from pipelines.formats.ksef.invoice import Invoice, accounts

RATES = {
    "P_13_1": ("0.23", "0.22"),
    "P_13_2": ("0.08", "0.07"),
    "P_13_3": ("0.05",),
}  # tax rates of the amounts that have one
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
        min(abs(net[name] * Decimal(rate) - tax.get(f"P_14_{name[5:]}", Decimal())) for rate in rates) > rounding
        for name, rates in RATES.items()
        if name in net
    )


def account_invalid(invoice: Invoice) -> bool:
    """An account number that no bank can have: wrong length of a Polish one, or a wrong check sum."""
    return not all(map(account_is_valid, accounts(invoice)))


def line_numbers_doubled(invoice: Invoice) -> bool:
    """Two rows with one number; a correction's row before and after may share theirs."""
    rows = invoice.all("Fa/FaWiersz")
    counted = Counter((invoice.text("NrWierszaFa", row), invoice.text("StanPrzed", row)) for row in rows)
    return any(n > 1 for n in counted.values())


def quantity_negative(invoice: Invoice) -> bool:
    """A quantity below zero outside a correction."""
    corrects = (invoice.text("Fa/RodzajFaktury") or "").startswith("KOR")
    return not corrects and any(Decimal(quantity) < 0 for quantity in invoice.texts("Fa/FaWiersz/P_8B"))


def account_is_valid(account: str) -> bool:
    """A Polish NRB (26 digits) or an IBAN: ISO 7064 MOD 97-10. A foreign number in another form is not judged."""
    bare = re.sub(r"\s", "", account).upper()
    iban = f"PL{bare}" if bare.isdigit() else bare
    if iban.startswith("PL") and len(iban) != 28:
        return False
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}", iban):
        return True
    return int("".join(str(int(character, 36)) for character in iban[4:] + iban[:4])) % 97 == 1


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
