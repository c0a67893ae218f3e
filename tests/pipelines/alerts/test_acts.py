"""What people do about findings: kept with its trace or not at all, undone, explained later, refused with a word."""

import sqlite3
from contextlib import ExitStack, closing
from datetime import UTC, date, datetime, timedelta

import pytest

from pipelines import acts
from pipelines.acts import By, Wish, read_acts, read_wishes, trail
from pipelines.refusal import Refusal
from pipelines.store.state import open_state
from tests.warm import Child

FRIDAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANNA = By("anna", "command line, ratusz", NOON)
CASE = "WB.6740.1.2026"


@pytest.fixture
def state(office):
    """An office that has found two things about a case and one about another."""
    office.finds(CASE, "anna", severity="warn")
    office.finds(CASE, "anna", rule="C02", severity="high")
    office.finds("WB.2", "anna", severity="critical")
    office.con.execute("insert into rule_book by name select 'C02' as id, map([], []) as sentences")
    office.run(FRIDAY)
    with closing(open_state(office.town)) as opened:
        yield opened


def later(hours: int) -> By:
    return By("kier", "page Moje sprawy", NOON + hours * HOUR)


def test_an_acknowledgement_is_of_each_finding_of_the_subject_and_one_act_of_the_audit(office, state):
    found = acts.acknowledge(office.town, office.con, state, CASE, ANNA, until=date(2026, 11, 30), why="rozmowa")
    assert [(each.rule, each.severity) for each in found] == [("C01", "warn"), ("C02", "high")]
    [act] = trail(state)
    assert act == {
        "at": "2026-11-20T12:00:00.000000+00:00", "author": "anna", "place": "command line, ratusz", "action": "ack",
        "subject": CASE, "details": {"rules": ["C01", "C02"], "until": "2026-11-30", "why": "rozmowa"},
    }  # fmt: skip


def test_only_what_one_rule_says_can_be_acknowledged(office, state):
    acts.acknowledge(office.town, office.con, state, CASE, ANNA, rule="C02")
    stood = read_acts(state, NOON)
    about = ("cases", CASE, "warn", FRIDAY, FRIDAY)
    assert stood.over("acknowledge", "C01", *about) is None
    assert stood.over("acknowledge", "C02", *about) is not None


def test_undone_it_holds_no_more_and_both_are_in_the_audit_latest_first(office, state):
    acts.acknowledge(office.town, office.con, state, CASE, ANNA)
    acts.undo(office.town, state, "acknowledge", CASE, later(1))
    assert [(act["author"], act["place"], act["action"]) for act in trail(state, CASE)] == [
        ("kier", "page Moje sprawy", "undo ack"),
        ("anna", "command line, ratusz", "ack"),
    ]
    assert read_acts(state, NOON + 2 * HOUR).by_subject == {}


def test_what_stood_at_a_moment_can_be_asked_for_ever(office, state):
    acts.silence(office.town, office.con, state, CASE, ANNA, until=date(2026, 12, 1), why="remont")
    acts.prefer(office.town, office.con, state, "anna", ANNA, Wish(severity="high"))
    acts.undo(office.town, state, "silence", CASE, later(2))
    acts.forget_wishes(office.town, state, "anna", later(2))
    asked = [NOON - HOUR, NOON, NOON + HOUR, NOON + 2 * HOUR]
    assert [list(read_acts(state, at).by_subject) for at in asked] == [[], [CASE], [CASE], []]
    assert [list(read_wishes(state, at)) for at in asked] == [[], ["anna"], ["anna"], []]
    assert len(trail(state, known_on=NOON + HOUR)) == 2


def test_a_later_act_replaces_an_earlier_one_and_both_are_remembered(office, state):
    acts.silence(office.town, office.con, state, CASE, ANNA, until=date(2026, 12, 1), why="remont")
    acts.silence(office.town, office.con, state, CASE, later(1), until=date(2026, 11, 25), why="krócej")
    [act] = read_acts(state, NOON + HOUR).by_subject[CASE]
    assert (act.until, act.author, act.why) == (date(2026, 11, 25), "kier", "krócej")
    assert len(trail(state)) == 2


