"""Warm processes answer as `ratusz` does, whose main module is a file."""

from __future__ import annotations

from tests.warm import Child

ASK = """
import duckdb
print(*duckdb.connect().execute("select current_setting('enable_progress_bar')").fetchone())
"""


def test_no_progress_bar_of_a_slow_query_stands_before_the_answer():
    with Child(ASK) as child:
        assert child.communicate() == ("False\n", "")
