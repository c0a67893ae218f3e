"""An e-invoice FA(3) as its seller's program writes it, valid against the official schema."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from data.demo.exports import money
from data.demo.units import Unit
from data.demo.vendors import Vendor

NAMESPACE = "http://crd.gov.pl/wzor/2025/06/25/13775/"


@dataclass(frozen=True)
class Bill:
    """What stands on one e-invoice; `net` in grosze, VAT 23 %."""

    number: str
    vendor: Vendor
    buyer: Unit
    issued_on: date
    net: int
    what: str
    jst: bool = False
    recipient: str = ""  # internal identifier of the unit it is for
    recipient_name: str = ""
    due: tuple[date, ...] = ()
    due_in_words: tuple[int, str, str] | None = None
    noted: bool = False
    annex_15: bool = False
    paid_on: date | None = None
    part_paid: tuple[int, date] | None = None
    kind: str = "VAT"
    corrects: tuple[str, str, date] | None = None  # number, KSeF number, day of the corrected invoice
    wrong_sum: bool = False

    @property
    def vat(self) -> int:
        """23 % of the net amount, half a grosz away from zero."""
        sign = -1 if self.net < 0 else 1
        return sign * ((abs(self.net) * 23 + 50) // 100)

    @property
    def gross(self) -> int:
        """What P_15 says."""
        return self.net + self.vat + (1_000_00 if self.wrong_sum else 0)


def xml(bill: Bill) -> str:
    """The document, elements in the order of the schema."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Faktura xmlns="{NAMESPACE}">'
        '<Naglowek><KodFormularza kodSystemowy="FA (3)" wersjaSchemy="1-0E">FA</KodFormularza>'
        f"<WariantFormularza>3</WariantFormularza><DataWytworzeniaFa>{bill.issued_on}T07:15:00Z</DataWytworzeniaFa>"
        "<SystemInfo>Fakturnik</SystemInfo></Naglowek>"
        f"<Podmiot1>{_party(bill.vendor.nip, bill.vendor.name, 'ul. Fabryczna 7')}</Podmiot1>"
        f"<Podmiot2>{_party(bill.buyer.nip, bill.buyer.name, 'pl. Ratuszowy 1')}"
        f"<JST>{1 if bill.jst else 2}</JST><GV>2</GV></Podmiot2>{_recipient(bill)}<Fa>{_head(bill)}{_notes(bill)}"
        f"<RodzajFaktury>{bill.kind}</RodzajFaktury>{_correction(bill)}{_row(bill)}{_payment(bill)}</Fa></Faktura>\n"
    )


def _party(nip: str, name: str, street: str) -> str:
    return (
        f"<DaneIdentyfikacyjne><NIP>{nip}</NIP><Nazwa>{escape(name)}</Nazwa></DaneIdentyfikacyjne>"
        f"<Adres><KodKraju>PL</KodKraju><AdresL1>{street}</AdresL1><AdresL2>41-800 Zabrzeg</AdresL2></Adres>"
    )


def _recipient(bill: Bill) -> str:
    if not bill.recipient:
        return ""
    return (
        f"<Podmiot3><DaneIdentyfikacyjne><IDWew>{bill.recipient}</IDWew><Nazwa>{escape(bill.recipient_name)}</Nazwa>"
        "</DaneIdentyfikacyjne><Rola>8</Rola></Podmiot3>"
    )


def _head(bill: Bill) -> str:
    return (
        f"<KodWaluty>PLN</KodWaluty><P_1>{bill.issued_on}</P_1><P_2>{escape(bill.number)}</P_2><P_6>{bill.issued_on}</P_6>"
        f"<P_13_1>{money(bill.net)}</P_13_1><P_14_1>{money(bill.vat)}</P_14_1><P_15>{money(bill.gross)}</P_15>"
    )


def _notes(bill: Bill) -> str:
    return (
        f"<Adnotacje><P_16>2</P_16><P_17>2</P_17><P_18>2</P_18><P_18A>{1 if bill.noted else 2}</P_18A>"
        "<Zwolnienie><P_19N>1</P_19N></Zwolnienie><NoweSrodkiTransportu><P_22N>1</P_22N></NoweSrodkiTransportu><P_23>2</P_23>"
        "<PMarzy><P_PMarzyN>1</P_PMarzyN></PMarzy></Adnotacje>"
    )


def _correction(bill: Bill) -> str:
    if not bill.corrects:
        return ""
    number, ksef, day = bill.corrects
    return (
        f"<PrzyczynaKorekty>rabat</PrzyczynaKorekty><DaneFaKorygowanej><DataWystFaKorygowanej>{day}</DataWystFaKorygowanej>"
        f"<NrFaKorygowanej>{escape(number)}</NrFaKorygowanej><NrKSeF>1</NrKSeF><NrKSeFFaKorygowanej>{ksef}</NrKSeFFaKorygowanej>"
        "</DaneFaKorygowanej>"
    )


def _row(bill: Bill) -> str:
    annex = "<P_12_Zal_15>1</P_12_Zal_15>" if bill.annex_15 else ""
    return (
        f"<FaWiersz><NrWierszaFa>1</NrWierszaFa><P_7>{escape(bill.what)}</P_7><P_8A>szt.</P_8A><P_8B>1</P_8B>"
        f"<P_9A>{money(bill.net)}</P_9A><P_11>{money(bill.net)}</P_11><P_12>23</P_12>{annex}</FaWiersz>"
    )


def _payment(bill: Bill) -> str:
    paid = f"<Zaplacono>1</Zaplacono><DataZaplaty>{bill.paid_on}</DataZaplaty>" if bill.paid_on else ""
    if bill.part_paid:
        amount, day = bill.part_paid
        paid = (
            "<ZnacznikZaplatyCzesciowej>1</ZnacznikZaplatyCzesciowej><ZaplataCzesciowa>"
            f"<KwotaZaplatyCzesciowej>{money(amount)}</KwotaZaplatyCzesciowej>"
            f"<DataZaplatyCzesciowej>{day}</DataZaplatyCzesciowej></ZaplataCzesciowa>"
        )
    terms = "".join(f"<TerminPlatnosci><Termin>{day}</Termin></TerminPlatnosci>" for day in bill.due)
    if bill.due_in_words:
        n, unit, event = bill.due_in_words
        terms += (
            f"<TerminPlatnosci><TerminOpis><Ilosc>{n}</Ilosc><Jednostka>{unit}</Jednostka>"
            f"<ZdarzeniePoczatkowe>{event}</ZdarzeniePoczatkowe></TerminOpis></TerminPlatnosci>"
        )
    account = f"<RachunekBankowy><NrRB>{bill.vendor.account}</NrRB></RachunekBankowy>"
    return f"<Platnosc>{paid}{terms}<FormaPlatnosci>6</FormaPlatnosci>{account}</Platnosc>"