def test_wishes_add_up_and_the_old_ones_are_kept(office, state):
    acts.prefer(office.town, office.con, state, "anna", ANNA, Wish(severity="high"))
    held = acts.prefer(office.town, office.con, state, "anna", later(1), Wish(quiet="16:00-08:00"))
    assert held == Wish(severity="high", quiet="16:00-08:00")
    assert read_wishes(state, NOON)["anna"] == Wish(severity="high")
    assert acts.prefer(office.town, office.con, state, "anna", later(2), Wish()) == held  # only asked
    assert len(trail(state)) == 2


def test_without_its_trace_no_act_is_kept(office, state):
    state.execute("create trigger full before insert on audit begin select raise(abort, 'the disk is full'); end")
    for act in (
        lambda: acts.acknowledge(office.town, office.con, state, CASE, ANNA),
        lambda: acts.silence(office.town, office.con, state, CASE, ANNA, until=date(2026, 12, 1), why="remont"),
        lambda: acts.prefer(office.town, office.con, state, "anna", ANNA, Wish(severity="high")),
    ):
        with pytest.raises(sqlite3.IntegrityError, match="the disk is full"):
            act()
    assert [state.execute(f"select count(*) from {table}").fetchone() for table in ("acts", "wishes", "audit")] == [
        (0,), (0,), (0,)
    ]  # fmt: skip


def test_without_the_act_no_trace_is_kept(office, state):
    state.execute("create trigger full before insert on acts begin select raise(abort, 'the disk is full'); end")
    with pytest.raises(sqlite3.IntegrityError, match="the disk is full"):
        acts.acknowledge(office.town, office.con, state, CASE, ANNA)
    assert trail(state) == []


SCRIPT = """
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
import duckdb
from pipelines import acts
from pipelines.acts import By
from pipelines.store.state import open_state
from pipelines.town import Town
root, snapshot, author = sys.argv[1:]
town = Town(root=Path(root), text="", name="Zabrzeg")
con = duckdb.connect(snapshot, read_only=True)
with closing(open_state(town)) as state:
    for n in range(20):
        by = By(author, "test", datetime(2026, 11, 20, 12, n, tzinfo=UTC))
        acts.silence(town, con, state, "WB.6740.1.2026", by, until=date(2026, 12, 1), why=str(n))
"""


