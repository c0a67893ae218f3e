"""A row that no door of today lets in, loaded long ago, costs its own subject; the day goes on and says which."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipelines import contracts
from pipelines.facts import derive
from pipelines.facts.left_out import MOST, derived, families
from pipelines.judge import judge
from pipelines.load import load_all, now
from pipelines.settings import open_town
from pipelines.settings.town_law import law_of
from pipelines.store.warehouse import look, open_warehouse, utc
from tests.pipelines.ten_cases import deliver

DAY = date(2026, 5, 5)
TOWN = """
[town]
name = "Mało"
[feeds.cases]
[feeds.case_events]
[feeds.employees]
[feeds.absences]
[feeds.invoices]
[feeds.payments]
[feeds.budget]
"""
FAR = "date '5881580-07-10'"  # the last day the database knows: whatever is counted on from it is out of range
EMPLOYEES = "employee,name,email,unit,roles\n" + "".join(f"e{n},Jan {n},e{n}@x.example,WB,officer\n" for n in range(4))
CASES = "case_id,kind,unit,handler,opened_on,due_on\n" + "".join(
    f"WB.{n},building_permit,WB,e1,2026-01-0{n},2026-05-04\n" for n in range(1, 8)
)
ABSENCES = "absence,employee,kind,first_day,last_day,substitute,confirmed_on,state\n" + "".join(
    f"U.{n},e{n},planned,2026-05-04,2026-05-08,e0,2026-04-01,approved\n" for n in range(1, 4)
)
INVOICES = "invoice_id,number,seller_nip,issued_on,received_on,agreed_due_on,gross,unit\n" + "".join(
    f"F.{n},F/{n},5260250274,2026-03-01,2026-03-02,2026-04-0{n},100.00,WB\n" for n in range(1, 6)
)
BUDGET = "entry_id,year,booked_on,unit,side,dzial,rozdzial,paragraf,measure,amount\n" + "".join(
    f"{unit}{n},2026,2026-01-02,{unit},spending,750,75023,4300,{measure},{n}000.00\n"
    for unit in ("WB", "OS")
    for n, measure in ((1, "plan"), (2, "executed"))
)
PAYMENTS = "payment_id,invoice_id,ordered_on,paid_on,amount\nP.1,F.1,2026-05-04,2026-05-04,1.00\n"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town with cases, absences and invoices, loaded and not judged yet. Nobody writes to it."""
    root = tmp_path_factory.mktemp("loaded")
    (root / "town.toml").write_text(TOWN, "utf-8")
    for noun, text in (("cases", CASES), ("employees", EMPLOYEES), ("absences", ABSENCES), ("invoices", INVOICES),
                       ("payments", PAYMENTS), ("budget", BUDGET)):  # fmt: skip
        deliver(root, noun, text)
    deliver(root, "case_events", "case_id,at,event\nWB.3,2026-01-05,received\n")
    town = open_town(root)
    with closing(open_warehouse(town)) as con:
        assert not [load.reason for load in load_all(town, con) if load.state != "loaded"]
    return root


@pytest.fixture
def warehouse(loaded: Path, tmp_path: Path):
    """A copy of it to change, and its open warehouse."""
    town = open_town(Path(shutil.copytree(loaded, tmp_path / "town")))
    with closing(open_warehouse(town)) as con:
        yield town, con


def judged(town, con):
    """The day: (rule, noun, subject) of its findings, and of what could not be judged."""
    derive(con, town, law_of(town), DAY, utc(now()))
    judge(con, town)
    found = con.execute("select rule, noun, subject from findings_now order by all").fetchall()
    unknown = con.execute("select distinct rule, noun, subject from unjudged_now order by all").fetchall()
    return found, unknown


@pytest.mark.parametrize(
    ("noun", "column", "key", "subject", "rules"),
    [
        ("cases", "due_on", "case_id", "WB.3", {"C01", "C02"}),
        ("absences", "last_day", "absence", "U.2", {"P01", "P02"}),
    ],
)
def test_one_subject_that_cannot_be_derived_is_unknown_and_all_others_are_judged(
    warehouse, noun, column, key, subject, rules
):
    town, con = warehouse
    before, _ = judged(town, con)
    con.execute(f"update {noun}_history set {column} = {FAR} where {key} = ?", [subject])
    found, unknown = judged(town, con)
    assert con.execute("select noun, subject from left_out").fetchall() == [(noun, subject)]
    assert {(rule, noun, subject) for rule in rules} <= set(unknown)
    assert not [each for each in found if each[2] == subject]
    others = {each for each in before if each[0] not in ("D02",) and subject not in each[2] and each[1] == noun}
    assert others <= set(found)
    assert ("D02", noun, f"{noun}/value_out_of_range_so_it_is_not_judged") in found
    [(message,)] = con.execute("select message from findings_now where rule = 'D02'").fetchall()
    assert subject in message
    assert "dlatego nie jest oceniane" in message


