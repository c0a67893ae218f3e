"""An office's own exports, as messy as they come, and what is true of them: made from one seed, in ten sources.

Titles above the header, totals below, days in several forms, cp1250, names in words, one cell for a classification,
ten monthly tables whose day stands in the title alone.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.pipelines.formats.statements import Turn, mt940

DAY = date(2026, 11, 30)
UNITS = {
    "UM": "Urząd Miasta",
    "WSO": "Wydział Spraw Obywatelskich",
    "WAB": "Wydział Architektury",
    "FN": "Wydział Finansowy",
}
PEOPLE = {
    "101": ("Jan", "Lis", "WSO", "Inspektor"), "102": ("Ewa", "Bąk", "WSO", "Naczelnik Wydziału"),
    "103": ("Łucja", "Żółć", "WAB", "Podinspektor"), "104": ("Adam", "Kot", "FN", "Skarbnik Miasta"),
    "105": ("Zofia", "Ćwik", "UM", "Sekretarz Miasta"),
}  # fmt: skip
LINES = ("750-75023-4210", "750-75023-4300", "801-80101-4010", "900-90003-6050")
NIPS = ("1234563218", "5260250274", "9999999999")


@dataclass
class Truth:
    """What the exports say, once read rightly: by register, a dictionary by the identity of the row."""

    cases: dict[str, dict[str, Any]] = field(default_factory=dict)
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    invoices: dict[str, dict[str, Any]] = field(default_factory=dict)
    paid: dict[str, Decimal] = field(default_factory=dict)
    contracts: dict[str, dict[str, Any]] = field(default_factory=dict)
    budget: dict[tuple[str, ...], tuple[Decimal, Decimal]] = field(default_factory=dict)


def dotted(day: date | None, chance: random.Random) -> str:
    """A day as people type it: now with zeros, now without, now as a database would."""
    if day is None:
        return ""
    return chance.choice(
        [f"{day.day}.{day.month:02}.{day.year}", day.strftime("%d.%m.%Y"), f"{day:%d.%m.%Y} r.", day.isoformat()]
    )


def zloty(amount: Decimal, chance: random.Random) -> str:
    """An amount as programs write it."""
    plain = f"{amount:,.2f}".replace(",", "\u00a0").replace(".", ",")
    return chance.choice([plain, plain.replace("\u00a0", " "), f"{plain} zł", f"{amount:.2f}".replace(".", ",")])


def written(path: Path, rows: list[list[str]], encoding: str = "utf-8", delimiter: str = ";") -> Path:
    """The rows as a text file."""
    text = "".join(delimiter.join(row) + "\r\n" for row in rows)
    path.write_bytes(text.encode(encoding))
    return path


def workbook(path: Path, rows: list[list[Any]], sheet: str = "Arkusz1", *, cover: bool = False) -> Path:
    """The rows as a sheet, days as cells of days; `cover`: behind a sheet with nothing but a title."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy"}) as book:
        if cover:
            book.add_worksheet("Strona tytułowa").write(0, 0, "Zestawienie roczne")
        page = book.add_worksheet(sheet)
        for n, row in enumerate(rows):
            for m, cell in enumerate(row):
                if cell not in (None, ""):
                    page.write(n, m, cell)
    return path


