"""The letter itself: what a tired official reads, in text and HTML, in Polish and English."""

import json
from contextlib import closing
from datetime import date, datetime, timedelta
from decimal import Decimal
from email.utils import parsedate_to_datetime
from io import BytesIO

import polars as pl
import pytest
from lxml import html

from pipelines.alerts.deliver.notification_log import said_to
from pipelines.store.state import open_state

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
CASE = "WB.6740.1.2026"


def both(letter) -> list[str]:
    """What is read in text and in HTML, line breaks and tags left out."""
    return [" ".join(letter.text.split()), " ".join(html.fromstring(letter.page).text_content().split())]


def test_a_line_says_what_by_when_how_long_and_who_has_it(office):
    office.con.execute(
        f"insert into case_facts by name select 'cases' as noun, '{CASE}' as subject, 'jan' as holder, "
        "date '2026-11-02' as held_since"
    )
    office.finds(CASE, "anna", message=f"{CASE}: brakuje zawiadomienia.", days_left=4, working_days_left=2)
    office.run(FRIDAY)
    for read in both(office.letter_to("anna")):
        assert f"Ostrzeżenie {CASE}: brakuje zawiadomienia." in read.replace(" | ", " ")
        assert "termin 24.11.2026 · pozostały 2 dni robocze · prowadzi Jan Wiśniewski od 2.11.2026" in read
        assert "C01 · KPA art. 57 § 4" in read


@pytest.mark.parametrize(
    ("days_left", "said"), [(0, "termin mija dziś"), (-1, "1 dzień po terminie"), (-3, "3 dni po terminie")]
)
def test_a_term_that_ends_today_or_has_passed_says_so(office, days_left, said):
    due_on = FRIDAY + timedelta(days=days_left)
    office.finds(CASE, "anna", message=f"{CASE}: po terminie.", due_on=due_on, days_left=days_left, working_days_left=0)
    office.run(FRIDAY)
    assert all(said in read for read in both(office.letter_to("anna")))


@pytest.mark.parametrize(("moved", "late"), [("still_on", False), ("kept_on", False), ("moved_to", True)])
def test_nobody_is_called_late_by_the_day_to_which_the_term_moved(office, moved, late):
    """Its raw end was a Sunday, after which a fine may be counted; C09 then names the Monday."""
    details = json.dumps({"still_on": None, "kept_on": None, moved: "2026-11-23"})
    sunday = FRIDAY + timedelta(days=2)
    office.finds(
        CASE, "anna", "mary", severity="critical", message=f"{CASE}: możliwa kara.", due_on=sunday, days_left=-1,
        working_days_left=0, details=details,
    )  # fmt: skip
    office.run(MONDAY)
    for reader, past in (("anna", "po terminie"), ("mary", "past due")):
        letter = office.letter_to(reader)
        assert [past in read for read in both(letter)] == [late, late]
        assert (f"{past}: 1" in letter["Subject"]) == late


def test_what_the_sentence_says_itself_is_not_said_twice(office):
    message = f"{CASE}: termin 24.11.2026; pozostały 2 dni robocze."
    office.finds(CASE, "anna", message=message)
    office.run(FRIDAY)
    for read in both(office.letter_to("anna")):
        assert read.count("24.11.2026") == 1
        assert read.count("2 dni robocze") == 1


def test_the_money_at_stake_stands_on_the_line(office):
    office.finds(
        "FV/1", "anna", noun="invoices", message="Faktura FV/1: za długo na biurku.", amount=Decimal("12345.50")
    )
    office.run(FRIDAY)
    assert all("12 345,50 zł" in read.replace("\N{NO-BREAK SPACE}", " ") for read in both(office.letter_to("anna")))


@pytest.mark.parametrize(
    ("new", "subject"),
    [
        (1, "1 nowy sygnał – Zabrzeg, 20.11.2026"),
        (2, "2 nowe sygnały – Zabrzeg, 20.11.2026"),
        (5, "5 nowych sygnałów – Zabrzeg, 20.11.2026"),
        (12, "12 nowych sygnałów – Zabrzeg, 20.11.2026"),
        (22, "22 nowe sygnały – Zabrzeg, 20.11.2026"),
    ],
)
def test_the_subject_counts_in_right_polish(office, new, subject):
    for number in range(new):
        office.finds(f"WB.6740.{number}.2026", "anna")
    office.run(FRIDAY)
    assert office.letter_to("anna")["Subject"] == subject


