"""What tests share: the folder of real data, which lies outside the project."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real() -> Path:
    """Real exports and logs, found in `shared/data` beside the project or beside a folder above it."""
    here = Path(__file__).resolve().parents[1]
    for folder in here.parents:
        if (folder / "shared" / "data").is_dir():
            return folder / "shared" / "data"
    pytest.skip("the real data are not here")