def build(folder: Path, seed: int = 7) -> tuple[dict[str, list[Path]], Truth]:
    """The exports in a folder, by register, and the truth about them."""
    chance, truth = random.Random(seed), Truth()
    files = {
        "units": [workbook(folder / "struktura.xlsx", [
            ["Struktura organizacyjna urzędu"], [], ["Symbol", "Nazwa komórki", "Rodzaj", "Komórka nadrzędna"],
            *([code, name, "urząd" if code == "UM" else "wydział", "" if code == "UM" else "UM"]
              for code, name in UNITS.items()),
        ])],
        "employees": [written(folder / "kadry.csv", [
            ["Nr ewid.", "Nazwisko", "Imię", "Komórka", "Stanowisko", "E-mail"],
            *([key, last, first, UNITS[unit], post, f"{key}@um.example"]
              for key, (first, last, unit, post) in PEOPLE.items()),
        ], "cp1250")],
        "cases": [_cases(folder / "spis_spraw.csv", truth, chance)],
        "documents": [_documents(folder / "rpw.xlsx", truth, chance)],
        "invoices": [_invoices(folder / "rejestr_faktur.csv", truth, chance)],
        "payments": [_payments(folder / "przelewy.csv", truth, chance)],
        "statement": [_statement(folder / "wyciag_2026_11.sta", truth)],
        "contracts": [_contracts(folder / "umowy.json", truth, chance)],
        "budget": _budget(folder, truth, chance),
        "absences": [workbook(folder / "nieobecnosci.xlsx", [
            ["Pracownik", "Nieobecność", "Od", "Do", "Dni", "Zastępca", "Status"],
            ["Lis Jan", "UW", date(2026, 11, 2), date(2026, 11, 6), 5, "Bąk Ewa", "Zatwierdzony"],
            ["Żółć Łucja", "ZL", date(2026, 11, 9), date(2026, 11, 10), 2, "", "Zatwierdzony"],
            ["Kot Adam", "PZ", date(2026, 11, 9), date(2026, 11, 10), 2, "", "Zatwierdzony"],
            ["Kot Adam", "UŻ", date(2026, 11, 12), date(2026, 11, 12), 1, "", "Odrzucony"],
        ])],
    }  # fmt: skip
    return files, truth


def _cases(path: Path, truth: Truth, chance: random.Random) -> Path:
    rows = [["Spis spraw"], ["stan na 30.11.2026"], [],
            ["Lp.", "Znak sprawy", "Tytuł sprawy", "Komórka organizacyjna", "Prowadzący", "Data wszczęcia",
             "Data ostatecznego załatwienia"]]  # fmt: skip
    for n in range(1, 81):
        unit, number, key = chance.choice([("WAB", "6740", "103"), ("WSO", "6624", "101"), ("WSO", "5345", "102")])
        opened = date(2026, 1, 5) + timedelta(days=chance.randrange(310))
        closed = opened + timedelta(days=chance.randrange(1, 90)) if chance.random() < 0.8 else None
        closed = closed if closed is None or closed <= DAY else None
        mark = f"{unit}.{number}.{n}.2026"
        first, last, *_ = PEOPLE[key]
        truth.cases[mark] = {"unit": unit, "handler": key, "opened_on": opened, "closed_on": closed}
        rows.append(
            [
                str(n),
                mark,
                f'"Sprawa; nr {n}"',
                UNITS[unit],
                f"{last} {first}",
                dotted(opened, chance),
                dotted(closed, chance),
            ]
        )
    return written(path, [*rows, ["Razem", "80", "", "", "", "", ""], ["Sporządził: Jan Lis"]], "cp1250")


def _documents(path: Path, truth: Truth, chance: random.Random) -> Path:
    rows: list[list[Any]] = [["RPW", "Data wpływu", "Nadawca", "Opis", "Dekretacja", "Komórka", "Sposób dostarczenia"]]
    for n in range(1, 41):
        received = date(2026, 10, 1) + timedelta(days=chance.randrange(55))
        key = chance.choice([*PEOPLE])
        first, last, unit, _ = PEOPLE[key]
        way = chance.choice(["ePUAP", "list polecony", "osobiście", "e-Doręczenia"])
        truth.documents[f"RPW/{n}/2026"] = {
            "received_on": received, "holder": key, "unit": unit,
            "channel": "electronic" if way.startswith("e") else "paper",
        }  # fmt: skip
        rows.append([f"RPW/{n}/2026", received, f"Osoba {n}", f"Pismo {n}", f"{first} {last}", unit, way])
    return workbook(path, rows, "Rejestr", cover=True)


def _invoices(path: Path, truth: Truth, chance: random.Random) -> Path:
    rows = [["Rejestr faktur 2026"],
            ["Lp.", "Nr kancelaryjny", "Data wpływu", "Nr faktury", "Data wystawienia", "Kontrahent", "NIP",
             "Kwota brutto", "Termin płatności", "Wydział"]]  # fmt: skip
    total = Decimal(0)
    for n in range(1, 61):
        issued = date(2026, 9, 1) + timedelta(days=chance.randrange(80))
        received, due = (
            issued + timedelta(days=chance.randrange(5)),
            issued + timedelta(days=chance.choice([14, 21, 30])),
        )
        gross = Decimal(chance.randrange(100, 9_000_000)) / 100
        total += gross
        nip = NIPS[n % 3]
        truth.invoices[f"FK/{n}"] = {
            "seller_nip": nip, "issued_on": issued, "received_on": received, "agreed_due_on": due, "gross": gross
        }  # fmt: skip
        spelled = chance.choice([nip, f"{nip[:3]}-{nip[3:6]}-{nip[6:8]}-{nip[8:]}", f"PL {nip}"])
        rows.append([str(n), f"FK/{n}", dotted(received, chance), f"FV {n}/2026", dotted(issued, chance),
                     f"Firma {n % 3}",
                     spelled, zloty(gross, chance), dotted(due, chance), UNITS["FN"]])  # fmt: skip
    return written(path, [*rows, ["Razem", "", "", "", "", "", "", zloty(total, chance), "", ""]])


