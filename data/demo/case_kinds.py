"""Kinds of cases the town has: which department, which class of the office's index, how long they may take.

The terms stand here a second time on purpose (see days.py); the law of the product is in rules/law.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of case. `share`: how often, `steps`: which course it takes, `label`: what EZD calls it."""

    id: str
    unit: str
    jrwa: str
    label: str
    n: int
    per: str  # day | week | month
    share: float
    steps: str = "decision"  # decision | answer | forward | tacit
    stop: float = 0.0  # how often the clock is stopped
    kpa: bool = False  # notices of article 36
    longest: float = 0.93  # share of the term that a case in time takes at most


KINDS = (
    Kind("building_permit", "WB", "6740", "Pozwolenie na budowę", 65, "day", 9, stop=0.45, longest=0.8),
    Kind("works_notification", "WB", "6743", "Zgłoszenie robót budowlanych", 21, "day", 6, "tacit", longest=0.62),
    Kind("zoning_decision", "WB", "6730", "Warunki zabudowy", 90, "day", 7, stop=0.5, longest=0.85),
    Kind("public_purpose_location", "WB", "6733", "Lokalizacja celu publicznego", 65, "day", 2, stop=0.3, longest=0.8),
    Kind("kpa_complex", "WB", "6724", "Sprawa szczególnie skomplikowana", 2, "month", 4, stop=0.2, kpa=True),
    Kind("road_lane_location", "DR", "7230", "Lokalizacja w pasie drogowym", 65, "day", 5, stop=0.2, longest=0.8),
    Kind(
        "road_lane_location_telecom", "DR", "7231", "Lokalizacja sieci telekomunikacyjnej", 45, "day", 2, longest=0.75
    ),
    Kind(
        "road_lane_occupancy_telecom_or_joint",
        "DR",
        "7232",
        "Zajęcie pasa – telekomunikacja",
        30,
        "day",
        2,
        longest=0.7,
    ),
    Kind("road_lane_occupancy_other", "DR", "7233", "Zajęcie pasa drogowego", 1, "month", 8, kpa=True),
    Kind("tax_first_instance", "PO", "3120", "Wymiar podatku", 1, "month", 12, stop=0.05),
    Kind("tax_complex", "PO", "3127", "Ulga w spłacie podatku", 2, "month", 6, stop=0.1),
    Kind("certificate", "PO", "3164", "Zaświadczenie o niezaleganiu", 7, "day", 5, "answer", longest=0.7),
    Kind("certificate", "SO", "5345", "Zaświadczenie o zameldowaniu", 7, "day", 4, "answer", longest=0.7),
    Kind("id_card", "SO", "5330", "Dowód osobisty", 30, "day", 4, "answer"),
    Kind("kpa_complex", "SO", "5343", "Wymeldowanie decyzją", 2, "month", 5, stop=0.25, kpa=True),
    Kind("kpa_investigation", "OS", "6131", "Zezwolenie na usunięcie drzew", 1, "month", 8, stop=0.15, kpa=True),
    Kind("kpa_complex", "OS", "6220", "Decyzja środowiskowa", 2, "month", 5, stop=0.5, kpa=True),
    Kind("kpa_investigation", "MOPS", "8121", "Zasiłek okresowy", 1, "month", 6, kpa=True),
    Kind("housing_allowance", "MOPS", "7140", "Dodatek mieszkaniowy", 1, "month", 4),
    Kind("public_information", "OR", "1431", "Informacja publiczna", 14, "day", 5, "answer", longest=0.75),
    Kind("complaint", "OR", "1510", "Skarga", 1, "month", 2, "answer"),
    Kind("complaint_councillor", "OR", "1511", "Skarga wniesiona przez radnego", 14, "day", 0.5, "answer", longest=0.6),
    Kind("motion", "OR", "1512", "Wniosek", 1, "month", 1.5, "answer"),
    Kind("petition", "OR", "152", "Petycja", 3, "month", 1.5, "answer"),
    Kind("councillor_interpellation", "OR", "0003", "Interpelacja radnego", 14, "day", 1, "answer", longest=0.7),
    Kind("gdpr_request", "OR", "1330", "Żądanie na podstawie RODO", 1, "month", 0.5, "answer"),
    Kind("appeal_forward", "SO", "5349", "Przekazanie odwołania", 7, "day", 1, "forward", longest=0.6),
    Kind("tax_appeal_forward", "PO", "3140", "Przekazanie odwołania podatkowego", 14, "day", 1, "forward", longest=0.6),
    Kind(
        "complaint_forward", "OR", "1513", "Przekazanie skargi według właściwości", 7, "day", 1, "forward", longest=0.6
    ),
    Kind("petition_forward", "OR", "153", "Przekazanie petycji", 30, "day", 0.3, "forward", longest=0.6),
)
BY_JRWA = {kind.jrwa: kind for kind in KINDS}
# labels that stories use and ordinary cases do not
RARE = {
    "building_permit_eia": "Pozwolenie na budowę z oceną środowiskową",
    "ponaglenie_forward": "Przekazanie ponaglenia",
    "court_complaint_forward": "Przekazanie skargi do sądu",
}
SUBJECTS = {
    "WB": ("dom jednorodzinny", "budynek gospodarczy", "hala magazynowa", "rozbudowa sklepu", "zjazd i ogrodzenie"),
    "DR": ("przyłącze wodociągowe", "kabel energetyczny", "kanalizacja deszczowa", "reklama", "rusztowanie"),
    "PO": ("podatek od nieruchomości", "podatek rolny", "opłata targowa", "zaległość podatkowa"),
    "SO": ("pobyt stały", "pobyt czasowy", "wymeldowanie z urzędu", "duplikat"),
    "OS": ("świerk, 2 sztuki", "lipa przy drodze", "instalacja fotowoltaiczna", "stacja bazowa", "zbiornik"),
    "OR": ("działanie wydziału", "remont ulicy", "dostęp do dokumentów", "umowy i faktury", "plac zabaw"),
    "MOPS": ("świadczenie", "dodatek", "pomoc w formie zakupu", "posiłek dla dziecka"),
}
