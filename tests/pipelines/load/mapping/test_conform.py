from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts import noun
from pipelines.formats import Table
from pipelines.load.mapping import Conformed, conform
from pipelines.load.mapping.origins import Origin
from pipelines.refusal import Refusal
from pipelines.settings import read_town

from .conftest import REJECTED, table_of

Conform = Callable[..., Conformed]

CASES = """
case_id; kind; unit; opened_on
WB.6740.1.2026; building_permit; WB; 2026-01-15
WB.6740.2.2026; building_permit; WB; 2026-01-16
"""


def rejections(found: Conformed) -> list[tuple[int, str, str | None, str]]:
    return found.rejected.select("line", "column", "value", "reason").rows()


def test_canonical_names_need_no_mapping_in_any_order(conformed: Conform) -> None:
    found = conformed("unit; opened_on; kind; case_id; note\nWB; 2026-01-15; building_permit; A; hello", "cases")
    assert found.good.select("case_id", "kind", "opened_on", "line").rows() == [
        ("A", "building_permit", date(2026, 1, 15), 2)
    ]
    assert found.aside == ("note",)


def test_columns_constants_and_words_of_the_office_become_ours(conformed: Conform) -> None:
    found = conformed(
        """
        Znak sprawy; Rodzaj; Data wszczęcia; Sposób
        A; Pozwolenie na budowę; 3.01.2026; P
        B; Inne; 14.01.2026; E
        C; ; 15.01.2026; nie dotyczy
        """,
        "cases",
        """
        [feeds.x.read]
        dates = "%d.%m.%Y"
        [feeds.x.columns]
        case_id = "Znak sprawy"
        kind = "Rodzaj"
        opened_on = "Data wszczęcia"
        channel = "Sposób"
        [feeds.x.constants]
        unit = "WB"
        [feeds.x.values.kind]
        "Pozwolenie na budowę" = "building_permit"
        "*" = "other"
        [feeds.x.values.channel]
        "P" = "paper"
        "E" = "electronic"
        "nie dotyczy" = ""
        """,
    )
    assert found.good.select("case_id", "kind", "unit", "opened_on", "channel").rows() == [
        ("A", "building_permit", "WB", date(2026, 1, 3), "paper"),
        ("B", "other", "WB", date(2026, 1, 14), "electronic"),
    ]
    assert rejections(found) == [(4, "Rodzaj", None, "required, but empty")]


def test_a_rejection_names_the_clerks_own_column_and_text_the_reason_and_what_to_do(conformed: Conform) -> None:
    found = conformed(
        """
        Nr; nr faktury; NIP; data; wpływ; brutto; waluta; sporna
        1; FV 1; 5260250274; 03.11.2026; 31.02.2026; 1 234,567; zł; może
        """,
        "invoices",
        """
        [feeds.x.read]
        decimal = ","
        dates = "%d.%m.%Y"
        [feeds.x.columns]
        invoice_id = "Nr"
        number = "nr faktury"
        seller_nip = "NIP"
        issued_on = "data"
        received_on = "wpływ"
        gross = "brutto"
        currency = "waluta"
        disputed = "sporna"
        """,
    )
    assert found.rejected.rows() == [
        (2, "wpływ", "31.02.2026", "not a date", "Write the day like this: 03.11.2026."),
        (
            2,
            "brutto",
            "1 234,567",
            "more than two decimals",
            "Round the amount in the source; nothing is rounded here.",
        ),
        (2, "sporna", "może", "neither yes nor no", "Write tak or nie."),
        (2, "waluta", "zł", "not in the form expected", "Write it like this: PLN."),
    ]
    assert (found.rows_in, found.rows_rejected, found.good.height) == (1, 1, 0)


def test_reasons_are_told_in_the_towns_language(conformed: Conform) -> None:
    found = conformed("case_id; kind; unit; opened_on\n; k; U; soon", "cases", language="pl")
    assert found.rejected.select("reason", "fix").rows() == [
        (
            "to nie jest data",
            "Zapisz dzień tak: 2026-11-03. Jeśli ten tekst oznacza puste pole, dopisz go w [feeds.x.read]: "
            'empty = ["…"]',
        ),
        ("pole wymagane, a puste", "Uzupełnij to pole w systemie źródłowym."),
    ]


