"""Real files by town.toml alone: nothing is lost, and the answers they carry come out."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.contract import noun
from pipelines.formats import Table
from pipelines.mapping import Conformed, conform
from pipelines.settings import read_town

from .conftest import REJECTED

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


def load(path: Path, settings: str, name: str) -> Conformed:
    frame = pl.read_csv(path, infer_schema=False)
    lined = frame.with_columns(pl.int_range(2, frame.height + 2, dtype=pl.Int64).alias("line"))
    town = read_town(Path("/town"), settings)
    found = conform(Table(lined, pl.DataFrame(schema=REJECTED), False), town.feeds[name], noun(name), town)
    assert found.rows_in == frame.height == found.good.height + found.collapsed + found.rows_rejected
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
    paid = invoices.good.join(payments.good, on="invoice_id")
    late = paid.with_columns((pl.col("paid_on") - pl.col("agreed_due_on")).dt.total_days().alias("days")).filter(
        pl.col("days") > 0
    )
    assert (late.height, late["days"].sum()) == (877, 8489)
    assert (str(late["gross"].sum()), str(paid["gross"].sum())) == ("53960.78", "147703.18")
