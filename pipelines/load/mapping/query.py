"""A feed's own DuckDB query over its file, shut in: it sees the table `file` and nothing else."""

from __future__ import annotations

import duckdb
import polars as pl

from pipelines.refusal import Refusal
from rules.wording import Words

SEALED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "python_enable_replacements": "false",
}


def ask(frame: pl.DataFrame, query: str, say: Words) -> tuple[pl.DataFrame, frozenset[str]]:
    """The query's rows as text with their `line` (null where the query leaves it out).

    Also names the columns that the query computed into days, amounts and the like: those are written our way already.

    Raises:
        Refusal: the query is not one SELECT, or does not run over this file.
    """
    with duckdb.connect(config=SEALED) as con:
        con.register("file", frame)
        con.execute("set lock_configuration = true").fetchall()
        try:
            if [statement.type for statement in con.extract_statements(query)] != [duckdb.StatementType.SELECT]:
                raise Refusal(say("The query of the feed is not one SELECT."), say("Correct `query` in town.toml."))
            asked = con.sql(query)
            typed = dict(zip(asked.columns, map(str, asked.types), strict=True))
            names = {name: '"' + name.replace('"', '""') + '"' for name in typed}
            rows = asked.project(", ".join(f"cast({name} as varchar) as {name}" for name in names.values())).pl()
        except duckdb.Error as error:
            problem = str(error).splitlines()[0]
            raise Refusal(
                say("The query of the feed does not run: {problem}", problem=problem),
                say("Correct `query` in town.toml."),
            ) from error
    line = pl.col("line") if "line" in rows.columns else pl.lit(None)
    plain = frozenset(name for name, kind in typed.items() if kind != "VARCHAR" and name != "line")
    return rows.with_columns(line.cast(pl.Int64, strict=False).alias("line")), plain
