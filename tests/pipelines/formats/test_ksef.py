"""E-invoices: what they say, what is wrong with them, and how they are told apart."""

import base64
import hashlib
import io
import json
import zipfile
from datetime import date

import pytest

from pipelines.formats import Unreadable
from rules.law import read_law
from rules.law.identifiers import account_is_valid

NUMBER = "5260250274-20260302-0100A0B1C2D3-4E"
DUE = "<Platnosc><TerminPlatnosci>{}</TerminPlatnosci></Platnosc>"
ACCOUNT = "<Platnosc><RachunekBankowy><NrRB>{}</NrRB></RachunekBankowy></Platnosc>"
BEFORE_AND_AFTER = (
    "<FaWiersz><NrWierszaFa>1</NrWierszaFa><StanPrzed>1</StanPrzed></FaWiersz>"
    "<FaWiersz><NrWierszaFa>1</NrWierszaFa></FaWiersz>"
)
RECIPIENT = (
    "<Podmiot3><DaneIdentyfikacyjne>{}<Nazwa>Szkoła nr 3</Nazwa></DaneIdentyfikacyjne><Rola>{}</Rola></Podmiot3>"
)


@pytest.fixture
def one(read, fa3):
    """The only row of an invoice made of the parts named."""

    def reading(**parts):
        table = read(fa3(**parts), "ksef", noun="invoices", name="f.xml")
        assert table.rejected.rows() == []
        return table.frame.row(0, named=True)

    return reading


@pytest.fixture
def reasons(read, fa3):
    """Why an invoice is rejected: (element, value, reason, fix) for each fault."""

    def reading(old, new, **parts):
        data = fa3(**parts)
        assert old.encode() in data
        table = read(data.replace(old.encode(), new.encode(), 1), "ksef", noun="invoices", name="f.xml")
        assert table.frame.height == 0
        return table.rejected.select("column", "value", "reason", "fix").rows()

    return reading


