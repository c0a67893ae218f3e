"""Bank statements written from what they have to say, in the dialects of banks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate

OWN, OTHER = "61109010140000071219812874", "27114020040000300201355387"
OPENING = Decimal("1000.00")


@dataclass(frozen=True)
class Turn:
    """One entry: the day, what it adds to the account, the title, the other side's account; `back`: it came back."""

    day: date
    amount: Decimal
    title: str
    account: str = OTHER
    back: bool = False


TURNS = (
    Turn(date(2026, 3, 2), Decimal("-123.45"), "Zapłata za fakturę FV/0012/2026 z 2.03.2026, żółte gęśle"),
    Turn(date(2026, 3, 2), Decimal("500.00"), "Podatek od nieruchomości 3/2026"),
    Turn(date(2026, 3, 3), Decimal("-23.45"), "/VAT/4,39/IDC/5260250274/INV/FV 7/2026/TXT/papier"),
    Turn(date(2026, 3, 3), Decimal("23.45"), "/VAT/4,39/IDC/5260250274/INV/FV 7/2026", back=True),
    Turn(date(2026, 12, 31), Decimal("-0.01"), "Prowizja bankowa"),
)


def written(amount: Decimal) -> str:
    return f"{abs(amount):.2f}".replace(".", ",")


def pieces(title: str, length: int = 27) -> list[str]:
    return [title[at : at + length] for at in range(0, len(title), length)]


def mt940(
    turns: Sequence[Turn] = TURNS,
    *,
    sign: str = "~",
    encoding: str = "utf-8",
    end: str = "\n",
    envelope: bool = False,
    each_on_its_line: bool = True,
    closing: Decimal | None = None,
) -> bytes:
    """One statement; `sign` stands before each subfield, none: the title is free text."""
    lines = [":20:ST260302", f":25:PL{OWN}", ":28C:00042", f":60F:C260301PLN{written(OPENING)}"]
    for turn in turns:
        mark = ("RD" if turn.back else "C") if turn.amount > 0 else "D"
        lines.append(f":61:{turn.day:%y%m%d}{turn.day:%m%d}{mark}{written(turn.amount)}NTRFNONREF//{turn.day:%j}")
        if not sign:
            lines += [f":86:{turn.title[:65]}", *pieces(turn.title[65:], 65)]
            continue
        parts = [f"{sign}{20 + n}{piece}" for n, piece in enumerate(pieces(turn.title))]
        parts += [f"{sign}32ANNA KOS", f"{sign}33UL. PROSTA 1", f"{sign}38PL{turn.account}"]
        lines += [":86:020", *parts] if each_on_its_line else [":86:020" + "".join(parts)]
    *_, sums = accumulate((turn.amount for turn in turns), initial=OPENING)
    ending = sums if closing is None else closing
    lines.append(f":62F:{'D' if ending < 0 else 'C'}260331PLN{written(ending)}")
    text = end.join(["{1:F01BANKPLPW}{2:O940}{4:", *lines, "-}"] if envelope else [*lines, "-"]) + end
    return text.encode(encoding)


def camt053(
    turns: Sequence[Turn] = TURNS, *, version: str = "02", pending: bool = False, closing: Decimal | None = None
) -> bytes:
    """One statement of the version; `pending`: an entry that is not booked yet stands in it too."""

    def side(amount: Decimal) -> str:
        return f'<Amt Ccy="PLN">{abs(amount):.2f}</Amt><CdtDbtInd>{"CRDT" if amount > 0 else "DBIT"}</CdtDbtInd>'

    def balance(code: str, amount: Decimal) -> str:
        return f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{side(amount)}<Dt><Dt>2026-03-01</Dt></Dt></Bal>"

    def entry(turn: Turn, status: str = "BOOK") -> str:
        told = f"<Sts>{status}</Sts>" if version == "02" else f"<Sts><Cd>{status}</Cd></Sts>"
        party = "CdtrAcct" if turn.amount < 0 or turn.back else "DbtrAcct"
        text = turn.title.replace("&", "&amp;")
        return (
            f"<Ntry>{side(turn.amount)}{'<RvslInd>true</RvslInd>' if turn.back else ''}{told}"
            f"<BookgDt><Dt>{turn.day}</Dt></BookgDt><AcctSvcrRef>{turn.day:%j}</AcctSvcrRef><NtryDtls><TxDtls>"
            f"<RltdPties><{party}><Id><IBAN>PL{turn.account}</IBAN></Id></{party}></RltdPties>"
            f"<RmtInf>{''.join(f'<Ustrd>{piece}</Ustrd>' for piece in pieces(text, 140))}</RmtInf>"
            "</TxDtls></NtryDtls></Ntry>"
        )

    *_, sums = accumulate((turn.amount for turn in turns), initial=OPENING)
    entries = "".join(map(entry, turns)) + (entry(turns[0], "PDNG") if pending else "")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">'
        "<BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>"
        f"<Stmt><Id>42/2026</Id><Acct><Id><IBAN>PL{OWN}</IBAN></Id></Acct>"
        f"{balance('OPBD', OPENING)}{balance('CLBD', sums if closing is None else closing)}{entries}"
        "</Stmt></BkToCstmrStmt></Document>"
    ).encode()