def test_a_word_outside_a_closed_list_is_rejected_with_the_list(conformed: Conform) -> None:
    found = conformed(
        "absence; employee; kind; first_day; last_day; state\n1; e1; urlop; 2026-12-21; 2026-12-23; approved",
        "absences",
    )
    [(line, column, value, reason, fix)] = found.rejected.rows()
    assert (line, column, value, reason) == (2, "kind", "urlop", "not on the list of allowed values")
    assert "planned, unplanned, on_demand" in fix
    assert "[feeds.x.values.kind]" in fix


def test_all_rows_of_a_doubled_key_are_rejected_with_their_lines(conformed: Conform) -> None:
    rows = "case_id; kind; unit; opened_on\n" + "\n".join(
        ["A; k; U; 2026-01-15", "B; k; U; 2026-01-15", "A; k; V; soon", "A; k; U; 2026-01-15"]
    )
    found = conformed(rows, "cases")
    assert found.good["case_id"].to_list() == ["B"]
    assert rejections(found) == [
        (2, "case_id", "A", "the same key stands in lines 2, 4, 5"),
        (4, "opened_on", "soon", "not a date"),
        (4, "case_id", "A", "the same key stands in lines 2, 4, 5"),
        (5, "case_id", "A", "the same key stands in lines 2, 4, 5"),
    ]
    assert found.unread["case_id"].to_list() == ["A"]


def test_a_key_of_several_columns_is_shown_whole_and_an_empty_part_equals_another(conformed: Conform) -> None:
    found = conformed("employee; substitute; scope; rank\ne1; e2; ; 1\ne1; e2; ; 1\ne1; e2; WB; 1", "substitutions")
    assert found.good.height == 1
    assert found.rejected.row(0)[1:3] == ("employee + substitute + scope + rank", "e1 + e2 +  + 1")


def test_two_rows_without_a_key_are_incomplete_not_doubled(conformed: Conform) -> None:
    found = conformed("case_id; kind; unit; opened_on\n; k; U; 2026-01-15\n; k; U; 2026-01-15", "cases")
    assert found.rejected["reason"].to_list() == ["required, but empty"] * 2


def test_a_file_without_a_required_column_is_refused_with_the_nearest_header(conformed: Conform) -> None:
    with pytest.raises(Refusal) as refused:
        conformed("case_ids; kind; unit; opened_on\nA; k; U; 2026-01-15", "cases")
    assert refused.value.message == "The file lacks the column: case_id."
    assert refused.value.fix.endswith("The file has: case_ids, kind, unit, opened_on.")


def test_a_header_that_the_settings_name_must_be_there_even_if_optional(conformed: Conform) -> None:
    with pytest.raises(Refusal, match=r"Termin \(due_on\)"):
        conformed(CASES, "cases", '[feeds.x.columns]\ndue_on = "Termin"')


def test_in_an_event_log_an_attribute_that_no_trace_has_is_unknown(conformed: Conform) -> None:
    found = conformed(CASES, "cases", 'format = "xes"\n[feeds.x.columns]\nclosed_on = "case:enddate"')
    assert found.good["closed_on"].to_list() == [None, None]


def test_a_column_that_is_not_ours_is_refused(conformed: Conform) -> None:
    with pytest.raises(Refusal, match="cases has no column opend_on"):
        conformed(CASES, "cases", '[feeds.x.columns]\nopend_on = "kind"')


def test_a_flat_log_gives_its_cases_once(conformed: Conform) -> None:
    log = """
    case; event; opened
    A; received; 2026-01-15
    A; decided; 2026-01-15
    B; received; 2026-01-16
    """
    cases = """
    distinct = true
    [feeds.x.columns]
    case_id = "case"
    opened_on = "opened"
    [feeds.x.constants]
    kind = "process"
    unit = "U"
    """
    found = conformed(log, "cases", cases)
    assert found.good.select("case_id", "line").rows() == [("A", 2), ("B", 4)]
    assert (found.rows_in, found.collapsed, found.rows_rejected) == (3, 1, 0)


