"""Bank accounts and tax numbers by the jurisdiction's own numbering; facts/identifiers.sql asks it of whole tables."""

from __future__ import annotations

import re
from datetime import date

from rules.law.book import Law

FOREIGN = r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}"  # ISO 13616


def account_is_valid(law: Law, on: date, account: str) -> bool:
    """A domestic number of the right length, or an IBAN: ISO 7064 MOD 97-10.

    A foreign number in another form is not judged, nor is a domestic one where the law's record has no numbering.
    """
    known = law.on(on).parameters
    bare = re.sub(r"[^0-9A-Za-z]", "", account).upper()
    countries = known["account.country"].value if "account.country" in known else ()
    if isinstance(countries, tuple) and countries and "account.digits" in known:
        country, digits = countries[0], known["account.digits"].whole
        domestic = bare.removeprefix(country)
        if domestic.isdigit():
            return len(domestic) == digits and _rest(country + domestic) == 1
    return _rest(bare) == 1 if re.fullmatch(FOREIGN, bare) else True


def _rest(iban: str) -> int:
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97


def tax_number_is_valid(law: Law, on: date, number: str) -> bool | None:
    """Whether the last digit of a domestic tax number is the weighted sum of the others; None where the record has no
    weights. facts/identifiers.sql asks the same of whole tables.
    """
    known = law.on(on).parameters
    if "tax_number.weights" not in known or "tax_number.modulus" not in known:
        return None
    weights, modulus = known["tax_number.weights"].value, known["tax_number.modulus"].whole
    countries = known["tax_number.country"].value if "tax_number.country" in known else ()
    bare = re.sub(r"[^0-9A-Za-z]", "", number).upper()
    if isinstance(countries, tuple) and countries:
        bare = bare.removeprefix(countries[0])
    if not isinstance(weights, tuple) or modulus is None or not bare.isdecimal() or len(bare) != len(weights) + 1:
        return False
    return sum(int(weight) * int(digit) for weight, digit in zip(weights, bare, strict=False)) % modulus == int(
        bare[-1]
    )