def test_the_subject_counts_each_kind_and_what_is_past_due(office):
    for number in range(4):
        office.finds(f"WB.6740.{number}.2026", "anna", "mary")
    office.run(FRIDAY)
    office.settles("WB.6740.0.2026")
    office.settles("WB.6740.1.2026")
    office.finds("WB.6740.2.2026", "anna", "mary", severity="high")
    office.finds(
        "WB.6740.9.2026", "anna", "mary", severity="critical", due_on=FRIDAY, days_left=-3, working_days_left=-1
    )
    office.run(MONDAY)
    assert (
        office.letter_to("anna")["Subject"]
        == "1 nowy sygnał, 1 poważniejszy, 2 zakończone; po terminie: 1 – Zabrzeg, 23.11.2026"
    )
    assert (
        office.letter_to("mary")["Subject"] == "1 new signal, 1 graver, 2 resolved; past due: 1 – Zabrzeg, 23 Nov 2026"
    )


def test_the_gravest_and_most_urgent_stand_first(office):
    office.finds("WB.1.3.2026", "anna", severity="warn", message="trzecia", due_on=date(2026, 11, 25))
    office.finds("WB.1.1.2026", "anna", severity="critical", message="pierwsza", due_on=date(2026, 12, 24))
    office.finds("WB.1.4.2026", "anna", severity="warn", message="czwarta", due_on=None)
    office.finds("WB.1.2.2026", "anna", severity="warn", message="druga", due_on=date(2026, 11, 23))
    office.run(FRIDAY)
    for read in both(office.letter_to("anna")):
        places = [read.index(word) for word in ("pierwsza", "druga", "trzecia", "czwarta")]
        assert places == sorted(places)


def test_the_part_with_the_gravest_line_stands_first(office):
    office.finds("WB.6740.1.2026", "anna", severity="info")
    office.run(FRIDAY)
    office.finds("WB.6740.1.2026", "anna", severity="critical")
    office.finds("WB.6740.2.2026", "anna", severity="warn")
    office.run(MONDAY)
    for read in both(office.letter_to("anna")):
        assert read.index("Poważniejsze niż poprzednio (1)") < read.index("Nowe (1)")


def test_a_person_of_whom_nothing_is_said_has_no_heading(office):
    office.away("anna", "jan", until=MONDAY)
    office.finds("WB.6740.1.2026", "anna")
    office.run(FRIDAY)
    office.back("anna")
    office.settles("WB.6740.1.2026")
    office.finds("WB.6740.1.2026", "jan", rule="C02", severity="high")
    office.run(MONDAY)
    assert all("Anna" not in read for read in both(office.letter_to("jan")))


def test_a_stand_in_reads_for_whom_each_part_is_and_until_when(office):
    office.away("anna", "jan", until=date(2026, 11, 25))
    office.finds(CASE, "anna")
    office.finds("WB.6740.2.2026", "jan")
    office.run(FRIDAY)
    for read in both(office.letter_to("jan")):
        own, annas = read.index("Twoje"), read.index("W zastępstwie: Anna Nowak, powrót 25.11.2026")
        assert own < read.index("WB.6740.2.2026") < annas < read.index(CASE)


def test_where_nobody_stands_in_the_manager_reads_that_nobody_does(office):
    office.away("anna", None, until=date(2026, 11, 25))
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    text = "W zastępstwie: Anna Nowak, powrót 25.11.2026; nie ma innej osoby zastępującej"
    assert all(text in read for read in both(office.letter_to("kier")))


def test_a_person_may_read_english(office):
    office.finds(CASE, "anna", "mary")
    office.run(FRIDAY)
    letter = office.letter_to("mary")
    assert letter["Subject"] == "1 new signal – Zabrzeg, 20 Nov 2026"
    assert letter["Content-Language"] == "en"
    assert html.fromstring(letter.page).get("lang") == "en"
    for read in both(letter):
        assert f"{CASE}: due 24 Nov 2026; 2 working days left." in read
        assert "New (1)" in read
        assert "State of the data 20 Nov 2026, 6:00: cases" in read
    assert html.fromstring(office.letter_to("anna").page).get("lang") == "pl"


def test_a_sentence_the_template_did_not_make_stays_in_the_towns_words(office):
    office.finds(CASE, "mary", message="Zdanie innej wagi.", details=json.dumps({"due_on": "2026-11-24"}))
    office.run(FRIDAY)
    assert "Zdanie innej wagi." in office.letter_to("mary").text


def test_the_letter_says_how_old_the_data_are_and_what_is_not_known(office):
    office.feed("cases", "fresh", datetime(2026, 7, 1, 4, 0))
    office.feed("invoices", "very_stale", datetime(2026, 11, 17, 5, 0))
    office.feed("payments", "never", None)
    office.feed("budget", "held", datetime(2026, 11, 19, 5, 0))
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    for read in both(office.letter_to("anna")):
        assert "faktury: ostatnie dane z 17.11.2026, 6:00; nie wiemy, co zmieniło się później." in read
        assert "zapłaty: nie przyszły jeszcze żadne dane, więc nic o nich nie wiemy." in read
        assert "budżet: wstrzymano plik, w którym jest dużo mniej wierszy; liczą się dane z 19.11.2026, 6:00." in read
        assert "Brak sygnału nie znaczy, że wszystko jest w terminie." in read
        assert "Stan danych na" in read
        assert "1.07.2026, 6:00: sprawy" in read  # summer time