def test_party_names_are_dropped_but_for_the_classes_that_are_kept(conformed: Conform) -> None:
    rows = """
    case_id; kind; unit; opened_on; title
    WB.6740.1.2026; k; U; 2026-01-15; Jan Nowak
    A.1431.2.2026; k; U; 2026-01-15; dziki
    """
    assert conformed(rows, "cases").good["title"].to_list() == [None, None]
    assert conformed(rows, "cases", head='[privacy]\nkeep = ["1431"]').good["title"].to_list() == [None, "dziki"]


def test_a_class_without_a_kind_stands_for_it_so_that_the_case_is_loaded(conformed: Conform) -> None:
    rows = """
    case_id; unit; opened_on; kind
    WB.6740.1.2026; WB; 2026-01-15;
    WGK.7031.8.2026; WGK; 2026-01-15;
    271/2026; WB; 2026-01-15;
    WGK.7031.9.2026; WGK; 2026-01-15; own_kind
    ; WB; 2026-01-15;
    """
    found = conformed(rows, "cases", head='[kinds]\n"6740" = "building_permit"')
    assert found.good.select("case_id", "kind").rows() == [
        ("WB.6740.1.2026", "building_permit"),
        ("WGK.7031.8.2026", "7031"),
        ("271/2026", "-"),
        ("WGK.7031.9.2026", "own_kind"),
    ]
    assert {(line, column) for line, column, _, _ in rejections(found)} >= {(6, "case_id")}


def test_sender_and_subject_of_a_document_without_a_case_are_dropped(conformed: Conform) -> None:
    rows = "document_id; received_on; sender; subject\n1; 2026-01-15; Jan Nowak; skarga"
    found = conformed(rows, "documents", head='[privacy]\nkeep = ["1431"]')
    assert found.good.select("sender", "subject").rows() == [(None, None)]


def test_moments_are_kept_in_utc_and_defaults_are_filled(conformed: Conform) -> None:
    found = conformed("case_id; at; event\nA; 2026-07-01 08:00; received", "case_events")
    assert found.good["at"].to_list() == [datetime(2026, 7, 1, 6)]
    invoice = "invoice_id; number; seller_nip; issued_on; received_on; gross\n1; F; 5; 2026-01-01; 2026-01-02; 10"
    assert conformed(invoice, "invoices").good.select("currency", "gross").rows() == [("PLN", Decimal("10.00"))]


def test_receipts_and_outgoings_need_no_classification_but_spending_does(conformed: Conform) -> None:
    found = conformed(
        """
        entry_id; year; booked_on; unit; side; dzial; rozdzial; paragraf; measure; amount
        1; 2026; 2026-01-01; U; income; ; ; ; receipt; 10
        2; 2026; 2026-01-01; U; spending; 750; ; 4300; plan; 10
        """,
        "budget",
    )
    assert found.good["entry_id"].to_list() == ["1"]
    assert found.good["state"].to_list() == ["entered"]
    assert rejections(found) == [(3, "rozdzial", None, "required, but empty")]


def test_only_an_invoice_known_by_its_file_may_lack_the_sellers_tax_number(conformed: Conform) -> None:
    found = conformed(
        """
        invoice_id; number; seller_nip; issued_on; received_on; gross
        sha256:0123456789abcdef; F 1; ; 2026-01-01; 2026-01-02; 10
        FV-2; F 2; ; 2026-01-01; 2026-01-02; 10
        """,
        "invoices",
    )
    assert found.good["number"].to_list() == ["F 1"]
    assert rejections(found) == [(3, "seller_nip", None, "required, but empty")]


def test_what_the_format_rejected_comes_along_and_counts(conformed: Conform) -> None:
    table = table_of(CASES)
    lost = pl.DataFrame([(9, "case_id", "x", "too many fields", "quote it")], schema=REJECTED, orient="row")
    found = conformed(type(table)(table.frame, lost, False), "cases")
    assert (found.rows_in, found.rows_rejected, found.rejected.height) == (3, 1, 1)


def test_names_of_a_format_of_its_own_are_read_our_way_whatever_the_feed_says(conformed: Conform) -> None:
    row = "invoice_id; number; seller_nip; issued_on; received_on; gross\n1; F; 5; 2026-01-01; 2026-01-02; 1234.50"
    found = conformed(row, "invoices", '[feeds.x.read]\ndecimal = ","\ndates = "%Y-%d-%m"', canonical=True)
    assert found.good.select("gross", "received_on").rows() == [(Decimal("1234.50"), date(2026, 1, 2))]


