"""What is written in YAML for the tests: files, and the cases of every rule."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

# libyaml's where PyYAML was built with it: ten times faster
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def written(path: Path) -> Any:
    """The content of a YAML file."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)


@cache
def cases_of_the_rules() -> list[dict[str, Any]]:
    """The cases of tests/rules/*.yaml, each with its file's name (`file`) and the rules it speaks about (`rules`)."""
    return [
        {"file": path.stem, "rules": content["rules"], **case}
        for path in sorted((Path(__file__).parent / "rules").glob("*.yaml"))
        for content in [written(path)]
        for case in content["cases"]
    ]
