"""The systemd units: systemd itself reads them, with the paths of this installation, and they may touch little."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.schedule.service import units
from tests.pipelines.commands import ratusz
from tests.pipelines.schedule.office import office

ALL = ("ratusz.service", "ratusz-tick.service", "ratusz-tick.timer")


@pytest.fixture(params=["town", "100% our town's"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    (tmp_path / request.param).mkdir()
    return tmp_path / request.param


def test_systemd_finds_no_fault_with_them(folder: Path, tmp_path: Path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here")
    written = units("Miasto 100% „Zabrzeg”", folder, "root", Path(sys.executable), 8501)
    assert tuple(written) == ALL
    for name, text in written.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [str(tmp_path / name) for name in ALL]
    done = subprocess.run(["systemd-analyze", "verify", *paths], capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "ratusz" in line]
    assert (done.returncode, ours) == (0, [])
    strict = ["systemd-analyze", "security", "--offline=true", "--threshold=30", paths[0]]
    assert subprocess.run(strict, capture_output=True, check=False).returncode == 0, "an exposure above 3.0 of 10"


def test_each_can_be_handed_to_tee_alone_and_starts_this_installation(folder: Path):
    office(folder)
    asked = ("service", "--town", str(folder), "--port", "8600")
    whole, *each = ratusz(asked, *([*asked, name] for name in ALL))
    everything, served = whole.out.decode(), each[ALL.index("ratusz.service")].out.decode()
    for name, one in zip(ALL, each, strict=True):
        assert (one.code, one.err) == (0, "")
        assert one.out.decode() in everything
        assert f"sudo tee /etc/systemd/system/{name}" in everything
    assert f"ExecStart={sys.executable} -m pipelines.cli serve --town " in served
    assert "--port 8600" in served
    assert f"User={folder.owner()}" in served


def test_a_unit_there_is_not_is_refused_with_those_there_are(tmp_path: Path):
    office(tmp_path)
    [answer] = ratusz(["service", "ratusz.socket", "--town", tmp_path])
    assert (answer.code, answer.out) == (1, b"")
    assert answer.err == f"Nie ma pliku jednostki ratusz.socket.\n→ Możliwe tutaj: {', '.join(ALL)}.\n"
