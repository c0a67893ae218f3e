"""A town is a folder: its town.toml, and where everything of it lies."""

from __future__ import annotations

import copyreg
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo


def view(mapping: Mapping[str, Any]) -> MappingProxyType[str, Any]:
    """The mapping, for reading only."""
    return MappingProxyType(dict(mapping))


copyreg.pickle(MappingProxyType, lambda each: (view, (dict(each),)))  # a town goes to the reading process
EMPTY: Mapping[str, Any] = view({})
MB = 1_000_000
LANGUAGES = ("pl", "en")
LOGIN: Mapping[str, str] = view({  # of the pages: a setting of OpenID Connect by the environment variable that holds it
    "server_metadata_url": "RATUSZ_OIDC_METADATA_URL",
    "client_id": "RATUSZ_OIDC_CLIENT_ID",
    "client_secret": "RATUSZ_OIDC_CLIENT_SECRET",
    "redirect_uri": "RATUSZ_OIDC_REDIRECT_URI",
    "cookie_secret": "RATUSZ_COOKIE_SECRET",
})  # fmt: skip
_LANGUAGE = re.compile(r"""^\s*language\s*=\s*["'](\w+)["']""", re.MULTILINE)


def language_in(text: str) -> str:
    """The language that a town.toml names, even where it is no TOML; Polish where it names none that we speak."""
    found = _LANGUAGE.search(text)
    return found[1] if found and found[1] in LANGUAGES else LANGUAGES[0]


def language_of(root: Path) -> str:
    """The language of the town in a folder, for what is said before it is opened; Polish until there is one."""
    try:
        return language_in((root / "town.toml").read_text("utf-8-sig", errors="replace"))
    except OSError:
        return LANGUAGES[0]


EMPTY_WORDS = ("NULL", "null", "(NULL)", "(null)", r"\N", "None", "NaN", "nan", "NaT", "<NA>")  # of databases


@dataclass(frozen=True)
class Read:
    """How a feed's files are written; left out means UTF-8, delimiter found, decimal point, ISO 8601.

    header     rows that name the columns together, one below the other
    empty      words that stand for an empty cell
    drop_rows  patterns: a row with a cell that one of them is found in is no row
    """

    encoding: str = "utf-8"
    delimiter: str | None = None
    decimal: str = "."
    dates: tuple[str, ...] = ()
    timestamps: tuple[str, ...] = ()
    sheet: str | int | None = None
    skip: int = 0
    header: int = 1
    empty: tuple[str, ...] = EMPTY_WORDS
    drop_rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Beside:
    """Where a value stands that no column has: in the file's name (`file`) or in a cell above the header (`cell`)."""

    place: str
    pattern: str  # of a day, such as Rb_%Y_%m, or a regular expression whose first group is the value


@dataclass(frozen=True)
class Made:
    """A value made of the cells of a row: a part of one, several joined, or an amount with its sign turned.

    headers  their columns, in order
    part     the piece that is wanted, counted from 1, or from -1 at the end; None: the cells are joined
    by       what stands between the pieces; None: whatever is no digit, between joined cells a blank
    turned   the sign is turned
    """

    headers: tuple[str, ...]
    part: int | None = None
    by: str | None = None
    turned: bool = False


@dataclass(frozen=True)
class Usual:
    """What a profile knows of its files: taken where the feed itself says nothing, by whatever of it a file has.

    columns    ours = names of theirs, or what it is made of, the likeliest first
    measures   of a wide table: our measure = names of its column
    constants  ours = the value that holds where no column gives it
    """

    columns: Mapping[str, tuple[str | Made, ...]] = field(default_factory=lambda: EMPTY)
    measures: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: EMPTY)
    constants: Mapping[str, str] = field(default_factory=lambda: EMPTY)


