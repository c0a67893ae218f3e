"""Libraries of another version than the program was proved with."""

from __future__ import annotations

from importlib.metadata import Distribution, PackageNotFoundError, version
from typing import NamedTuple

from packaging.requirements import Requirement


class Fit(NamedTuple):
    """A library that does not fit: what is asked for, and what is there; empty where it is not installed."""

    asked: str
    there: str


def fits(program: Distribution) -> list[Fit]:
    """The libraries that the program asks for on this machine and that are missing or of another version."""
    asked = [Requirement(text) for text in program.requires or ()]
    return [
        Fit(str(each), there)
        for each in asked
        if (each.marker is None or each.marker.evaluate({"extra": ""}))
        and (there := installed(each.name)) not in each.specifier
    ]


def installed(name: str) -> str:
    """The version of a library that is installed; empty where it is not."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
