"""Real exports through town.toml alone, whole passes, and the answers their publishers and others have given."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.facts import sql
from pipelines.judge import active_rules
from pipelines.reading import reading
from pipelines.run import run
from pipelines.settings import open_town

pytestmark = pytest.mark.real

RECEIPT_CSV = """
[town]
name = "Receipt"
timezone = "Europe/Amsterdam"
[feeds.cases]
format = "csv"
inbox = "log"
distinct = true
[feeds.cases.columns]
case_id = "case:concept:name"
unit = "case:department"
handler = "case:responsible"
opened_on = "case:startdate"
due_on = "case:deadline"
planned_on = "case:enddate_planned"
closed_on = "case:enddate"
[feeds.cases.constants]
kind = "process"
[feeds.case_events]
format = "csv"
inbox = "log"
[feeds.case_events.columns]
case_id = "case:concept:name"
at = "time:timestamp"
event = "concept:name"
actor = "org:resource"
unit = "org:group"
event_id = "concept:instance"
"""
RECEIPT_XES = """
[town]
name = "Receipt"
timezone = "Europe/Amsterdam"
[feeds.log]
format = "xes"
files = "*.xes.gz"
[feeds.log.columns]
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
[feeds.cases]
format = "csv"
covers = "changes"
[feeds.cases.columns]
case_id = "case_enquiry_id"
kind = "type"
service = "reason"
unit = "department"
opened_on = "open_dt"
due_on = "sla_target_dt"
closed_on = "closed_dt"
"""
IBM = """
[town]
name = "IBM"
timezone = "America/New_York"
[feeds.invoices]
format = "csv"
inbox = "receivables"
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
[feeds.payments]
format = "csv"
inbox = "receivables"
[feeds.payments.read]
dates = "%m/%d/%Y"
[feeds.payments.columns]
payment_id = "invoiceNumber"
invoice_id = "invoiceNumber"
ordered_on = "SettledDate"
paid_on = "SettledDate"
amount = "InvoiceAmount"
"""
KUTNO = """
[town]
name = "Kutno"
[feeds.rb]
format = "rb"
"""
KSEF = """
[town]
name = "KSeF"
[feeds.ksef]
format = "ksef"
files = "*.xml"
"""


def town_with(root: Path, settings: str, folder: str, *files: Path):
    (root / "inbox" / folder).mkdir(parents=True)
    (root / "town.toml").write_text(settings, encoding="utf-8")
    for file in files:
        shutil.copy(file, root / "inbox" / folder / file.name)
    return open_town(root)


def every_row_is_accounted_for(loads) -> bool:
    return all(load.rows_in == load.rows_loaded + load.rows_unchanged + load.rows_rejected for load in loads)


@pytest.fixture(scope="module", params=["csv", "xes"])
def receipt(request, real, tmp_path_factory):
    root = tmp_path_factory.mktemp(f"receipt-{request.param}")
    if request.param == "csv":
        town = town_with(root, RECEIPT_CSV, "log", real / "receipt/receipt.csv")
    else:
        town = town_with(root, RECEIPT_XES, "log", real / "receipt/receipt.xes.gz")
    outcome = run(town, date(2012, 1, 23))
    assert every_row_is_accounted_for(outcome.loads)
    with reading(town, date(2012, 1, 23), None) as day:
        yield day


def test_the_municipality_of_the_receipt_log_was_late_in_309_of_1329_cases(receipt):
    row = receipt.query("answers/measures/turnaround.sql", by="all").to_dicts()[0]
    assert (row["closed"], row["open"]) == (1329, 105)
    assert (row["closed_late"], row["closed_after_plan"]) == (309, 322)
    assert [round(row[key], 1) for key in ("p50_days", "p90_days", "p95_days")] == [50.0, 105.0, 131.6]
    survival = ("survival_p50_days", "survival_p90_days", "survival_p95_days")
    assert [row[key] for key in survival] == [52, 121, 162]


def test_survival_is_what_lifelines_computes(receipt):
    from lifelines import KaplanMeierFitter
    from lifelines.utils import qth_survival_times

    cases = receipt.con.sql(
        "select coalesce(settled_on, getvariable('as_of')) - opened_on as lasted, settled_on is not null as settled "
        "from case_facts where noun = 'cases'"
    ).pl()
    curve = KaplanMeierFitter().fit(cases["lasted"].to_numpy(), cases["settled"].to_numpy())
    theirs = [qth_survival_times(share, curve.survival_function_) for share in (0.5, 0.1, 0.05)]
    row = receipt.query("answers/measures/turnaround.sql", by="all").to_dicts()[0]
    ours = [row[key] for key in ("survival_p50_days", "survival_p90_days", "survival_p95_days")]
    assert ours == theirs


def test_every_event_of_the_log_is_there(receipt):
    assert receipt.con.execute("select count(*), count(distinct case_id) from case_events").fetchall() == [(8577, 1434)]


def test_every_open_boston_request_past_its_target_is_flagged_and_no_other(real, tmp_path):
    files = [real / f"boston311/requests_{year}.csv" for year in (2015, 2018)]
    town = town_with(tmp_path, BOSTON, "cases", *files)
    outcome = run(town, date(2024, 5, 17))
    assert every_row_is_accounted_for(outcome.loads)
    requests = pl.concat([pl.read_csv(file, infer_schema=False) for file in files])
    late = requests.filter(pl.col("closed_dt").is_null() & (pl.col("sla_target_dt").str.slice(0, 10) < "2024-05-17"))[
        "case_enquiry_id"
    ]
    with reading(town, date(2024, 5, 17), None) as day:
        flagged = {
            subject for (subject,) in day.con.execute("select subject from findings where rule = 'C02'").fetchall()
        }
        ((by_day,),) = day.con.execute(
            "select count(*) from case_facts where coalesce(settled_on, getvariable('as_of')) > due_on"
        ).fetchall()
    assert flagged == set(late)
    assert flagged
    assert by_day == 592 + 650  # late by local day, closed or open, in 2015 and 2018


def test_days_late_of_the_receivables_are_the_publishers(real, tmp_path):
    town = town_with(tmp_path, IBM, "receivables", real / "ibm_receivables/receivables.csv")
    outcome = run(town, date(2014, 6, 30))
    assert every_row_is_accounted_for(outcome.loads)
    with reading(town, date(2014, 6, 30), None) as day:
        rows = day.con.execute(
            """
            select count(*), count(*) filter (late > 0), sum(late), sum(payable) filter (late > 0), sum(payable)
            from (select greatest(0, paid_on - stated_due_on) as late, payable from invoice_facts)
            """
        ).fetchall()
        assert day.con.execute("select count(*) from invoice_facts where remaining <> 0").fetchall() == [(0,)]
    assert rows == [(2466, 877, 8489, Decimal("53960.78"), Decimal("147703.18"))]


def test_the_budget_of_the_schools_of_kutno_adds_up_to_the_grosz_without_a_false_overrun(real, tmp_path):
    town = town_with(tmp_path, KUTNO, "rb", *sorted((real / "rb").glob("*.xml")))
    outcome = run(town, date(2022, 12, 31))
    assert every_row_is_accounted_for(outcome.loads)
    with reading(town, date(2022, 12, 31), None) as day:
        town_rows = day.query("answers/measures/budget.sql", year=2022).filter(pl.col("level") == "town").to_dicts()
        ((spending, income, accruals),) = day.con.execute(
            """
            select count(*) filter (side = 'spending'), count(*) filter (side = 'income'),
                count(*) filter (side = 'spending' and executed + liabilities > plan)
            from budget_facts where level = 'paragraf'
            """
        ).fetchall()
        # the days of the budget's calendar are announced to every office with a budget
        signals = day.con.execute("select rule, subject from findings where rule <> 'B15'").fetchall()
        judging = {rule.id for rule in active_rules(day.con, town)}
        judged = {
            relation: day.con.execute(f"select count(*) from {relation}").fetchall()[0][0]
            for relation in ("line_facts", "code_facts", "reconcile_facts")
        }
        ((committed,),) = day.con.execute("select count(*) from line_facts where committed_bp >= 9800").fetchall()
    sums = {row["side"]: (row["plan"], row["executed"]) for row in town_rows}
    assert sums["spending"] == (Decimal("47936485.50"), Decimal("44810331.99"))
    assert sums["income"] == (Decimal("1986042.00"), Decimal("1947011.36"))
    assert (spending, income, accruals) == (327, 42, 52)
    assert signals == []
    # all rules of the budget judge, on every line; committed to 98 % and more is no signal by itself
    assert committed == 141
    assert {f"B{n:02}" for n in range(1, 15)} <= judging
    assert judged == {"line_facts": 327, "code_facts": 327, "reconcile_facts": 369}


def test_the_official_invoices_end_as_their_answers_say(real, tmp_path):
    town = town_with(tmp_path, KSEF, "ksef", *sorted((real / "ksef/examples").glob("*.xml")))
    outcome = run(town, date(2026, 12, 1))
    assert every_row_is_accounted_for(outcome.loads)
    assert sum(load.rows_loaded for load in outcome.loads) == 26
    with reading(town, date(2026, 12, 1), None) as day:
        stated = by_file(day.con, "stated_due_on")
        assert {n for n, due in stated.items() if due == date(2026, 3, 15)} == {4, 9, 20, 21, 24, 25}
        assert by_file(day.con, "due_dates")[14] == "2026-09-15|2026-10-15"
        assert by_file(day.con, "due_after_days")[8] == 30


def by_file(con: duckdb.DuckDBPyConnection, column: str) -> dict[int, object]:
    rows = con.execute(
        f"""
        select cast(regexp_extract(file, 'example_(\\d+)', 1) as integer), {column}
        from invoice_facts join (select invoice_id, load_id from invoices) using (invoice_id)
        join (select load_id, file from loads) using (load_id)
        """
    ).fetchall()
    return dict(rows)


def test_of_the_broken_invoices_nineteen_are_rejected_with_the_element_and_six_are_signals(real, tmp_path):
    town = town_with(tmp_path, KSEF, "ksef", *sorted((real / "ksef/errors").glob("*.xml")))
    outcome = run(town, date(2026, 9, 1))
    assert every_row_is_accounted_for(outcome.loads)
    assert sum(load.rows_in for load in outcome.loads) == 25
    assert sum(load.rows_rejected for load in outcome.loads) == 19
    valid = {load.file[:2] for load in outcome.loads if load.rows_loaded}
    assert valid == {"05", "17", "21", "23", "24", "25"}
    with reading(town, date(2026, 9, 1), None) as day:
        flagged = day.con.execute(
            """
            select left(file, 2)
            from (select unnest(from_json(because, '[{"record": "varchar"}]')).record as invoice_id
                from findings where rule = 'D02')
            join (select invoice_id, load_id from invoices) using (invoice_id)
            join (select load_id, file from loads) using (load_id)
            """
        ).fetchall()
    assert {number for (number,) in flagged} == valid
    assert len(list((town.rejected / "ksef").iterdir())) >= 19


def test_the_question_of_turnaround_begins_with_what_a_row_is():
    assert "-- a row per" in sql("answers/measures/turnaround.sql")
