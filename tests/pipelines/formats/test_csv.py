"""CSV comes in as it stands in the file, row by row, with the line where the clerk finds it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.formats import Unreadable, csv_rows
from pipelines.formats import csv as csv_format
from rules.wording import words


def rows(table):
    return table.frame.drop("line").rows()


def test_a_polish_export_keeps_its_letters_commas_and_dates_as_written(read):
    data = "Znak sprawy;Kwota;Wpłynęło\r\nWB.6740.1.2026;1 234,50;01.02.2026\r\n".encode("cp1250")

    table = read(data, "csv", encoding="cp1250")

    assert table.frame.to_dicts() == [
        {"Znak sprawy": "WB.6740.1.2026", "Kwota": "1 234,50", "Wpłynęło": "01.02.2026", "line": 2}
    ]


def test_numbers_stay_text_with_their_leading_zeros(read):
    assert rows(read(b"nip,rozdzial\n0012345678,01010\n", "csv")) == [("0012345678", "01010")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_outweighs_the_encoding_of_the_settings(read, encoding):
    data = "nazwa;ile\nŁódź;1\n".encode(encoding)

    assert read(data, "csv", encoding="cp1250").frame.columns == ["nazwa", "ile", "line"]
    assert rows(read(data, "csv", encoding="cp1250")) == [("Łódź", "1")]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found(read, delimiter):
    data = f"a{delimiter}b{delimiter}c\n1,5{delimiter}x{delimiter}y\n".replace("1,5", "1").encode()

    assert rows(read(data, "csv")) == [("1", "x", "y")]


def test_decimal_commas_do_not_pass_for_delimiters(read):
    assert rows(read(b"plan;wykonanie\n1,50;2,25\n3,00;4,75\n", "csv")) == [("1,50", "2,25"), ("3,00", "4,75")]


def test_excels_hint_names_the_delimiter(read):
    assert rows(read(b"sep=|\na|b;c\n1|2\n", "csv")) == [("1", "2")]


def test_leading_lines_are_skipped_and_still_counted(read):
    table = read(b"Rejestr spraw\nstan na 1 marca\n\na;b\n1;2\n", "csv", skip=2)

    assert table.frame.to_dicts() == [{"a": "1", "b": "2", "line": 5}]


def test_a_row_after_a_quoted_line_break_has_its_physical_line(read):
    table = read(b'a;b\n1;"pierwsza\ndruga\n\nczwarta"\n2;x\n', "csv")

    assert table.frame.to_dicts() == [
        {"a": "1", "b": "pierwsza\ndruga\n\nczwarta", "line": 2},
        {"a": "2", "b": "x", "line": 6},
    ]


def test_blank_lines_and_rows_of_delimiters_only_are_no_rows(read):
    table = read(b'a;b\n\n1;2\n;\n"";""\n', "csv")

    assert table.frame["line"].to_list() == [3]
    assert table.rows == 1


def test_an_empty_cell_is_unknown_quoted_or_not(read):
    assert rows(read(b'a;b;c\n1;"";\n', "csv")) == [("1", None, None)]


def test_a_row_of_another_length_is_rejected_and_the_others_are_read(read):
    table = read(b"a;b\n1;2\n3;4;5\n6\n7;8\n", "csv")

    assert rows(table) == [("1", "2"), ("7", "8")]
    assert table.rejected.select("line", "value", "reason").rows() == [
        (3, "3;4;5", "liczba pól w wierszu: 3, w nagłówku: 2"),
        (4, "6", "liczba pól w wierszu: 1, w nagłówku: 2"),
    ]
    assert "ujmij w cudzysłów" in table.rejected["fix"][0]
    assert table.rows == 4


@pytest.mark.parametrize(("delimiter", "named"), [(";", "(;)"), (",", "(,)"), ("\t", "(tabulator)")])
def test_the_fix_names_the_delimiter_as_a_clerk_sees_it(read, delimiter, named):
    table = read(f"a{delimiter}b\n1{delimiter}2\n3{delimiter}4{delimiter}5\n".encode(), "csv")

    assert rows(table) == [("1", "2")]
    assert named in table.rejected["fix"][0]
    assert "\t" not in table.rejected["fix"][0]


def test_a_ragged_row_is_the_same_reason_read_fast_or_carefully(read):
    ragged = 'a;b\n1;"x\ny"\n"2;z";3;4\n;;\n5;6\n'

    fast, careful = read(ragged.encode(), "csv"), read(f'{ragged}"7"8;9\n'.encode(), "csv")

    assert fast.frame.rows() == careful.frame.rows() == [("1", "x\ny", 2), ("5", "6", 6)]
    assert fast.rejected.rows() == careful.rejected.rows()[:-1]
    assert fast.rejected.select("line", "value").rows() == [(4, '"2;z";3;4')]


@pytest.mark.parametrize("stray", ['"2;x', '2;"x', '"2"x;y'])
def test_a_stray_quotation_mark_costs_its_own_row_only(read, stray):
    table = read(f'a;b\n1;"p ""q"" r"\n{stray}\n3;4\n5;6\n'.encode(), "csv")

    assert rows(table) == [("1", 'p "q" r'), ("3", "4"), ("5", "6")]
    assert table.rejected["line"].to_list() == [3]
    assert "cudzysłów" in table.rejected["reason"][0]


def test_an_inch_mark_inside_a_field_is_only_a_mark(read):
    assert rows(read(b'a;b\nrura 5";x\n', "csv")) == [('rura 5"', "x")]


def test_blank_repeated_and_reserved_column_names_are_told_apart(read):
    assert read(b"Data;;Data;line\n1;2;3;4\n", "csv").frame.columns == [
        "Data",
        "kolumna 2",
        "Data (2)",
        "line (2)",
        "line",
    ]


def test_a_header_alone_is_an_empty_register(read):
    table = read(b"a;b\n", "csv")

    assert (table.frame.columns, table.rows) == (["a", "b", "line"], 0)


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_a_file_without_a_header_is_unreadable(read, data):
    with pytest.raises(Unreadable, match="nie ma wiersza nagłówka"):
        read(data, "csv")


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("utf-8", "a;b\n1;Łódź\n2;".encode() + "żółć".encode("cp1250") + b"\n3;x\n"),
        ("cp1250", "a;b\n1;Łódź\n2;".encode("cp1250") + b"x\x81\n3;x\n"),
    ],
)
def test_a_byte_that_the_encoding_does_not_have_spoils_its_cell(read, encoding, data):
    table = read(data, "csv", encoding=encoding)

    assert rows(table)[::2] == [("1", "Łódź"), ("3", "x")]
    assert table.spoiled.rows() == [(3, "b", "encoding")]


def test_utf_8_is_never_read_as_another_encoding_neither_the_file_nor_a_row(read):
    polish = "a;b\n1;Łódź\n2;żółć\n"

    assert rows(read(polish.encode(), "csv", encoding="cp1250")) == [("1", "Łódź"), ("2", "żółć")]
    mixed = b"a;b\n1;" + "Łódź".encode() + b"\n2;" + "żółć".encode("cp1250") + b"\n"
    assert rows(read(mixed, "csv", encoding="cp1250")) == [("1", "Łódź"), ("2", "żółć")]


@pytest.mark.parametrize(
    "data",
    [
        b"a;b\n1;x;\n2;y;\n",
        b"a;b;\n1;x\n2;y\n",
        b"a;b;\n1;x;\n2;y;\n",
        b'a;b\n1;x;""\n2;y; ;\n',
        b'a;b\n1;x;\n"2"y;2\n2;y;;\n',  # a stray quotation mark: the careful way
    ],
)
def test_empty_fields_too_many_at_the_end_change_nothing(read, data):
    assert read(data, "csv").frame.select("a", "b").rows() == [("1", "x"), ("2", "y")]


@pytest.mark.parametrize("more", [b"", b'"7"8;9;9;9\n'])
def test_empty_fields_that_a_row_leaves_out_at_its_end_are_empty(read, more):
    table = read(b"a;b;c;d\n1;2\n3;4;5\n6\n7;8;;\n" + more, "csv")

    assert rows(table) == [("1", "2", None, None), ("3", "4", "5", None), ("7", "8", None, None)]
    assert table.rejected["line"].to_list()[0] == 4  # no delimiter in it: a title, a signature


def test_a_name_with_a_comma_is_no_delimiter_where_rows_end_with_one(read):
    assert rows(read(b"Znak;Nazwa, adres\n1;X, y;\n2;Z, w;\n", "csv")) == [("1", "X, y"), ("2", "Z, w")]


def test_titles_totals_and_blank_rows_are_no_rows(read):
    data = b"Rejestr faktur\nnr;kwota\n1;10\n;\n \t; \nRazem;10\n2;5\nSuma\n"

    table = read(data, "csv", drop_rows=("^Rejestr", "^(Razem|Suma)"))

    assert rows(table) == [("1", "10"), ("2", "5")]
    assert table.rejected.is_empty()
    assert table.frame["line"].to_list() == [3, 7]


def test_a_row_that_numbers_the_columns_is_no_row_and_four_numbers_elsewhere_are(read):
    numbered = read("a;b;c;d\n1;2;3;4\n5;6;7;8\n1;2;3;4\n", "csv")
    assert numbered.frame["a"].to_list() == ["5", "1"]
    assert read("a;b;c\n1;2;3\n", "csv").rows == 1
    assert read("a;b;c;d\n1;2;3;5\n", "csv").rows == 1


def test_a_missing_file_is_a_reason_not_a_traceback(read, tmp_path):
    with pytest.raises(Unreadable, match="nie można otworzyć"):
        read(tmp_path / "nie ma", "csv")


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters='\n";,|\t'), max_size=8)


@given(
    st.integers(2, 5).flatmap(lambda n: st.lists(st.lists(cells, min_size=n, max_size=n), min_size=1, max_size=8)),
    st.sampled_from(";,\t|"),
)
def test_whatever_a_csv_writer_writes_is_read_back_with_its_lines(table, delimiter):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows([["k"] * len(table[0]), *table])
    data = text.getvalue().encode()
    reader = csv.reader(io.StringIO(text.getvalue(), newline=""), delimiter=delimiter)
    expected, begin = [], 1
    for row in reader:
        expected.append((*(cell or None for cell in row), begin))
        begin = reader.line_num + 1
    lines = csv_format._lines(data)
    head = csv_rows.Head([f"k{n}" for n in range(len(table[0]))], delimiter, 1)

    careful = csv_rows.careful(lines, head, words("pl"))
    fast = csv_rows.clean(data, lines, head, words("pl"))

    kept = [row for row in expected[1:] if any(row[:-1])]
    assert careful.frame.rows() == kept
    assert careful.rejected.is_empty()
    assert fast is not None
    assert fast.frame.rows() == kept
    assert fast.frame.schema == careful.frame.schema
    assert fast.rejected.is_empty()


@pytest.mark.real
def test_the_boston_and_receipt_exports_are_read_whole(read, real):
    assert read(real / "receipt" / "receipt.csv", "csv").rows == 8577
    assert read(real / "boston311" / "requests_2015.csv", "csv").rejected.is_empty()
    assert read(real / "ibm_receivables" / "receivables.csv", "csv").rows == 2466
