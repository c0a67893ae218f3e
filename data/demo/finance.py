"""The finance department's exports: the invoice register, its workflow, the transfers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from data.demo.days import work
from data.demo.exports import NBSP, csv_file, header, pl_day, pl_money, pl_yes
from data.demo.invoice_stories_terms import CHECKS
from data.demo.invoices import Invoice
from data.demo.words import ACCOUNT_CHECKS, CASE_WORDS, METHODS, SELLERS

if TYPE_CHECKING:
    from data.demo.city import City

REGISTER_HEADER = header(
    "Nr rejestru;Numer KSeF;Numer faktury;Typ;Koryguje;NIP sprzedawcy;Sprzedawca;Rodzaj kontrahenta;NIP nabywcy;JST",
    "Odbiorca;Komórka;Osoba;Etap;Etap od;Data wystawienia;Data wpływu;Data wykonania;Termin płatności;Terminy rat",
    "Kwota brutto;Waluta;MPP na fakturze;Zał. 15;Rachunek;Opłacona;Opłacona dnia;Zatwierdzono;Sporna;Anulowano",
    "Rok;Dział;Rozdział;Paragraf;Umowa",
)
PAYMENT_HEADER = header(
    "Nr przelewu;Nr rejestru;Data zlecenia;Data obciążenia;Kwota;Rodzaj;Rachunek;Tytuł;Wykaz VAT;Sprawdzono",
)
WORKFLOW_HEADER = header("Nr rejestru;Data;Czynność;Osoba")
HEAD, TREASURER = "e005", "e061"
WORKFLOW_FROM = date(2026, 9, 1)  # the workflow was bought this year


def write(city: City, register: Sequence[Invoice], ksef: Sequence[Invoice]) -> None:
    """Write the three files; invoices of the KSeF package are not in the register, their transfers are."""
    own_nip = city.units[0].nip
    rows = [_register_row(invoice, own_nip) for invoice in register]
    csv_file(
        city.inbox("fk_faktury", "rejestr-faktur-2026-11-20.csv"),
        REGISTER_HEADER,
        [*rows, *_bad(rows)],
        encoding="cp1250",
    )
    payments = [*_payments([*register, *ksef]), BAD_PAYMENT]
    csv_file(city.inbox("fk_przelewy", "przelewy-2026-11-20.csv"), PAYMENT_HEADER, payments, encoding="cp1250")
    workflow = _workflow(city, register)
    csv_file(city.inbox("fk_obieg", "obieg-faktur-2026-11-20.csv"), WORKFLOW_HEADER, workflow, encoding="cp1250")


def _register_row(i: Invoice, own_nip: str) -> list[str]:
    paid = [p.paid_on for p in i.payments if p.paid_on]
    year = str(max(paid).year if paid else 2026)
    seller = [i.vendor.nip, i.vendor.name, SELLERS[i.vendor.kind], own_nip, pl_yes(i.buyer_is_jst), i.recipient]
    days = map(pl_day, (i.step_since, i.issued_on, i.received_on, i.performed_on, i.agreed_due_on))
    notes = [pl_yes(i.noted), pl_yes(i.required), i.account, pl_yes(i.paid_flag), pl_day(i.paid_flag_on)]
    flags = [pl_day(i.approved_on), pl_yes(i.disputed), pl_day(i.cancelled_on)]
    line = [i.line.dzial, i.line.rozdzial, i.line.paragraf] if i.line else ["", "", ""]
    head = [i.id, i.ksef, i.number, i.kind, i.corrects, *seller, i.unit, i.holder, i.step, *days, i.due_dates]
    return [*head, pl_money(i.gross, NBSP), i.currency, *notes, *flags, year, *line, i.contract]


def _bad(rows: list[list[str]]) -> Iterator[list[str]]:
    """Clerks' mistakes: three decimals, words for a day, and one number given to two invoices."""
    for n, name, value in ((8001, "Kwota brutto", "1 234,567"), (8003, "Data wpływu", "wczoraj")):
        place = REGISTER_HEADER.index(name)
        yield [f"FZ/0{n}/2026", *rows[0][1:place], value, *rows[0][place + 1 :]]
    for name in ("Papirus sp. z o.o.", "Techmat S.A."):
        yield ["FZ/08004/2026", *rows[1][1:6], name, *rows[1][7:]]


def _payments(invoices: Sequence[Invoice]) -> Iterator[list[str]]:
    """Transfers in the order of the invoices."""
    n = 0
    for invoice in invoices:
        for p in invoice.payments:
            n += 1
            how = [pl_money(p.amount, NBSP), METHODS[p.method], p.account, p.title, ACCOUNT_CHECKS[p.account_check]]
            yield [
                f"PRZ/{n:06d}",
                invoice.id,
                pl_day(p.ordered_on),
                pl_day(p.paid_on),
                *how,
                pl_day(p.account_checked_on),
            ]


# a clerk's mistake: an amount in words
BAD_PAYMENT = [
    "PRZ/900001",
    "FZ/00007/2025",
    "10.11.2026",
    "10.11.2026",
    "sto złotych",
    "zwykły",
    "",
    "",
    "na wykazie",
    "",
]


def _workflow(city: City, invoices: Sequence[Invoice]) -> Iterator[list[str]]:
    """Who checked what: the factual check by the unit, the formal one by an accountant, never the same hand."""
    for number, word, who, day in CHECKS:
        yield [number, pl_day(day), CASE_WORDS[word], who]
    told = {number for number, *_ in CHECKS}
    accountants = [p.id for p in city.people if "accountant" in p.roles and p.unit == "WF"]
    for n, i in enumerate(invoices):
        if i.received_on >= WORKFLOW_FROM and i.approved_on and i.id not in told:
            staff = city.officers[i.unit] if i.unit and i.unit != "WF" else []
            checked = min(work(i.received_on, 1), i.approved_on)
            yield [
                i.id,
                pl_day(checked),
                CASE_WORDS["checked_substantive"],
                staff[n % len(staff)].id if staff else HEAD,
            ]
            yield [i.id, pl_day(i.approved_on), CASE_WORDS["checked_formal"], accountants[n % len(accountants)]]
            yield [i.id, pl_day(i.approved_on), CASE_WORDS["approved"], TREASURER]
