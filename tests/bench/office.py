"""A made-up office of any size, for benchmarks only: facts as the pipelines derive them, the same each time."""

from __future__ import annotations

from pathlib import Path

import duckdb

HERE = Path(__file__).parent
BY_HAND = (HERE / "by_hand.sql").read_text("utf-8")
DOCKETS = ("holder", "seller", "budget_line")


def office(items: int, share: float) -> duckdb.DuckDBPyConnection:
    """An office with so many open cases and invoices (7 : 3), of which `share` are near their day or past it."""
    con = duckdb.connect(config={"threads": 2})
    sizes = {"cases": items * 7 // 10, "invoices": items * 3 // 10, "holders": max(20, items // 1000)}
    more = {"sellers": max(20, items // 500), "lines": max(1_000, items // 50)}
    con.execute((HERE / "office.sql").read_text("utf-8").format(share=share, **sizes, **more))
    return con
