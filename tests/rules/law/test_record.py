"""Each entry of the texts becomes a record with all that was written, and is told in rows with all that it holds."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from rules.law import Law, LawError, read_law
from rules.law.model import (
    Act,
    Band,
    BudgetDay,
    Convention,
    Demand,
    Extension,
    Holiday,
    Longest,
    Parameter,
    Procedure,
    Rate,
    Report,
    Seller,
    Standstill,
    Term,
    display,
)
from rules.law.rows import law_rows

# An island with one entry of each kind that says everything, and one that says no more than it must.
ISLAND = """
reviewed_on: 2026-01-01
jurisdiction: {id: IS, name: {is: Eyja, en: Island}, language: is, currency: ISL, weekend: [sunday], own_terms: petty}
arithmetic:
  event_day: {value: not_counted, source: Custom, status: convention}
  end_on_day_off: {value: next_working_day, source: Custom, status: convention}
acts:
  Charter: {name: {is: Skrá, en: Charter}, in_force: 2020-01-01, text: As printed, note: lost twice}
procedures:
  full: {name: {is: Allt, en: All}, notice: Charter § 2, remedy: a complaint, remedy_told: false,
    stops: [opinion, hybrid],
    notice_stops: [hybrid], instead: {Charter § 5: Charter § 6}, source: Charter § 1, status: verified,
    discontinued_by: Charter § 7, audience: filer, after_call: leave_it, halted_by: Charter § 8}
  petty: {name: {en: Petty}, stops: [], source: Custom, status: convention}
terms:
  ferry:
    {name: {is: Ferja, en: Ferry}, procedure: full, of: party, effect: fine, tacit: true, clock: restart, alert_on: raw,
    rule: X01, self_review: true, after_term: true, note: read aloud, versions: [{n: 10, unit: day, penalty_per_day: 7,
    standstill: {first: 2026-02-01, last: 2026-02-28, law: Charter § 12}, demand: {n: 3, unit: day, law: Charter § 13},
    suspended_at_most: {n: 18, unit: month, law: Charter § 14},
    extension: {n: 2, unit: week, since: filing}, act: Charter, article: § 3, valid_from: 2020-01-01,
    valid_to: 2026-12-31, source: The stone, status: verified}]}
  boat: {name: {en: Boat}, procedure: petty, versions: [{n: null, unit: month, valid_from: 2021-01-01}]}
fees:
  stamp: {name: {is: Merki, en: Stamp}, unit: money, values: [{value: "1.50", act: Charter, article: § 9,
    valid_from: 2020-01-01, valid_to: 2020-12-31, status: verified}, {value: "2.00", valid_from: 2021-01-01}]}
rates:
  commercial:
    - {valid_from: 2026-01-01, reference: "2.00", rate: "3.25", health: "2.50", act: Charter, status: verified}
  civil: [{valid_from: 2026-01-01, reference: "2.00", rate: "2.75", source: Custom}]
compensation: [{from: "0.50", eur: 40, act: Charter, article: § 10, valid_from: 2020-01-01, status: verified}]
sellers: {monk: {capped: true, interest: civil, compensation: false, law: Charter § 11}}
due_events: {received: [got, had]}
holiday_kinds: {tide: {name: {is: Flóð, en: Tide}, act: Charter, valid_from: 2020-01-01, status: verified}}
holidays: {2025: {}, 2026: {2026-01-06: tide}, 2027: {}}
reports:
  - {reports: [R1, R2], level: town, day: 4, period: month, numbers: [1, 12], to: the King, act: Charter,
    valid_from: 2020-01-01, status: verified}
budget_days:
  draft: {name: {en: Draft}, month: 11, day: 15, year: -1, rolls: true, act: Charter, valid_from: 2020-01-01}
  opinion: {name: {en: Opinion}, after: draft, n: 3, unit: week, valid_from: 2020-01-01}