def package(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


# what an invoice says


def test_a_plain_invoice_gives_its_parties_days_and_amounts(one):
    row = one()

    wanted = {
        "number": "FV/7/2026",
        "kind": "VAT",
        "seller_nip": "5260250274",
        "seller_name": "Papier sp. z o.o.",
        "buyer_nip": "6340003144",
        "buyer_is_jst": "no",
        "issued_on": "2026-03-02",
        "performed_on": "2026-03-01",
        "gross": "1230.00",
        "payable": "1230.00",
        "currency": "PLN",
        "split_payment_noted": "no",
        "faults": None,
        "line": 1,
    }
    assert {name: row[name] for name in wanted} == wanted


def test_what_the_invoice_does_not_say_is_unknown(one):
    row = one()

    silent = (
        "paid_flag",
        "split_payment_required",
        "agreed_due_on",
        "due_dates",
        "account",
        "recipient_nip",
        "corrects",
    )
    assert [row[name] for name in silent] == [None] * len(silent)


def test_a_due_day_is_the_agreed_one(one):
    assert one(payment=DUE.format("<Termin>2026-03-16</Termin>"))["agreed_due_on"] == "2026-03-16"


def test_instalments_are_all_kept_the_first_is_the_agreed_one(one):
    days = "<Termin>2026-10-15</Termin></TerminPlatnosci><TerminPlatnosci><Termin>2026-09-15</Termin>"

    row = one(payment=DUE.format(days))

    assert (row["agreed_due_on"], row["due_dates"]) == ("2026-09-15", "2026-09-15|2026-10-15")


@pytest.mark.parametrize(
    ("n", "unit", "days", "event"),
    [
        ("30", "Dzień", "30", "Otrzymanie faktury"),
        ("2", "tygodnie", "14", "Otrzymanie faktury"),
        ("1", "miesiąc", None, "1 miesiąc: Otrzymanie faktury"),
    ],
)
def test_a_term_in_words_is_days_from_an_event_and_months_stay_words(one, n, unit, days, event):
    term = f"<TerminOpis><Ilosc>{n}</Ilosc><Jednostka>{unit}</Jednostka>"
    term += "<ZdarzeniePoczatkowe>Otrzymanie faktury</ZdarzeniePoczatkowe></TerminOpis>"

    row = one(payment=DUE.format(term))

    assert (row["due_after_days"], row["due_after_event"]) == (days, event)


def test_an_invoice_paid_at_once_is_paid_in_full_that_day(one):
    row = one(payment="<Platnosc><Zaplacono>1</Zaplacono><DataZaplaty>2026-03-02</DataZaplaty></Platnosc>")

    assert (row["paid_flag"], row["paid_flag_on"], row["paid_flag_amount"]) == ("yes", "2026-03-02", "1230.00")


@pytest.mark.parametrize(("mark", "flag"), [("1", "no"), ("2", "yes")])
def test_payments_in_part_are_summed_and_make_the_whole_only_by_their_mark(one, mark, flag):
    part = "<ZaplataCzesciowa><KwotaZaplatyCzesciowej>{}</KwotaZaplatyCzesciowej>"
    part += "<DataZaplatyCzesciowej>{}</DataZaplatyCzesciowej></ZaplataCzesciowa>"
    parts = part.format("600.10", "2026-02-01") + part.format("400", "2026-02-20")

    row = one(payment=f"<Platnosc><ZnacznikZaplatyCzesciowej>{mark}</ZnacznikZaplatyCzesciowej>{parts}</Platnosc>")

    assert (row["paid_flag"], row["paid_flag_on"], row["paid_flag_amount"]) == (flag, "2026-02-20", "1000.10")


@pytest.mark.parametrize(
    ("settlement", "payable"),
    [
        ("<SumaObciazen>20</SumaObciazen><DoZaplaty>1250.00</DoZaplaty>", "1250.00"),
        ("<SumaOdliczen>1500</SumaOdliczen><DoRozliczenia>270.00</DoRozliczenia>", "-270.00"),
    ],
)
def test_the_settlement_says_what_is_to_be_paid(one, settlement, payable):
    parts = {
        "SumaObciazen": "<Obciazenia><Kwota>20</Kwota><Powod>kaucja</Powod></Obciazenia>",
        "SumaOdliczen": "<Odliczenia><Kwota>1500</Kwota><Powod>nadpłata</Powod></Odliczenia>",
    }
    reason = next(part for name, part in parts.items() if name in settlement)

    row = one(settlement=f"<Rozliczenie>{reason}{settlement}</Rozliczenie>")

    assert (row["gross"], row["payable"]) == ("1230.00", payable)


def test_the_factors_account_comes_before_the_sellers(one):
    own = "<RachunekBankowy><NrRB>61109010140000071219812874</NrRB></RachunekBankowy>"
    factor = "<RachunekBankowyFaktora><NrRB>73111111111111111111111111</NrRB></RachunekBankowyFaktora>"

    assert one(payment=f"<Platnosc>{own}</Platnosc>")["account"] == "61109010140000071219812874"
    assert one(payment=f"<Platnosc>{own}{factor}</Platnosc>")["account"] == "73111111111111111111111111"


def test_the_recipient_is_the_unit_of_the_local_government_before_any_other(one):
    other = RECIPIENT.format("<NIP>7740001454</NIP>", "2")
    school = RECIPIENT.format("<IDWew>6340003144-00005</IDWew>", "8")

    row = one(flags="<JST>1</JST><GV>2</GV>", third=other + school)

    assert (row["buyer_is_jst"], row["recipient_nip"], row["recipient_internal_id"]) == (
        "yes",
        None,
        "6340003144-00005",
    )


def test_an_issuer_of_a_local_government_is_a_public_seller(one):
    assert one(third=RECIPIENT.format("<NIP>7740001454</NIP>", "7"))["seller_kind"] == "public"


def test_performance_ends_with_its_period_or_its_last_row(one):
    period = "<OkresFa><P_6_Od>2026-01-01</P_6_Od><P_6_Do>2026-02-28</P_6_Do></OkresFa>"
    row = "<FaWiersz><NrWierszaFa>{}</NrWierszaFa><P_6A>{}</P_6A><P_7>x</P_7></FaWiersz>"

    assert one(performed=period)["performed_on"] == "2026-02-28"
    by_rows = row.format(1, "2026-02-20") + row.format(2, "2026-02-05")
    assert one(performed="", rows=by_rows)["performed_on"] == "2026-02-20"


def test_a_correction_names_what_it_corrects(one):
    named = "<DaneFaKorygowanej><DataWystFaKorygowanej>2026-02-01</DataWystFaKorygowanej>"
    named += "<NrFaKorygowanej>FV/1</NrFaKorygowanej>{}</DaneFaKorygowanej>"
    in_ksef = named.format(f"<NrKSeF>1</NrKSeF><NrKSeFFaKorygowanej>{NUMBER}</NrKSeFFaKorygowanej>")

    row = one(kind="KOR", corrected=in_ksef + named.format("<NrKSeFN>1</NrKSeFN>"))

    assert (row["kind"], row["corrects"]) == ("KOR", f"{NUMBER}|FV/1")
    assert row["corrects_number"] == "FV/1|FV/1"


def test_split_payment_and_contract_are_read(one):
    rows = "<FaWiersz><NrWierszaFa>1</NrWierszaFa><P_7>złom</P_7><P_12_Zal_15>1</P_12_Zal_15></FaWiersz>"
    terms = "<WarunkiTransakcji><Umowy><NrUmowy>ZP.12.2026</NrUmowy></Umowy></WarunkiTransakcji>"

    row = one(split="1", rows=rows, terms=terms)

    assert (row["split_payment_noted"], row["split_payment_required"], row["contract_id"]) == (
        "yes",
        "yes",
        "ZP.12.2026",
    )


def test_fa2_is_read_by_its_own_form(read, fa2):
    term = "<Termin>2026-03-16</Termin><TerminOpis>30 dni od otrzymania faktury</TerminOpis>"

    table = read(fa2(payment=DUE.format(term)), "ksef", name="f.xml")

    row = table.frame.row(0, named=True)
    wanted = ("buyer_is_jst", "agreed_due_on", "due_after_days", "due_after_event")
    assert [row[name] for name in wanted] == [None, "2026-03-16", "30", "otrzymania faktury"]


# which invoice it is and when it came


def test_without_metadata_the_file_is_its_own_name_and_the_day_is_assumed(one):
    row = one(made="2026-03-02T23:30:00Z")

    assert row["invoice_id"].startswith("sha256:")
    assert len(row["invoice_id"]) == len("sha256:") + 16
    assert row["ksef_number"] is None
    assert (row["received_on"], row["received_on_confidence"]) == (
        "2026-03-03",
        "assumed",
    )  # half past midnight in Warsaw


def test_a_file_named_by_its_ksef_number_came_on_the_day_in_it(read, fa3):
    row = read(fa3(), "ksef", name=f"{NUMBER}.xml").frame.row(0, named=True)

    assert row["invoice_id"] == row["ksef_number"] == NUMBER
    assert (row["received_on"], row["received_on_confidence"]) == ("2026-03-02", "derived")


METADATA = {"ksefNumber": NUMBER, "acquisitionDate": "2026-03-05T23:30:00.1234567+00:00"}


def by_hash(data):
    return METADATA | {"invoiceHash": base64.b64encode(hashlib.sha256(data).digest()).decode()}


@pytest.mark.parametrize(
    ("name", "metadata"),
    [
        ("f.xml", lambda data: ("_metadata.json", {"invoices": [by_hash(data), {"ksefNumber": "1" + NUMBER[1:]}]})),
        ("f.xml", lambda _: ("f.json", METADATA)),
        ("f.xml", lambda _: ("f.xml.json", METADATA)),
        (f"{NUMBER}.xml", lambda _: ("_metadata.json", [METADATA])),
        (
            "f.xml",
            lambda _: ("metadata.json", METADATA | {"invoiceNumber": "FV/7/2026", "seller": {"nip": "5260250274"}}),
        ),
    ],
    ids=["by hash", "of the same name", "of the same name and suffix", "by number", "by seller and number"],
)
@pytest.mark.parametrize("packed", ["beside", "zip", "folder"])
def test_metadata_give_the_number_and_the_day_it_was_assigned(read, fa3, tmp_path, name, metadata, packed):
    data = fa3()
    file, content = metadata(data)
    if packed == "zip":
        (tmp_path / "p.zip").write_bytes(package(**{f"a/{name}": data, f"a/{file}": json.dumps(content)}))
        path = tmp_path / "p.zip"
    else:
        folder = tmp_path / "paczka"
        folder.mkdir()
        (folder / name).write_bytes(data)
        (folder / file).write_text(json.dumps(content))
        path = folder / name if packed == "beside" else folder

    row = read(path, "ksef").frame.row(0, named=True)

    assert row["invoice_id"] == row["ksef_number"] == NUMBER
    assert (row["received_on"], row["received_on_confidence"]) == ("2026-03-06", "stated")  # past midnight in Warsaw


def test_metadata_of_another_invoice_are_not_taken(read, fa3, tmp_path):
    (tmp_path / "_metadata.json").write_text(json.dumps({"invoices": [by_hash(b"another")]}))

    assert read(fa3(), "ksef", name="f.xml").frame["ksef_number"].to_list() == [None]


def test_metadata_that_cannot_be_read_stop_the_file_so_that_no_id_changes(read, fa3, tmp_path):
    (tmp_path / "f.json").write_text("{")

    with pytest.raises(Unreadable, match=r"metadanych f\.json"):
        read(fa3(), "ksef", name="f.xml")


# packages


def test_a_package_gives_every_invoice_a_row_also_the_unreadable(read, fa3):
    data = package(**{"b.xml": fa3(), "a.xml": b"<Faktura>", "c.XML": fa3(number="2"), "opis.pdf": b"%PDF"})

    table = read(data, "ksef", name="p.zip")

    assert table.frame.select("line", "file", "number").rows() == [(2, "b.xml", "FV/7/2026"), (3, "c.XML", "2")]
    assert table.rejected["line"].to_list() == [1]
    assert table.rows == 3


def test_a_package_without_an_invoice_is_unreadable(read):
    with pytest.raises(Unreadable, match="brak faktury"):
        read(package(opis=b"x"), "ksef", name="p.zip")


def test_a_broken_package_is_unreadable(read, fa3):
    data = bytearray(package(**{"a.xml": fa3()}))
    data[60:90] = bytes(30)

    with pytest.raises(Unreadable, match="rozpakować"):
        read(bytes(data), "ksef", name="p.zip")


def test_a_document_that_swells_when_unpacked_is_not_unpacked(read):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", bytes(65 * 2**20))

    table = read(data.getvalue(), "ksef", name="p.zip")

    assert "za duży" in table.rejected["reason"][0]


# what breaks the form


def test_a_missing_element_is_named_as_the_form_calls_it(reasons):
    ((element, _, reason, fix),) = reasons("<P_15>1230.00</P_15>", "")

    assert element == "P_15"
    assert reason == "f.xml, linia 11: w Fa brakuje: P_15 (Kwota należności ogółem)"
    assert fix.startswith("Sprzedawca musi dopisać: P_15.")


def test_a_child_missing_at_the_end_is_named(reasons):
    ((element, _, reason, _),) = reasons(
        "<NrWierszaFa>1</NrWierszaFa>", "", rows="<FaWiersz><NrWierszaFa>1</NrWierszaFa></FaWiersz>"
    )

    assert (element, "NrWierszaFa" in reason) == ("NrWierszaFa", True)


def test_a_misspelt_element_is_told_its_likely_name(reasons):
    ((element, _, reason, fix),) = reasons("<Nazwa>Papier sp. z o.o.</Nazwa>", "<Nazw>Papier sp. z o.o.</Nazw>")

    assert (element, "nie ma elementu Nazw" in reason) == ("Nazw", True)
    assert "zapewne na Nazwa" in fix


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<P_1>2026-03-02</P_1><P_2>FV/7/2026</P_2>", "<P_2>FV/7/2026</P_2><P_1>2026-03-02</P_1>", "stoi przed P_1"),
        ("<JST>2</JST><GV>2</GV>", "<JST>2</JST><GV>2</GV><NrKlienta>7</NrKlienta>", "stoi za"),
        ("<KodWaluty>PLN</KodWaluty>", "<KodWaluty>PLN</KodWaluty><KodWaluty>PLN</KodWaluty>", "zbędne"),
        ("<JST>2</JST><GV>2</GV>", "<JST>2</JST><GV>2</GV><GV>2</GV>", "zbędne"),
        ("<P_18>2</P_18><P_18A>2</P_18A>", "<P_18>2</P_18><P_18A>2</P_18A><P_17>2</P_17>", "stoi za P_18A"),
        ("<P_7>papier</P_7><P_8B>10</P_8B>", "<P_8B>10</P_8B><P_7>papier</P_7>", "stoi za P_8B"),
        ("<P_8B>10</P_8B><P_11>1000.00</P_11>", "<P_11>1000.00</P_11><P_8B>10</P_8B>", "stoi za P_11"),
    ],
)
def test_an_element_out_of_place_is_told_where_it_belongs(reasons, old, new, said):
    ((_, _, reason, _),) = reasons(old, new)

    assert said in reason


