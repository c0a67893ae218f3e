import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from pipelines.contracts import NOUNS, TYPES, describe, noun
from rules.wording import words
from tests.written import written

PROMISED = written(Path(__file__).with_name("promised.yaml"))
STARRED = {  # what CONTRACT marks as required, by hand
    "units": "unit name",
    "employees": "employee name unit",
    "substitutions": "employee substitute",
    "aliases": "system name",
    "absences": "absence employee kind first_day last_day state",
    "cases": "case_id kind unit opened_on",
    "case_events": "case_id at event",
    "documents": "document_id received_on",
    "invoices": "invoice_id number seller_nip issued_on received_on gross",
    "allocations": "invoice_id line_no amount",
    "payments": "payment_id invoice_id ordered_on amount",
    "budget": "year booked_on unit side dzial rozdzial paragraf measure amount",
    "report_lines": "report unit year period side dzial rozdzial paragraf measure amount",
    "contracts": "contract_id signed_on unit amount",
    "contract_lines": "contract_id line_no amount",
    "receivables": "receivable kind amount due_on",
    "indicators": "year indicator value",
    "works": "works_id kind owner segment first_day last_day",
    "reports": "report period level",
    "deposits": "deposit kind amount received_on",
    "tenders": "tender",
    "resolutions": "resolution adopted_on",
    "grants": "grant amount",
    "duties": "duty unit period",
    "breaches": "breach found_at",
    "balances": "account on amount",
    "income_forecast": "year source month amount",
}


@pytest.mark.parametrize("name", NOUNS)
def test_each_noun_requires_exactly_the_starred_columns(name: str) -> None:
    assert [column.name for column in noun(name).columns.values() if column.required] == STARRED[name].split()


@pytest.mark.parametrize("name", NOUNS)
def test_an_empty_frame_of_the_described_columns_and_types_keeps_the_contract(name: str) -> None:
    empty = pl.DataFrame(schema={column.name: TYPES[column.kind] for column in noun(name).columns.values()})
    assert noun(name).model.validate(empty).height == 0


@pytest.mark.parametrize("name", NOUNS)
def test_keys_closed_lists_and_what_is_empty_are_those_of_the_contract(name: str) -> None:
    columns, promised = noun(name).columns.values(), PROMISED[name]
    assert " ".join(noun(name).key) == promised["key"]
    assert {one.name: " ".join(one.choices) for one in columns if one.choices} == promised.get("choices", {})
    assert {one.name: one.default for one in columns if one.default is not None} == promised.get("defaults", {})
    assert {end: " ".join(begun) for end, begun in noun(name).model.ends.items()} == promised.get("ends", {})


@pytest.mark.parametrize(
    ("name", "column", "kind"),
    [
        ("cases", "title", "text"),
        ("cases", "channel", "code"),
        ("cases", "due_on", "day"),
        ("case_events", "at", "moment"),
        ("invoices", "gross", "money"),
        ("invoices", "due_dates", "list"),
        ("employees", "roles", "list"),
        ("employees", "authorised_to_decide", "flag"),
        ("budget", "year", "integer"),
    ],
)
def test_columns_say_their_kind(name: str, column: str, kind: str) -> None:
    assert noun(name).columns[column].kind == kind


def test_the_description_has_a_row_per_column_and_says_everything_in_polish() -> None:
    rows = describe("pl")
    assert len(rows) == sum(len(noun(name).columns) for name in NOUNS)
    assert {
        "noun": "absences",
        "column": "kind",
        "kind": "code",
        "required": "yes",
        "key": "",
        "choices": "planned unplanned on_demand",
        "default": "",
        "description": "Rodzaj nieobecności; innych przyczyn się nie przechowuje",
    } in rows
    said = {column.description for name in NOUNS for column in noun(name).columns.values()}
    assert [text for text in sorted(said) if words("pl")(text) == text] == []


def test_an_unknown_noun_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="case"):
        noun("case")


def test_reading_the_settings_of_a_town_does_not_load_pandera() -> None:
    program = (
        "import sys; from pathlib import Path; from pipelines.settings import read_town;"
        "read_town(Path('.'), '[town]\\nname = \"Zabrzeg\"\\n[feeds.cases]\\nmax_age = \"36h\"');"
        "sys.exit('pandera' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
