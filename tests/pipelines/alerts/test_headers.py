"""What every letter says of itself, and where its reader finds reasons and preferences."""

from datetime import date

import duckdb
import pytest

from pipelines.alerts.write.headers import address
from pipelines.store.queries import sql

FRIDAY = date(2026, 11, 20)
CASE = "WB.6740.1.2026"


def test_without_an_address_a_line_names_the_command_and_preferences_are_asked_of_the_steward(office):
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    letter = office.letter_to("anna")
    assert f"Dlaczego: ratusz why {CASE}" in letter.text
    assert letter["List-Unsubscribe"].strip() == "<mailto:ster@zabrzeg.example?subject=Ratusz%3A%20moje%20listy>"
    assert "List-Unsubscribe-Post" not in letter.message
    assert letter["List-Id"] == "Ratusz <daily.ratusz.zabrzeg.example>"
    assert letter["Auto-Submitted"] == "auto-generated"


def test_with_an_address_both_lead_to_the_pages(office):
    office.settings["address"] = "https://ratusz.zabrzeg.example"
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    letter = office.letter_to("anna")
    way = f"https://ratusz.zabrzeg.example/why?co={CASE}"
    assert f"  {way}" in letter.text.splitlines()
    assert f'href="{way}"' in letter.page
    assert letter["List-Unsubscribe"].strip().startswith("<https://ratusz.zabrzeg.example/>, <mailto:ster@")


def test_answers_go_where_the_town_wants_them(office):
    office.settings["mail"]["reply_to"] = "sekretariat@zabrzeg.example"
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    assert office.letter_to("anna")["Reply-To"] == "sekretariat@zabrzeg.example"


ADDRESSES = {
    "jan@zabrzeg.example": True,
    "j.nowak+ratusz@um.zabrzeg.example": True,
    "j_nowak@zabrzeg": True,
    "jan@zabrzeg.example; j.nowak@zabrzeg.example": False,
    "jan@zabrzeg.example,j.nowak@zabrzeg.example": False,
    "jan@zabrzeg.example j.nowak@zabrzeg.example": False,
    "jan@zabrzeg.example/j.nowak@zabrzeg.example": False,
    "<jan@zabrzeg.example>": False,
    "Jan Nowak <jan@zabrzeg.example>": False,
    "mailto:jan@zabrzeg.example": False,
    "jan@": False,
    "@zabrzeg.example": False,
    "jan": False,
    "jan..nowak@zabrzeg.example": False,
    "jan@zabrzeg.example.": False,
    "łoś@zabrzeg.example": False,
    "jan@łódź.example": False,
    '"jan nowak"@zabrzeg.example': False,
    "jan(urząd)@zabrzeg.example": False,
    "jan@zabrzeg.example\nBcc: x@y.example": False,
}


@pytest.mark.parametrize("written", ADDRESSES)
def test_letters_and_the_faults_of_records_agree_on_what_an_address_is(written):
    with duckdb.connect() as con:
        macro = "create or replace temp macro address_valid"
        con.execute(macro + sql("facts/identifiers.sql").partition(macro)[2])
        assert con.execute("select address_valid($1), address_valid(' ' || $1)", [written]).fetchall() == [
            (ADDRESSES[written], ADDRESSES[written])
        ]
    assert (address("Jan Nowak", written) is not None) is ADDRESSES[written]


def test_an_address_that_is_missing_is_none():
    assert address("Jan Nowak", "") is None
