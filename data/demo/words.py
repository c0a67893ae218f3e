"""What EZD and the officers call things, and what the contract calls them; town.toml maps the one to the other."""

from __future__ import annotations

CASE_WORDS = {
    "received": "wpływ",
    "assigned": "dekretacja",
    "opinion_asked": "wystąpienie o opinię",
    "opinion_received": "wpływ opinii",
    "completed": "uzupełnienie braków",
    "decided": "rozstrzygnięcie",
    "dispatched": "wysłanie",
    "delivered": "doręczenie",
    "forwarded": "przekazanie",
    "closed": "zakończenie sprawy",
    "notice_36": "zawiadomienie z art. 36",
    "extended": "przedłużenie terminu",
    "fee_notice": "powiadomienie o opłacie",
    "completion_call": "wezwanie doręczone",
    "suspended": "zawieszenie",
    "resumed": "podjęcie",
    "checked_substantive": "kontrola merytoryczna",
    "checked_formal": "kontrola formalno-rachunkowa",
    "approved": "zatwierdzenie",
}
STOP_REASONS = {
    "party_request": "wniosek strony",
    "preliminary_question": "zagadnienie wstępne",
    "mediation": "mediacja",
    "statutory": "ustawowa",
}
CHANNELS = {"paper": "papier", "electronic": "ePUAP / e-Doręczenia"}
SIDES = {"income": "dochody", "spending": "wydatki"}
MEASURES = {
    "plan": "plan",
    "schedule": "harmonogram",
    "commitment": "zaangażowanie",
    "executed": "wykonanie",
    "liability": "zobowiązania",
    "past_due": "zobowiązania wymagalne",
    "receivable": "należności",
    "arrears": "zaległości",
    "receipt": "przychody",
    "outgoing": "rozchody",
}
ACT_KINDS = {"council": "uchwała Rady", "mayor": "zarządzenie Prezydenta", "manager": "decyzja kierownika"}
ACT_STATES = {"draft": "projekt", "adopted": "podjęty", "entered": "wprowadzony"}
SELLERS = {"business": "przedsiębiorca", "public": "jednostka sektora publicznego", "person": "osoba fizyczna"}
METHODS = {"transfer": "zwykły", "split": "MPP"}
ACCOUNT_CHECKS = {"listed": "na wykazie", "not_listed": "brak na wykazie", "unknown": "nie ustalono"}
