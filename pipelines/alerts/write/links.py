"""Where a reader finds the reasons of a line: on the page that tells them, else by a command."""

from __future__ import annotations

import shlex
from typing import NamedTuple
from urllib.parse import urlencode

from pipelines.town import Town
from rules.wording import Words


class Why(NamedTuple):
    """The way to the reasons: words, and the address they lead to, empty where there is none."""

    text: str
    address: str


def why(say: Words, town: Town, subject: str) -> Why:
    """Why a finding is said."""
    if not town.address:
        return Why(say("Why: {command}", command=f"ratusz why {shlex.quote(subject)}"), "")
    return Why(say("Why? Step by step"), f"{town.address}/why?{urlencode({'co': subject})}")
