"""Budget reports Rb-27S (income) and Rb-28S (spending) as the reporting system packs them: `PaczkaSprawozdan`.

Each position gives one row a measure, with the sum from the start of the year. An element that is absent means zero,
so every measure of the form has its row: a liability that is gone by the next quarter is paid off, not unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from pipelines.formats.format import Format
from pipelines.formats.markup import Malformed, local, parse
from pipelines.formats.package import documents
from pipelines.formats.table import Rejections, Source, Table, Unreadable, amount, text_frame
from rules.wording import Words

if TYPE_CHECKING:
    import lxml.etree as etree

FORMS = {  # element of the package: report, side, and which elements make a measure
    "Rb-27s": (
        "Rb-27S",
        "income",
        {"plan": ("PL",), "executed": ("DW",), "receivable": ("NO",), "arrears": ("NZ",), "overpaid": ("NP",)},
    ),
    "Rb-28s": (
        "Rb-28S",
        "spending",
        {"plan": ("PL",), "commitment": ("ZA",), "executed": ("WW",), "liability": ("ZO",), "past_due": ("LU", "RB")},
    ),
}
MONTHS = {"Miesiac": 1, "Polrocze": 6}  # how many months the number of a period stands for
COLUMNS = (
    "report",
    "unit",
    "year",
    "period",
    "version",
    "side",
    "dzial",
    "rozdzial",
    "paragraf",
    "measure",
    "amount",
    "regon",
)


def read(source: Source) -> Table:
    """Rows of `report_lines`; `unit` is the name in the report, `line` the ordinal of the row.

    A position that is rejected counts as one row.
    """
    say = source.say
    rows, lines, rejected = [], [], Rejections()
    ordinal = 0
    for document in documents(source):
        for report in _reports(document.name, document.data, say):
            heading = _heading(report)
            for position in report.iterfind("Pozycje/Pozycja"):
                try:
                    found = [heading | each for each in _measures(position, report.tag)]
                    if not heading["period"]:
                        raise ValueError("Okres")
                except ValueError as error:
                    ordinal += 1
                    rejected.add(
                        ordinal,
                        *_reason(heading, position, str(error), say),
                        str(error),
                        position.findtext(str(error)),
                    )
                    continue
                rows += found
                lines += range(ordinal + 1, ordinal + 1 + len(found))
                ordinal += len(found)
    if not ordinal:
        fix = say("Save the report from the reporting system as an XML package of Rb-27S or Rb-28S.")
        raise Unreadable(say("no position of Rb-27S or Rb-28S in {name}", name=source.path.name), fix)
    return Table(text_frame(COLUMNS, rows, lines), rejected.frame(), canonical=True)


def _reports(name: str, data: bytes | None, say: Words) -> Iterator[etree._Element]:
    """The reports of one package, wherever they stand in it."""
    fix = say("Save the report from the reporting system as an XML package of Rb-27S or Rb-28S.")
    if data is None:
        raise Unreadable(say("the file {name} is too large", name=name), fix)
    try:
        root = parse(data)
    except Malformed as error:
        raise Unreadable(f"{name}: {error.reason(say)}", fix) from error
    for each in root.iter("*"):
        each.tag = local(each)
    return (each for each in root.iter(*FORMS))


def _heading(report: etree._Element) -> dict[str, str | None]:
    """What all rows of a report share."""
    form, side, _ = FORMS[report.tag]
    year = report.findtext("Okres/Rok") or ""
    return {
        "report": form,
        "side": side,
        "unit": (report.findtext("Jednostka/Nazwa") or "").strip(),
        "regon": (report.findtext("Jednostka/Regon") or "").strip(),
        "year": year,
        "period": _period(year, report.findtext("Okres/TypOkresu") or "", report.findtext("Okres/Okres") or "1"),
        "version": report.findtext("Naglowek/Wersja") or "0",
    }


def _period(year: str, kind: str, number: str) -> str | None:
    """`2026` for a year, `2026-Q3` for a quarter, else the month the period ends with. None for a kind not known."""
    if not (year.isdecimal() and number.isdecimal()):
        return None
    if kind == "Rok":
        return year
    if kind == "Kwartal":
        return f"{year}-Q{number}"
    return f"{year}-{MONTHS[kind] * int(number):02}" if kind in MONTHS else None


def _measures(position: etree._Element, form: str) -> Iterator[dict[str, str | None]]:
    """One row a measure. Raises ValueError with the name of the element that is not an amount."""
    paragraf = f"{position.findtext('Paragraf') or ''}{position.findtext('P4') or '0'}"
    line = {"dzial": position.findtext("Dzial"), "rozdzial": position.findtext("Rozdzial"), "paragraf": paragraf}
    for measure, elements in FORMS[form][2].items():
        total = sum((_amount(position, element) for element in elements), Decimal())
        yield line | {"measure": measure, "amount": f"{total:f}"}


def _amount(position: etree._Element, element: str) -> Decimal:
    found = amount((position.findtext(element) or "0").strip())
    if found is None:
        raise ValueError(element)
    return found


def _reason(heading: dict[str, str | None], position: etree._Element, element: str, say: Words) -> tuple[str, str]:
    place = " ".join(
        filter(None, (heading["unit"], *(position.findtext(name) for name in ("Dzial", "Rozdzial", "Paragraf"))))
    )
    if element == "Okres":
        return say("{place}: the period of the report is not known", place=place), say(
            "Send the report again with its period."
        )
    return (
        say("{place}: the amount in {element} is missing or not a number", place=place, element=element),
        say("Correct the amount in the reporting system and save the package again."),
    )


FORMAT = Format("rb", read, files="*.xml", nouns=("report_lines",), packaged=True, loose=True)
