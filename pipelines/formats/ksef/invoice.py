"""An e-invoice FA(3) or FA(2) by its paths, and what several readers ask of it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

import lxml.etree as etree

from pipelines.formats.markup import namespace


class Invoice:
    """The document with paths written as `Fa/Platnosc/Zaplacono`, the namespace understood."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.namespace = namespace(root)

    def all(self, path: str, start: etree._Element | None = None) -> list[etree._Element]:
        """Elements at the path below `start`, or below the root."""
        return (self.root if start is None else start).findall(_qualified(self.namespace, path))

    def text(self, path: str, start: etree._Element | None = None) -> str | None:
        """The first text at the path; None where the element is absent or empty."""
        found = (self.root if start is None else start).findtext(_qualified(self.namespace, path))
        return found.strip() or None if found else None

    def texts(self, path: str) -> list[str]:
        """All texts at the path."""
        return [element.text.strip() for element in self.all(path) if element.text and element.text.strip()]

    def third(self, *roles: str) -> list[etree._Element]:
        """Podmiot3 with one of the roles, in the order of the roles."""
        return [party for role in roles for party in self.all("Podmiot3") if self.text("Rola", party) == role]


@cache
def _qualified(ns: str, path: str) -> str:
    return "/".join(f"{{{ns}}}{step}" for step in path.split("/"))


def payable(invoice: Invoice) -> Decimal:
    """What is to be paid: the form's own settlement, else the gross amount; negative where the seller owes.

    Payments received before the sale (ZaliczkaCzesciowa) are part of P_15. The form takes them off nowhere, so a
    settlement that says no more than the form's own sum does not have them in it either.
    """
    settled, overpaid = invoice.text("Fa/Rozliczenie/DoZaplaty"), invoice.text("Fa/Rozliczenie/DoRozliczenia")
    if overpaid:
        return -Decimal(overpaid)
    charged, added, deducted = (
        Decimal(invoice.text(path) or 0)
        for path in ("Fa/P_15", "Fa/Rozliczenie/SumaObciazen", "Fa/Rozliczenie/SumaOdliczen")
    )
    by_the_form = charged + added - deducted
    if settled and Decimal(settled) != by_the_form:
        return Decimal(settled)
    return by_the_form - sum(map(Decimal, invoice.texts("Fa/ZaliczkaCzesciowa/P_15Z")), Decimal())


def accounts(invoice: Invoice) -> list[str]:
    """Where to pay: the factor's accounts first, because the claim is the factor's then."""
    return invoice.texts("Fa/Platnosc/RachunekBankowyFaktora/NrRB") + invoice.texts("Fa/Platnosc/RachunekBankowy/NrRB")


def made_on(invoice: Invoice, zone: ZoneInfo) -> date:
    """The day the document was made, in the town's zone (`DataWytworzeniaFa`, which the schema demands)."""
    return local_day(invoice.text("Naglowek/DataWytworzeniaFa") or "", zone)


def local_day(moment: object, zone: ZoneInfo) -> date:
    """The day of an ISO moment in the zone; a moment without an offset is the zone's own.

    Raises ValueError for any other text, or value: metadata may hold what they like.
    """
    at = datetime.fromisoformat(str(moment))
    try:
        return (at.astimezone(zone) if at.tzinfo else at).date()
    except OverflowError as error:
        raise ValueError(f"{moment} is beyond the calendar") from error
