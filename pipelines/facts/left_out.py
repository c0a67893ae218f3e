"""Facts that cannot be derived cost their own subject alone: it is found, left out of the day, and said.

A value that no door of today would let in, of a row loaded long ago, ends a query with an error that names no row. The
subject is found by halves: the day is derived again without some of them, until one is left that it fails with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import duckdb

from pipelines import contracts
from pipelines.store.noun_views import seen
from pipelines.store.queries import execute

MOST = 50  # subjects left out of one day; where more fail, it is no matter of single ones
BY_YEAR = ("year", "unit")  # a line's sums are made of many rows: what cannot be summed is a unit's year
SUBJECT_OF: Mapping[str, Sequence[str]] = {"budget": BY_YEAR, "report_lines": BY_YEAR}  # else the key
NOT_JUDGED = "value_out_of_range_so_it_is_not_judged"  # the fault's word for D02

COLUMNS = "noun varchar, subject varchar, feed varchar, unit varchar"
DATA = (duckdb.DataError, duckdb.InvalidInputException)  # what a value can end a query with
Statements = Sequence[tuple[str, str]]  # what is made, and the statement that makes it, in order


@cache
def families() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Each noun whose subjects can be left out: the registers with rows of a subject, and the columns that name it."""
    found: dict[str, Mapping[str, Sequence[str]]] = {}
    for name, noun in contracts.nouns().items():
        own = SUBJECT_OF.get(name, noun.key)
        rows = {name: own}
        for other in noun.model.told_by:  # a step names a matter of any register in the column for cases
            told = contracts.noun(other).model.fields
            naming = [column for column, field in told.items() if field.of == "cases"]
            if naming or {*own} <= told.keys():
                rows[other] = naming or own
        found[name] = rows
    return found


def derived(con: duckdb.DuckDBPyConnection, statements: Statements, driving: Mapping[str, Sequence[str]]) -> None:
    """Execute the statements; where data end one with an error, all of them without the subjects that it fails with.

    The views of the nouns then lack these subjects, and the TEMP table `left_out` names them with the feed and unit.
    driving: the nouns to suspect first, by what is made. What is no matter of single subjects is raised on.
    """
    con.execute(f"create or replace temp table left_out ({COLUMNS})")
    for _ in range(MOST):
        made, error = _executed(con, statements)
        if error is None:
            return
        if not _found(con, statements[: made + 1], driving.get(statements[made][0], ())):
            raise error
    _, error = _executed(con, statements)
    if error is not None:
        raise error


def _executed(con: duckdb.DuckDBPyConnection, statements: Statements) -> tuple[int, duckdb.DatabaseError | None]:
    """How many were executed, and the error of data that ended the next one."""
    for n, (_, statement) in enumerate(statements):
        try:
            execute(con, statement)
        except DATA as error:
            return n, error
    return len(statements), None


def _found(con: duckdb.DuckDBPyConnection, statements: Statements, driving: Sequence[str]) -> bool:
    """Leave one more subject out, the first with which the last statement fails; whether there is one."""
    rows = seen(con)
    suspected = [name for name in dict.fromkeys((*driving, *families())) if name in families()]
    con.execute("create or replace temp table on_trial (noun varchar, subject varchar)")
    _look_past(con, rows)

    def goes(noun: str, without: Sequence[str]) -> bool:
        con.execute("delete from on_trial")
        con.execute("insert into on_trial select ?, unnest(?::varchar[])", [noun, list(without)])
        return _executed(con, statements)[1] is None

    for noun in suspected:
        subjects = _subjects(con, rows, noun)
        if subjects and goes(noun, subjects):
            low, high = 0, len(subjects)  # with so many of the first it goes; with so many it does not
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if goes(noun, subjects[middle:]) else (low, middle)
            con.execute("delete from on_trial")
            _leave_out(con, rows, noun, subjects[low])
            return True
    con.execute("delete from on_trial")
    return False


def _look_past(con: duckdb.DuckDBPyConnection, rows: Mapping[str, str]) -> None:
    """Let the views of the nouns leave out the subjects of `left_out` and `on_trial`."""
    for register, query in without(rows, ("left_out", "on_trial")).items():
        con.execute(f"create or replace temp view {register} as {query}")


def without(rows: Mapping[str, str], lists: Sequence[str] = ("left_out",)) -> dict[str, str]:
    """The queries of those registers that have rows of a subject, without the subjects in tables like `left_out`."""
    return {
        register: f"from ({query}) where "
        + " and ".join(
            f"{_name(family[register])} not in (select subject from {table} where noun = '{noun}')"
            for noun, family in families().items()
            if register in family
            for table in lists
        )
        for register, query in rows.items()
        if any(register in family for family in families().values())
    }


def _subjects(con: duckdb.DuckDBPyConnection, rows: Mapping[str, str], noun: str) -> list[str]:
    """The subjects of a noun that are not left out yet, in order; also those that only other registers name."""
    parts = " union ".join(
        f"select {_name(columns)} as subject from ({rows[register]})"
        for register, columns in families()[noun].items()
        if register in rows
    )
    asked = f"""
        select subject from ({parts})
        where subject not in (select subject from left_out where noun = ?) order by subject
    """
    return [subject for (subject,) in con.execute(asked, [noun]).fetchall()] if parts else []


def _leave_out(con: duckdb.DuckDBPyConnection, rows: Mapping[str, str], noun: str, subject: str) -> None:
    parts = " union all ".join(
        f"select feed, {'unit' if 'unit' in contracts.noun(register).columns else 'null'} as unit "
        f"from ({rows[register]}) where {_name(columns)} = $subject"
        for register, columns in families()[noun].items()
        if register in rows
    )
    con.execute(
        f"insert into left_out select $noun, $subject, any_value(feed), any_value(unit) from ({parts})",
        {"noun": noun, "subject": subject},
    )


def _name(columns: Sequence[str]) -> str:
    quoted = ", ".join(f'"{column}"' for column in columns)  # a column may be called like a word of SQL
    return f"concat_ws(' ', {quoted})"


FAULTS = f"""
select noun, subject, unit, null as holder, feed, '{NOT_JUDGED}' as fault, null as cause from left_out
"""
TOLD = f"insert into record_faults by name {FAULTS}"
