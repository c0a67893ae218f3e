"""Why a date is what it is: whole sentences, in the office's language."""

from datetime import date
from decimal import Decimal

import pytest
from babel.messages.pofile import read_po

from rules.law import read_law
from rules.law.calendar import Calendar
from rules.law.explain import SAYS, STANDING, STOPS, UNITS, WEEKDAYS, explain
from rules.law.interest import interest
from rules.law.model import STATUSES, TERM_UNITS
from rules.law.payments import Bill, effective_due
from rules.law.stops import Restart, Stop
from rules.law.terms import deadline

LAW = read_law("PL")
DAYS = Calendar(LAW)


def test_a_deadline_is_told_step_by_step_in_polish() -> None:
    stops = [Stop("suspension", date(2026, 4, 10), date(2026, 4, 15)), Stop("opinion", date(2026, 6, 1), None)]
    found = deadline(LAW, "kpa_investigation", date(2026, 3, 26), DAYS, stops)
    assert explain(found.steps, LAW, "pl") == [
        "Początek: 26.03.2026; tego dnia nie wlicza się do terminu.",
        "Termin (sprawa wymagająca postępowania wyjaśniającego): 1 miesiąc.",
        "Koniec terminu: 26.04.2026.",
        "Zawieszenie postępowania, 10.04.2026 – 15.04.2026: nie wlicza się 5 dni.",
        "Oczekiwanie na stanowisko innego organu, od 1.06.2026: termin już upłynął, bez wpływu.",
        "Łącznie nie wlicza się 5 dni; koniec przesuwa się na 1.05.2026.",
        "1.05.2026 – dzień wolny: Święto Państwowe.",
        "2.05.2026 – dzień wolny: sobota.",
        "3.05.2026 – dzień wolny: Święto Narodowe Trzeciego Maja.",
        "Ostatni dzień: 4.05.2026.",
        "Podstawa: KPA art. 35 § 3. Źródło: Dz.U. 2025 poz. 1691 (sprawdzone w tekście), obowiązuje od 1.01.1961.",
    ]


def test_a_restart_and_the_safe_day_are_told_in_english() -> None:
    found = deadline(
        LAW,
        "works_notification",
        date(2026, 3, 20),
        DAYS,
        restarts=[Restart(date(2026, 4, 10), date(2026, 3, 30)), Restart(None, date(2026, 5, 8))],
    )
    assert explain(found.steps, LAW, "en") == [
        "Start: 20 Mar 2026; this day is not counted.",
        "Term for works notification: 21 days.",
        "Completed on 10 Apr 2026: the term begins anew.",
        "The call to complete of 8 May 2026 came after the end of the term (1 May 2026); no effect.",
        "End of the term: 1 May 2026.",
        "1 May 2026 is a day off: State Holiday (1 May).",
        "2 May 2026 is a day off: Saturday.",
        "3 May 2026 is a day off: Third of May National Day.",
        "Last day: 4 May 2026.",
        "Safe day: 1 May 2026; do not count on the day off.",
        "Basis: Prawo budowlane art. 30 ust. 5. Source: Dz.U. 2026 poz. 524 (verified), in force since 1 Jan 2017.",
    ]


def test_an_invoice_cut_to_the_cap_names_the_article() -> None:
    found = effective_due(LAW, Bill(received_on=date(2026, 3, 16), agreed_due_on=date(2026, 5, 15)), DAYS)
    assert explain(found.steps, LAW, "pl") == [
        "Termin zapłaty na fakturze: 15.05.2026.",
        "Najdłuższy dozwolony termin: 30 dni od otrzymania 16.03.2026, czyli 15.04.2026 "
        "(ustawa z 8.03.2013 art. 8 ust. 2).",
        "Ostatni dzień: 15.04.2026.",
    ]


def test_interest_names_every_rate_exactly_and_what_is_missing() -> None:
    found = interest(LAW, Decimal("1000.00"), date(2026, 6, 28), date(2027, 1, 1))
    assert [sentence.replace("\N{NO-BREAK SPACE}", " ") for sentence in explain(found.steps, LAW, "pl")] == [
        "1 000,00 zł, 29.06.2026 – 30.06.2026: 2 dni × 14% / 365 = 0,77 zł.",
        "1 000,00 zł, 1.07.2026 – 31.12.2026: 184 dni × 13,75% / 365 = 69,32 zł.",
        "Stopa nie jest znana przez 1 dzień: odsetki są niepełne.",
    ]


@pytest.mark.parametrize(
    "bill",
    [
        Bill(),
        Bill(received_on=date(2026, 4, 1)),
        Bill(received_on=date(2026, 4, 1), performed_on=date(2026, 3, 1)),
        Bill(received_on=date(2026, 4, 1), due_dates=(date(2026, 4, 8), date(2026, 4, 9))),
        Bill(received_on=date(2026, 4, 1), due_after_days=14, due_after_event="otrzymanie faktury"),
        Bill(received_on=date(2026, 4, 1), due_after_days=14, due_after_event="?"),
        Bill(received_on=date(2026, 4, 1), performed_on=date(2026, 4, 5), agreed_due_on=date(2026, 9, 1)),
        Bill(received_on=date(2026, 4, 1), acceptance_ended_on=date(2026, 4, 5), agreed_due_on=date(2026, 9, 1)),
    ],
)
def test_every_way_to_a_due_day_can_be_told(bill: Bill) -> None:
    for language in ("pl", "en"):
        sentences = explain(effective_due(LAW, bill, DAYS).steps, LAW, language)
        assert sentences
        assert not any("{" in sentence for sentence in sentences)


def test_every_sentence_has_its_polish() -> None:
    from importlib import resources

    with (resources.files("rules") / "locale" / "pl.po").open("rb") as file:
        catalog = read_po(file, locale="pl")
    polish = {message.id if isinstance(message.id, str) else message.id[0]: message.string for message in catalog}
    ours = [
        *SAYS.values(),
        *STOPS.values(),
        *WEEKDAYS.values(),
        *STANDING.values(),
        *(one for one, _ in UNITS.values()),
    ]
    assert [text for text in ours if not polish.get(text)] == []


def test_every_unit_and_standing_of_the_record_has_words() -> None:
    assert set(UNITS) == {*TERM_UNITS, "hour"}  # a term is counted in these; a number of the record may be hours
    assert set(STANDING) == set(STATUSES)
