"""Weekly letters of a real small town: to whom, once a week, with which numbers, and of whom they say nothing."""

from __future__ import annotations

import email
import email.policy
import random
import signal
import time
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest

from pipelines import acts
from pipelines.acts.record import By, Wish
from pipelines.alerts.weekly import compose
from pipelines.posting import weekly
from pipelines.run import run
from pipelines.settings import open_town
from pipelines.store.snapshot import open_snapshot
from pipelines.store.state import open_state
from tests.pipelines.zabrzeg import MONDAY, TODAY, YESTERDAY
from tests.warm import Child

TREASURER, HEAD_OF_BUILDING = "e061", "e014"


@pytest.fixture
def zabrzeg(whole_zabrzeg: Path) -> Path:
    """The town with all its registers: a week tells of the budget and of cash too."""
    return whole_zabrzeg


def letters(root):
    """Reader -> the weekly letter, as a mail program reads it."""
    found = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in sorted((root / "outbox").glob("*.eml"))
    ]
    ours = [each for each in found if "weekly" in str(each["List-Id"])]
    return {each["To"].addresses[0].addr_spec: each for each in ours}


def text(letter):
    """The plain text part."""
    return letter.get_body(("plain",)).get_content()


def page_of(letter):
    """The HTML part."""
    return letter.get_body(("html",)).get_content()


def address(root, employee):
    """Where somebody is written to."""
    return asked(root, f"select email from employees_history where employee = '{employee}' and known_to is null")[0][0]


def asked(root, sql):
    """The rows of a question to the published copy."""
    con, _ = open_snapshot(open_town(root))
    with closing(con):
        return con.execute(sql).fetchall()


def rewritten(root, old, new):
    """town.toml with another text in it."""
    path = root / "town.toml"
    said = path.read_text("utf-8")
    assert old in said
    path.write_text(said.replace(old, new), "utf-8")
    return open_town(root)


@contextmanager
def opened(root):
    """The town, its published copy, its state and the id of its last run."""
    town = open_town(root)
    con, _ = open_snapshot(town)
    with closing(con), closing(open_state(town)) as state:
        yield town, con, state, con.execute("select max(run_id) from runs").fetchall()[0][0]


def reader_of(root, employee):
    """Who reads somebody's post on the day: the same person, or the one who stands in."""
    found = asked(root, f"select substitute from stand_ins where employee = '{employee}'")
    return found[0][0] if found else employee


def test_the_treasurer_and_every_head_of_units_with_cases_get_one_letter_a_week(zabrzeg):
    town = open_town(zabrzeg)
    _, posted = weekly(town, MONDAY)
    heads = asked(
        zabrzeg,
        "select distinct manager from units_history where known_to is null and (parent is null or unit in "
        "(select unit from case_facts where noun = 'cases'))",
    )
    expected = {address(zabrzeg, reader_of(zabrzeg, who)) for who in (TREASURER, *(head for (head,) in heads))}
    assert set(letters(zabrzeg)) == expected
    assert posted.sent == len(expected)
    assert [weekly(town, MONDAY + timedelta(days=n))[1].sent for n in range(5)] == [0] * 5
    assert weekly(town, MONDAY + timedelta(days=7))[1].sent == len(expected)


@pytest.mark.parametrize(
    ("days", "written"),
    [
        (("2026-11-21", "2026-11-22"), None),  # a weekend
        (("2026-04-06", "2026-04-07", "2026-04-08"), "2026-04-07"),  # Easter Monday
        (("2026-11-25", "2026-11-26"), "2026-11-25"),  # the schedule slept until Wednesday
    ],
)
def test_the_first_working_day_of_the_week_writes_them(zabrzeg, days, written):
    town = open_town(zabrzeg)
    sent = [day for day in days if weekly(town, date.fromisoformat(day))[1].sent]
    assert sent == [written] * (written is not None)