def test_roles_are_translated_one_by_one(conformed: Conform) -> None:
    found = conformed(
        "employee; name; unit; roles\ne1; A; U; Skarbnik | manager\ne2; B; U; Skarbnik|szef",
        "employees",
        '[feeds.x.values.roles]\n"Skarbnik" = "treasurer"',
    )
    assert found.good["roles"].to_list() == ["treasurer|manager"]
    assert rejections(found) == [(3, "roles", "Skarbnik|szef", "not on the list of allowed values")]


def test_an_empty_file_gives_nothing_and_rejects_nothing(conformed: Conform) -> None:
    found = conformed("case_id; kind; unit; opened_on", "cases")
    assert (found.rows_in, found.good.height, found.rejected.height) == (0, 0, 0)


def test_a_clerk_may_call_a_column_as_we_call_our_own_tools(conformed: Conform) -> None:
    found = conformed("case_id; kind; unit; opened_on; row; at; index\nA; k; U; 2026-01-15; 1; 2; 3", "cases")
    assert (found.good.height, found.aside) == (1, ("row", "at", "index"))


CELLS = st.one_of(st.none(), st.sampled_from(["A", "2026-01-15", "1 234,50", "tak", "-", "paper"]), st.text(max_size=8))


@settings(deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS), max_size=6), st.booleans())
def test_no_text_whatever_is_lost_or_breaks_the_mapping(rows: list[tuple[str | None, ...]], distinct: bool) -> None:
    names = ["invoice_id", "issued_on", "gross", "disputed", "due_dates"]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    table = Table(frame.with_columns(pl.int_range(2, pl.len() + 2).alias("line")), pl.DataFrame(schema=REJECTED))
    feed = (
        f"distinct = {str(distinct).lower()}\n[feeds.x.constants]\nreceived_on = 2026-01-15\nnumber = 1\nseller_nip = 5"
    )
    town = read_town(Path("/town"), f'[town]\nname = "Z"\n[feeds.x]\nnoun = "invoices"\n{feed}')
    found = conform(table, town.feeds["x"], noun("invoices"), town)
    assert found.rows_in == len(rows) == found.good.height + found.collapsed + found.rows_rejected
    assert noun("invoices").model.validate(found.good.drop("line")).height == found.good.height
    assert found.rejected["line"].n_unique() == found.rows_rejected
    assert not {*found.rejected["line"]} & {*found.good["line"]}


def test_what_is_blank_is_empty_and_the_rest_is_trimmed() -> None:
    frame = pl.DataFrame({"a": ["", " ", "\t\n", "\N{NO-BREAK SPACE}", " x y ", "x", None]})
    assert frame.select(Origin("a").text())["a"].to_list() == [None, None, None, None, "x y", "x", None]


def spoil(text: str, *cells: tuple[int, str, str]) -> Table:
    table = table_of(text)
    return replace(table, spoiled=pl.DataFrame(list(cells), schema=table.spoiled.schema, orient="row"))


@pytest.mark.parametrize(
    "header", ["Data\nwszczęcia", "Data\u00a0wszczęcia", "DATA  WSZCZĘCIA", "\ufeffData\r\nwszczęcia"]
)
def test_white_space_and_letter_case_tell_no_columns_apart(conformed: Conform, header: str) -> None:
    table = table_of("CASE_ID; Kind; unit; x\nA; k; U; 2026-01-15")
    table = replace(table, frame=table.frame.rename({"x": header}))
    found = conformed(table, "cases", '[feeds.x.columns]\nopened_on = "Data wszczęcia"')
    assert found.good.select("case_id", "kind", "opened_on").rows() == [("A", "k", date(2026, 1, 15))]
    assert found.aside == ()


def test_a_name_that_is_there_as_written_goes_before_one_that_looks_like_it(conformed: Conform) -> None:
    found = conformed(
        "case_id; kind; unit; opened_on; Unit; UNIT\nA; k; U; 2026-01-15; V; W",
        "cases",
        '[feeds.x.columns]\nunit = "UNIT"',
    )
    assert found.good["unit"].to_list() == ["W"]
    with pytest.raises(Refusal, match="lacks the column"):  # two look like it: which, nobody knows
        conformed("case_id; kind; Unit; UNIT; opened_on\nA; k; U; V; 2026-01-15", "cases")


