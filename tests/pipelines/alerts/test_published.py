"""What letters read of the published copy: who is back from which time away, and a copy of another version."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.alerts.route.published import RETURNED, rows
from pipelines.refusal import Refusal
from tests.rules.day import day_of


def leave(name: str, first: str, last: str, **other: str) -> dict[str, str]:
    return {"absence": name, "employee": "anna", "kind": "planned", "first_day": first, "last_day": last,
            "state": "approved", **other}  # fmt: skip


FIRST = leave("U.1", "2026-11-09", "2026-11-13")  # Monday to Friday


@pytest.mark.parametrize(
    ("second", "as_of", "away"),
    [
        pytest.param(None, "2026-11-16", ("2026-11-09", "2026-11-13"), id="one leave"),
        pytest.param(leave("U.2", "2026-11-16", "2026-11-18"), "2026-11-19", ("2026-11-09", "2026-11-18"),
                     id="only a weekend between two"),
        pytest.param(leave("U.2", "2026-11-16", "2026-11-18"), "2026-11-16", None, id="the second has begun"),
        pytest.param(leave("U.2", "2026-11-17", "2026-11-18"), "2026-11-19", ("2026-11-17", "2026-11-18"),
                     id="a working day between two"),
        pytest.param(leave("U.2", "2026-11-11", "2026-11-18"), "2026-11-19", ("2026-11-09", "2026-11-18"),
                     id="two that overlap"),
        pytest.param(leave("U.2", "2026-11-16", "2026-11-18", state="rejected"), "2026-11-19",
                     ("2026-11-09", "2026-11-13"), id="the second was refused"),
        pytest.param(leave("U.2", "2026-11-16", "2026-11-18", employee="jan", substitute="anna"), "2026-11-16",
                     ("2026-11-09", "2026-11-13"), id="the second is somebody else's"),
        pytest.param(None, "2026-11-27", ("2026-11-09", "2026-11-13"), id="a fortnight after it"),
        pytest.param(None, "2026-11-28", None, id="the day after the fortnight"),
    ],
)  # fmt: skip
def test_back_from_a_time_away_without_a_break(second, as_of, away):
    con = day_of({"absences": [one for one in (FIRST, second) if one]}, as_of, judged=False)
    found = {row["employee"]: (row["first_day"], row["last_day"]) for row in rows(con, RETURNED)}
    assert found.get("anna") == (away and tuple(map(date.fromisoformat, away)))


def test_a_copy_of_another_version_is_refused_with_the_next_step(office):
    office.con.execute("drop table times_away")
    with pytest.raises(Refusal, match="inna wersja") as refused:
        office.run()
    assert "ratusz run" in refused.value.fix