def test_the_cash_of_two_weeks_is_what_the_open_invoices_leave_to_pay(zabrzeg):
    weekly(open_town(zabrzeg), MONDAY)
    [(late, due, n)] = asked(
        zabrzeg,
        f"select sum(remaining) filter (effective_due_on < date '{YESTERDAY}'), sum(remaining), count(*) "
        f"from invoice_facts where state = 'open' and currency = 'PLN' "
        f"and effective_due_on < date '{YESTERDAY + timedelta(days=14)}'",
    )
    said = text(letters(zabrzeg)[address(zabrzeg, reader_of(zabrzeg, TREASURER))]).replace("\N{NO-BREAK SPACE}", " ")

    def written(sum_):
        return f"{sum_:,.2f}".replace(",", " ").replace(".", ",") + " zł"

    rows = {line.split("  ")[0]: line.split() for line in said.splitlines() if "zł" in line}
    assert " ".join(rows["już po terminie"][4:]) == written(late)
    assert rows["Razem"][1] == str(n)
    assert " ".join(rows["Razem"][2:]) == written(due)


def test_a_letter_leads_to_the_printable_month_of_its_reader_where_the_pages_can_be_reached(zabrzeg):
    weekly(open_town(zabrzeg), MONDAY)
    assert not [each for each in letters(zabrzeg).values() if "/wydruk/" in text(each)]
    town = rewritten(zabrzeg, "[town]\n", '[town]\naddress = "https://ratusz.zabrzeg.example"\n')
    weekly(town, MONDAY + timedelta(days=7))
    for employee, page in ((TREASURER, "month"), (HEAD_OF_BUILDING, "managers_month")):
        way = f"https://ratusz.zabrzeg.example/wydruk/{page}"
        letter = letters(zabrzeg)[address(zabrzeg, reader_of(zabrzeg, employee))]
        assert way in text(letter)
        assert f'href="{way}"' in page_of(letter)


def test_what_can_be_avoided_is_two_weeks_of_interest(zabrzeg):
    from pipelines.acts.record import Acts
    from pipelines.alerts.route.escalation import Escalation
    from pipelines.alerts.route.published import read_run, read_run_view
    from pipelines.alerts.weekly.treasurer import avoidable
    from pipelines.alerts.weekly.week import Week
    from pipelines.reading import law_then

    with opened(zabrzeg) as (town, con, _, run_id):
        about = read_run(con, run_id)
        law = law_then(con, town, about.known_on)
        week = Week(town, con, read_run_view(town, con, about, Acts(), {}, Escalation()), law)
        [rate] = [r.rate_bp for r in law.series("commercial") if r.holds_on(YESTERDAY)]
        invoice = {"remaining": Decimal(36500), "seller_kind": None, "currency": "PLN", "health": False}
        late = {**invoice, "effective_due_on": YESTERDAY - timedelta(days=100)}
        in_a_week = {**invoice, "effective_due_on": YESTERDAY + timedelta(days=7)}
        foreign = {**late, "currency": "EUR"}
        assert avoidable(week, [late]) == (Decimal(rate) * 14 / 100, True)  # 36 500 for a day at r % are r złoty
        assert avoidable(week, [late, in_a_week, foreign]) == (Decimal(rate) * 21 / 100, True)


def names(root):
    """Everybody's name but the mayors', treasurers' and heads', who hold an office."""
    return [
        name
        for (name,) in asked(
            root,
            "select distinct name from employees_history where known_to is null and employee not in "
            "(select manager from units_history where known_to is null and manager is not null)",
        )
    ]


def test_before_monitoring_is_announced_no_letter_names_a_person(zabrzeg):
    rewritten(zabrzeg, 'monitoring_announced_on = "2026-10-01"', "")
    run(open_town(zabrzeg), TODAY)
    weekly(open_town(zabrzeg), MONDAY)
    told = [" ".join(text(letter).split()).split("Stan danych")[0] for letter in letters(zabrzeg).values()]
    of_heads = [said for said in told if "Załatwione i otwarte" in said]
    assert of_heads
    for said in of_heads:
        assert [name for name in names(zabrzeg) if name in said] == []
        assert "monitoring nie zostanie zapowiedziany" in said


def test_after_it_a_head_reads_of_the_own_people_and_of_nobody_else(zabrzeg):
    weekly(open_town(zabrzeg), MONDAY)
    said = " ".join(text(letters(zabrzeg)[address(zabrzeg, HEAD_OF_BUILDING)]).split())
    own = {name for (name,) in asked(
        zabrzeg, "select distinct name from employees_history where known_to is null and unit = 'WB'")}  # fmt: skip
    named = {name for name in names(zabrzeg) if name in said}
    assert named
    assert named <= own


