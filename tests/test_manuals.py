"""The quick start and the administrator's manual, followed to the letter on a new town."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pipelines.alerts.post_office import opened

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CASES = """Znak sprawy;Rodzaj;Komórka;Data wszczęcia
DR.7233.204.2026;kpa_complex;URZAD;02.03.2026
DR.7233.205.2026;kpa_investigation;URZAD;12.03.2026
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with the export that both papers speak of."""
    (tmp_path / "sprawy.csv").write_text(CASES, encoding="cp1250")
    return tmp_path


def blocks(paper: str, heading: str = "") -> list[tuple[str, str]]:
    """(language, text) of each block of a paper, or of its part below a heading."""
    text = (ROOT / paper).read_text("utf-8")
    if heading:
        text = text.split(f"## {heading}\n")[1].split("\n## ")[0]
    return BLOCK.findall(text)


def commands(block: str) -> list[str]:
    """What a reader types: the lines after a dollar."""
    return [line.removeprefix("$ ").removeprefix("uv run ") for line in block.splitlines() if line.startswith("$ ")]


def follow(home: Path, typed: list[str], **environ: str) -> str:
    """Type the commands into one shell, which ends with the first that fails; all that was said."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    surroundings = {**os.environ, "HOME": str(home), "PATH": path, **environ}
    surroundings.pop("RATUSZ_TOWN", None)
    said = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(typed)], cwd=home, env=surroundings, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stdout
    return said.stdout


def test_the_quick_start_of_the_readme_is_five_commands_that_lead_to_an_answer(home: Path) -> None:
    [typed] = [commands(text) for language, text in blocks("README.md", "A town of your own") if language == "console"]
    assert len(typed) == 5
    said = follow(home, typed)
    assert "[feeds.sprawy]" in said
    assert "KPA art. 35" in said.split("DR.7233.204.2026")[-1], "the last command answers with the law"


@pytest.mark.slow
def test_the_manual_of_the_administrator_is_followed_from_beginning_to_end(home: Path) -> None:
    """What is in a `toml` block is added to town.toml, what is in a `console` block is typed; `sh` is for root."""
    typed: list[str] = []
    for language, text in blocks("pipelines/README.pl.md"):
        if language == "toml":
            typed.append(f"cat >> ~/miasto/town.toml <<'END'\n{text}END")
        elif language == "console":
            typed += commands(text)
    assert len(typed) > 15
    with opened() as server:
        said = follow(home, typed, RATUSZ_SMTP_URL=server.url)
    assert [letter.address for letter in server.taken[:1]] == ["iga@nasza.example"]
    assert (home / "miasto" / "backup.done").is_file()
    assert "stan-na-dzien-startu.xlsx" in said
    assert "Traceback" not in said
