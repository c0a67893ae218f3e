"""Bank statements: in every dialect the same transfers come out, and what cannot be trusted is refused as a whole."""

from __future__ import annotations

import zipfile
from decimal import Decimal

import pytest

from pipelines.formats import Unreadable
from tests.pipelines.formats.statements import OTHER, TURNS, Turn, camt053, mt940

TRANSFERS = [
    ("2026-03-02", "123.45", "transfer", f"PL{OTHER}", "FV/0012/2026 2.03.2026,"),
    ("2026-03-03", "23.45", "split", f"PL{OTHER}", "/VAT/4,39/IDC/5260250274/INV/FV 7/2026/TXT/papier"),
    ("2026-03-03", "-23.45", "split", f"PL{OTHER}", "/VAT/4,39/IDC/5260250274/INV/FV 7/2026"),
    ("2026-12-31", "0.01", "transfer", f"PL{OTHER}", None),
]
ENCODINGS = ("utf-8", "utf-8-sig", "cp1250", "cp852", "iso-8859-2")


def transfers(table) -> list[tuple[str | None, ...]]:
    assert table.frame["ordered_on"].to_list() == table.frame["paid_on"].to_list()
    assert table.frame["invoice_id"].null_count() == table.frame.height
    assert table.frame["payment_id"].n_unique() == table.frame.height
    return table.frame.select("paid_on", "amount", "method", "account", "title").rows()


@pytest.mark.parametrize("sign", ["~", "^", "<", "?", "+"])
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("how", [{}, {"end": "\r\n", "envelope": True}, {"each_on_its_line": False}])
def test_each_dialect_gives_the_same_transfers(read, sign, encoding, how):
    assert transfers(read(mt940(sign=sign, encoding=encoding, **how), "mt940", "payments")) == TRANSFERS


def test_a_free_text_is_the_title_and_its_only_account_the_other_sides(read):
    turn = Turn(TURNS[0].day, Decimal("-5.00"), f"PRZELEW NA {OTHER} ZA FAKTURE FV/1/2026")
    [found] = transfers(read(mt940([turn], sign=""), "mt940", "payments"))
    assert found == ("2026-03-02", "5.00", "transfer", OTHER, f"{OTHER} FV/1/2026")


def test_an_empty_subfield_of_a_lone_byte_is_nothing(read):
    data = mt940(encoding="cp1250").replace(b"~32ANNA KOS", b"~32\xff")
    assert transfers(read(data, "mt940", "payments")) == TRANSFERS


@pytest.mark.parametrize("version", ["02", "04", "08"])
@pytest.mark.parametrize("pending", [False, True])
def test_any_version_of_camt_gives_them_and_only_what_is_booked(read, version, pending):
    assert transfers(read(camt053(version=version, pending=pending), "camt053", "payments")) == TRANSFERS


def test_a_package_of_statements_is_read_whole(read, tmp_path):
    path = tmp_path / "wyciagi.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("1.xml", camt053(TURNS[:1]))
        archive.writestr("2.xml", camt053(TURNS[1:]))
    found = read(path, "camt053", "payments")
    assert transfers(found) == TRANSFERS
    assert found.frame["line"].to_list() == [1, 3, 4, 5]


def test_no_name_is_kept_of_those_who_were_paid(read):
    turn = Turn(TURNS[0].day, Decimal("-5.00"), "Zasiłek dla Jana Kowalskiego za 3/2026")
    for data, form in ((mt940([turn]), "mt940"), (camt053([turn]), "camt053")):
        assert "owalsk" not in str(read(data, form, "payments").frame.rows())
        assert "KOS" not in str(read(data, form, "payments").frame.rows())


def test_the_same_transfer_has_the_same_mark_in_another_statement_and_twins_are_two(read):
    day = read(mt940(TURNS[:1]), "mt940", "payments").frame["payment_id"]
    month = read(mt940([TURNS[0], TURNS[1], TURNS[0]], sign="^", encoding="cp852"), "mt940", "payments").frame[
        "payment_id"
    ]
    assert month.to_list() == [day[0], f"{day[0]}-2"]


def test_the_line_of_an_entry_is_where_it_stands(read):
    data = mt940()
    lines = data.decode().split("\n")
    found = read(data, "mt940", "payments").frame
    assert [lines[line - 1][:4] for line in found["line"]] == [":61:"] * found.height


@pytest.mark.parametrize(
    ("title", "back"),
    [("Zwrot przelewu 12", True), ("PRZELEW ODRZUCONY 12", True), ("Zwrot nadpłaty 12", False), ("Wpłata 12", False)],
)
def test_what_came_in_is_no_payment_unless_the_bank_says_that_it_came_back(read, title, back):
    turn = Turn(TURNS[0].day, Decimal("5.00"), title)
    for data, form in ((mt940([turn]), "mt940"), (camt053([turn]), "camt053")):
        assert [row[1] for row in transfers(read(data, form, "payments"))] == (["-5.00"] if back else [])


