"""Jobs of the tests' own, entered in the table of jobs like any other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import StringIO

import pytest

from pipelines.schedule.jobs import JOBS
from pipelines.schedule.log import LOG, Lines, begin
from tests.pipelines.schedule.office import Diary, Enter


@pytest.fixture
def enter(monkeypatch: pytest.MonkeyPatch) -> Enter:
    """Enters a job under a name; what ends it in turn may be given."""

    def enter(name: str, *ends: BaseException | None) -> Diary:
        diary = Diary(*ends)
        monkeypatch.setitem(JOBS, name, diary)
        return diary

    return enter


@pytest.fixture
def logged() -> Iterator[Callable[[], list[str]]]:
    """The lines of the log, as JSON."""
    stream = StringIO()
    handler = begin(Lines.json, stream)
    yield lambda: stream.getvalue().splitlines()
    LOG.removeHandler(handler)
