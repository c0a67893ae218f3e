"""`ratusz demo`: a fictional town, one pass over it, its dashboards."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

from pipelines.cli.commands.run import pass_over, summary
from pipelines.cli.forms import Format
from pipelines.refusal import Refusal
from pipelines.settings import open_town
from pipelines.town import language_of
from rules.wording import words


def demo(root: Path, serve: bool, port: int) -> None:
    """Build the town unless it is there, run a pass, print the summary, serve the dashboards on this machine."""
    settings = root / "town.toml"
    if not settings.exists():
        if root.exists() and any(root.iterdir()):
            say = words(language_of(root))
            raise Refusal(
                say("{folder} is not empty and holds no town.toml.", folder=root),
                say("Choose another folder with --town."),
            )
        importlib.import_module("data.demo").build(root)
    town = open_town(root)
    summary(town, pass_over(town, None), Format.table)
    if serve:  # in place of this process, so that the server carries neither the engine nor the contracts
        os.execv(sys.executable, [sys.executable, "-m", "dashboards.app", str(root), "--port", str(port), "--open"])  # noqa: S606