def test_sources_of_one_moment_share_a_line_and_twins_are_named(office):
    for feed, noun in (("dziennik", "documents"), ("ezd", "case_events"), ("arkusz", "case_events")):
        at = datetime(2026, 11, 19, 5, 0) if feed == "arkusz" else datetime(2026, 11, 20, 5, 0)
        office.con.execute("insert into feed_facts values (?, ?, ?, 'fresh')", [feed, noun, at])
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    lines = [line.strip() for line in office.letter_to("anna").text.splitlines()]
    assert lines[lines.index("Stan danych na") + 1 :][:2] == [
        "19.11.2026, 6:00: czynności w sprawach (arkusz)",
        "20.11.2026, 6:00: czynności w sprawach (ezd), pisma, sprawy",
    ]


def test_with_fresh_data_there_is_no_warning(office):
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    assert all("Brak sygnału" not in read for read in both(office.letter_to("anna")))


def test_a_long_letter_lists_the_gravest_and_counts_the_rest_by_rule(office):
    for number in range(60):
        office.finds(f"WB.6740.{number}.2026", "anna", severity="critical" if number == 59 else "warn")
    for number in range(6):
        office.finds(f"WB.6741.{number}.2026", "anna", severity="info", rule="C02")
    office.run(FRIDAY)
    letter = office.letter_to("anna")
    assert letter["Subject"].startswith("66 nowych sygnałów")
    left = "i jeszcze 54 sygnały: bliski termin sprawy (C01) – 48, sprawa po terminie (C02) – 6."
    assert all(f"{left} Wszystkie: ratusz letters --items anna" in read for read in both(letter))
    assert len(html.fromstring(letter.page).xpath("//li")) == 12
    assert "WB.6740.59.2026" in letter.text
    assert letter.text.count("\n") < 100


def test_what_is_left_out_is_told_and_kept_like_what_is_shown(office):
    for number in range(66):
        office.finds(f"WB.6740.{number}.2026", "anna")
    office.run(FRIDAY)
    [row] = office.letters()
    assert len({item["subject"] for item in row["items"]}) == 66
    assert {item["reason"] for item in row["items"]} == {"new"}
    with closing(open_state(office.town)) as state:
        assert len(said_to(state, "anna")) == 66
        assert said_to(state, "anna", MONDAY) == []
    posted = office.run(MONDAY)
    assert (posted.sent, posted.words) == (0, {"repeat": 66})
    for number in range(66):
        office.settles(f"WB.6740.{number}.2026")
    assert office.run(MONDAY + timedelta(days=1)).words == {"resolved": 66}
    said = " ".join(office.letter_to("anna").text.split())
    assert "Zakończone (66)" in said
    assert "i jeszcze 54 sygnały: bliski termin sprawy (C01) – 54. Wszystkie: ratusz letters --items anna" in said


@pytest.mark.parametrize(("more", "said"), [(1, "1 sygnał"), (2, "2 sygnały"), (5, "5 sygnałów"), (22, "22 sygnały")])
def test_what_is_left_out_is_counted_in_right_polish_and_english(office, more, said):
    for number in range(12 + more):
        office.finds(f"WB.6740.{number}.2026", "anna", "mary")
    office.run(FRIDAY)
    assert all(
        f"i jeszcze {said}: bliski termin sprawy (C01) – {more}." in each for each in both(office.letter_to("anna"))
    )
    english = f"and {more} more signal{'s' if more > 1 else ''}: case due soon (C01) – {more}."
    assert all(english in each for each in both(office.letter_to("mary")))


def test_with_an_address_what_is_left_out_is_a_click_away(office):
    office.settings["address"] = "https://ratusz.zabrzeg.example"
    for number in range(13):
        office.finds(f"WB.6740.{number}.2026", "anna")
    office.run(FRIDAY)
    letter = office.letter_to("anna")
    assert "  Wszystkie: https://ratusz.zabrzeg.example/?nowe=tak" in letter.text.splitlines()
    assert html.fromstring(letter.page).xpath("//a[text()='Wszystkie']/@href") == [
        "https://ratusz.zabrzeg.example/?nowe=tak"
    ]


