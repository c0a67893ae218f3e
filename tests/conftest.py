"""What all tests share: where the real data lie."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real data, beside the project or further up; the test is skipped with a word where it is absent."""
    for parent in ROOT.parents:
        folder = parent / "shared" / "data"
        if folder.is_dir():
            return folder
    pytest.skip("the real data are not here (shared/data beside the project)")