def test_acts_of_two_people_at_once_are_all_kept_and_one_of_them_holds(office, state, tmp_path):
    snapshot = tmp_path / "snapshot.duckdb"
    office.con.execute(f"attach '{snapshot}' as snapshot")
    office.con.execute("copy from database memory to snapshot")
    office.con.execute("detach snapshot")
    with ExitStack() as ended:
        both = [ended.enter_context(Child(SCRIPT, office.root, snapshot, author)) for author in ("anna", "jan")]
    assert [each.returncode for each in both] == [0, 0]
    assert state.execute("select author, count(*) from audit group by 1 order by 1").fetchall() == [
        ("anna", 20), ("jan", 20)
    ]  # fmt: skip
    assert state.execute("select count(*) from acts where ended_at is null").fetchone() == (1,)


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda o, s: acts.acknowledge(o.town, o.con, s, "WB.99", ANNA), "Nie ma sygnału: WB.99"),
        (lambda o, s: acts.acknowledge(o.town, o.con, s, CASE, ANNA, rule="C99"), "Nie ma reguły C99"),
        (lambda o, s: acts.acknowledge(o.town, o.con, s, "WB.2", ANNA, rule="C02"), "C02 nie daje sygnału: WB.2"),
        (lambda o, s: acts.acknowledge(o.town, o.con, s, CASE, ANNA, until=date(2026, 11, 19)), "19.11.2026 już minął"),
        (lambda o, s: acts.silence(o.town, o.con, s, CASE, ANNA, until=date(2026, 11, 19), why="x"), "już minął"),
        (lambda o, s: acts.silence(o.town, o.con, s, CASE, ANNA, until=FRIDAY, why="  "), "wymaga powodu"),
        (lambda o, s: acts.undo(o.town, s, "silence", CASE, ANNA), f"Nic nie jest wyciszone: {CASE}"),
        (lambda o, s: acts.undo(o.town, s, "acknowledge", CASE, ANNA), "Nic nie jest przyjęte do wiadomości"),
        (lambda o, s: acts.prefer(o.town, o.con, s, "nikt", ANNA, Wish()), "identyfikatorze nikt"),
        (lambda o, s: acts.prefer(o.town, o.con, s, "anna", ANNA, Wish(severity="grave")), "grave nie jest wartością"),
        (lambda o, s: acts.prefer(o.town, o.con, s, "anna", ANNA, Wish(quiet="18-7")), "18-7 nie jest wartością"),
        (lambda o, s: acts.forget_wishes(o.town, s, "anna", ANNA), "brak własnych ustawień"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_word_and_leaves_no_trace(office, state, act, message):
    with pytest.raises(Refusal, match=message) as refused:
        act(office, state)
    assert refused.value.fix
    assert trail(state) == []


def test_whoever_has_left_wishes_for_nothing(office, state):
    office.con.execute("update employees set active_to = date '2026-11-19' where employee = 'anna'")
    with pytest.raises(Refusal, match="identyfikatorze anna"):
        acts.prefer(office.town, office.con, state, "anna", ANNA, Wish(severity="high"))


def test_letters_are_in_the_language_somebody_wishes_for(office):
    office.finds(CASE, "anna")
    with closing(open_state(office.town)) as state:
        office.publish(date(2026, 11, 19))
        before = By("anna", "test", datetime(2026, 11, 19, 12, 0, tzinfo=UTC))
        acts.prefer(office.town, office.con, state, "anna", before, Wish(language="en"))
    office.run(FRIDAY)
    assert office.letter_to("anna")["Subject"].startswith("1 new signal")


def test_what_was_wished_and_undone_is_in_the_audit(office, state):
    acts.prefer(office.town, office.con, state, "anna", ANNA, Wish(severity="high", digest="weekly"))
    acts.forget_wishes(office.town, state, "anna", later(1))
    assert [(act["author"], act["action"], act["subject"], act["details"]) for act in trail(state, "anna")] == [
        ("kier", "undo prefer", "anna", {}),
        ("anna", "prefer", "anna", {"severity": "high", "digest": "weekly"}),
    ]


def test_whom_the_register_no_longer_lists_wishes_for_nothing(office, state):
    office.con.execute("drop view employees_history")
    office.con.execute(
        "create table employees_history as "
        "select *, if(employee = 'anna', timestamp '2026-11-19', null) as known_to from employees"
    )
    with pytest.raises(Refusal, match="identyfikatorze anna"):
        acts.prefer(office.town, office.con, state, "anna", ANNA, Wish(severity="high"))
    assert acts.prefer(office.town, office.con, state, "jan", ANNA, Wish(severity="high")).severity == "high"


@pytest.mark.parametrize(("last_day", "works"), [("2026-11-19", False), ("2026-11-20", True), ("2026-11-21", True)])
def test_on_the_last_day_one_may_still_wish(office, state, last_day, works):
    office.con.execute("update employees set active_to = $1 where employee = 'anna'", [last_day])
    refused = None
    try:
        acts.prefer(office.town, office.con, state, "anna", ANNA, Wish(severity="high"))
    except Refusal as error:
        refused = error
    assert (refused is None) is works


def test_a_rule_can_be_silenced_before_it_speaks(office, state):
    office.con.execute("insert into rule_book by name select 'C07' as id, map([], []) as sentences")
    assert acts.silence(office.town, office.con, state, "C07", ANNA, until=date(2026, 12, 1), why="rejestr") == []
    about = ("cases", "WB.7", "high", FRIDAY, FRIDAY)
    assert read_acts(state, NOON).over("silence", "C07", *about) is not None
    with pytest.raises(Refusal, match=r"Nie ma sygnału: WB\.77"):
        acts.silence(office.town, office.con, state, "WB.77", ANNA, until=date(2026, 12, 1), why="remont")
