<<<<<<< HEAD
"""A warm process speaks like any other that nobody sits before."""
=======
"""Warm processes answer as `ratusz` does, whose main module is a file."""
>>>>>>> part-1

from __future__ import annotations

from tests.warm import Child

<<<<<<< HEAD
ASKED = "import duckdb; print(duckdb.sql(\"select current_setting('enable_progress_bar')\").fetchall())"


def test_a_query_that_takes_long_shows_no_bar_among_the_answers():
    with Child(ASKED) as child:
        assert child.communicate() == ("[(False,)]\n", "")
=======
ASK = """
import duckdb
print(*duckdb.connect().execute("select current_setting('enable_progress_bar')").fetchone())
"""


def test_no_progress_bar_of_a_slow_query_stands_before_the_answer():
    with Child(ASK) as child:
        assert child.communicate() == ("False\n", "")
>>>>>>> part-1
