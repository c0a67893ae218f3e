"""Documents that KSeF took although they are not quite XML: read as far as they can be, and marked."""

import io
import zipfile

import pytest

from pipelines.formats.ksef.mended import mended

NUMBER = "5260250274-20260302-0100A0B1C2D3-4E"
PROLOG = b'<?xml version="1.0" encoding="UTF-8"?>'
SELLER = b"Papier sp. z o.o."


@pytest.fixture
def written(read, fa3):
    """The table of an invoice whose bytes are changed in one place."""

    def reading(old, new, name="f.xml"):
        data = fa3()
        assert old in data
        return read(data.replace(old, new, 1), "ksef", noun="invoices", name=name)

    return reading


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (PROLOG, b'<?xml encoding="UTF-8"?>'),
        (PROLOG, b"\r\n" + PROLOG),
        (PROLOG, b"\xef\xbb\xbf\xef\xbb\xbf" + PROLOG),
        (PROLOG, b'<?xml version="1.0" encoding="no-such"?>'),
        (SELLER, b"Papier \xb3\xf3dzki"),
        (SELLER, b"Papier\x0b sp. z o.o."),
        (SELLER, b"Papier&#x1F; sp. z o.o."),
        (b"</Faktura>", b"</Faktura>\x00\x00\x1a"),
    ],
    ids=["no version", "an empty line first", "two marks", "no such encoding", "bytes of cp1250", "a control sign",
         "a reference to one", "zeros at the end"],
)  # fmt: skip
def test_what_is_only_written_wrongly_is_read_and_marked(written, old, new):
    table = written(old, new)

    assert table.rejected.rows() == []
    row = table.frame.row(0, named=True)
    assert (row["number"], row["gross"], row["faults"]) == ("FV/7/2026", "1230.00", "not_quite_xml")
    assert row["seller_name"].startswith("Papier")


def test_a_sound_invoice_is_not_marked(written):
    assert written(SELLER, SELLER).frame["faults"].to_list() == [None]


def test_a_bare_ampersand_is_read_where_ksef_gave_a_number(written):
    row = written(SELLER, b"Papier & Syn", name=f"{NUMBER}.xml").frame.row(0, named=True)

    assert (row["seller_name"], row["faults"], row["ksef_number"]) == ("Papier & Syn", "not_quite_xml", NUMBER)
    assert written(SELLER, b"Papier & Syn").rejected.height == 1


def test_a_document_cut_off_or_with_a_type_of_its_own_is_refused_all_the_same(written):
    assert written(b"</Fa></Faktura>", b"</Fa>", name=f"{NUMBER}.xml").rejected.height == 1
    entity = b'<!DOCTYPE x [<!ENTITY e "x">]><Faktura'
    assert written(b"<Faktura", entity, name=f"{NUMBER}.xml").rejected.height == 1


def test_a_text_in_utf_16_keeps_its_letters():
    assert mended("\n<?xml?><a>ł</a>".encode("utf-16"), ampersands=False) == "<a>ł</a>".encode()


def packed(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_what_macos_adds_to_a_package_is_no_document(read, fa3):
    junk = {"__MACOSX/f/._a.xml": b"\0\5", "__MACOSX/f/.__metadata.json": b"\0\5", "f/.DS_Store.xml": b"\0"}
    table = read(packed(**{"f/a.xml": fa3()}, **junk), "ksef", noun="invoices", name="p.zip")

    assert (table.frame["number"].to_list(), table.rejected.height, table.rows) == (["FV/7/2026"], 0, 1)


def test_a_folder_has_hidden_files_too(read, fa3, tmp_path):
    folder = tmp_path / "p"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "x.xml").write_bytes(b"\0")
    (folder / "a.xml").write_bytes(fa3())

    assert read(folder, "ksef", noun="invoices").rows == 1


@pytest.mark.parametrize(
    "version", ["http://upo.schematy.mf.gov.pl/KSeF/v4-3", "http://upo.schematy.mf.gov.pl/KSeF/v4-2"]
)
def test_a_confirmation_among_invoices_is_neither_a_row_nor_a_mistake(read, fa3, version):
    upo = f'<?xml version="1.0"?><Potwierdzenie xmlns="{version}"><KodFormularza/></Potwierdzenie>'

    table = read(packed(**{"a.xml": upo, "b.xml": fa3()}), "ksef", noun="invoices", name="p.zip")
    assert (table.frame.height, table.rejected.height) == (1, 0)
    assert read(upo.encode(), "ksef", noun="invoices", name="upo.xml").rows == 0


def test_another_confirmation_is_no_invoice(read):
    other = b'<Potwierdzenie xmlns="http://example.com/bank"/>'
    assert read(other, "ksef", noun="invoices", name="x.xml").rejected.height == 1


def test_an_invoice_of_a_flat_rate_farmer_is_called_what_it_is(read):
    farmer = (
        '<Faktura xmlns="http://crd.gov.pl/wzor/2026/03/06/14189/"><Naglowek>'
        '<KodFormularza kodSystemowy="FA_RR (1)">FA_RR</KodFormularza></Naglowek></Faktura>'
    )

    ((reason, fix),) = (
        read(farmer.encode(), "ksef", noun="invoices", name="rr.xml").rejected.select("reason", "fix").rows()
    )
    assert "FA_RR (1)" in reason
    assert "rolnikowi ryczałtowemu" in reason
    assert "do sprzedawcy nie trzeba" in fix


PART = "<ZaliczkaCzesciowa><P_6Z>2026-02-10</P_6Z><P_15Z>{}</P_15Z></ZaliczkaCzesciowa>"


@pytest.mark.parametrize(
    ("parts", "settlement", "payable"),
    [
        (["900.00"], "", "330.00"),
        (["900.00", "330.00"], "", "0.00"),
        (["900.00"], "<Rozliczenie><DoZaplaty>1230.00</DoZaplaty></Rozliczenie>", "330.00"),
        (["900.00"], "<Rozliczenie><DoZaplaty>330.00</DoZaplaty></Rozliczenie>", "330.00"),
        ([], "<Rozliczenie><DoZaplaty>1200.00</DoZaplaty></Rozliczenie>", "1200.00"),
        (["900.00"], "<Rozliczenie><DoRozliczenia>70.00</DoRozliczenia></Rozliczenie>", "-70.00"),
    ],
    ids=["one part", "all of it", "the form's own sum", "a settlement that took it off", "no part", "overpaid"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["fa3", "fa2"])
def test_what_was_received_before_the_sale_is_not_to_be_paid_again(read, request, form, parts, settlement, payable):
    make = request.getfixturevalue(form)
    received = "".join(map(PART.format, parts))

    table = read(make(corrected=received, settlement=settlement), "ksef", noun="invoices", name="f.xml")
    assert table.rejected.rows() == []
    assert table.frame["payable"].to_list() == [payable]