@pytest.mark.parametrize(
    ("old", "new", "element", "said", "step"),
    [
        ("<P_15>1230.00<", "<P_15>1 230,00<", "P_15", "w niewłaściwej postaci", "np. 1234.50"),
        ("<P_15>1230.00<", "<P_15>1230.001<", "P_15", "za dużo cyfr po kropce", "np. 1234.50"),
        ("<P_1>2026-03-02<", "<P_1>02.03.2026<", "P_1", "w niewłaściwej postaci", "np. 2026-02-15"),
        ("<P_6>2026-03-01<", "<P_6>2026-02-30<", "P_6", "w niewłaściwej postaci", "np. 2026-02-15"),
        ("<P_2>FV/7/2026<", "<P_2><", "P_2", "pole jest puste", "wypełnić"),
        ("<KodKraju>PL<", "<KodKraju>POL<", "KodKraju", "nie ma na liście", "dozwoloną"),
        ("T10:00:00Z<", "<", "DataWytworzeniaFa", "w niewłaściwej postaci", "2026-02-15T09:30:00Z"),
        ("<P_1>2026-03-02<", "<P_1>1899-03-02<", "P_1", "poza dozwolonym zakresem", "np. 2026-02-15"),
        ("FV/7/2026", "F" * 300, "P_2", "za długi", "dozwoloną"),
    ],
)
def test_a_wrong_value_is_shown_with_how_it_should_be_written(reasons, old, new, element, said, step):
    ((column, _, reason, fix),) = reasons(old, new)

    assert column == element
    assert said in reason
    assert step in fix


