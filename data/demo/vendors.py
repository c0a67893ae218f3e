"""Firms the town buys from, with what each sells: the paragraph its invoices fall under."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from data.demo.numbers import account, nip

# what is sold: paragraphs, usual gross amount in zlotys, firms
TRADES: tuple[tuple[str, int, str], ...] = (
    ("4210", 900, "Papirus|Biuro-Serwis|Techmat|Meblomix|Agro-Zieleń|Elektrohurt"),
    ("4220", 2_400, "Smaczna Kuchnia|Warzywko|Mleczarnia Zdrój|Piekarnia Kłos"),
    ("4240", 1_500, "Eduko|Pomoce Szkolne Żak"),
    ("4260", 4_200, "Energetyka Śląska Obrót|Gaz-Dom|Wodociągi Zabrzeskie|Ciepło Miejskie"),
    ("4270", 6_500, "Remo-Bud|Instal-Term|Dach-Pol|Dźwig-Serwis"),
    ("4280", 260, "Przychodnia Medyk|Zdrowie i Praca"),
    (
        "4300",
        3_600,
        "Czysto-Max|Ochrona Tarcza|Drukarnia Słowo|Geo-Plan|Serwis IT Bajt|Kancelaria Paragraf|Trans-Zab|Eko-Odpad",
    ),
    ("4360", 320, "Telefonia Echo|Sieć-Net"),
    ("4700", 850, "Ośrodek Szkoleń Samorządowych|Akademia Urzędnika"),
    ("6050", 140_000, "Budimpol|Drogomost|Asfalt-Śląsk"),
    ("6060", 24_000, "Komp-System|Auto-Flota"),
)
FORMS = ("sp. z o.o.", "S.A.", "sp.j.", "P.H.U.")
# lines of large regular contracts, in zlotys an invoice
BIG = {
    ("60004", "4300"): 160_000, ("90002", "4300"): 190_000, ("90015", "4260"): 38_000, ("90003", "4300"): 26_000,
    ("60016", "4270"): 42_000, ("60016", "4300"): 22_000, ("90004", "4300"): 18_000, ("80148", "4220"): 5_200,
}  # fmt: skip


@dataclass(frozen=True)
class Vendor:
    """One firm; `kind` as in the contract."""

    name: str
    nip: str
    account: str
    kind: str
    series: str  # how it numbers invoices


def vendors(rng: Random) -> dict[str, list[Vendor]]:
    """Firms by paragraph, the same for any size of town."""
    return {code: [_vendor(rng, name) for name in names.split("|")] for code, _, names in TRADES}


def _vendor(rng: Random, name: str) -> Vendor:
    public = name in ("Wodociągi Zabrzeskie", "Ośrodek Szkoleń Samorządowych")
    series = rng.choice(("FV/{n}/{m:02d}/{y}", "{n}/{y}", "FS-{n}/{m:02d}/{y}", "F/{y}/{n}", "{n}/{m:02d}/{y}/FVS"))
    full = name if public else f"{name} {rng.choice(FORMS)}"
    return Vendor(full, nip(rng), account(rng), "public" if public else "business", series)


USUAL = {code: amount for code, amount, _ in TRADES}
