"""A warm process speaks like any other that nobody sits before."""

from __future__ import annotations

from tests.warm import Child

ASKED = "import duckdb; print(duckdb.sql(\"select current_setting('enable_progress_bar')\").fetchall())"


def test_a_query_that_takes_long_shows_no_bar_among_the_answers():
    with Child(ASKED) as child:
        assert child.communicate() == ("[(False,)]\n", "")
