"""The look at a noun: its rows known at a moment, of several feeds one, names resolved, impossible ends left out."""

from __future__ import annotations

import duckdb

from pipelines import contracts
from pipelines.store.queries import sql

NOUNS = """
    select noun, identity, count(distinct feed)
    from nouns left join loads using (noun)
    group by all order by noun
"""
NO_DAYS = "(date '1900-01-01', date '1970-01-01')"  # SQL Server's and Unix's "no day", also of what has no beginning
FIRST = "list_position(getvariable('feed_order'), feed) nulls last, known_from desc, feed"  # who wins a key
LIVE = "known_from <= getvariable('known_on') and (known_to is null or known_to > getvariable('known_on'))"
CHANGE = """
    if(cumulative, amount - coalesce(lag(amount) over (
        partition by cumulative, year, unit, side, dzial, rozdzial, paragraf, task, measure order by booked_on
    ), 0), amount)
"""
NO_MEANINGS = """
    select null::varchar as about_noun, null::varchar as kind, null::varchar as name, null::varchar as meant,
        null::timestamp as known_from, null::timestamp as known_to
    limit 0
"""
MEANT = """
    coalesce((
        select meant from meanings
        where about_noun = '{noun}' and about_column = '{column}' and meanings.name = said."{column}" and {live}
    ), "{column}") as "{column}"
"""