def test_each_reads_in_their_own_language(zabrzeg):
    with opened(zabrzeg) as (town, con, state, _):
        by = By("test", "test", datetime(2026, 11, 20, 12, tzinfo=UTC) - timedelta(days=400))
        acts.prefer(town, con, state, HEAD_OF_BUILDING, by, Wish(language="en"))
    weekly(open_town(zabrzeg), MONDAY)
    letter = letters(zabrzeg)[address(zabrzeg, HEAD_OF_BUILDING)]
    assert letter["Subject"].startswith("Week from 19 Nov 2026 – Zabrzeg: ")
    assert letter["Content-Language"] == "en"
    assert '<html lang="en">' in page_of(letter)


def test_a_workbook_comes_along_where_it_is_wished_for(zabrzeg):
    to = reader_of(zabrzeg, TREASURER)
    with opened(zabrzeg) as (town, con, state, _):
        by = By("test", "test", datetime(2026, 11, 20, 12, tzinfo=UTC) - timedelta(days=400))
        acts.prefer(town, con, state, to, by, Wish(attach="xlsx"))
    weekly(open_town(zabrzeg), MONDAY)
    sent = letters(zabrzeg)
    [book] = sent[address(zabrzeg, to)].iter_attachments()
    assert book.get_filename() == "ratusz-2026-11-19.xlsx"
    cash = pl.read_excel(BytesIO(book.get_content()), sheet_name="2. Gotówka")
    assert cash.schema == {"dzień": pl.Date, "faktury": pl.Int64, "do zapłaty": pl.Float64}
    others = [letter for to_, letter in sent.items() if to_ != address(zabrzeg, to)]
    assert [list(letter.iter_attachments()) for letter in others] == [[]] * len(others)


def test_a_chart_loads_nothing_and_is_read_aloud_as_a_table(zabrzeg):
    weekly(open_town(zabrzeg), MONDAY)
    page = page_of(letters(zabrzeg)[address(zabrzeg, reader_of(zabrzeg, TREASURER))])
    assert "<img" not in page
    assert "<svg" not in page
    assert "url(" not in page
    assert page.count("<caption") == page.count('class="numbers"') > 0
    assert page.count('scope="col"') > 0
    assert page.count('scope="row"') > 0
    assert page.count('role="presentation" aria-hidden="true"') > 3


def test_what_waits_for_the_end_of_quiet_hours_outlives_the_daily_letters(zabrzeg):
    rewritten(zabrzeg, '# quiet = "18:00-07:00"', 'quiet = "18:00-07:00"')
    with opened(zabrzeg) as (town, con, state, run_id):
        compose(town, con, state, run_id, MONDAY, datetime(2026, 11, 23, 5, tzinfo=UTC))
    run(open_town(zabrzeg), MONDAY)
    with closing(open_state(open_town(zabrzeg))) as state:
        rows = state.execute("select state, message is null from letters where kind = 'weekly'").fetchall()
    assert set(rows) <= {("held", 0), ("queued", 0), ("written", 1)}


CHILD = """
import sys
from datetime import date
from pathlib import Path
from pipelines.posting import weekly
from pipelines.settings import open_town
print("ready", flush=True)
weekly(open_town(Path(sys.argv[1])), date.fromisoformat(sys.argv[2]))
"""


def test_a_process_killed_at_any_moment_neither_doubles_nor_loses_a_weekly_letter(zabrzeg: Path):
    moment = random.Random(11)
    killed = 0
    for _ in range(6):
        with Child(CHILD, zabrzeg, MONDAY.isoformat()) as child:
            assert child.stdout.readline() == "ready\n"
            time.sleep(moment.uniform(0, 0.8))
            child.kill()
        killed += child.returncode == -signal.SIGKILL
    assert killed
    weekly(open_town(zabrzeg), MONDAY)
    with closing(open_state(open_town(zabrzeg))) as state:
        rows = state.execute("select recipient, state from letters where kind = 'weekly'").fetchall()
    assert len(rows) == len({recipient for recipient, _ in rows}) == len(letters(zabrzeg)) > 5
    assert {became for _, became in rows} == {"written"}