def test_every_wrong_element_has_its_own_reason(reasons):
    found = reasons("<P_13_1>1000.00</P_13_1><P_14_1>230.00<", "<P_13_1>1000,00</P_13_1><P_14_1>230,00<")

    assert [(element, value) for element, value, _, _ in found] == [("P_13_1", "1000,00"), ("P_14_1", "230,00")]


def test_a_document_that_is_not_closed_names_the_element(reasons):
    ((element, _, reason, _),) = reasons("</FaWiersz>", "")

    assert element == "FaWiersz"
    assert "nie jest zamknięty" in reason


def test_a_bare_ampersand_names_the_element(reasons):
    ((element, _, reason, _),) = reasons("Papier sp.", "Papier & syn sp.")

    assert (element, "&amp;" in reason) == ("Nazwa", True)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (' xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"', "", "brak xmlns"),
        ("2025/06/25/13775", "2021/11/29/11089", "nieznany wzór"),
    ],
)
def test_a_form_that_is_not_read_is_told_with_those_that_are(reasons, old, new, said):
    ((_, _, reason, _),) = reasons(old, new)

    assert said in reason
    assert "FA(3), FA(2)" in reason


def test_another_document_is_no_invoice(read):
    assert "element główny to Zamowienie" in read(b"<Zamowienie/>", "ksef", name="f.xml").rejected["reason"][0]


