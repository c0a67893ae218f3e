"""The wheel carries all that the program reads: law, locale, templates, SQL, schemas, the demo, the pages' theme."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("rules", "pipelines", "dashboards", "data")
THEME = "dashboards/.streamlit/config.toml"


@pytest.mark.slow
def test_the_wheel_has_every_file_of_the_packages_and_no_other(tmp_path: Path) -> None:
    uv = shutil.which("uv")
    if uv is None:
        pytest.skip("uv, which builds the wheel, is not here")
    built = subprocess.run(
        [uv, "build", "--wheel", "--quiet", "--out-dir", str(tmp_path), str(ROOT)], capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    [wheel] = tmp_path.glob("ratusz-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
        [entry] = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        assert "ratusz = pipelines.cli:main" in archive.read(entry).decode()
    there = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed - there == {THEME}
    assert there - packed == set()
    for needed in ("rules/law/pl/terms_kpa.yaml", "pipelines/locale/pl.po", "pipelines/doctor/people.sql",
                   "pipelines/cli/commands/town.toml", "pipelines/README.pl.md"):  # fmt: skip
        assert needed in packed
