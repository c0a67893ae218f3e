"""What the papers promise is there: the files they lead to, the commands and recipes they name, the parts they make."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from pipelines.cli import app

ROOT = Path(__file__).parents[1]
FOLDERS = ("rules", "pipelines", "dashboards")
PAPERS = sorted([*ROOT.glob("*.md"), *(paper for folder in FOLDERS for paper in (ROOT / folder).glob("README*.md"))])
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
COMMAND = re.compile(r"(?:^\$ (?:uv run )?|`)ratusz ([a-z][a-z-]*)", re.MULTILINE)
RECIPE = re.compile(r"`(?:uv run )?just ([a-z][a-z-]*)|^\$ uv run just ([a-z][a-z-]*)", re.MULTILINE)
JUSTFILE = (ROOT / ".justfile").read_text("utf-8")

every_paper = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))


def commands() -> set[str]:
    group = typer.main.get_command(app)
    return set(group.list_commands(typer.Context(group)))  # type: ignore[attr-defined]  # a group has them


@every_paper
def test_what_it_leads_to_is_there(paper: Path) -> None:
    missing = [link for link in LINK.findall(paper.read_text("utf-8")) if not (paper.parent / link).exists()]
    assert missing == []


@every_paper
def test_the_commands_it_names_are_commands(paper: Path) -> None:
    assert set(COMMAND.findall(paper.read_text("utf-8"))) - commands() == set()


@every_paper
def test_the_recipes_it_names_are_recipes(paper: Path) -> None:
    named = {one or other for one, other in RECIPE.findall(paper.read_text("utf-8"))}
    assert named - set(re.findall(r"^([a-z][a-z-]*)(?: \*?\w+)*:", JUSTFILE, re.MULTILINE)) == set()


@every_paper
def test_what_it_has_made_for_it_is_compared_by_the_recipe_docs(paper: Path) -> None:
    [listed] = re.findall(r'^papers := "(.*)"$', JUSTFILE, re.MULTILINE)
    made = "[[[cog" in paper.read_text("utf-8")
    assert made == (str(paper.relative_to(ROOT)) in listed.split())


def test_the_two_commands_of_a_newcomer_stand_in_the_readme_and_ci_runs_the_second() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert [line for line in text.splitlines() if line.startswith("$ python3 -m pip install uv && ")] == [
        "$ python3 -m pip install uv && uv run ratusz demo",
        "$ python3 -m pip install uv && uv run pytest",
    ]
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert re.search(r"^uv sync\b.*\n(.*\n)*export UV_NO_SYNC=1$", ci, re.MULTILINE)  # once, before both
    assert re.search(r"^uv run pytest\b", ci, re.MULTILINE)
    assert re.search(r"^uv run just lint docs\b", ci, re.MULTILINE)
