"""What KSeF packs: the e-invoices in two ZIPs with their metadata; and the table of what is paid from where."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from data.demo.exports import csv_file, header, money, zip_file
from data.demo.ksef import Package
from data.demo.ksef_xml import Bill, xml

if TYPE_CHECKING:
    from data.demo.city import City

SECOND_PACKAGE_FROM = date(2026, 11, 9)
BROKEN = "5260250274-20261119-0000000000AA-7F.xml"  # a document that breaks the schema: rejected with a reason


def write(city: City, made: Package) -> None:
    """Two ZIPs as KSeF packs them, and the finance department's table of what is paid from where."""
    early = [bill for bill in made.bills if bill[1] < SECOND_PACKAGE_FROM]
    late = [bill for bill in made.bills if bill[1] >= SECOND_PACKAGE_FROM]
    broken = {BROKEN: xml(late[0][2]).replace("P_2>", "P2>")}
    for name, bills, more in (("2026-10", early, {}), ("2026-11", late, broken)):
        members = {f"{number}.xml": xml(bill) for number, _, bill in bills}
        zip_file(city.inbox("ksef", f"ksef-{name}.zip"), {**members, **more, "_metadata.json": _metadata(bills)})
    columns = header("invoice_id;line_no;unit;year;dzial;rozdzial;paragraf;amount")
    csv_file(city.inbox("podzial", "podzial-faktur.csv"), columns, _allocations(made), delimiter=",")


def _metadata(bills: list[tuple[str, date, Bill]]) -> str:
    """The file KSeF puts beside the invoices; moments are in UTC, some late in the evening of the day before."""
    return json.dumps({"invoices": [_described(*bill) for bill in bills]}, ensure_ascii=False, indent=1)


def _described(number: str, received: date, bill: Bill) -> dict[str, Any]:
    # an hour before midnight UTC is already the next day in Warsaw
    late = int(number[-2:], 16) % 8 == 0
    moment = f"{received - timedelta(days=1)}T23:20:41+00:00" if late else f"{received}T08:03:12+00:00"
    return {
        "ksefNumber": number,
        "invoiceNumber": bill.number,
        "issueDate": str(bill.issued_on),
        "invoicingDate": moment,
        "acquisitionDate": moment,
        "permanentStorageDate": moment,
        "seller": {"nip": bill.vendor.nip, "name": bill.vendor.name},
        "grossAmount": float(money(bill.gross)),
        "currency": "PLN",
        "invoiceType": "Kor" if bill.kind == "KOR" else "Vat",
        "formCode": {"systemCode": "FA (3)", "schemaVersion": "1-0E", "value": "FA"},
    }


def _allocations(made: Package) -> Iterator[list[str]]:
    for number, parts in made.split.items():
        for n, (line, amount) in enumerate(parts, start=1):
            yield [number, str(n), line.unit, "2026", line.dzial, line.rozdzial, line.paragraf, money(amount)]
