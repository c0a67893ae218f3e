"""A copy that lacks facts: of another version it answers what it can; of this version that is a fault, and said."""

from __future__ import annotations

import shutil

import duckdb
import pytest

from dashboards.pages import PAGES
from dashboards.source.access import WHOLE_OFFICE
from dashboards.source.query import query
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import newest
from pipelines.refusal import Refusal
from tests.dashboards.small_treasury import build
from tests.once import once


@pytest.fixture
def published(tmp_path_factory, tmp_path):
    """Begins a visit of the small treasury whose copy was changed, as by a program of that version; None: of ours."""

    def visit(change: str, version: str | None) -> None:
        root = shutil.copytree(once(tmp_path_factory, "small_treasury", build), tmp_path / "town")
        [copy] = (root / "published").glob("*.duckdb")
        with duckdb.connect(copy) as con:
            con.execute(change)
            if version:
                con.execute("update runs set version = $1", [version])
        begin(PageRequest(newest(root), WHOLE_OFFICE))

    return visit


@pytest.mark.parametrize(("version", "answers"), [("0.0.1", True), (None, False)])
def test_only_a_copy_of_another_version_may_lack_facts(published, version, answers):
    published("drop table late_interest_facts", version)
    if answers:
        assert query(str(PAGES["cash"].script), "numbers")
    else:
        with pytest.raises(Refusal):
            query(str(PAGES["cash"].script), "numbers")


@pytest.mark.parametrize(("version", "raised"), [("0.0.1", Refusal), (None, duckdb.BinderException)])
def test_a_column_that_was_called_otherwise_is_a_copy_of_another_version_too(published, version, raised):
    published("alter table cash_facts rename column balance to left_over", version)
    with pytest.raises(raised):
        query(str(PAGES["cash"].script), "numbers")
