"""Databases are queried for real, and only read."""

import os
import pwd
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pipelines import formats
from pipelines.formats import Unreadable
from pipelines.refusal import Refusal
from pipelines.town import Feed

VARIABLE = "RATUSZ_TEST_DATABASE"


@pytest.fixture
def ask(monkeypatch):
    """Asks the database at a URL a query, as a feed does."""

    def asking(url, query, **feed_has):
        monkeypatch.setenv(VARIABLE, url) if url else monkeypatch.delenv(VARIABLE, raising=False)
        feed = Feed("ezd", ("cases",), "sql", "", "ezd", "all", url=VARIABLE, query=query, **feed_has)
        return formats.read(Path(), feed, "cases", ZoneInfo("Europe/Warsaw"))

    return asking


@pytest.fixture
def sqlite(tmp_path):
    """The URL of a small SQLite register."""
    path = tmp_path / "rejestr spraw.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            """create table sprawy (znak text, nip text, kwota numeric, dni integer, zdjecie blob);
            insert into sprawy values
            ('WB.1', '0012345678', 1234567.89, 5, null), ('WB.2', null, 100.0, null, x'00');"""
        )
    return f"sqlite:///{path}"


def test_sqlite_values_come_as_the_text_they_stand_for(ask, sqlite):
    table = ask(sqlite, "select znak, nip, kwota, dni from sprawy order by znak")

    assert table.frame.to_dicts() == [
        {"znak": "WB.1", "nip": "0012345678", "kwota": "1234567.89", "dni": "5", "line": 1},
        {"znak": "WB.2", "nip": None, "kwota": "100", "dni": None, "line": 2},
    ]


def test_an_empty_answer_is_an_empty_register(ask, sqlite):
    table = ask(sqlite, "select znak from sprawy where 1 = 0")

    assert (table.frame.columns, table.rows) == (["znak", "line"], 0)


def test_columns_of_one_name_are_told_apart(ask, sqlite):
    assert ask(sqlite, "select znak, znak from sprawy").frame.columns == ["znak", "znak (2)", "line"]


def test_comments_and_common_tables_are_fine(ask, sqlite):
    query = "-- sprawy\n/* wszystkie */ with s as (select * from sprawy) select count(*) as n from s"

    assert ask(sqlite, query).frame["n"].to_list() == ["2"]


@pytest.mark.parametrize("query", ["delete from sprawy", "", "drop table sprawy", "pragma user_version", "selecting"])
def test_anything_but_a_select_is_refused_before_it_is_asked(ask, sqlite, query):
    with pytest.raises(Refusal, match="nie jest poleceniem SELECT"):
        ask(sqlite, query)


@pytest.mark.parametrize(
    "query", ["with x as (select 1) delete from sprawy", "select 1; delete from sprawy", "select load_extension('x')"]
)
def test_a_write_dressed_as_a_select_changes_nothing(ask, sqlite, query):
    with pytest.raises(Refusal, match="nie odpowiedziała"):
        ask(sqlite, query)

    assert ask(sqlite, "select znak from sprawy").rows == 2


def test_a_missing_database_is_not_created(ask, tmp_path):
    with pytest.raises(Refusal, match="nie odpowiedziała"):
        ask(f"sqlite:///{tmp_path / 'nie ma.db'}", "select 1")

    assert not (tmp_path / "nie ma.db").exists()


def test_bytes_are_refused_where_somebody_asked_for_them_and_else_left_out(ask, sqlite):
    with pytest.raises(Unreadable, match="ani tekstu, ani liczb, ani dat"):
        ask(sqlite, "select zdjecie from sprawy", columns={"title": "zdjecie"})

    table = ask(sqlite, "select znak, zdjecie from sprawy")
    assert (table.frame.columns, table.left_out) == (["znak", "line"], ("zdjecie",))


def test_a_variable_that_is_not_set_is_named(ask):
    with pytest.raises(Refusal, match=VARIABLE):
        ask(None, "select 1")


def test_an_unknown_database_is_named(ask):
    with pytest.raises(Refusal, match="oracle") as refused:
        ask("oracle://u:tajne@h/x", "select 1")

    assert "tajne" not in f"{refused.value.message} {refused.value.fix}"


def test_postgresql_without_its_driver_says_what_to_install(ask, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(Refusal, match="psycopg") as refused:
        ask("postgresql://h/x", "select 1")

    assert "psycopg[binary]" in refused.value.fix


# PostgreSQL, where the server and the driver are installed


@pytest.fixture(scope="module")
def postgresql():
    """The URL of a PostgreSQL server of the tests' own, reached by a socket in its folder."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
    if not (shutil.which("initdb") and shutil.which("postgres")):
        pytest.skip("no PostgreSQL server on this machine")
    home = Path(tempfile.mkdtemp(prefix="ratusz-pg-"))
    who = {}
    if os.geteuid() == 0:  # the server refuses to run as root
        nobody = pwd.getpwnam("nobody")
        os.chown(home, nobody.pw_uid, nobody.pw_gid)
        who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    quiet = {"cwd": home, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    make = ["initdb", "-D", str(home / "data"), "-U", "ratusz", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(make, check=True, **quiet, **who)
    options = ["-D", str(home / "data"), "-k", str(home), "-h", "", "-F"]
    server = subprocess.Popen(["postgres", *options], **quiet, **who)
    try:
        yield _filled(psycopg, f"postgresql://ratusz@/postgres?host={home}", server)
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(home)


def _filled(psycopg, url, server):
    for _ in range(100):
        assert server.poll() is None, "the server ended"
        try:
            with psycopg.connect(url) as connection:
                connection.execute(
                    """create table sprawy
                    (znak text, kwota numeric(18, 2), dnia date, o timestamptz, czynna boolean, role text[]);
                    insert into sprawy values
                    ('Ł.1', 1234567890123456.78, '2026-01-31', '2026-01-31 10:00+01', true, '{a,b}'),
                    ('Ł.2', null, null, null, null, null)"""
                )
            return url
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


def test_postgresql_values_come_exact(ask, postgresql):
    query = "select znak, kwota, dnia, o at time zone 'UTC' as o, czynna, role from sprawy order by znak"

    assert ask(postgresql, query).frame.rows() == [
        ("Ł.1", "1234567890123456.78", "2026-01-31", "2026-01-31T09:00:00", "true", "a|b", 1),
        ("Ł.2", None, None, None, None, None, 2),
    ]


def test_postgresql_moments_keep_their_offset(ask, postgresql):
    (moment,) = ask(postgresql, "select o from sprawy where o is not null").frame["o"].to_list()

    assert moment.startswith("2026-01-31T")
    assert moment[19] in "+-"


@pytest.mark.parametrize(
    "query",
    [
        "with gone as (delete from sprawy returning znak) select * from gone",
        "select 1; commit; delete from sprawy",
        "select nextval('brak')",
    ],
)
def test_a_write_to_postgresql_is_refused_by_the_session(ask, postgresql, query):
    with pytest.raises(Refusal, match="nie odpowiedziała"):
        ask(postgresql, query)

    assert ask(postgresql, "select znak from sprawy").rows == 2


def test_a_percent_sign_in_a_query_is_itself(ask, postgresql):
    assert ask(postgresql, "select znak from sprawy where znak like '%2'").frame["znak"].to_list() == ["Ł.2"]


def test_a_server_that_is_not_there_is_told_without_the_password(ask):
    pytest.importorskip("psycopg", reason="psycopg is not installed")

    with pytest.raises(Refusal, match="brak połączenia") as refused:
        ask("postgresql://u:tajne@127.0.0.1:1/x", "select 1")

    assert "tajne" not in f"{refused.value.message} {refused.value.fix}"
    assert refused.value.__cause__ is None
