"""The keys of town.toml: what may stand in which table."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.contracts import NOUNS
from pipelines.contracts.roles import ROLES
from pipelines.formats import FORMATS
from pipelines.settings.kinds import (
    ADDRESS,
    AGES,
    AMOUNT,
    AUDIENCE,
    BETWEEN,
    COLUMNS,
    COUNT,
    COUNTRY,
    CRON,
    DAY,
    DAYS,
    DECIMAL,
    ENCODING,
    EXPRESSIONS,
    FLAG,
    FOLDER,
    GLUE,
    GRAVE,
    NIP,
    PART,
    PATTERNS,
    PLACE,
    QUIET,
    SCALAR,
    SECRET,
    SHEET,
    SIGN,
    SKIP,
    SOUGHT,
    STEPS,
    TERYT,
    TEXT,
    TEXTS,
    ZONE,
    Kind,
    one_of,
)
from pipelines.settings.profiles import profiles
from pipelines.town import LANGUAGES

Keys = Mapping[str, Kind]

TABLES = (
    "town",
    "feeds",
    "rules",
    "terms",
    "mail",
    "kinds",
    "privacy",
    "access",
    "escalation",
    "schedule",
    "heartbeat",
    "limits",
)
TOWN: Keys = {
    "name": TEXT,
    "teryt": TERYT,
    "jurisdiction": COUNTRY,
    "timezone": ZONE,
    "language": one_of("a language", LANGUAGES),
    "as_of": DAY,
    "znak": FLAG,
    "nip": NIP,
    "days_off": DAYS,
    "address": ADDRESS,
    "letter_cost": AMOUNT,
}
FEEDS: Keys = {"order": TEXTS}  # beside the tables of the feeds themselves
FEED: Keys = {
    "profile": one_of("a profile", tuple(profiles())),
    "noun": one_of("a noun", NOUNS),
    "format": one_of("a format", tuple(FORMATS)),
    "files": TEXT,
    "inbox": FOLDER,
    "covers": one_of("a word for `covers`", ("all", "changes", "part")),
    "part": TEXT,
    "distinct": FLAG,
    "monthly": TEXTS,
    "max_age": AGES,
    "expected": CRON,
    "url": SECRET,
    "query": TEXT,
    "knows": TEXTS,
}
FEED_TABLES = ("read", "columns", "constants", "values", "measures")
ORIGINS: Mapping[str, Keys] = {  # by its first key: what a column may be where it is no name; `by` may be left out
    "from": {"from": PLACE, "pattern": SOUGHT},
    "split": {"split": TEXT, "part": PART, "by": BETWEEN},
    "join": {"join": COLUMNS, "by": GLUE},
    "negate": {"negate": TEXT},
}
READ: Keys = {
    "encoding": ENCODING,
    "delimiter": SIGN,
    "decimal": DECIMAL,
    "dates": PATTERNS,
    "timestamps": PATTERNS,
    "sheet": SHEET,
    "skip": SKIP,
    "header": COUNT,
    "empty": TEXTS,
    "drop_rows": EXPRESSIONS,
}
RULE: Keys = {"to": AUDIENCE, "off": FLAG}  # and thresholds by their own names
WHO = (  # whom `to` may name: people a finding knows by their part in it, then roles; recipients.sql finds them
    "officer", "owner", "holder", "handler", "person holding it", "employee", "manager", "unit head", "contract owner",
    "superior", "substitute", "planners", "registry", "council office", "data steward",
    *(role.replace("_", " ") for role in ROLES if role not in ("officer", "manager")),
)  # fmt: skip
TERM: Keys = {
    "n": COUNT,
    "unit": one_of("a unit of time", ("day", "week", "month", "year", "working_day")),
    "law": TEXT,
    "procedure": TEXT,
    "tacit": SCALAR,
    "clock": one_of("a word for `clock`", ("stop", "restart")),
    "alert_on": one_of("a word for `alert_on`", ("raw", "rolled")),
    "penalty_per_day": AMOUNT,
    "effect": TEXT,
}
MAIL: Keys = {"url": SECRET, "from": TEXT, "reply_to": TEXT, "quiet": QUIET, "per_minute": COUNT}
ESCALATION: Keys = {"after_working_days": STEPS, "severities": GRAVE}
PRIVACY: Keys = {"monitoring_announced_on": DAY, "keep": TEXTS}
ACCESS: Keys = {"treasury": TEXTS}  # units whose accountants see the books of every unit
SLOT: Keys = {
    "cron": CRON,
    "job": TEXT,
    "after": TEXT,
    "catch_up": one_of("a word for `catch_up`", ("once", "all", "skip")),
    "within": AGES,
    "retries": SKIP,
}
HEARTBEAT: Keys = {"url": SECRET}
LIMITS: Keys = dict.fromkeys(("memory_mb", "seconds", "unpacked_mb", "members", "ratio"), COUNT)  # town.Limits
