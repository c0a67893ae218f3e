"""Numbers that pass their checksums and belong to nobody: NIP, REGON, bank account, KSeF number."""

from __future__ import annotations

from datetime import date
from random import Random

NIP_WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)
REGON_WEIGHTS = (8, 9, 2, 3, 4, 5, 6, 7)
BANKS = ("10101212", "10501214", "11402004", "12401330", "16001462", "84540004")


def nip(rng: Random) -> str:
    """A tax number of ten digits; the second and third are never both zero (the schema of KSeF forbids it)."""
    while True:
        digits = [rng.randrange(1, 10), rng.randrange(1, 10), *(rng.randrange(10) for _ in range(7))]
        check = sum(d * w for d, w in zip(digits, NIP_WEIGHTS, strict=True)) % 11
        if check < 10:
            return "".join(map(str, [*digits, check]))


def nip_is_valid(number: str) -> bool:
    """Ten digits whose last is the checksum of the nine before."""
    if len(number) != 10 or not number.isdigit():
        return False
    return sum(int(d) * w for d, w in zip(number, NIP_WEIGHTS, strict=False)) % 11 == int(number[9])


def regon(rng: Random) -> str:
    """A register number of nine digits; a remainder of ten gives zero."""
    digits = [rng.randrange(10) for _ in range(8)]
    check = sum(d * w for d, w in zip(digits, REGON_WEIGHTS, strict=True)) % 11 % 10
    return "".join(map(str, [*digits, check]))


def account(rng: Random) -> str:
    """A Polish bank account (NRB), 26 digits, checked by ISO 13616 with the country PL (2521)."""
    body = rng.choice(BANKS) + "".join(str(rng.randrange(10)) for _ in range(16))
    return f"{98 - int(body + '252100') % 97:02d}{body}"


def account_is_valid(number: str) -> bool:
    """26 digits that leave 1 modulo 97."""
    return len(number) == 26 and number.isdigit() and int(number[2:] + "2521" + number[:2]) % 97 == 1


def ksef_number(rng: Random, seller_nip: str, day: date) -> str:
    """The number KSeF gives an invoice: seller, day, twelve hex digits, CRC-8 (polynomial 0x07)."""
    body = f"{seller_nip}-{day:%Y%m%d}-{rng.randrange(16**6):06X}{rng.randrange(16**6):06X}"
    return f"{body}-{crc8(body):02X}"


def crc8(text: str) -> int:
    """CRC-8 of ASCII text, polynomial 0x07, initial value 0."""
    value = 0
    for byte in text.encode("ascii"):
        value ^= byte
        for _ in range(8):
            value = (value << 1 ^ 7 if value & 0x80 else value << 1) & 0xFF
    return value