def test_several_of_them_are_each_left_out(warehouse):
    town, con = warehouse
    con.execute(f"update cases_history set due_on = {FAR} where case_id in ('WB.1', 'WB.4', 'WB.7')")
    con.execute(f"update absences_history set last_day = {FAR} where absence = 'U.3'")
    found, _ = judged(town, con)
    assert con.execute("select noun, subject from left_out order by all").fetchall() == [
        ("absences", "U.3"), ("cases", "WB.1"), ("cases", "WB.4"), ("cases", "WB.7"),
    ]  # fmt: skip
    late = {subject for rule, noun, subject in found if (rule, noun) == ("C02", "cases")}
    assert late == {"WB.2", "WB.3", "WB.5", "WB.6"}


def test_a_line_that_cannot_be_summed_costs_its_units_year(warehouse):
    town, con = warehouse
    con.execute("update budget_history set year = 9223372036854775807 where unit = 'WB'")  # no year that has days
    found, unknown = judged(town, con)
    assert con.execute("select noun, subject, feed, unit from left_out").fetchall() == [
        ("budget", "9223372036854775807 WB", "budget", "WB")
    ]
    assert "budget" in {noun for _, noun, subject in unknown if subject.endswith(" WB")}
    assert [subject for rule, _, subject in found if rule == "B01"] == ["OS/2026/spending/750/75023/4300"]


def test_nothing_is_left_out_of_a_day_that_can_be_derived(warehouse):
    town, con = warehouse
    judged(town, con)
    assert con.execute("select count(*) from left_out").fetchall() == [(0,)]


def looked(town, con):
    look(con, DAY, utc(now()), town.timezone, town.order)


def test_rows_that_fail_only_together_cost_one_subject_and_what_is_paid_on_it_goes_with_it(warehouse):
    town, con = warehouse
    looked(town, con)
    con.execute("update invoices_history set gross = 100 where invoice_id in ('F.2', 'F.4')")
    narrow = "create or replace temp table narrow as select cast(sum(gross) as tinyint) as sum from invoices"
    con.execute("update invoices_history set gross = 1 where invoice_id not in ('F.2', 'F.4')")
    derived(con, [("narrow", narrow)], {"narrow": ("payments", "invoices")})
    assert con.execute("select noun, subject from left_out").fetchall() == [("invoices", "F.4")]
    assert con.execute("from narrow").fetchall() == [(103,)]


def test_a_sum_of_one_subject_over_several_registers_costs_that_subject_in_all_of_them(warehouse):
    town, con = warehouse
    looked(town, con)
    con.execute("update payments_history set amount = 9999")
    narrow = "create or replace temp table narrow as select cast(amount as utinyint) as paid from payments"
    derived(con, [("narrow", narrow)], {"narrow": ("invoices",)})
    assert con.execute("select noun, subject, feed, unit from left_out").fetchall() == [
        ("invoices", "F.1", "invoices", "WB")
    ]
    assert con.execute("select invoice_id from invoices order by 1").fetchall() == [(f"F.{n}",) for n in range(2, 6)]
    assert con.execute("select count(*) from payments").fetchall() == [(0,)]


@pytest.mark.parametrize("query", ["select cast('x' as integer)", "select cast(1000 as tinyint)"])
def test_what_is_no_matter_of_any_subject_is_raised(warehouse, query):
    town, con = warehouse
    looked(town, con)
    with pytest.raises(duckdb.ConversionException):
        derived(con, [("query", query)], {})


def test_where_too_many_fail_the_day_fails(warehouse):
    town, con = warehouse
    looked(town, con)
    more = f"(from cases_history limit 1) as one cross join range({MOST + 1}) as many(n)"
    con.execute(f"insert into cases_history by name select one.* replace ('X.' || n as case_id) from {more}")
    narrow = "select cast('x' || case_id as integer) from cases where starts_with(case_id, 'X.')"
    with pytest.raises(duckdb.ConversionException):
        derived(con, [("narrow", narrow)], {})


def test_every_register_belongs_to_a_family():
    known = {register for family in families().values() for register in family}
    assert known >= {"cases", "case_events", "invoices", "payments", "allocations", "budget", "report_lines"}
    assert families()["documents"]["case_events"] == ["case_id"]
    for family in families().values():
        for register, naming in family.items():
            assert {*naming} <= contracts.noun(register).columns.keys()
    assert families()["invoices"]["payments"] == ("invoice_id",)
