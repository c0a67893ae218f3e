"""What stands above a page while data are old or were refused."""

from __future__ import annotations

from datetime import date

from dashboards.source.access import WHOLE_OFFICE
from dashboards.source.freshness import banner, feeds
from dashboards.source.request import PageRequest, begin
from dashboards.source.snapshot import newest
from pipelines.run import run
from pipelines.settings import open_town


def test_the_banner_says_why_the_newest_file_was_refused(tmp_path):
    (tmp_path / "town.toml").write_text('[town]\nname = "Nowe"\nas_of = "2026-11-20"\n[feeds.cases]\n', "utf-8")
    (tmp_path / "inbox" / "cases").mkdir(parents=True)
    (tmp_path / "inbox" / "cases" / "a.csv").write_text("Case ID,kind,unit,opened_on\n1,own,A,2026-03-02\n", "utf-8")
    (tmp_path / "inbox" / "cases" / "b.csv").write_text("case no,kind,unit,opened_on\n1,own,A,2026-03-02\n", "utf-8")
    run(open_town(tmp_path), date(2026, 11, 20))
    begin(PageRequest(newest(tmp_path), WHOLE_OFFICE))
    [feed] = feeds(["cases"])
    assert feed.state == "najnowszy plik odrzucono"
    said = banner(["cases"])
    assert said is not None
    assert said.severity == "high"
    assert any("Plik b.csv z " in line and "W pliku brakuje kolumny: case_id" in line for line in said.lines)