def test_the_whole_list_is_a_workbook_for_whoever_wishes_it_and_nobody_else(office):
    office.wishes("anna", attach="xlsx")
    office.wishes("jan", attach="xlsx")
    for number in range(66):
        office.finds(f"WB.6740.{number}.2026", "anna", "mary", message="=HYPERLINK(0)")
    office.finds("WB.6741.1.2026", "jan")
    office.run(FRIDAY)
    assert list(office.letter_to("mary").message.iter_attachments()) == []
    assert list(office.letter_to("jan").message.iter_attachments()) == []  # the letter shows all there is
    [book] = office.letter_to("anna").message.iter_attachments()
    assert book.get_filename() == "ratusz-2026-11-20.xlsx"
    rows = pl.read_excel(BytesIO(book.get_content()), sheet_name="Sygnały")
    assert rows.height == 66
    assert set(rows["sygnał"]) == {"'=HYPERLINK(0)"}
    assert set(rows["co nowego"]) == {"Nowe"}
    assert set(rows["o czym"]) == {"bliski termin sprawy"}
    said = " ".join(office.letter_to("anna").text.split())
    assert "Cała lista jest w załączonym arkuszu." in said
    assert "ratusz prefer mary --attach xlsx" in office.letter_to("mary").text
    first = {path.name: path.read_bytes() for path in office.town.outbox.iterdir()}
    office.forgets_letters()
    office.post("000001")
    assert {path.name: path.read_bytes() for path in office.town.outbox.iterdir()} == first


def test_only_the_case_mark_is_written_never_what_the_case_is_about(office):
    office.con.execute("alter table case_facts add column title varchar")
    office.con.execute(
        f"insert into case_facts by name select 'cases' as noun, '{CASE}' as subject, 'anna' as holder, "
        "'Zasiłek dla Jana Kowalskiego' as title"
    )
    office.finds(CASE, "anna", details=json.dumps({"title": "Zasiłek dla Jana Kowalskiego", "due_on": "2026-11-24"}))
    office.run(FRIDAY)
    assert all("Kowalski" not in read and "Zasiłek" not in read for read in both(office.letter_to("anna")))


def test_what_looks_like_markup_is_only_text(office):
    office.finds("<b>WB</b>", "anna", message="<b>WB</b>: <script>alert(1)</script> & „cudzysłów”")
    office.run(FRIDAY)
    letter = office.letter_to("anna")
    assert not html.fromstring(letter.page).xpath("//script | //b")
    assert all("<b>WB</b>: <script>alert(1)</script> & „cudzysłów”" in read for read in both(letter))


def test_headers_let_mail_programs_do_the_right_thing(office):
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    letter = office.letter_to("anna")
    [row] = office.letters()
    assert letter["From"] == "Ratusz Zabrzeg <ratusz@zabrzeg.example>"
    assert letter["To"] == "Anna Nowak <anna@zabrzeg.example>"
    assert letter["Message-ID"] == f"<{row['letter_id']}@zabrzeg.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert parsedate_to_datetime(letter["Date"]).isoformat() == "2026-11-20T06:30:00+01:00"
    assert [part.get_content_type() for part in letter.message.iter_parts()] == ["text/plain", "text/html"]
    assert letter.raw.isascii()
    assert max(len(line) for line in letter.raw.splitlines()) <= 998


def test_a_name_cannot_smuggle_in_a_header(office):
    office.con.execute(
        "update employees set name = ? where employee = 'anna'", ["Anna\r\nBcc: ktos@obcy.example\nNowak"]
    )
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    letter = office.letter_to("anna")
    assert letter["Bcc"] is None
    assert letter["To"].addresses[0].addr_spec == "anna@zabrzeg.example"


def test_the_page_needs_nothing_from_outside_and_styles_every_element_itself(office):
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    page = html.fromstring(office.letter_to("anna").page)
    assert not page.xpath("//@src | //@href | //link | //img")
    [dark] = page.xpath("//style/text()")  # only what nothing but a sheet can say
    assert dark.strip().startswith("@media (prefers-color-scheme: dark) {")
    assert "url(" not in dark
    assert all("border-left" in item.get("style") for item in page.xpath("//li"))


def test_the_same_run_writes_the_same_bytes(office):
    office.finds(CASE, "anna", "kier", "mary")
    office.run(FRIDAY)
    first = {path.name: path.read_bytes() for path in office.town.outbox.iterdir()}
    office.forgets_letters()
    office.post("000001")
    assert {path.name: path.read_bytes() for path in office.town.outbox.iterdir()} == first
    assert len(first) == 3


def test_the_text_keeps_to_76_columns(office):
    office.finds(CASE, "anna", message=f"{CASE}: " + "słowo po słowie " * 20 + ".")
    office.run(FRIDAY)
    assert max(len(line) for line in office.letter_to("anna").text.splitlines()) <= 76
