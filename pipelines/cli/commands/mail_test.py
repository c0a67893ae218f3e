"""`ratusz mail-test`: one letter to see whether letters leave."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pipelines.alerts.deliver.mail_test import mail_test as send
from pipelines.settings import open_town
from rules.wording import words


def mail_test(root: Path, address: str) -> None:
    """Send it and say which server took it; a Refusal where none did."""
    town = open_town(root)
    say = words(town.language)
    host = send(town, address, datetime.now(UTC))
    print(  # noqa: T201
        say("The mail server {host} took the letter to {address}. If it does not come, look among the unwanted ones.",
            host=host, address=address)
    )  # fmt: skip