def seen(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The query of each noun for the rows known at the variable `known_on`, in the order they may lean on each other.

    Where several feeds give invoices, `invoice_rows` comes with them, and what names an invoice by its mark in one of
    these feeds is led to the one invoice that it is. Transfers that name no invoice are led to the one they pay, and
    stand in `payment_matches`; those that are led to none are no rows of `payments`.
    """
    named, given = _named(con), _nouns(con)
    there = with_rows(con)
    nouns = {
        noun: _seen(con, noun, identity, feeds, named.get(noun, [])) if noun in there else _nothing(noun)
        for noun, identity, feeds in given
    }
    if not any(noun == "invoices" and feeds > 1 for noun, _, feeds in given):
        return _paid(con, nouns)
    changes, untimely = _ends("invoices")
    replaced = f"replace ({', '.join(changes)})" if changes else ""
    rows = _meant(sql("store/invoices.sql"), "invoices", named.get("invoices", []))
    one = {
        "invoice_rows": sql("store/invoice_rows.sql"),
        "invoices": f"select * {replaced}{untimely} from ({rows})",
    }
    led = {noun: OF_ONE_INVOICE.format(rows=nouns[noun]) for noun in ("payments", "allocations") if noun in nouns}
    return _paid(con, one | {noun: query for noun, query in nouns.items() if noun not in one} | led)


OF_ONE_INVOICE = """
    select given.* replace (coalesce(known.invoice_id, given.invoice_id) as invoice_id)
    from ({rows}) as given
    left join (
        select own_id, min(invoice_id) as invoice_id from invoice_rows where rows_of_it > 1 group by own_id
    ) as known on known.own_id = given.invoice_id
"""


def _paid(con: duckdb.DuckDBPyConnection, nouns: dict[str, str]) -> dict[str, str]:
    """The nouns with `payment_matches`, and with payments that all name their invoice."""
    if "payments" not in nouns or not con.execute(UNNAMED).fetchall():
        return nouns | {"payment_matches": NO_MATCHES}
    others = {noun: query for noun, query in nouns.items() if noun != "payments"}
    matches = sql("store/payment_matches.sql") if "invoices" in nouns else NO_INVOICES
    return others | {"payment_rows": nouns["payments"], "payment_matches": matches, "payments": MATCHED}


UNNAMED = "select 1 from payments_history where invoice_id is null limit 1"
NO_MATCHES = """
    select null::varchar as payment_id, null::varchar as feed, null::date as day, null::bigint as invoices,
        null::varchar as state, null::varchar as invoice_id
    limit 0
"""
NO_INVOICES = """
    select payment_id, feed, coalesce(paid_on, ordered_on) as day, null::bigint as invoices, 'none' as state,
        null::varchar as invoice_id
    from payment_rows
    where invoice_id is null
"""
MATCHED = """
    select given.* replace (coalesce(given.invoice_id, met.invoice_id) as invoice_id)
    from payment_rows as given
    left join payment_matches as met using (payment_id)
    where coalesce(given.invoice_id, met.invoice_id) is not null
"""


def with_rows(con: duckdb.DuckDBPyConnection) -> set[str]:
    """The nouns that ever had a row."""
    nouns = [noun for (noun,) in con.execute("select noun from nouns").fetchall()]
    asked = " union all ".join(f"(select '{noun}' from {noun}_history limit 1)" for noun in nouns)
    return {noun for (noun,) in con.execute(asked).fetchall()} if nouns else set()


def unknown_names(con: duckdb.DuckDBPyConnection) -> str:
    """The query for the names that mean nobody we know: kind, name and the nouns that say it."""
    source = "meanings" if _has_meanings(con) else f"({NO_MEANINGS})"
    return f"""
        select kind, name, string_agg(distinct about_noun, '|' order by about_noun) as nouns
        from {source} where meant is null and {LIVE} group by kind, name
    """


def shared_keys(con: duckdb.DuckDBPyConnection) -> str:
    """The query for the keys of a noun that several feeds give, whichever wins: noun, key and the list of feeds.

    Where the town says which of them goes first, nothing is shared; nor are invoices, of which several feeds make one.
    """
    parts = [
        f"""
        select '{noun}' as noun, concat_ws(' ', {", ".join(f'"{column}"' for column in identity)}) as key,
            list_sort(list(distinct feed)) as feeds
        from {noun}_history where {LIVE} group by key
        having count(distinct feed) > 1 and not coalesce(list_has_all(getvariable('feed_order'), feeds), false)
        """
        for noun, identity, feeds in _nouns(con)
        if feeds > 1 and noun != "invoices"
    ]
    return " union all ".join(["(select '' as noun, '' as key, [''] as feeds limit 0)", *parts])


def _has_meanings(con: duckdb.DuckDBPyConnection) -> bool:
    """A published copy of an older program has none."""
    try:
        con.execute("from meanings limit 0").fetchall()
    except duckdb.CatalogException:
        return False
    return True


def _nouns(con: duckdb.DuckDBPyConnection) -> list[tuple[str, list[str], int]]:
    return con.execute(NOUNS).fetchall()


def _named(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The columns of each noun in which a name stands for an identifier."""
    if not _has_meanings(con):
        return {}
    found: dict[str, list[str]] = {}
    columns = "select distinct about_noun, about_column from meanings where meant is not null order by all"
    for noun, column in con.execute(columns).fetchall():
        found.setdefault(noun, []).append(column)
    return found


def _seen(con: duckdb.DuckDBPyConnection, noun: str, identity: list[str], feeds: int, named: list[str]) -> str:
    """The rows of a noun known at `known_on`; names, choices between feeds and differences only where needed."""
    rows = f"select * exclude (known_to) from {noun}_history where {LIVE}"
    rows = _meant(rows, noun, named)
    if feeds > 1 or {*identity} & {*named}:
        same = ", ".join(f'"{column}"' for column in identity)
        rows = f"from ({rows}) qualify row_number() over (partition by {same} order by {FIRST}) = 1"
    changes, untimely = _ends(noun)
    if noun == "budget" and con.execute("select 1 from budget_history where cumulative limit 1").fetchall():
        changes = [f"cast({CHANGE} as decimal(18, 2)) as amount"]  # a wide table says sums, a ledger says changes
    replaced = f"replace ({', '.join(changes)})" if changes else ""
    return f"select * exclude (cumulative) {replaced}{untimely} from ({rows})"


def _nothing(noun: str) -> str:
    """The same columns without a row, in a form that is planned at once: most towns use a part of the nouns."""
    untimely = ", null::varchar as untimely" if _ends(noun)[1] else ""
    return f"select * exclude (known_to, cumulative){untimely} from {noun}_history where false"


def _meant(rows: str, noun: str, named: list[str]) -> str:
    """The rows with the identifiers that the names in these columns stand for."""
    if not named:
        return rows
    meant = ", ".join(MEANT.format(noun=noun, column=column, live=LIVE) for column in named)
    return f"select * replace ({meant}) from ({rows}) as said"


def _ends(noun: str) -> tuple[list[str], str]:
    """Columns to replace, since what ended before it began has no end, and a further one that names such ends."""
    ends = contracts.noun(noun).model.ends if noun in contracts.NOUNS else {}
    never = {end: f"({end} < {begin} or {end} in {NO_DAYS})" for end, (begin, _) in ends.items()}
    changes = [f"if({wrong}, null, {end}) as {end}" for end, wrong in never.items()]
    words = ", ".join(f"if({wrong}, '{ends[end][1]}', null)" for end, wrong in never.items())
    return changes, f", nullif(array_to_string(list_distinct([{words}]), '|'), '') as untimely" if words else ""
