"""A term of payment in words, as sellers write it: so many days after an event, or words that stay words."""

from __future__ import annotations

import re

Term = dict[str, str | None]

# a unit is known only by its whole wording: "termin" is no "tydzień", and working days are no calendar days
UNITS = {
    1: r"d|dn|dzie[nń]|dni|dnia|doba|doby|d[oó]b|days?|tage?n?|jours?|d[ií]as?|giorn[oi]|dag(?:en)?|dn[yíů]|den",
    7: r"t|tyg|tydzie[nń]|tygodni[ea]?|tygodniu|weeks?|wochen?|semaines?|settiman[ae]|semanas?|we[e]?ken|t[ýy]dn[yů]",
    10: r"dekad[ay]?|dekady",
}
CALENDAR = r"(?:\s+(?:kalendarzow\w+|kal|calendar|calendari\w*|naturales|calendaires))?"
BEFORE = r"(?:(?:calendar|kalendarzow\w+|kalender)\s*)?"
KNOWN = {days: re.compile(rf"{BEFORE}(?:{words})\.?{CALENDAR}\.?", re.IGNORECASE) for days, words in UNITS.items()}
FROM = r"od|po|from|after|of|upon|nach|ab|à compter d[eu]|a partir d[eu]|dalla|vanaf"
# one number and one unit; a second number may be a discount or another instalment, and then it is not plain
IN_WORDS = re.compile(
    rf"[^\d%]*?\b(?P<n>\d{{1,3}})(?:\s*\(\D+\))?[\s-]*(?P<unit>[^\W\d][^\d%]*?)(?:\s+(?:{FROM})\s+(?P<event>[^\d%]+))?",
    re.IGNORECASE,
)


def counted(n: str | None, unit: str | None, event: str | None) -> Term:
    """A term given in parts, as columns of `invoices`; what cannot be counted in days is kept as it is worded.

    Months and working days are not turned into days: which day they end on, nobody states.
    """
    days = days_of(unit or "")
    if n is not None and n.isdigit() and days is not None:
        return {"due_after_days": str(int(n) * days), "due_after_event": event}
    said = " ".join(part for part in (n, unit) if part)
    return {"due_after_event": f"{said}: {event}" if said and event else said or event}


def described(words: str | None) -> Term:
    """A term given as one text, such as `14 dni od otrzymania faktury`; empty where there is none."""
    said = " ".join((words or "").split()).rstrip(".;")
    plain = IN_WORDS.fullmatch(said)
    if plain and days_of(plain["unit"]) is not None:
        return counted(plain["n"], plain["unit"], plain["event"] or said)
    return {"due_after_event": said} if said else {}


def days_of(unit: str) -> int | None:
    """How many days the unit has, by its whole wording in any of the languages; None where that is not known."""
    wording = " ".join(unit.split())
    return next((days for days, known in KNOWN.items() if known.fullmatch(wording)), None)
