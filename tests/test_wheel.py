"""The wheel carries all that the program reads, and what is installed from it alone works on a new town."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import gettempdir

import pytest

from tests.once import once

ROOT = Path(__file__).parents[1]
PACKAGES = ("rules", "pipelines", "dashboards", "data")
THEME = "dashboards/.streamlit/config.toml"
FULL = pytest.mark.skipif(os.environ.get("RATUSZ_PROVE") != "full", reason="only with RATUSZ_PROVE=full")
pytestmark = pytest.mark.slow


def done(*command: object, **more: str) -> str:
    """What a command prints, started outside the project; `more` stands in its environment."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("RATUSZ")} | more
    said = subprocess.run(
        [*map(str, command)], capture_output=True, text=True, check=False, env=environment, cwd=gettempdir()
    )
    assert said.returncode == 0, said.stderr
    return said.stdout


@pytest.fixture(scope="module")
def uv() -> str:
    found = shutil.which("uv")
    if found is None:
        pytest.skip("uv, which builds the wheel, is not here")
    return found


@pytest.fixture(scope="module")
def wheel(uv, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as `uv build` makes it."""
    folder = once(
        tmp_path_factory, "wheel", lambda path: done(uv, "build", "--wheel", "--quiet", "--out-dir", path, ROOT)
    )
    [built] = folder.glob("ratusz-*.whl")
    return built


def begins_a_town(program: Sequence[object], root: Path, **more: str) -> None:
    """`init` and one `run` of a program."""
    done(*program, "init", "--town", root, "--name", "Nowe", "--teryt", "2469011", "--nip", "5260250274", **more)
    assert 'name = "Nowe"' in (root / "town.toml").read_text("utf-8")
    done(*program, "run", "--town", root, "--as-of", "2026-11-30", "--no-letters", **more)
    assert list((root / "published").iterdir())


def test_the_wheel_has_every_file_of_the_packages_and_no_other(wheel: Path) -> None:
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


def test_the_program_works_from_the_files_of_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "unpacked")
    here = {"PYTHONPATH": str(tmp_path / "unpacked")}
    said = done(sys.executable, "-c", "import pipelines, dashboards; print(pipelines.__file__)", **here)
    assert Path(said.strip()).is_relative_to(tmp_path)
    begins_a_town((sys.executable, "-m", "pipelines.cli"), tmp_path / "town", **here)


@FULL
def test_uv_installs_the_wheel_as_a_tool(uv: str, wheel: Path, tmp_path: Path) -> None:
    """From what uv has fetched already: nothing is asked of the network."""
    done(
        uv, "tool", "install", "--offline", "--quiet", "--python", sys.executable, wheel,
        UV_TOOL_DIR=str(tmp_path / "tools"), UV_TOOL_BIN_DIR=str(tmp_path / "bin"),
    )  # fmt: skip
    begins_a_town((tmp_path / "bin" / "ratusz",), tmp_path / "town", PYTHONPATH="")
