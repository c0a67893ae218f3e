"""The treasurer's pages say what a handful of rows says, worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import fastexcel
import pytest

from dashboards.pages import PAGES
from dashboards.sheet.export import export
from dashboards.source.access import reader
from dashboards.source.query import query
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import newest
from dashboards.treasurer.payment_plan import Day, Due, proposed
from pipelines.store.queries import sql
from rules.wording import words
from tests.dashboards.small_treasury import FILES, build, made, text_of
from tests.once import once
from tests.rules.day import day_of

FRIDAY = date(2026, 11, 20)
W, NBSP = words("pl"), "\N{NO-BREAK SPACE}"
RATE = Decimal("13.75")  # percent a year in the second half of 2026, as the law's record has it


def plain(amount: Decimal) -> str:
    return W.money(amount.quantize(Decimal("0.01"), ROUND_HALF_UP)).replace(NBSP, " ")


@pytest.fixture(scope="session")
def treasury(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small treasury. Nobody writes to it."""
    return once(tmp_path_factory, "small_treasury", build)


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same town with its people alone."""
    return once(
        tmp_path_factory,
        "bare_treasury",
        lambda root: made(root, {name: FILES[name] for name in ("units", "employees")}),
    )


def as_whom(root: Path, employee: str) -> None:
    shot = newest(root)
    begin(PageRequest(shot, reader(shot, employee)))


# cash: 1200 on the accounts; November's 2000 over 20 working days is 100 a day


def test_the_cash_page_names_the_first_day_below_zero_and_the_lowest(treasury):
    said = text_of(treasury, "cash")
    # Friday: 1200 + 100 - 365 - 1500 = -565, and 100 more on each of five working days to 27 November, when 100 is due
    assert "20.11.2026 zabraknie pieniędzy; najniższe saldo, −565,00 zł, wypada 20.11.2026" in said
    assert "20.11.2026 100,00 zł 1 865,00 zł 0,00 zł 0,00 zł 0,00 zł −565,00 zł" in said
    assert "1 200,00 zł na rachunkach" in said
    assert "najstarsze z nich jest z dnia 18.11.2026" in said


def test_the_plan_pays_who_can_ask_for_interest_first_and_the_rest_when_there_is_money(treasury):
    said = text_of(treasury, "cash")
    # 1300 on Friday: F1 (365, interest); F2 (1500, a public seller) waits until 1300 - 365 + 6 x 100 = 1535 on
    # Monday the 30th, but F3 (100, due on the 27th, interest) goes first: 1435, and November brings no more
    assert "Faktura: F/1 Zapłacić: 20.11.2026" in said
    assert "Faktura: F/3 Zapłacić: 27.11.2026" in said
    assert "Faktura: F/2 Zapłacić: brak pieniędzy" in said


def test_only_who_sees_the_whole_town_sees_its_accounts_and_claims(treasury):
    for employee, rows in (("e2", 91), ("e3", 0)):
        as_whom(treasury, employee)
        assert query(str(PAGES["cash"].script), "numbers")[0].days == rows
        assert query(str(PAGES["receivables"].script), "numbers")[0].open == (4 if rows else 0)
    assert not reader(newest(treasury), "e3").may_open(PAGES["cash"])


@pytest.mark.parametrize(
    ("page", "never"),
    [
        ("cash", "Nie wczytano sald rachunków"),
        ("reports", "Nie wczytano rejestru sprawozdań"),
        ("receivables", "Nie wczytano rejestru należności"),
        ("contracts", "Nie wczytano rejestru umów"),
    ],
)
def test_what_was_never_loaded_is_said_and_is_no_zero(bare, page, never):
    said = text_of(bare, page)
    assert never in said
    assert "pojawi" in said


def days(*balances: Decimal | int | None) -> list[Day]:
    return [
        Day(day := FRIDAY + timedelta(days=n), day.weekday() < 5, None if balance is None else Decimal(balance))
        for n, balance in enumerate(balances)
    ]


def due(name: str, in_days: int, amount: int, interest: int = 1) -> Due:
    return Due(name, FRIDAY + timedelta(days=in_days), Decimal(amount), Decimal(interest))


def test_what_is_due_on_a_weekend_is_paid_before_it():
    plan = proposed(days(*[100] * 5), [due("Sunday", 2, 60), due("Monday", 3, 40)])
    assert plan == {"Sunday": FRIDAY, "Monday": FRIDAY + timedelta(days=3)}


def test_an_invoice_that_would_leave_a_later_day_without_money_waits():
    plan = proposed(days(100, 100, 100, 10, 100, 200), [due("large", 0, 50), due("small", 0, 10, 2)])
    assert plan == {"large": FRIDAY + timedelta(days=4), "small": FRIDAY}


def test_where_nobody_knows_the_balances_the_due_day_is_the_day():
    assert proposed(days(None, None), [due("late", -9, 10**9)]) == {"late": FRIDAY}


def test_what_no_day_has_the_money_for_has_no_day():
    assert proposed(days(5, 5), [due("dear", 0, 6), due("cheap", 0, 5, 0)]) == {"dear": None, "cheap": FRIDAY}


# reports, receivables, contracts


def test_the_reports_page_names_what_is_late_and_what_comes_next(treasury):
    said = text_of(treasury, "reports")
    assert "1 sprawozdanie po terminie; najbliższe to Rb-28S, do wysłania do 23.11.2026." in said
    assert "2 z 3 wysłane w terminie w tym roku" in said  # the town's own is due on Monday
    assert "Rb-28S Okres: 2026-10 Czyje: Szkoła Wysłać do: 10.11.2026" in said
    assert "Okres: 2026-09" not in said
    assert "Okres: 2026-09" in text_of(treasury, "reports", stan="wyslane")


def test_a_manager_sees_the_reports_of_the_own_units(treasury):
    said = text_of(treasury, "reports", "e3", stan="wszystkie")
    assert "Szkoła" in said
    assert "Organizacyjny" not in said
    assert "całe miasto" not in said


def test_the_receivables_page_adds_up_what_lapses_and_what_to_remind_of(treasury):
    said = text_of(treasury, "receivables")
    # N4 by the years of a tax, N3 perhaps by the short term of three years: both with 2026
    assert "2 należności przedawniają się w tym roku, razem 7 150,00 zł; pierwsza 31.12.2026." in said
    assert "Trzeba wysłać 2 upomnienia, na 740,00 zł." in said
    assert "7 890,00 zł należne miastu" in said
    assert "do 30 dni 1 0,00 zł 0,00 zł 100,00 zł 100,00 zł" in said
    assert "od 31 do 90 dni 1 640,00 zł 0,00 zł 0,00 zł 640,00 zł" in said
    shown = text_of(treasury, "receivables", krok="tytul")
    assert "Należność: N3" in shown
    assert "Należność: N1" not in shown


def test_the_contracts_page_counts_each_thing_to_look_at(treasury):
    said = text_of(treasury, "contracts")
    assert (
        "1 umowa bez kontrasygnaty; 1 jeszcze poza rejestrem; 1 jest wykorzystana w całości; "
        "1 jest prawie wykorzystana; 1 kończy się wkrótce."
    ) in said
    assert "2 wykorzystane lub prawie" in said
    shown = text_of(treasury, "contracts", **{"co-sprawdzic": "wykorzystane"})
    assert "Umowa: U2" in shown
    assert "Umowa: U1" in shown
    assert "Umowa: U3" not in shown
    assert "Umowa: U4" not in text_of(treasury, "contracts", "e4")  # the school's


# budget: on 20 November 324 of 365 days have gone by


def test_the_budget_page_names_the_overrun_and_adds_up_what_is_shown(treasury):
    said = text_of(treasury, "budget")
    assert "1 podziałka ponad plan, razem 200,00 zł" in said
    assert "Razem 15 000,00 zł 4 700,00 zł 4 700,00 zł" not in said  # commitments were not told: they are none
    assert "Razem 15 000,00 zł 0,00 zł 4 700,00 zł 10 300,00 zł" in said
    assert "801-80101-4210 SP" in said  # the picture of what is over


def test_the_budget_is_searched_and_looked_at_by_classification(treasury):
    said = text_of(treasury, "budget", szukaj="SZKOLA")
    assert "801-80101-4300" in said
    assert "750-75023-4300" not in said
    tree = text_of(treasury, "budget", uklad="drzewo")
    assert "Dział: 750 Administracja publiczna Podziałki: 1 Plan: 9 000,00 zł" in tree
    assert "Dział: 801 Oświata i wychowanie Podziałki: 2 Plan: 6 000,00 zł" in tree
    chapters = text_of(treasury, "budget", uklad="drzewo", dzial="801")
    assert "Rozdział: 80101 Szkoły podstawowe Podziałki: 2" in chapters
    leaf = text_of(treasury, "budget", uklad="drzewo", dzial="801", rozdzial="80101")
    assert "Paragraf: 4300 Zakup usług pozostałych Podziałki: 1 Plan: 5 000,00 zł" in leaf
    assert "801-80101-4300" in text_of(treasury, "budget", szukaj="usług pozostałych")


def test_the_annex_of_transfers_has_real_types_and_the_same_rows_as_the_page(treasury):
    as_whom(treasury, "e2")
    forecast = round(Decimal(1200) * 365 / 324, 2)
    free = 5000 - round(Decimal(500) * 365 / 324, 2)
    book = fastexcel.read_excel(export(PAGES["transfers"], {}, "xlsx") or b"")
    [row] = book.load_sheet("Skąd mogą pochodzić pieniądze").to_polars().to_dicts()
    assert row["Brakuje w podziałce"] == "SP/2026/spending/801/80101/4210"
    assert row["Z podziałki"] == "SP/2026/spending/801/80101/4300"
    assert Decimal(str(row["Brakuje kwoty"])) == Decimal(str(row["Propozycja"])) == forecast - 1000
    assert Decimal(str(row["Wolne"])) == free
    assert row["Kto decyduje"] == "wójt zarządzeniem (UFP art. 257 pkt 3)"
    assert "Definicje" in book.sheet_names


def test_the_outlook_says_what_income_may_be_missing_and_how_far_the_forecast_was_off(treasury):
    said = text_of(treasury, "outlook")
    income = round(Decimal(8000) * 365 / 324, 2)
    assert f"w dochodach może zabraknąć {W.money(20000 - income)}".replace(NBSP, " ") in said
    # last year's 600 by the end of June would have been foretold as 600 x 365 / 181 of the 1200 that came
    off = round(10_000 * abs(Decimal(600) * 365 / 181 - 1200) / 1200)
    assert f"cze 1 1 {W.percent(off)} {W.percent(off)}".replace(NBSP, " ") in said


# invoices: F1 and F2 are ten days late, F3 is due in a week; F4 was paid ten days late, F5 a day early


def test_the_invoices_page_says_how_this_year_was_paid_and_what_being_late_costs(treasury):
    said = text_of(treasury, "invoices")
    assert "50% zapłacono w terminie w tym roku" in said
    assert "średnio 22,5 dnia; zapłacono faktur: 2." in said  # 18 days and 27
    day = Decimal(365) * RATE / 100 / 365
    assert f"Od niezapłaconych faktur dotąd: {plain(10 * day)}." in said
    assert f"Od faktur zapłaconych w tym roku po terminie: {plain(Decimal(730) * RATE / 100 * 10 / 365)}." in said
    assert f"Każdy kolejny dzień bez zapłaty zaległych faktur kosztuje {plain(day)}" in said
    assert f"8–30 dni po terminie 2 1 865,00 zł {plain(10 * day)}" in said
    assert "do zapłaty w ciągu 7 dni 1 100,00 zł" in said
    assert "Razem 1 965,00 zł" in said
    assert "Sąsiad 1 1 500,00 zł 1 500,00 zł 1 100% 27" in said
    assert "Dostawca 2 465,00 zł 365,00 zł 1 0% 18" in said


def test_the_queue_hides_where_invoices_wait_when_nobody_says_and_is_searched(treasury):
    assert "Gdzie czeka: opis" in text_of(treasury, "invoices")
    said = text_of(treasury, "invoices", szukaj="sasiad")
    assert "Faktura: F/2" in said
    assert "Faktura: F/1" not in said
    assert "Gdzie czeka" not in said


@pytest.mark.parametrize(("paid_on", "in_time"), [("2026-11-09", 1), ("2026-11-10", 1), ("2026-11-11", 0)])
def test_an_invoice_is_paid_in_time_up_to_the_end_of_its_due_day(paid_on, in_time):
    invoice = {"invoice_id": "F", "number": "1", "seller_nip": "5260250274", "unit": "A", "issued_on": "2026-10-30",
               "received_on": "2026-11-02", "agreed_due_on": "2026-11-10", "gross": "10.00"}  # fmt: skip
    payment = {"payment_id": "P", "invoice_id": "F", "ordered_on": paid_on, "paid_on": paid_on, "amount": "10.00"}
    with day_of({"invoices": [invoice], "payments": [payment]}, "2026-11-20", judged=False) as con:
        rows = con.execute(sql("answers/measures/paid_in_time.sql"), {"by": "month"}).fetchall()
    assert [row[:4] for row in rows] == [("2026-11", 1, in_time, 1 - in_time)]


# what if


def test_the_address_of_the_page_holds_the_case_and_a_process_of_its_own_judges_it(treasury):
    case = {
        "z-podzialki": "SP/2026/spending/801/80101/4300",
        "na-podzialke": "SP/2026/spending/801/80101/4210",
        "kwota": "200",
    }
    said = text_of(treasury, "whatif", **case)
    assert "Nic z tego nie zostało zapisane" in said
    gone = said.partition("Są dziś, a w zmienionej kopii ich nie ma")[2].partition("Jak to działa")[0]
    assert "B01 801 / 80101 / 4210, Szkoła: wykonanie ponad plan o 200,00 zł" in gone


def test_a_reader_of_one_unit_is_told_only_of_that_unit(treasury):
    everything = text_of(treasury, "whatif", prog="F01.warn_days = 400", dzien="24.11.2026")
    own = text_of(treasury, "whatif", "e3", prog="F01.warn_days = 400", dzien="24.11.2026")
    assert "Należność N1" in everything
    assert "Należność N1" not in own  # the register of receivables names no unit
    assert "całego miasta" not in own


def test_before_anything_is_chosen_nothing_is_judged_and_a_slip_is_said(treasury):
    assert "Wybierz niżej, co zmienić" in text_of(treasury, "whatif")
    assert "To nie jest kwota: dużo." in text_of(
        treasury, "whatif", podzialka="SP/2026/spending/801/80101/4300", plan="dużo"
    )


# the month on paper


def test_the_month_says_what_was_spent_in_it_and_quotes_the_other_pages(treasury):
    said = text_of(treasury, "month", miesiac="6")
    assert "czerwiec 2026 r.: wydano 1 700,00 zł, wpłynęło 0,00 zł." in said
    assert "801 Oświata i wychowanie 6 000,00 zł 1 700,00 zł 1 700,00 zł 28,3%" in said
    assert "Administracja publiczna 9 000,00 zł 0,00 zł 3 000,00 zł 33,3%" in said
    assert "Razem 15 000,00 zł 1 700,00 zł 4 700,00 zł" in said
    assert "1 podziałka ponad plan, razem 200,00 zł" in said
    assert "wrz 2 50% 1 22,5" in said
    assert "marzec 2026 r.: wydano 0,00 zł, wpłynęło 8 000,00 zł." in text_of(treasury, "month", miesiac="3")
