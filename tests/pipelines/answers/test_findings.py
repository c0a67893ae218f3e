"""Findings of data: each kind of fault once for a source and its cause, with the number and first of the records."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from pipelines.answers.findings import spoken, unjudged
from pipelines.reading import reading
from pipelines.run import run
from pipelines.settings import open_town

DAY = date(2026, 11, 20)


def test_many_records_are_one_finding_with_their_number_and_twenty_of_them(tmp_path: Path) -> None:
    (tmp_path / "town.toml").write_text('[town]\nname = "Zabrzeg"\n[feeds.ezd]\nnoun = "cases"\n', "utf-8")
    file = tmp_path / "inbox" / "ezd" / "s.csv"
    file.parent.mkdir(parents=True)
    rows = "".join(f"A.{n:03},XYZ,A,2026-05-04\n" for n in range(30))
    file.write_text(f"case_id,kind,unit,opened_on\n{rows}L.1,process,A,2026-05-04\n", "utf-8")
    os.utime(file, (0, 0))
    town = open_town(tmp_path)
    run(town, DAY)
    with reading(town, DAY, None) as day:
        (found,) = spoken(day).filter(rule="D02").to_dicts()
        unknown = unjudged(day)["subject"].unique().to_list()
    assert (found["subject"], found["count"], found["amount"]) == ("ezd/kind_unknown/XYZ", 30, None)
    assert found["because"] == [{"record": f"A.{n:03}"} for n in range(20)]
    assert "L.1" not in unknown