def test_a_batch_is_as_many_transfers_as_it_has_sums_and_one_where_they_do_not_add_up(read):
    turn = Turn(TURNS[0].day, Decimal("-30.00"), "x")
    part = "<TxDtls><Amt>{amount}</Amt><RmtInf><Ustrd>FV/{n}</Ustrd></RmtInf></TxDtls>"
    head, _, rest = camt053([turn]).decode().partition("<TxDtls>")
    tail = rest.partition("</TxDtls>")[2]
    for second, wanted in (("20.00", [("10.00", "FV/1"), ("20.00", "FV/2")]), ("21.00", [("30.00", None)])):
        data = head + part.format(amount="10.00", n=1) + part.format(amount=second, n=2) + tail
        found = read(data.encode(), "camt053", "payments").frame
        assert found.select("amount", "title").rows() == wanted


@pytest.mark.parametrize(
    ("form", "data"), [("mt940", mt940(closing=Decimal(1))), ("camt053", camt053(closing=Decimal(1)))]
)
def test_a_statement_that_does_not_add_up_is_refused_with_its_sums(read, form, data):
    with pytest.raises(Unreadable) as refused:
        read(data, form, "payments")
    assert "się nie bilansuje: 1 000,00 zł na początku i 376,54 zł" in refused.value.message.replace("\xa0", " ")
    assert refused.value.fix.startswith("Pobierz z banku cały wyciąg jeszcze raz")


@pytest.mark.parametrize(
    ("form", "data", "reason", "fix"),
    [
        ("mt940", b"", "to nie jest wyciąg bankowy MT940", "MT940"),
        ("mt940", b"Znak sprawy;Data\nA;1", "to nie jest wyciąg bankowy MT940", "MT940"),
        ("mt940", camt053(), "to nie jest wyciąg bankowy MT940", 'format = "camt053"'),
        ("camt053", mt940(), "nie ma wyciągu bankowego (camt.053)", 'format = "mt940"'),
        ("mt940", b":20:X\n:28C:1\n:34F:PLN0,00\n:61:260302D1,00NTRFX\n", "obrotów w ciągu dnia (MT942)", "MT940"),
        ("mt940", mt940().replace(b":62F:C260331", b":62G:C260331"), "brakuje salda", "jeszcze raz"),
        ("mt940", mt940()[:200], "brakuje salda", "jeszcze raz"),
        ("mt940", mt940().replace(b":61:2603020302D1", b":61:2613020302D1"), "wiersz 5: nie da się odczytać", "raz"),
        ("mt940", mt940().replace(b"D123,45", b"D1,2,3"), "wiersz 5: nie da się odczytać pola :61:", "raz"),
        ("camt053", camt053()[:500], "nie jest poprawnym XML", "jeszcze raz"),
        ("camt053", b"<Document><BkToCstmrAcctRpt/></Document>", "komunikat camt.052", "camt.053"),
        ("camt053", camt053().replace(b">CLBD<", b">CLAV<"), "brakuje salda", "jeszcze raz"),
        ("camt053", camt053().replace(b"123.45", b"12x.45"), "nie da się odczytać elementu Amt", "jeszcze raz"),
        ("camt053", camt053().replace(b"<Dt>2026-03-02<", b"<Dt>2.03.2026<"), "elementu BookgDt", "jeszcze raz"),
        ("camt053", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "DOCTYPE", "jeszcze raz"),
    ],
)  # fmt: skip
def test_what_is_broken_or_of_another_kind_is_refused_in_a_clerks_words(read, form, data, reason, fix):
    with pytest.raises(Unreadable) as refused:
        read(data, form, "payments", name="wyciag.xml")
    assert reason in refused.value.message
    assert fix in refused.value.fix


def test_a_page_is_checked_for_itself_and_all_pages_of_a_file_are_read(read):
    first = mt940(TURNS[:2], closing=Decimal("1376.55")).replace(b":62F:", b":62M:")
    second = mt940(TURNS[2:], closing=Decimal("1376.54")).replace(b":60F:C260301PLN1000,00", b":60M:C260301PLN1376,55")
    assert transfers(read(first + second, "mt940", "payments")) == TRANSFERS


def test_a_booking_day_of_the_next_year_is_of_that_year(read):
    turn = Turn(TURNS[0].day, Decimal("-5.00"), "FV/1")
    data = mt940([turn]).replace(b":61:2603020302", b":61:2512310102")
    assert [row[0] for row in transfers(read(data, "mt940", "payments"))] == ["2026-01-02"]
