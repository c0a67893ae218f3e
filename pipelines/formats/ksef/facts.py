"""What an e-invoice says, in our words; the paths are those of the official schema."""

from __future__ import annotations

from decimal import Decimal

import lxml.etree as etree

from pipelines.formats.ksef.invoice import Invoice, accounts, payable
from pipelines.formats.term import counted, described

RECIPIENTS = ("8", "2")  # roles of Podmiot3: the unit of the local government that receives, else any recipient
PUBLIC_ISSUER = "7"  # role of Podmiot3: a unit of a local government issued the invoice


def facts(invoice: Invoice) -> dict[str, str | None]:
    """The columns of `invoices` that the document itself gives; days ISO, amounts as printed."""
    text = invoice.text
    return {
        "number": text("Fa/P_2"),
        "kind": text("Fa/RodzajFaktury"),
        **_corrected(invoice),
        "seller_nip": text("Podmiot1/DaneIdentyfikacyjne/NIP"),
        "seller_name": text("Podmiot1/DaneIdentyfikacyjne/Nazwa"),
        "seller_kind": "public" if invoice.third(PUBLIC_ISSUER) else None,
        "buyer_nip": text("Podmiot2/DaneIdentyfikacyjne/NIP"),
        "buyer_is_jst": yes_no(text("Podmiot2/JST")),
        **_recipient(invoice),
        "issued_on": text("Fa/P_1"),
        "performed_on": _performed(invoice),
        **_due(invoice),
        "gross": text("Fa/P_15"),
        "payable": f"{payable(invoice):f}",
        "currency": text("Fa/KodWaluty"),
        "split_payment_noted": yes_no(text("Fa/Adnotacje/P_18A")),
        "split_payment_required": "yes" if invoice.texts("Fa/FaWiersz/P_12_Zal_15") else None,
        "account": next(iter(accounts(invoice)), None),
        **_paid(invoice),
        "contract_id": _only(invoice.texts("Fa/WarunkiTransakcji/Umowy/NrUmowy")),
    }


def yes_no(mark: str | None) -> str | None:
    """The form's 1 and 2; an absent mark says neither."""
    return {"1": "yes", "2": "no"}.get(mark or "")


def _only(found: list[str]) -> str | None:
    return found[0] if len(set(found)) == 1 else None


def _corrected(invoice: Invoice) -> dict[str, str | None]:
    """The invoices corrected: their KSeF numbers, else the seller's own, and in the same order the seller's own.

    A KSeF number alone would not find an invoice that came without it.
    """
    names = ("NrKSeFFaKorygowanej", "NrFaKorygowanej")
    told = [tuple(invoice.text(name, each) for name in names) for each in invoice.all("Fa/DaneFaKorygowanej")]
    found = [(ksef or number, number or ksef) for ksef, number in told if ksef or number]
    return {
        "corrects": "|".join(str(by) for by, _ in found),
        "corrects_number": "|".join(str(number) for _, number in found),
    }


def _recipient(invoice: Invoice) -> dict[str, str | None]:
    party = next(iter(invoice.third(*RECIPIENTS)), None)
    if party is None:
        return {}
    return {
        "recipient_nip": invoice.text("DaneIdentyfikacyjne/NIP", party),
        "recipient_internal_id": invoice.text("DaneIdentyfikacyjne/IDWew", party),
    }


def _performed(invoice: Invoice) -> str | None:
    """The day of performance: one for all, the end of the period, or the last of the rows' own days."""
    own = invoice.text("Fa/P_6") or invoice.text("Fa/OkresFa/P_6_Do")
    return own or max(invoice.texts("Fa/FaWiersz/P_6A"), default=None)


def _due(invoice: Invoice) -> dict[str, str | None]:
    """Agreed days of payment, earliest first, and a term in words with the event it runs from."""
    days = sorted(set(invoice.texts("Fa/Platnosc/TerminPlatnosci/Termin")))
    due: dict[str, str | None] = {"agreed_due_on": days[0], "due_dates": "|".join(days)} if days else {}
    for words in invoice.all("Fa/Platnosc/TerminPlatnosci/TerminOpis"):
        due |= _term(invoice, words)
        break
    return due


def _term(invoice: Invoice, words: etree._Element) -> dict[str, str | None]:
    n, unit, event = (invoice.text(name, words) for name in ("Ilosc", "Jednostka", "ZdarzeniePoczatkowe"))
    return counted(n, unit, event) if n or unit or event else described(words.text)  # FA(2) has the term as a text


def _paid(invoice: Invoice) -> dict[str, str | None]:
    """What the seller says of payment: whole, in parts that make the whole (2), in part (1), or nothing."""
    text = invoice.text
    if text("Fa/Platnosc/Zaplacono") == "1":
        return {
            "paid_flag": "yes",
            "paid_flag_on": text("Fa/Platnosc/DataZaplaty"),
            "paid_flag_amount": f"{payable(invoice):f}",
        }
    mark = text("Fa/Platnosc/ZnacznikZaplatyCzesciowej")
    if not mark:
        return {}
    parts = invoice.texts("Fa/Platnosc/ZaplataCzesciowa/KwotaZaplatyCzesciowej")
    return {
        "paid_flag": "yes" if mark == "2" else "no",
        "paid_flag_on": max(invoice.texts("Fa/Platnosc/ZaplataCzesciowa/DataZaplatyCzesciowej"), default=None),
        "paid_flag_amount": f"{sum(map(Decimal, parts), Decimal()):f}",
    }
