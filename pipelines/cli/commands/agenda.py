"""`ratusz calendar`: a person's deadlines as a feed, in a file or at a secret address."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from pipelines.acts.record import Wish, read_wishes
from pipelines.answers.agenda import agenda
from pipelines.answers.agenda.token import grant, revoke
from pipelines.cli.commands.author import by
from pipelines.refusal import Refusal
from pipelines.settings import open_town
from pipelines.store.snapshot import open_snapshot
from pipelines.store.state import open_state
from pipelines.town import Town
from rules.wording import words


def calendar(root: Path, employee: str, *, address: bool, revoked: bool) -> None:
    """Print the feed; with `address` grant a secret address and print that, with `revoked` close it."""
    town = open_town(root)
    say = words(town.language)
    feed = read(town, employee)
    if revoked:
        with closing(open_state(town)) as state:
            gone = revoke(state, employee, by())
        print(say("Closed." if gone else "There was none."))  # noqa: T201
    elif address:
        with closing(open_state(town)) as state:
            token = grant(state, employee, by())
        print(f"{town.address or 'http://localhost:8501'}/kalendarz/{token}.ics")  # noqa: T201
    else:
        sys.stdout.buffer.write(feed)


def read(town: Town, employee: str) -> bytes:
    """The feed of somebody who works here; Refusal where nobody does."""
    con, _ = open_snapshot(town)
    with closing(con), closing(open_state(town)) as state:
        feed = agenda(con, town, employee, read_wishes(state, datetime.now(UTC)).get(employee, Wish()).language)
    if feed is None:
        say = words(town.language)
        raise Refusal(
            say("Nobody of the identifier {employee} works here.", employee=employee),
            say("Identifiers stand in the list of employees."),
        )
    return feed