"""
TEXTS = {"island.yaml": ISLAND}
STAMP = 'unit: money, values: [{value: "1.50"'
READ = date(2026, 1, 1)
SINCE = date(2020, 1, 1)
CHARTER = {"source": "As printed", "act": "Charter", "reviewed_on": READ}


def island() -> Law:
    """Read in each test, so that a mutant of the reader is what reads."""
    return read_law("IS", TEXTS)


def without(old: str, new: str = "") -> dict[str, str]:
    assert old in ISLAND
    return {"island.yaml": ISLAND.replace(old, new, 1)}


def test_the_head_says_whose_law_it_is() -> None:
    law = island()
    assert (law.jurisdiction, law.name, law.language, law.currency, law.weekend, law.own_terms) == (
        "IS", {"is": "Eyja", "en": "Island"}, "is", "ISL", ("sunday",), "petty"
    )  # fmt: skip
    assert (law.files, law.free_weekdays) == (TEXTS, {6})


def test_what_is_no_number_of_its_own_is_kept_by_its_name() -> None:
    law = island()
    assert law.arithmetic == {
        "event_day": Convention(value="not_counted", source="Custom", status="convention"),
        "end_on_day_off": Convention(value="next_working_day", source="Custom", status="convention"),
    }
    assert law.acts == {
        "Charter": Act(
            id="Charter", name={"is": "Skrá", "en": "Charter"}, in_force=SINCE, text="As printed", note="lost twice"
        )
    }
    assert law.sellers == {
        "monk": Seller(id="monk", capped=True, interest="civil", compensation=False, law="Charter § 11")
    }
    assert law.due_events == {"received": ("got", "had")}
    assert law.holidays == {2025: {}, 2026: {date(2026, 1, 6): "tide"}, 2027: {}}
    assert law.holiday_kinds == {
        "tide": Holiday(
            id="tide", name={"is": "Flóð", "en": "Tide"}, valid_from=SINCE, status="verified", law="Charter", **CHARTER
        )
    }


def test_a_procedure_says_its_notice_its_remedy_and_its_stops_or_has_none() -> None:
    assert island().procedures == {
        "full": Procedure(
            id="full", name={"is": "Allt", "en": "All"}, notice="Charter § 2", stops=("opinion", "hybrid"),
            notice_stops=("hybrid",), source="Charter § 1", status="verified", remedy="a complaint", remedy_told=False,
            instead={"Charter § 5": "Charter § 6"}, discontinued_by="Charter § 7", audience="filer",
            after_call="leave_it", halted_by="Charter § 8",
        ),
        "petty": Procedure(
            id="petty", name={"en": "Petty"}, notice=None, stops=(), notice_stops=(), source="Custom",
            status="convention", remedy_told=True,
        ),
    }  # fmt: skip


def test_a_term_holds_all_that_is_said_of_it_and_the_usual_where_nothing_is_said() -> None:
    assert island().terms == (
        Term(
            id="ferry", name={"is": "Ferja", "en": "Ferry"}, n=10, unit="day", procedure="full", of="party",
            effect="fine", tacit=True, clock="restart", alert_on="raw", penalty_per_day=7,
            standstill=Standstill(first=date(2026, 2, 1), last=date(2026, 2, 28), law="Charter § 12"),
            demand=Demand(n=3, unit="day", law="Charter § 13"),
            suspended_at_most=Longest(n=18, unit="month", law="Charter § 14"),
            extension=Extension(n=2, unit="week", since="filing"), rule="X01", self_review=True, after_term=True,
            note="read aloud", valid_from=SINCE, valid_to=date(2026, 12, 31), source="The stone", status="verified",
            act="Charter", law="Charter § 3", reviewed_on=READ,
        ),
        Term(
            id="boat", name={"en": "Boat"}, n=None, unit="month", procedure="petty", valid_from=date(2021, 1, 1),
            reviewed_on=READ,
        ),
    )  # fmt: skip


def test_a_number_has_its_versions_each_with_its_own_days_and_source() -> None:
    named = {"name": "fees.stamp", "unit": "money", "display": {"is": "Merki", "en": "Stamp"}}
    assert island().parameters == (
        Parameter(
            **named, value=Decimal("1.50"), valid_from=SINCE, valid_to=date(2020, 12, 31), status="verified",
            law="Charter § 9", **CHARTER,
        ),
        Parameter(**named, value=Decimal("2.00"), valid_from=date(2021, 1, 1), reviewed_on=READ),
    )  # fmt: skip
    assert [row.whole for row in island().parameters] == [150, 200]


def test_rates_and_bands_are_exact() -> None:
    law = island()
    [commercial], [civil] = law.series("commercial"), law.series("civil")
    assert commercial == Rate(
        series="commercial", reference_bp=200, rate_bp=325, health_bp=250, valid_from=READ, status="verified",
        law="Charter", **CHARTER,
    )  # fmt: skip
    assert civil == Rate(
        series="civil", reference_bp=200, rate_bp=275, valid_from=READ, source="Custom", reviewed_on=READ
    )
    assert law.bands == (
        Band(
            amount_from=Decimal("0.50"), eur=40, valid_from=SINCE, status="verified", law="Charter § 10", **CHARTER
        ),
    )  # fmt: skip


def test_forms_of_one_day_are_reports_of_their_own() -> None:
    assert island().reports == tuple(
        Report(
            report=form, level="town", day=4, period="month", numbers=(1, 12), to="the King", valid_from=SINCE,
            status="verified", law="Charter", **CHARTER,
        )
        for form in ("R1", "R2")
    )  # fmt: skip


def test_a_day_of_the_budget_is_fixed_or_runs_from_another() -> None:
    assert island().budget_days == (
        BudgetDay(
            id="draft", name={"en": "Draft"}, month=11, day=15, year=-1, rolls=True, valid_from=SINCE, law="Charter",
            **CHARTER,
        ),
        BudgetDay(
            id="opinion", name={"en": "Opinion"}, after="draft", n=3, unit="week", valid_from=SINCE, reviewed_on=READ
        ),
    )  # fmt: skip


# --- what cannot be read


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("note: lost twice", "mote: lost", "Charter: .*'mote'"),
        ("capped: true", "caped: true", "monk: .*'caped'"),
        ("clock: restart", "clok: restart", "ferry: .*'clok'"),
        ('value: "1.50"', "value: much", "fees.stamp: "),
        ('value: "1.50"', 'value: "1.505"', "fees.stamp: 1.505 has more than two decimals$"),
        ("to: the King, act: Charter", "act: Chapter", "reports 1: act 'Chapter' is not in the record of acts$"),
        ("rolls: true, act: Charter, valid_from: 2020-01-01", "rolls: true", "draft: valid_from is missing"),
        ("Tide}, act: Charter, valid_from: 2020-01-01", "Tide}, valid_from: soon", "tide: valid_from is missing"),
        ('valid_from: 2026-01-01, reference: "2.00", rate: "2', 'reference: "2.00", rate: "2', "rates.civil: valid_"),
        ('rate: "3.25"', 'rate: "3.255"', "rates.commercial: 3.255 % is finer than a basis point$"),
        ('rate: "2.75"', 'rate: "much"', "rates.civil: "),
        (STAMP, "unit: flag, values: [{value: 1", "fees.stamp: 1 is neither true nor false$"),
        (STAMP, 'unit: code, values: [{value: "4040"', "fees.stamp: '4040' is one code; write a list$"),
        (STAMP, "unit: day, values: [{value: true", "fees.stamp: True is not a whole number of day$"),
        ('rate: "2.75", ', "", "rates.civil: rate is missing$"),
        ('{from: "0.50"', '{from: "half"', "compensation: "),
        ("unit: money, values", "unit: money, value", "fees.stamp: values is missing$"),
        ("{n: null, unit: month,", "{n: null,", "boat: unit is missing$"),
        ("petty: {name: {en: Petty}, stops: [],", "petty: {name: {en: Petty},", "petty: stops is missing$"),
        ("- {reports: [R1, R2], level", "- {level", "reports 1: reports is missing$"),
        ("tide: {name: {is: Flóð, en: Tide},", "tide: {", "tide: name is missing$"),
        ("draft: {name: {en: Draft},", "draft: {", "draft: .*'name'"),
        ("{monk: {capped: true, interest: civil, compensation: false, law: Charter § 11}}", "{monk: pious}", "monk: "),
        ("opinion: {name: {en: Opinion}, after: draft, n: 3, unit: week, valid_from: 2020-01-01}", "opinion: 3",
         "opinion: argument"),
        ("article: § 10, valid_from: 2020-01-01", "article: § 10", "compensation: valid_from is missing"),
        ("unit: month, valid_from: 2021-01-01}", "unit: month}", "boat: valid_from is missing or no date$"),
        ("valid_from: 2020-01-01, valid_to: 2020-12-31", "valid_to: 2020-12-31", "fees.stamp: valid_from is missing"),
    ],
)  # fmt: skip
def test_an_error_names_the_file_and_the_entry(old: str, new: str, complaint: str) -> None:
    with pytest.raises(LawError, match=rf"^island\.yaml: {complaint}"):
        read_law("IS", without(old, new))


def test_texts_that_name_no_country_are_no_law() -> None:
    with pytest.raises(LawError, match=r"^no file says which jurisdiction this is$"):
        read_law("IS", {"island.yaml": "reviewed_on: 2026-01-01"})


def test_a_file_is_named_that_is_no_mapping_or_does_not_say_when_it_was_reviewed() -> None:
    for text in ("- a\n- list\n", "reviewed_on: soon\n", "acts: {}\n"):
        with pytest.raises(LawError, match=r"^bad\.yaml: a mapping with `reviewed_on` is expected$"):
            read_law("IS", {**TEXTS, "bad.yaml": text})


def test_a_line_is_named_that_says_a_thing_twice_or_has_a_float() -> None:
    for line, complaint in (
        ("a: 1\nb: 2\na: 3\nb: 4\n", "bad.yaml: line 1: written twice: a, b"),
        ("a:\n  b: 1\n  b: 2\n", "bad.yaml: line 2: written twice: b"),
        ("a: 1\nb: 2.5\n", 'bad.yaml: line 2: write "2.5" in quotes, decimals are exact here'),
    ):
        with pytest.raises(LawError) as caught:
            read_law("IS", {**TEXTS, "bad.yaml": line})
        assert str(caught.value) == complaint


@pytest.mark.parametrize(
    ("section", "again", "twice"),
    [
        ("acts", "Charter: {name: {}, in_force: 2020-01-01, text: Again}", "Charter"),
        ("procedures", "full: {name: {}, stops: [], source: Again, status: verified}", "full"),
        ("arithmetic", "event_day: {value: counted, source: Again, status: verified}", "event_day"),
        ("sellers", "monk: {capped: false, interest: null, compensation: true, law: Again}", "monk"),
        ("due_events", "received: [took]", "received"),
        ("holiday_kinds", "tide: {name: {}, valid_from: 2020-01-01}", "tide"),
        ("holidays", "2026: {}", "2026"),
        ("jurisdiction", "language: en, currency: ISL", "currency, language"),
    ],
)
def test_an_entry_stands_in_one_file_only(section: str, again: str, twice: str) -> None:
    with pytest.raises(LawError) as caught:
        read_law("IS", {**TEXTS, "more.yaml": f"reviewed_on: 2026-01-01\n{section}: {{{again}}}\n"})
    assert str(caught.value) == f"{section}: in two files: {twice}"


def test_a_section_stands_in_as_many_files_as_it_likes_each_reviewed_on_its_own_day() -> None:
    more = """