# what is wrong though the form allows it


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("recipient_missing", {"flags": "<JST>1</JST><GV>2</GV>"}),
        ("group_member_missing", {"flags": "<JST>2</JST><GV>1</GV>"}),
        ("sums_differ", {"sums": "<P_13_1>1000.00</P_13_1><P_14_1>230.00</P_14_1><P_15>1250.00</P_15>"}),
        ("sums_differ", {"sums": "<P_13_1>1000.00</P_13_1><P_14_1>150.00</P_14_1><P_15>1150.00</P_15>"}),
        (
            "account_invalid",
            {"payment": ACCOUNT.format("61109010140000071219812875")},
        ),
        ("line_numbers_doubled", {"rows": "<FaWiersz><NrWierszaFa>1</NrWierszaFa></FaWiersz>" * 2}),
        ("quantity_negative", {"rows": "<FaWiersz><NrWierszaFa>1</NrWierszaFa><P_8B>-1</P_8B></FaWiersz>"}),
    ],
)
def test_a_fault_that_the_form_allows_is_coded(one, code, parts):
    assert one(**parts)["faults"] == code


@pytest.mark.parametrize(
    "parts",
    [
        {
            "flags": "<JST>1</JST><GV>1</GV>",
            "third": RECIPIENT.format("<NIP>7740001454</NIP>", "8") + RECIPIENT.format("<NIP>7740001454</NIP>", "10"),
        },
        {"sums": "<P_13_1>1000.00</P_13_1><P_14_1>229.99</P_14_1><P_15>1230.00</P_15>"},
        {"sums": "<P_13_7>1000.00</P_13_7><P_15>1000.00</P_15>"},
        {"sums": "<P_15>450.00</P_15>"},
        {"kind": "KOR", "corrected": "", "rows": "<FaWiersz><NrWierszaFa>1</NrWierszaFa><P_8B>-1</P_8B></FaWiersz>"},
        {
            "kind": "KOR",
            "rows": BEFORE_AND_AFTER,
        },
    ],
    ids=[
        "named recipient and member",
        "a grosz of rounding",
        "exempt",
        "no net amounts",
        "correction below zero",
        "row before and after",
    ],
)
def test_what_only_looks_like_a_fault_is_none(one, parts):
    if parts.get("kind") == "KOR":
        parts = parts | {
            "corrected": "<DaneFaKorygowanej><DataWystFaKorygowanej>2026-02-01</DataWystFaKorygowanej>"
            "<NrFaKorygowanej>1</NrFaKorygowanej><NrKSeFN>1</NrKSeFN></DaneFaKorygowanej>"
        }

    assert one(**parts)["faults"] is None


def test_two_faults_are_both_kept(one):
    assert one(flags="<JST>1</JST><GV>1</GV>")["faults"] == "recipient_missing|group_member_missing"


@pytest.mark.parametrize(
    ("account", "valid"),
    [
        ("61 1090 1014 0000 0712 1981 2874", True),
        ("PL61109010140000071219812874", True),
        ("61109010140000071219812847", False),
        ("6110901014000007121981287", False),
        ("PL6110901014000007121981287", False),
        ("DE89370400440532013000", True),
        ("DE89370400440532013001", False),
        ("GB-ACC/00012345", True),
    ],
)
def test_an_account_is_valid_by_its_check_sum(account, valid):
    assert account_is_valid(read_law("PL"), date.max, account) is valid