def _payments(path: Path, truth: Truth, chance: random.Random) -> Path:
    rows = [["#Data operacji", "#Data księgowania", "#Nr przelewu", "#Nr faktury", "#Tytułem", "#Kwota operacji"]]
    for n, key in enumerate(sorted(truth.invoices)[::2], start=1):
        gross = truth.invoices[key]["gross"]
        paid = gross if n % 3 else (gross / 2).quantize(Decimal("0.01"))
        day = min(truth.invoices[key]["received_on"] + timedelta(days=chance.randrange(1, 20)), DAY)
        truth.paid[key] = paid
        rows.append(
            [day.isoformat(), day.isoformat(), f"P/{n}", key, f"Zapłata {key}", f"{paid:.2f}".replace(".", ",")]
        )
    return written(path, rows, "cp1250")


def _statement(path: Path, truth: Truth) -> Path:
    """The bank's own words for three transfers that are not in the list of payments."""
    turns = list[Turn]()
    for key in sorted(truth.invoices)[1:7:2]:
        gross, number = truth.invoices[key]["gross"], key.removeprefix("FK/")
        truth.paid[key] = gross
        payee = truth.invoices[key]["seller_nip"]
        turns.append(Turn(date(2026, 11, 27), -gross, f"/VAT/1,00/IDC/{payee}/INV/FV {number}/2026"))
    path.write_bytes(mt940(turns, encoding="cp1250"))
    return path


def _contracts(path: Path, truth: Truth, chance: random.Random) -> Path:
    rows = []
    for n in range(1, 16):
        signed = date(2026, 1, 10) + timedelta(days=chance.randrange(300))
        amount, line = Decimal(chance.randrange(1000, 9_000_000)) / 100, chance.choice(LINES)
        truth.contracts[f"U/{n}/2026"] = {"signed_on": signed, "amount": amount, "line": tuple(line.split("-"))}
        rows.append({
            "Numer umowy": f"U/{n}/2026", "Data zawarcia": f"{signed:%d.%m.%Y}", "NIP wykonawcy": NIPS[n % 3],
            "Wartość umowy brutto": f"{amount:.2f}", "Wydział": "FN", "Klasyfikacja budżetowa": line,
        })  # fmt: skip
    path.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    return path


def _budget(folder: Path, truth: Truth, chance: random.Random) -> list[Path]:
    """Ten tables, each the sum since January; their names say nothing of the day."""
    plans = {line: Decimal(chance.randrange(50_000, 900_000)) for line in LINES}
    done = dict.fromkeys(LINES, Decimal(0))
    files = []
    for month in range(1, 11):
        last = date(2026, month + 1, 1) - timedelta(days=1)
        if month == 6:
            plans[LINES[0]] += 1000
        for line in LINES:
            done[line] += Decimal(chance.randrange(100, 300_000)) / 100
        rows = [["Wykonanie planu wydatków"], [f"stan na dzień {last:%d.%m.%Y}"],
                ["Klasyfikacja budżetowa", "Treść", "Plan po zmianach", "Wykonanie", "% wykonania"],
                *([line, f"Wydatek {line}", zloty(plans[line], chance), zloty(done[line], chance), "10,5"]
                  for line in LINES),
                ["Ogółem", "", *(zloty(Decimal(sum(s.values())), chance) for s in (plans, done)), ""]]  # fmt: skip
        files.append(written(folder / f"wykonanie_{month:02}.csv", rows, "cp1250"))
    for line in LINES:
        truth.budget[tuple(line.split("-"))] = plans[line], done[line]
    return files
