"""A whole office taken in by `adopt`, no SQL and no pattern from anybody: every number is that of the files' maker."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import quantiles
from typing import Any

import pytest

from pipelines.settings import open_town
from tests.once import once
from tests.pipelines.adopt.office import DAY, Truth, build
from tests.pipelines.commands import ratusz

ANSWERS = {  # what somebody of the office says about each of its files, at most five answers
    "payments": {"covers": "all"}, "budget": {"unit": "UM"}, "contracts": {"covers": "all"},
    "invoices": {"covers": "all"},
    "documents": {"covers": "all"}, "absences": {"covers": "all"}, "cases": {"covers": "all"},
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town after `adopt --yes` of each register and one `run`; what each said is kept beside it."""

    def make(root: Path) -> None:
        root.mkdir(parents=True)
        (root / "exports").mkdir()
        town = root / "town"
        town.mkdir()
        (town / "town.toml").write_text('[town]\nname = "Próbne"\n', "utf-8")
        files, _ = build(root / "exports")
        calls = [
            ["adopt", *paths, "--town", town, "--yes", "--no-trial", "--format", "json",
             *(part for key, value in ANSWERS.get(noun, {}).items() for part in ("--answer", f"{key}={value}"))]
            for noun, paths in files.items()
        ]  # fmt: skip
        told = ratusz(*calls)
        assert [(answer.code, answer.err) for answer in told] == [(0, "")] * len(calls)
        (root / "said.json").write_text(
            json.dumps(dict(zip(files, (json.loads(each.out) for each in told), strict=True)))
        )
        [ran] = ratusz(["run", "--town", town, "--as-of", DAY, "--no-letters"])
        (root / "run.txt").write_text(f"{ran.code}\n{ran.out.decode()}\n{ran.err}")

    return once(tmp_path_factory, "adopted", make)


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Truth:
    return build(tmp_path_factory.mktemp("again"))[1]


@pytest.fixture(scope="module")
def said(office: Path) -> dict[str, Any]:
    return json.loads((office / "said.json").read_text())


def asked(office: Path, *words: object) -> list[dict[str, Any]]:
    [answer] = ratusz([*words, "--town", office / "town", "--as-of", DAY, "--format", "json"])
    return answer.json


def rows(office: Path, query: str) -> list[tuple[Any, ...]]:
    from pipelines.reading import reading

    with reading(open_town(office / "town"), DAY, None) as day:
        return day.con.execute(query).fetchall()


@pytest.mark.parametrize(
    "noun",
    [
        "units",
        "employees",
        "cases",
        "documents",
        "invoices",
        "payments",
        "statement",
        "contracts",
        "budget",
        "absences",
    ],
)
def test_each_file_is_known_for_what_it_is_and_every_row_is_taken(said, noun):
    told = said[noun]
    assert told["noun"] == ("payments" if noun == "statement" else noun)
    assert told["rows"]["rejected"] == {}
    assert told["rows"]["in"] == told["rows"]["loaded"] > 0
    assert len(told["questions"]) + len(ANSWERS.get(noun, {})) <= 5
    assert "query" not in told["toml"]


def test_the_run_refuses_nothing(office):
    assert "Odrzuc" not in (office / "run.txt").read_text()


def test_cases_are_those_of_the_register_and_their_people_are_found_by_name(office, truth):
    found = rows(office, "select case_id, unit, handler, opened_on, closed_on from cases")
    assert {
        mark: dict(zip(("unit", "handler", "opened_on", "closed_on"), rest, strict=True)) for mark, *rest in found
    } == truth.cases


def test_percentiles_of_settled_cases_are_those_computed_by_hand(office, truth):
    days = sorted((each["closed_on"] - each["opened_on"]).days for each in truth.cases.values() if each["closed_on"])
    cuts = quantiles(days, n=100, method="inclusive")
    [told] = asked(office, "turnaround", "--by", "all")
    assert (told["closed"], told["open"]) == (len(days), len(truth.cases) - len(days))
    assert [float(told[f"p{n}_days"]) for n in (50, 90, 95)] == pytest.approx([cuts[49], cuts[89], cuts[94]], abs=0.051)


def test_documents_have_their_holder_their_unit_and_their_way(office, truth):
    found = rows(office, "select document_id, received_on, holder, unit, channel from documents")
    assert {
        key: dict(zip(("received_on", "holder", "unit", "channel"), rest, strict=True)) for key, *rest in found
    } == truth.documents


def test_the_payment_queue_is_what_remains_by_the_bank(office, truth):
    found = rows(office, "select invoice_id, seller_nip, issued_on, received_on, agreed_due_on, gross from invoices")
    names = ("seller_nip", "issued_on", "received_on", "agreed_due_on", "gross")
    assert {key: dict(zip(names, rest, strict=True)) for key, *rest in found} == truth.invoices
    left = {key: each["gross"] - truth.paid.get(key, Decimal(0)) for key, each in truth.invoices.items()}
    queue = asked(office, "invoices")
    assert {each["invoice_id"]: Decimal(each["remaining"]) for each in queue} == {
        key: sum_ for key, sum_ in left.items() if sum_
    }
    order = [(each["effective_due_on"], -Decimal(each["remaining"])) for each in queue]
    assert order == sorted(order)


def test_ten_cumulative_tables_give_the_plan_and_the_execution_of_the_last_of_each_line(office, truth):
    told = asked(office, "budget", "--year", "2026", "--level", "paragraf")
    found = {
        (each["dzial"], each["rozdzial"], each["paragraf"]): (Decimal(each["plan"]), Decimal(each["executed"]))
        for each in told
    }
    assert found == truth.budget
    january = rows(office, "select sum(amount) from budget where measure = 'plan' and booked_on = date '2026-06-30'")
    assert january == [(Decimal(1000),)]


def test_contracts_have_their_lines(office, truth):
    found = rows(office, "select contract_id, signed_on, amount, dzial, rozdzial, paragraf from contracts")
    assert {
        key: {"signed_on": day, "amount": amount, "line": (*line,)} for key, day, amount, *line in found
    } == truth.contracts


def test_absences_keep_no_reason_and_remote_work_is_none(office):
    found = rows(
        office, "select employee, kind, first_day, last_day, substitute, state from absences order by first_day"
    )
    assert found == [
        ("101", "planned", date(2026, 11, 2), date(2026, 11, 6), "102", "approved"),
        ("103", "unplanned", date(2026, 11, 9), date(2026, 11, 10), None, "approved"),
        ("104", "on_demand", date(2026, 11, 12), date(2026, 11, 12), None, "rejected"),
    ]


def test_people_have_the_roles_of_their_posts(office):
    found = rows(office, "select employee, unit, roles from employees order by employee")
    assert found == [
        ("101", "WSO", "officer"), ("102", "WSO", "manager"), ("103", "WAB", "officer"), ("104", "FN", "treasurer"),
        ("105", "UM", "secretary"),
    ]  # fmt: skip


def test_a_town_of_ten_sources_is_described_in_under_forty_lines_by_profiles(office):
    text = (office / "town" / "town.toml").read_text("utf-8")
    feeds = open_town(office / "town").feeds
    assert len(feeds) == 10
    assert all(feed.profile for feed in feeds.values())
    assert sum(1 for line in text.splitlines() if line.strip() and not line.startswith("#")) < 40
    assert max(map(len, text.splitlines())) <= 120
