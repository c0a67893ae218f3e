"""Bank accounts: the check digits of ISO 7064 for the country's own numbers and for foreign ones."""

from dataclasses import replace
from datetime import date

import pytest

from rules.law import read_law
from rules.law.identifiers import account_is_valid, tax_number_is_valid

LAW = read_law("PL")
TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("account", "valid"),
    [
        ("PL61109010140000071219812874", True),  # the specimen of the Polish numbering
        ("61109010140000071219812874", True),
        ("61 1090 1014 0000 0712 1981 2874", True),
        ("pl61-1090-1014-0000-0712-1981-2874", True),
        ("61109010140000071219812875", False),  # one digit changed
        ("61109010140000071219812847", False),  # two exchanged
        ("6110901014000007121981287", False),  # one left out
        ("611090101400000712198128740", False),
        ("DE89370400440532013000", True),  # the specimens of Germany and Great Britain
        ("DE89370400440532013001", False),
        ("GB82 WEST 1234 5698 7654 32", True),
        ("GB82 WEST 1234 5698 7654 33", False),
        ("gb82west12345698765432", True),
        ("PL101090101400000712198128", False),  # right check digits, two digits short
        ("konto w kasie", True),  # another form is not judged
        ("", True),
    ],
)
def test_an_account_of_the_town_or_from_abroad(account: str, valid: bool) -> None:
    assert account_is_valid(LAW, TODAY, account) is valid


@pytest.mark.parametrize("name", ["account.country", "account.digits"])
def test_where_the_record_has_no_numbering_only_the_form_of_an_iban_is_judged(name: str) -> None:
    silent = replace(LAW, parameters=[row for row in LAW.parameters if row.name != name])
    assert account_is_valid(silent, TODAY, "61109010140000071219812875")
    assert not account_is_valid(silent, TODAY, "PL61109010140000071219812875")
    assert account_is_valid(silent, TODAY, "PL61109010140000071219812874")


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("634-001-23-47", True),
        ("PL 6340012347", True),
        ("pl6340012347", True),
        ("634-001-23-41", False),
        ("5260250274", True),
        ("526025027", False),
        ("52602502740", False),
        ("52602S0274", False),
        ("", False),
    ],
)
def test_a_tax_number_is_valid_by_its_last_digit(number: str, valid: bool) -> None:
    assert tax_number_is_valid(LAW, TODAY, number) is valid


@pytest.mark.parametrize("missing", ["tax_number.weights", "tax_number.modulus"])
def test_a_record_without_the_weights_judges_no_tax_number(missing: str) -> None:
    silent = replace(LAW, parameters=tuple(each for each in LAW.parameters if each.name != missing))
    assert tax_number_is_valid(silent, TODAY, "6340012347") is None


def test_a_record_without_a_country_takes_the_bare_number() -> None:
    silent = replace(LAW, parameters=tuple(each for each in LAW.parameters if each.name != "tax_number.country"))
    assert tax_number_is_valid(silent, TODAY, "634-001-23-47") is True
    assert tax_number_is_valid(silent, TODAY, "PL6340012347") is False
