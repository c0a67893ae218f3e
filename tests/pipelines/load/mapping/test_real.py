"""Real files by town.toml alone: nothing is lost, and the answers they carry come out."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipelines.contracts import noun
from pipelines.formats import read
from pipelines.load.mapping import Conformed, conform
from pipelines.settings import read_town
from rules.wording import words

pytestmark = pytest.mark.real

RECEIPT = """
[town]
name = "Receipt"
timezone = "Europe/Amsterdam"
[feeds.cases]
distinct = true
[feeds.cases.columns]
case_id = "case:concept:name"
unit = "case:department"
handler = "case:responsible"
opened_on = "case:startdate"
due_on = "case:deadline"
planned_on = "case:enddate_planned"
closed_on = "case:enddate"
channel = "case:channel"
[feeds.cases.constants]
kind = "environmental_permit"
[feeds.cases.values.channel]
"Internet" = "electronic"
"e-mail" = "electronic"
"*" = "paper"
[feeds.case_events.columns]
case_id = "case:concept:name"
at = "time:timestamp"
event = "concept:name"
actor = "org:resource"
unit = "org:group"
event_id = "concept:instance"
"""
XES = """
[town]
name = "Receipt"
timezone = "Europe/Amsterdam"
[feeds.log]
format = "xes"
files = "*.xes.gz"
[feeds.log.columns]
unit = "case:department"
handler = "case:responsible"
opened_on = "case:startdate"
due_on = "case:deadline"
planned_on = "case:enddate_planned"
closed_on = "case:enddate"
"""
BOSTON = """
[town]
name = "Boston"
timezone = "America/New_York"
[feeds.cases.columns]
case_id = "case_enquiry_id"
kind = "type"
unit = "department"
opened_on = "open_dt"
due_on = "sla_target_dt"
closed_on = "closed_dt"
"""
IBM = """
[town]
name = "IBM"
timezone = "America/New_York"
[feeds.invoices.read]
dates = "%m/%d/%Y"
[feeds.invoices.columns]
invoice_id = "invoiceNumber"
number = "invoiceNumber"
seller_nip = "customerID"
issued_on = "InvoiceDate"
received_on = "InvoiceDate"
agreed_due_on = "DueDate"
gross = "InvoiceAmount"
disputed = "Disputed"
[feeds.invoices.constants]
currency = "USD"
[feeds.payments.read]
dates = "%m/%d/%Y"
[feeds.payments.columns]
payment_id = "invoiceNumber"
invoice_id = "invoiceNumber"
ordered_on = "SettledDate"
paid_on = "SettledDate"
amount = "InvoiceAmount"
"""


def load(path: Path, settings: str, feed: str, name: str | None = None) -> Conformed:
    town = read_town(Path("/town"), settings)
    table = read(path, town.feeds[feed], name or feed, town.zone, words("en"))
    found = conform(table, town.feeds[feed], noun(name or feed), town)
    assert found.rows_in == table.rows == found.good.height + found.collapsed + found.rows_rejected
    return found


def test_the_receipt_log_gives_each_case_once_and_late_by_local_day(real: Path) -> None:
    cases = load(real / "receipt" / "receipt.csv", RECEIPT, "cases")
    assert (cases.good.height, cases.collapsed, cases.rows_rejected) == (1434, 7143, 0)
    closed = cases.good.filter(pl.col("closed_on").is_not_null())
    assert closed.height == 1329
    assert closed.filter(pl.col("closed_on") > pl.col("due_on")).height == 309
    assert closed.filter(pl.col("closed_on") > pl.col("planned_on")).height == 322


def test_the_receipt_log_gives_every_event(real: Path) -> None:
    events = load(real / "receipt" / "receipt.csv", RECEIPT, "case_events")
    assert (events.good.height, events.rows_rejected) == (8577, 0)
    assert "lifecycle:transition" in events.aside


def test_the_same_log_as_xes_gives_the_same_cases_and_events(real: Path) -> None:
    flat, log = real / "receipt" / "receipt.csv", real / "receipt" / "receipt.xes.gz"
    same = ["case_id", "unit", "handler", "opened_on", "due_on", "planned_on", "closed_on"]
    cases = load(log, XES, "log", "cases")
    assert (cases.good.height, cases.rows_rejected) == (1434, 0)
    assert_frame_equal(cases.good.select(same), load(flat, RECEIPT, "cases").good.select(same), check_row_order=False)
    steps = ["case_id", "at", "event", "actor"]
    assert_frame_equal(
        load(log, XES.replace('unit = "case:department"\n', ""), "log", "case_events").good.select(steps),
        load(flat, RECEIPT, "case_events").good.select(steps),
        check_row_order=False,
    )


@pytest.mark.parametrize(("year", "overdue"), [(2015, 592), (2018, 650)])
def test_boston_requests_closed_or_open_past_their_target_by_local_day(real: Path, year: int, overdue: int) -> None:
    found = load(real / "boston311" / f"requests_{year}.csv", BOSTON, "cases")
    assert found.rows_rejected == 0
    closed = pl.col("closed_on").is_not_null()
    late = found.good.filter(pl.col("due_on").is_not_null(), ~closed | (pl.col("closed_on") > pl.col("due_on")))
    assert late.height == overdue


def test_ibm_invoices_are_late_by_as_many_days_as_the_file_says(real: Path) -> None:
    path = real / "ibm_receivables" / "receivables.csv"
    invoices, payments = load(path, IBM, "invoices"), load(path, IBM, "payments")
    assert (invoices.good.height, payments.good.height) == (2466, 2466)
    paid = invoices.good.drop("paid_on").join(payments.good, on="invoice_id")
    late = paid.with_columns((pl.col("paid_on") - pl.col("agreed_due_on")).dt.total_days().alias("days")).filter(
        pl.col("days") > 0
    )
    assert (late.height, late["days"].sum()) == (877, 8489)
    assert (str(late["gross"].sum()), str(paid["gross"].sum())) == ("53960.78", "147703.18")


def test_every_official_einvoice_and_every_peppol_invoice_keeps_the_contract(real: Path) -> None:
    town = '[town]\nname = "Z"\n[feeds.ksef]\nformat = "ksef"\n[feeds.ubl]\nformat = "ubl"\n'
    ksef = [load(path, town, "ksef", "invoices") for path in sorted((real / "ksef" / "examples").glob("*.xml"))]
    ubl = [load(path, town, "ubl", "invoices") for path in sorted((real / "peppol").glob("*.xml"))]
    assert sum(found.good.height for found in ksef) == 26
    assert sum(found.good.height for found in ubl) == len(ubl) == 20


@pytest.mark.parametrize(
    ("report", "measure", "total"),
    [
        ("rb28s", "plan", "47936485.50"),
        ("rb28s", "executed", "44810331.99"),
        ("rb27s", "plan", "1986042.00"),
        ("rb27s", "executed", "1947011.36"),
    ],
)
def test_report_lines_of_kutno_come_to_the_grosz(real: Path, report: str, measure: str, total: str) -> None:
    path = real / "rb" / f"kutno_2022_q4_{report}.xml"
    found = load(path, '[town]\nname = "Kutno"\n[feeds.rb]\nformat = "rb"', "rb", "report_lines")
    assert found.rows_rejected == 0
    assert str(found.good.filter(measure=measure)["amount"].sum()) == total
