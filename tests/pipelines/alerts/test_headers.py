"""What every letter says of itself, and where its reader finds reasons and preferences."""

from datetime import date

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