def test_words_of_the_office_are_told_by_what_they_say(conformed: Conform) -> None:
    table = table_of("case_id; kind; unit; opened_on\n" + "\n".join(f"{n}; {n}; U; 2026-01-15" for n in range(5)))
    kinds = ["Pozwolenie na budowę", "Pozwolenie\u00a0na budowę", "POZWOLENIE NA  BUDOWĘ", "inne", None]
    found = conformed(
        replace(table, frame=table.frame.with_columns(kind=pl.Series(kinds))),
        "cases",
        '[feeds.x.values.kind]\n"Pozwolenie na budowę" = "building_permit"\n"*" = "other"\n"" = "unknown"',
    )
    assert found.good["kind"].to_list() == ["building_permit"] * 3 + ["other", "unknown"]


def test_words_of_a_list_are_told_by_what_they_say(conformed: Conform) -> None:
    found = conformed(
        "employee; name; unit; roles\ne1; A; U; Kierownik | REFERENT",
        "employees",
        '[feeds.x.values.roles]\n"kierownik" = "manager"\n"referent" = "officer"',
    )
    assert found.good["roles"].to_list() == ["manager|officer"]


NOTHINGS = "case_id; kind; unit; handler; opened_on; closed_on\n" + "\n".join(
    f"{n}; k; U; {word}; 2026-01-15; {word}"
    for n, word in enumerate(["NULL", r"\N", "(null)", "None", "NaN", "-", "brak", ""])
)


def test_the_words_that_databases_write_into_empty_cells_are_empty(conformed: Conform) -> None:
    found = conformed(NOTHINGS, "cases")
    assert found.good.select("case_id", "handler").rows() == [(n, None) for n in ["0", "1", "2", "3", "4", "7"]]
    assert found.rejected["value"].to_list() == ["-", "brak"]
    assert all("[feeds.x.read]: empty = " in fix for fix in found.rejected["fix"])


def test_the_offices_own_words_for_empty_stand_beside_them_in_every_column(conformed: Conform) -> None:
    found = conformed(NOTHINGS, "cases", '[feeds.x.read]\nempty = ["-", "brak"]')
    assert found.good["handler"].to_list() == [None] * 8
    kept = conformed(NOTHINGS, "cases", "[feeds.x.read]\nempty = []")
    assert kept.good["case_id"].to_list() == ["7"]


def test_a_word_for_empty_that_the_settings_translate_is_a_word(conformed: Conform) -> None:
    found = conformed(
        "case_id; kind; unit; opened_on; channel\nA; k; U; 2026-01-15; -\nB; -; U; 2026-01-15; ",
        "cases",
        '[feeds.x.read]\nempty = ["-"]\n[feeds.x.values.channel]\n"-" = "paper"',
    )
    assert found.good.select("case_id", "channel").rows() == [("A", "paper")]
    assert rejections(found) == [(3, "kind", "-", "required, but empty")]


WIDE = """
unit; dzial; rozdzial; paragraf; year; booked_on; side; P; e
U; 750; 75023; 4210; 2026; 2026-01-31; spending; """


def test_an_empty_word_among_measures_is_no_amount(conformed: Conform) -> None:
    found = conformed(
        WIDE + "10; -",
        "budget",
        '[feeds.x.read]\nempty = ["-"]\n[feeds.x.measures]\nplan = "p"\nexecuted = "e"',
    )
    assert found.good.select("measure", "amount").rows() == [("plan", Decimal(10))]


def test_a_spoiled_cell_rejects_its_row_only_where_somebody_asked_for_the_column(conformed: Conform) -> None:
    text = "case_id; kind; unit; opened_on; title; place\nA; k; U; 2026-01-15; x\ufffd; {}\nB; k; U; 2026-01-15; y; {}"
    cells = ((2, "place", "nested"), (3, "place", "nested"), (2, "title", "encoding"))
    found = conformed(spoil(text, *cells), "cases")
    assert found.good["case_id"].to_list() == ["B"]
    assert rejections(found) == [(2, "title", "x\ufffd", "a character that is not utf-8")]
    assert found.unread["case_id"].to_list() == ["A"]