reviewed_on: 2026-02-02
acts: {Bylaw: {name: {en: Bylaw}, in_force: 2021-01-01, text: Painted}}
terms: {swim: {name: {en: Swim}, procedure: petty, versions: [{n: 1, unit: day, act: Charter, valid_from: 2022-01-01}]}}
fees: {ink: {name: {en: Ink}, unit: count, values: [{value: 2, act: Bylaw, valid_from: 2022-01-01}]}}
holidays: {2028: {2028-01-06: tide}}
"""
    law = read_law("IS", {"island.yaml": ISLAND.replace("act: Charter, article: § 3", "act: Bylaw"), "more.yaml": more})
    assert [(term.id, term.law, term.reviewed_on) for term in law.terms] == [
        ("ferry", "Bylaw", READ), ("boat", "", READ), ("swim", "Charter", date(2026, 2, 2)),
    ]  # fmt: skip
    assert [(row.name, row.source) for row in law.parameters][-1] == ("fees.ink", "Painted")
    assert (sorted(law.acts), sorted(law.holidays)) == (["Bylaw", "Charter"], [2025, 2026, 2027, 2028])


# --- in rows


def test_the_rows_of_a_term_hold_its_names_its_notice_and_how_far_it_is_prolonged() -> None:
    terms = law_rows(island(), READ, READ)["terms"]
    columns = [name for name, _ in terms.columns]
    ferry, boat = (dict(zip(columns, row, strict=True)) for row in terms.rows)
    assert ferry == {
        "id": "ferry", "name": "Ferja", "name_en": "Ferry", "n": 10, "unit": "day", "procedure": "full",
        "whose": "party", "tacit": True, "clock": "restart", "alert_on": "raw", "effect": "fine", "penalty_per_day": 7,
        "notice": "Charter § 2", "remedy": "a complaint", "instruction": None, "rule": "X01",
        "extension_n": 2, "extension_unit": "week", "extension_since": "filing",
        "standstill_first": date(2026, 2, 1), "standstill_last": date(2026, 2, 28),
        "suspended_n": 18, "suspended_unit": "month", "discontinued_by": "Charter § 7", "audience": "filer",
        "after_call": "leave_it", "halted_by": "Charter § 8",
        "self_review": True, "after_term": True, "note": "read aloud",
        "appeal": None, "by_post": None, "in_box": None, "final_by": None, "waived_by": None, "moved_by": None,
        "valid_from": SINCE, "valid_to": date(2026, 12, 31), "law": "Charter § 3", "source": "The stone",
        "status": "verified", "reviewed_on": READ,
    }  # fmt: skip
    unsaid = (
        "notice", "remedy", "rule", "extension_n", "extension_unit", "extension_since", "note", "valid_to",
        "standstill_first", "standstill_last", "suspended_n", "discontinued_by", "after_call", "halted_by",
    )  # fmt: skip
    assert [boat[column] for column in unsaid] == [None] * len(unsaid)
    assert dict(terms.columns) == {
        **dict.fromkeys(columns, "VARCHAR"),
        **dict.fromkeys(("n", "penalty_per_day", "extension_n", "suspended_n"), "INTEGER"),
        **dict.fromkeys(("tacit", "self_review", "after_term"), "BOOLEAN"),
        **dict.fromkeys(("standstill_first", "standstill_last", "valid_from", "valid_to", "reviewed_on"), "DATE"),
    }


def test_what_a_party_may_do_is_an_instruction_where_the_notice_has_to_tell_it() -> None:
    law = read_law("IS", without("remedy_told: false,", ""))
    terms = law_rows(law, READ, READ)["terms"]
    columns = [name for name, _ in terms.columns]
    assert [row[columns.index("instruction")] for row in terms.rows] == ["a complaint", None]


def test_the_rows_say_what_a_party_appeals_by_and_how_a_decision_is_served_and_final() -> None:
    terms = law_rows(read_law("PL"), READ, READ)["terms"]
    columns = [name for name, _ in terms.columns]
    rows = {row[columns.index("id")]: dict(zip(columns, row, strict=True)) for row in terms.rows}
    appeals = {kind: rows[kind]["appeal"] for kind in ("kpa_complex", "tax_complex", "opinion_106", "kpa_appeal")}
    assert appeals == {
        "kpa_complex": "appeal_by_party", "tax_complex": "tax_appeal_by_party", "opinion_106": "zazalenie_by_party",
        "kpa_appeal": None,
    }  # fmt: skip
    assert {rows[kind]["appeal"] for kind in ("certificate", "complaint", "public_information")} == {None}
    served = ("by_post", "in_box", "final_by", "waived_by", "moved_by")
    assert [rows["appeal_by_party"][name] for name in served] == [
        "service_fiction", "electronic_service_fiction", "KPA art. 16 § 1", "KPA art. 127a", "KPA art. 57 § 4",
    ]  # fmt: skip


def test_a_term_without_its_procedure_has_neither_notice_nor_remedy() -> None:
    law = read_law("IS", without("procedure: full", "procedure: none"))
    terms = law_rows(law, READ, READ)["terms"]
    columns = [name for name, _ in terms.columns]
    assert [terms.rows[0][columns.index(name)] for name in ("procedure", "notice", "remedy")] == ["none", None, None]


ORIGIN = (
    ("valid_from", "DATE"), ("valid_to", "DATE"), ("law", "VARCHAR"), ("source", "VARCHAR"), ("status", "VARCHAR"),
    ("reviewed_on", "DATE"),
)  # fmt: skip
STATED = ("As printed", "verified", READ)


@pytest.mark.parametrize(
    ("table", "columns", "rows"),
    [
        (
            "procedure_stops",
            (("procedure", "VARCHAR"), ("stop", "VARCHAR"), ("moves_notice", "BOOLEAN")),
            [("full", "opinion", False), ("full", "hybrid", True)],
        ),
        (
            "parameters",
            (
                ("name", "VARCHAR"), ("rule", "VARCHAR"), ("display", "VARCHAR"), ("value", "VARCHAR"),
                ("whole", "BIGINT"), ("unit", "VARCHAR"), *ORIGIN,
            ),
            [
                (
                    "fees.stamp", "fees", "Merki", "1.50", 150, "money", SINCE, date(2020, 12, 31), "Charter § 9",
                    *STATED,
                ),
                ("fees.stamp", "fees", "Merki", "2.00", 200, "money", date(2021, 1, 1), None, "", "", "", READ),
            ],
        ),
        (
            "rates",
            (("series", "VARCHAR"), ("reference_bp", "INTEGER"), ("rate_bp", "INTEGER"), ("health_bp", "INTEGER"),
             *ORIGIN),
            [
                ("commercial", 200, 325, 250, READ, None, "Charter", *STATED),
                ("civil", 200, 275, None, READ, None, "", "Custom", "", READ),
            ],
        ),
        (
            "compensation",
            (("amount_from", "DECIMAL(18,2)"), ("eur", "INTEGER"), *ORIGIN),
            [(Decimal("0.50"), 40, SINCE, None, "Charter § 10", *STATED)],
        ),
        (
            "sellers",
            (("seller_kind", "VARCHAR"), ("capped", "BOOLEAN"), ("interest", "VARCHAR"), ("compensation", "BOOLEAN"),
             ("law", "VARCHAR")),
            [("monk", True, "civil", False, "Charter § 11")],
        ),
        (
            "calendar",
            (("day", "DATE"), ("name", "VARCHAR"), ("working", "BOOLEAN"), ("open", "BOOLEAN"), ("rolled", "DATE"),
             ("working_no", "INTEGER"), ("open_no", "INTEGER")),
            [
                (date(2026, 1, 4), None, False, False, date(2026, 1, 5), 316, 316),
                (date(2026, 1, 5), None, True, False, date(2026, 1, 5), 317, 316),
                (date(2026, 1, 6), "Flóð", False, False, date(2026, 1, 7), 317, 316),
                (date(2026, 1, 7), None, True, True, date(2026, 1, 7), 318, 317),
            ],
        ),
        (
            "reports_due",
            (("report", "VARCHAR"), ("level", "VARCHAR"), ("period", "VARCHAR"), ("raw_due_on", "DATE"),
             ("due_on", "DATE"), ("sent_to", "VARCHAR"), *ORIGIN),
            [
                (form, "town", "2025-12", date(2026, 1, 4), date(2026, 1, 5), "the King", SINCE, None, "Charter",
                 *STATED)
                for form in ("R1", "R2")
            ],
        ),
    ],
)  # fmt: skip
def test_the_rows_of_a_table_are_what_the_texts_say(table: str, columns: Any, rows: Any) -> None:
    # Sunday 4 January, Monday 5 January on which the office is closed, the Tide of 6 January, a working day
    shown = law_rows(island(), date(2026, 1, 4), date(2026, 1, 7), [date(2026, 1, 5)])[table]
    assert (shown.columns, shown.rows) == (columns, rows)


def test_each_code_of_a_list_is_a_row_and_what_is_no_list_is_none() -> None:
    text = without(STAMP, "unit: code, values: [{value: [A1, 101]")["island.yaml"]
    texts = {"island.yaml": text.replace(', {value: "2.00", valid_from: 2021-01-01}]', "]")}
    codes = law_rows(read_law("IS", texts), READ, READ)["codes"]
    assert codes.columns == (("name", "VARCHAR"), ("code", "VARCHAR"), *ORIGIN)
    assert codes.rows == [
        ("fees.stamp", code, SINCE, date(2020, 12, 31), "Charter § 9", *STATED) for code in ("A1", "101")
    ]
    assert law_rows(island(), READ, READ)["codes"].rows == []


@pytest.mark.parametrize(
    ("first", "last", "due"),
    [
        (date(2026, 1, 4), date(2026, 1, 4), ["2025-12"]),  # the very day, as the first and as the last
        (date(2026, 1, 5), date(2026, 2, 3), []),
        (date(2026, 1, 5), date(2026, 2, 4), ["2026-01"]),
        (date(2026, 1, 1), date(2026, 12, 31), ["2025-12", "2026-01"]),
    ],
)
def test_reports_are_those_whose_day_lies_between_the_bounds(first: date, last: date, due: list[str]) -> None:
    rows = law_rows(island(), first, last)["reports_due"].rows
    assert [row[2] for row in rows if row[0] == "R1"] == due


# --- names and numbers


def test_a_name_is_told_in_the_language_asked_for_else_in_english_else_in_whatever_there_is() -> None:
    assert display({"is": "Ferja", "en": "Ferry"}, "is") == "Ferja"
    assert display({"is": "Ferja", "en": "Ferry"}, "pl") == "Ferry"
    assert display({"is": "Ferja"}, "pl") == "Ferja"


@pytest.mark.parametrize(
    ("unit", "raw", "value", "whole"),
    [
        ("flag", True, True, 1),
        ("code", [101, "x"], ("101", "x"), None),
        ("pattern", "^a+$", "^a+$", None),
        ("month_day", "02-29", "02-29", None),
        ("share", "1/3", Fraction(1, 3), None),
        ("percent", "12.5", Decimal("12.50"), 1250),
        ("money", "3", Decimal("3.00"), 300),
        ("day", 3, 3, 3),
    ],
)
def test_a_value_is_what_its_unit_means(unit: str, raw: Any, value: Any, whole: int | None) -> None:
    texts = without(STAMP, f"unit: {unit}, values: [{{value: {raw!r}")
    if unit == "flag":
        texts = {name: text.replace("value: True", "value: true") for name, text in texts.items()}
    texts = {name: text.replace(', {value: "2.00", valid_from: 2021-01-01}]', "]") for name, text in texts.items()}
    [stamp] = read_law("IS", texts).parameters
    assert (stamp.value, type(stamp.value), stamp.whole) == (value, type(value), whole)
