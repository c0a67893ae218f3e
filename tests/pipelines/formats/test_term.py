"""Terms of payment in words: what is counted in days, and what stays words."""

import pytest

from pipelines.formats.term import counted, days_of, described


@pytest.mark.parametrize(
    ("unit", "days"),
    [
        ("dni", 1),
        ("Dzień", 1),
        ("dni kalendarzowych", 1),
        ("Tage", 1),
        ("days", 1),
        ("jours", 1),
        ("tydzień", 7),
        ("tyg.", 7),
        ("weeks", 7),
        ("dekada", 10),
        ("dekady", 10),
    ],
)
def test_a_unit_is_known_by_its_whole_word(unit, days):
    assert days_of(unit) == days


@pytest.mark.parametrize(
    "unit",
    ["termin", "dni robocze", "dni roboczych", "working days", "Werktage", "miesiąc", "dniówka", "Tagung", "", "?"],
)
def test_a_unit_that_only_begins_like_one_is_none(unit):
    assert days_of(unit) is None
    assert counted("7", unit, "od dostawy") == {"due_after_event": f"7 {unit}: od dostawy" if unit else "7: od dostawy"}


@pytest.mark.parametrize("n", ["-1", "1.5", "czternaście", None])
def test_a_number_that_is_no_count_of_days_stays_a_word(n):
    assert counted(n, "dni", "od dostawy") == {"due_after_event": f"{n + ' ' if n else ''}dni: od dostawy"}


@pytest.mark.parametrize(
    ("said", "days", "event"),
    [
        ("14 dni od daty wystawienia faktury", "14", "daty wystawienia faktury"),
        ("Termin płatności: 21 dni od otrzymania faktury.", "21", "otrzymania faktury"),
        ("2 tygodnie od dostawy", "14", "dostawy"),
        ("30 (trzydzieści) dni od odbioru", "30", "odbioru"),
        ("14 Tage nach Rechnungsdatum", "14", "Rechnungsdatum"),
        ("payable within 30 days of receipt", "30", "receipt"),
        ("Net 30 days", "30", "Net 30 days"),
    ],
)
def test_a_plain_sentence_is_days_after_an_event(said, days, event):
    assert described(said) == {"due_after_days": days, "due_after_event": event}


@pytest.mark.parametrize(
    "said",
    [
        "14 dni roboczych od otrzymania",
        "2% skonto 7 dni, 30 dni netto",
        "1 miesiąc od dostawy",
        "do 15.03.2026",
        "30 jours fin de mois",
    ],
)
def test_what_is_not_plain_keeps_its_words(said):
    assert described(said) == {"due_after_event": said}


def test_without_words_there_is_no_term():
    assert described(" ") == described(None) == {}
