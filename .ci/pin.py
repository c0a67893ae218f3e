"""Write the exact versions of every dependency, direct or not, into pyproject.toml.

A lock file would record the hosts it downloaded from, which differ by site; versions alone do not.
Run `just pin` after changing a dependency.
"""

import re
import subprocess
from pathlib import Path

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
BLOCK = re.compile(r"(?ms)^# pins: begin.*?^# pins: end$")


def main() -> None:
    """Resolve afresh without the old pins, then write the new ones."""
    text = PYPROJECT.read_text(encoding="utf-8")
    PYPROJECT.write_text(BLOCK.sub("# pins: begin\n# pins: end", text), encoding="utf-8")
    (PYPROJECT.parent / "uv.lock").unlink(missing_ok=True)
    export = ["uv", "export", "--all-groups", "--all-extras", "--no-hashes", "--no-emit-project", "--no-annotate"]
    lines = subprocess.run(  # noqa: S603  no shell, and every word is ours
        [*export, "--no-header", "--quiet"], cwd=PYPROJECT.parent, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    pins = "\n".join(f"  {repin(line)}," for line in lines if line.strip())
    block = f"# pins: begin (just pin)\nconstraint-dependencies = [\n{pins}\n]\n# pins: end"
    PYPROJECT.write_text(BLOCK.sub(lambda _: block, text), encoding="utf-8")


def repin(line: str) -> str:
    """A requirement as a TOML string; markers keep their quotes."""
    return "'" + re.sub(r"\s+", " ", line.strip()).replace("'", '"') + "'"


if __name__ == "__main__":
    main()
