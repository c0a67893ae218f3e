"""Small exports made up for the tests, and the way to the real ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pipelines import formats
from pipelines.formats import Table
from pipelines.town import Feed, Read

WARSAW = ZoneInfo("Europe/Warsaw")

FA3 = """<?xml version="1.0" encoding="UTF-8"?>
<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/">
<Naglowek><KodFormularza kodSystemowy="FA (3)" wersjaSchemy="1-0E">FA</KodFormularza>
<WariantFormularza>3</WariantFormularza><DataWytworzeniaFa>{made}</DataWytworzeniaFa></Naglowek>
<Podmiot1><DaneIdentyfikacyjne><NIP>5260250274</NIP><Nazwa>Papier sp. z o.o.</Nazwa></DaneIdentyfikacyjne>
<Adres><KodKraju>PL</KodKraju><AdresL1>ul. Prosta 1</AdresL1></Adres></Podmiot1>
<Podmiot2><DaneIdentyfikacyjne><NIP>6340003144</NIP><Nazwa>Miasto Zabrzeg</Nazwa></DaneIdentyfikacyjne>
<Adres><KodKraju>PL</KodKraju><AdresL1>Rynek 1</AdresL1></Adres>{flags}</Podmiot2>{third}
<Fa><KodWaluty>PLN</KodWaluty><P_1>2026-03-02</P_1><P_2>{number}</P_2>{performed}
{sums}
<Adnotacje><P_16>2</P_16><P_17>2</P_17><P_18>2</P_18><P_18A>{split}</P_18A><Zwolnienie><P_19N>1</P_19N></Zwolnienie>
<NoweSrodkiTransportu><P_22N>1</P_22N></NoweSrodkiTransportu><P_23>2</P_23><PMarzy><P_PMarzyN>1</P_PMarzyN></PMarzy>
</Adnotacje><RodzajFaktury>{kind}</RodzajFaktury>{corrected}{rows}{settlement}{payment}{terms}</Fa></Faktura>"""

USUAL = {
    "made": "2026-03-02T10:00:00Z",
    "flags": "<JST>2</JST><GV>2</GV>",
    "third": "",
    "number": "FV/7/2026",
    "performed": "<P_6>2026-03-01</P_6>",
    "sums": "<P_13_1>1000.00</P_13_1><P_14_1>230.00</P_14_1><P_15>1230.00</P_15>",
    "split": "2",
    "kind": "VAT",
    "corrected": "",
    "rows": "<FaWiersz><NrWierszaFa>1</NrWierszaFa><P_7>papier</P_7><P_8B>10</P_8B><P_11>1000.00</P_11><P_12>23</P_12>"
    "</FaWiersz>",
    "settlement": "",
    "payment": "",
    "terms": "",
}

Reader = Callable[..., Table]


@pytest.fixture
def fa3() -> Callable[..., bytes]:
    """An e-invoice FA(3) for 1,230.00 with the parts named put in place of the usual ones."""
    return lambda **parts: FA3.format_map(USUAL | parts).encode()


@pytest.fixture
def fa2() -> Callable[..., bytes]:
    """The same in FA(2), which has no flags of the buyer and says a term of payment in words."""

    def make(**parts: str) -> bytes:
        text = FA3.format_map(USUAL | {"flags": ""} | parts)
        return (
            text.replace("2025/06/25/13775", "2023/06/29/12648")
            .replace("FA (3)", "FA (2)")
            .replace("<WariantFormularza>3<", "<WariantFormularza>2<")
            .encode()
        )

    return make


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Reads a file of a feed: its bytes or its path, the format, and what [feeds.x.read] says."""

    def reading(content: bytes | Path, kind: str, noun: str = "cases", name: str = "plik", **how: object) -> Table:
        path = content if isinstance(content, Path) else tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        feed = Feed("rejestr", (noun,), kind, "*", "rejestr", "all", read=Read(**how))  # type: ignore[arg-type]
        return formats.read(path, feed, noun, WARSAW)

    return reading
