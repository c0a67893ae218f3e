"""The head of every letter: from whom, that a program wrote it, and where its reader may change what comes."""

from __future__ import annotations

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import quote

from pipelines.town import Town
from rules.wording import words

_ATOMS = r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*"
ONE = re.compile(f"{_ATOMS}@{_ATOMS}", re.ASCII)  # RFC 5322 without quotes, comments and folding
NOBODY = Address("Ratusz", "ratusz", "ratusz.invalid")  # the sender where town.toml names none; .eml files only


def sender(town: Town) -> Address:
    """Whom the town's letters are from."""
    name, spec = parseaddr(str(town.mail.get("from", "")))
    return Address(name or f"Ratusz {town.name}", addr_spec=spec) if spec else NOBODY


def address(name: str, email: str) -> Address | None:
    """The address of a person; None when it is missing or not one that a mail server can read.

    `address_valid` of facts/identifiers.sql says the same, so that D02 tells of what is not None and no address.
    """
    return Address(" ".join(name.split()), addr_spec=email) if ONE.fullmatch(email) else None


def stamped(
    message: EmailMessage | dict[str, object], town: Town, letter_id: str, kind: str, steward: str = ""
) -> None:
    """Add the headers that come from the town and the letter alone to a message, or to headers by name.

    kind: daily, weekly or report. steward: the address to ask for changes where the pages have none.
    """
    by = sender(town)
    message["Message-ID"] = f"<{letter_id}@{by.domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answer from an absence note, no loop
    message["List-Id"] = f"Ratusz <{kind}.ratusz.{by.domain}>"  # RFC 2919: by which a reader's program sorts them
    if reply_to := str(town.mail.get("reply_to", "")):
        message["Reply-To"] = reply_to
    if where := preferences(town, steward or reply_to):
        message["List-Unsubscribe"] = where


def preferences(town: Town, steward: str) -> str:
    """Where a reader changes what is written (RFC 2369): the pages, else a letter to whoever looks after Ratusz.

    An office cannot unsubscribe from its duties: this leads to preferences, so there is no one-click header.
    """
    subject = quote(words(town.language)("Ratusz: my letters"))
    ways = (town.address and f"<{town.address}/>", steward and f"<mailto:{steward}?subject={subject}>")
    return ", ".join(way for way in ways if way)