@dataclass(frozen=True)
class Feed:
    """One source of exports: where its files arrive and how their columns become ours."""

    name: str
    nouns: tuple[str, ...]  # one, or several where the format itself carries several (xes: cases and case_events)
    format: str
    files: str
    inbox: str
    covers: str  # all | changes | part: all rows that have its own values of the column `part`
    part: str | None = None
    distinct: bool = False
    max_age: timedelta | None = None
    expected: str | None = None  # cron of the export's slots; hours of days without a slot do not age the feed
    url: str | None = None
    query: str | None = None
    knows: tuple[str, ...] | None = None
    read: Read = Read()
    columns: Mapping[str, str] = field(default_factory=lambda: EMPTY)  # ours = theirs
    beside: Mapping[str, Beside] = field(default_factory=lambda: EMPTY)  # ours = where else it stands
    made: Mapping[str, Made] = field(default_factory=lambda: EMPTY)  # ours = what it is made of
    constants: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: EMPTY)
    measures: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    monthly: tuple[str, ...] = ()  # of the measures, those whose column holds one month alone
    profile: str | None = None
    usual: Usual | None = None  # of the profile

    @property
    def asked(self) -> tuple[str, ...]:
        """The columns of the file that the settings name."""
        made = (header for of in self.made.values() for header in of.headers)
        return (*self.columns.values(), *made, *self.measures.values())


@dataclass(frozen=True)
class Limits:
    """What reading one file may take. Memory and time grow with the file: an honest large one needs more."""

    memory_mb: int = 1000  # and 40 times the bytes of the file
    seconds: int = 60  # and one for each MB of the file
    unpacked_mb: int = 4000  # what a package may unpack to
    members: int = 100_000  # files of a package
    ratio: int = 200  # a package of more than 10 MB unpacked must not be so many times smaller when packed

    def memory_for(self, size: int) -> int:
        """Bytes of memory for a file of so many bytes."""
        return self.memory_mb * MB + 40 * size

    def seconds_for(self, size: int) -> float:
        """Seconds by the clock for a file of so many bytes."""
        return self.seconds + size / MB


LIMITS = Limits()


@dataclass(frozen=True)
class Town:
    """The settings of one office, already checked; `text` is the town.toml they came from."""

    root: Path
    text: str
    name: str
    teryt: str | None = None
    jurisdiction: str = "PL"
    timezone: str = "Europe/Warsaw"
    language: str = "pl"
    as_of: date | None = None
    znak: bool = False
    nip: str | None = None
    days_off: tuple[date, ...] = ()
    address: str | None = None  # where the pages are reached, for links in letters and calendars
    letter_cost: Decimal | None = None  # of one letter on paper, for what electronic handling spares
    feeds: Mapping[str, Feed] = field(default_factory=lambda: EMPTY)
    order: tuple[str, ...] = ()  # feeds by precedence: which wins a key that two of them give
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: EMPTY)
    terms: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: EMPTY)
    kinds: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    mail: Mapping[str, Any] = field(default_factory=lambda: EMPTY)
    privacy: Mapping[str, Any] = field(default_factory=lambda: EMPTY)
    access: Mapping[str, Any] = field(default_factory=lambda: EMPTY)
    escalation: Mapping[str, Any] = field(default_factory=lambda: EMPTY)
    schedule: tuple[Mapping[str, Any], ...] = ()
    heartbeat: Mapping[str, Any] = field(default_factory=lambda: EMPTY)
    limits: Limits = LIMITS

    @cached_property
    def zone(self) -> ZoneInfo:
        """The town's time zone."""
        return ZoneInfo(self.timezone)

    def shows_persons(self, day: date, wait: int | None) -> bool:
        """Whether numbers of single persons may be shown: so many days after the staff were told of it, never before.

        wait: the days that the law asks for; None where it asks for none.
        """
        announced = self.privacy.get("monitoring_announced_on")
        return announced is not None and day - announced >= timedelta(days=wait or 0)

    @property
    def inbox(self) -> Path:
        """Where exports arrive, a folder per feed folder."""
        return self.root / "inbox"

    @property
    def archive(self) -> Path:
        """Accepted files, named by load id."""
        return self.root / "archive"

    @property
    def rejected(self) -> Path:
        """Files nobody can read, and the rejection sheets."""
        return self.root / "rejected"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file, written by one process."""
        return self.root / "ratusz.duckdb"

    @property
    def state(self) -> Path:
        """The SQLite file of small state: ledger, outbox, acknowledgements, audit."""
        return self.root / "state.sqlite"

    @property
    def published(self) -> Path:
        """What dashboards read: complete, immutable, swapped as a whole."""
        return self.root / "published"

    @property
    def outbox(self) -> Path:
        """Letters as .eml when no SMTP server is set."""
        return self.root / "outbox"