def test_a_spoiled_amount_of_a_wide_table_rejects_its_row_of_the_measure(conformed: Conform) -> None:
    measures = '[feeds.x.measures]\nplan = "p"\nexecuted = "e"'
    found = conformed(spoil(WIDE + "#; 1", (2, "P", "formula")), "budget", measures)
    assert found.good["measure"].to_list() == ["executed"]
    assert rejections(found) == [(2, "P", "#", "the cell holds a formula error")]


def test_before_a_query_every_spoiled_cell_counts(conformed: Conform) -> None:
    found = conformed(spoil(CASES + "\n", (2, "unit", "formula")), "cases", 'query = "select * from file"')
    assert found.good.height == 1
    assert rejections(found) == [(2, "unit", None, "the cell holds a formula error")]


def test_a_column_that_no_text_can_hold_is_refused_where_it_is_asked_for(conformed: Conform) -> None:
    table = replace(table_of(CASES), left_out=("geometry",))
    assert conformed(table, "cases").aside == ("geometry",)
    with pytest.raises(Refusal, match="neither text nor number nor date: geometry"):
        conformed(table, "cases", '[feeds.x.columns]\nsegment = "Geometry"')


def test_a_header_in_another_encoding_matters_where_a_column_is_not_found_for_it(conformed: Conform) -> None:
    text = "case_id; kind; kom\ufffdrka; opened_on; {}\nA; k; U; 2026-01-15; x"
    with pytest.raises(Refusal, match="a character that is not utf-8; so it lacks: unit") as refused:
        conformed(text.format("title"), "cases")
    assert refused.value.fix.endswith('[feeds.x.read]: encoding = "cp1250"')
    assert conformed(text.format("unit"), "cases").aside == ("kom\ufffdrka",)


INVOICES = "invoice_id; number; seller_nip; issued_on; received_on; gross; payable; currency\n"


def test_a_currency_beside_the_sum_goes_into_its_column(conformed: Conform) -> None:
    rows = [
        "1; F; 1; 2026-01-01; 2026-01-01; 100,00 EUR; 90,00 EUR; ",
        "2; F; 1; 2026-01-01; 2026-01-01; 1 234,56 zł; ; ",
        "3; F; 1; 2026-01-01; 2026-01-01; € 5; ; EUR",
        "4; F; 1; 2026-01-01; 2026-01-01; 5 USD; ; EUR",
        "5; F; 1; 2026-01-01; 2026-01-01; 5 USD; 4 EUR; ",
    ]
    found = conformed(INVOICES + "\n".join(rows), "invoices")
    assert found.good.select("invoice_id", "gross", "currency").rows() == [
        ("1", Decimal("100.00"), "EUR"),
        ("2", Decimal("1234.56"), "PLN"),
        ("3", Decimal("5.00"), "EUR"),
    ]
    assert rejections(found) == [(5, "gross", "5 USD", "not an amount"), (6, "payable", "4 EUR", "not an amount")]


BUDGET = "entry_id; year; booked_on; unit; side; dzial; rozdzial; paragraf; measure; amount\n"


def test_codes_get_the_zeros_back_that_a_spreadsheet_took(conformed: Conform) -> None:
    rows = [
        "1; 2026; 2026-01-01; U; spending; 10; 1095; 4300; plan; 10",
        "2; 2026; 2026-01-01; U; income; 756; 75621; 10; plan; 1",
    ]
    found = conformed(BUDGET + "\n".join(rows), "budget")
    assert found.good.select("dzial", "rozdzial", "paragraf").rows() == [
        ("010", "01095", "4300"),
        ("756", "75621", "0010"),
    ]
    assert found.note == "the codes of 2 rows had lost leading zeros, which were put back"


def test_codes_of_another_form_are_read_and_told(conformed: Conform) -> None:
    found = conformed(BUDGET + "1; 2016; 2016-01-01; TL; spending; 01; 0110; 31001; plan; 40000", "budget")
    assert found.good.select("dzial", "rozdzial", "paragraf").row(0) == ("01", "0110", "31001")
    assert found.note == "the codes of 1 row are not written as the law writes them"
