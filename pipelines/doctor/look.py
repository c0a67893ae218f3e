"""All that the doctor reads of a town: its settings, what was published, the letters, the machine it runs on."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from pipelines.alerts.deliver import never_sent
from pipelines.alerts.deliver.transports import by_server, server_of
from pipelines.doctor.files import Remark, remarks
from pipelines.doctor.fit import Fit, fits
from pipelines.doctor.register import Register, read_register
from pipelines.load.inbox import LeftAlone, arrivals
from pipelines.refusal import Refusal
from pipelines.schedule import heartbeat
from pipelines.settings import open_town
from pipelines.settings.town_law import law_of
from pipelines.store.moments import second
from pipelines.store.queries import sql
from pipelines.store.state import copied_state
from pipelines.town import Town
from rules.law import Law
from rules.wording import Words, words

BACKUP = "backup.done"  # in the town's folder: touched by whoever copied it elsewhere; its age is that of the copy


@dataclass(frozen=True)
class Look:
    """What was read of a town; every check is a function of it.

    now: with a zone. register: what the published day says, None where nothing was published or it cannot be read
    (`shut` says why). law: under the town's own layer. letters: how many wait, cannot be delivered, were only files
    although there is a server. slots: what the heartbeat says is wrong; None: no schedule was ever begun. free, needed:
    bytes on the town's disk. backup: when the town was last copied elsewhere, as far as anybody said.
    """

    town: Town
    now: datetime
    say: Words
    law: Law
    environ: Mapping[str, str]
    register: Register | None = None
    shut: Refusal | None = None
    remarks: Sequence[Remark] = ()
    left: Sequence[LeftAlone] = ()
    by_server: bool = False
    server: Refusal | None = None
    letters: Mapping[str, int] = field(default_factory=dict)
    slots: Sequence[str] | None = None
    free: int = 0
    needed: int = 0
    backup: datetime | None = None
    folders: Sequence[Path] = ()
    unfit: Sequence[Fit] = ()


def look_at(root: Path, environ: Mapping[str, str], now: datetime) -> Look:
    """Read what there is to read; nothing is loaded, written or sent."""
    town = open_town(root)
    say = words(town.language)
    law = law_of(town)
    register, shut = _register(town, law, now)
    known = {term.id for term in law.terms}
    beat = root / heartbeat.FILE
    backup = root / BACKUP
    files = [town.warehouse, *town.published.glob("*.duckdb")]
    return Look(
        town=town, now=now, say=say, law=law.for_town(town.rules, town.terms), environ=environ, register=register,
        shut=shut, remarks=remarks(root, known, say), left=arrivals(town)[1], by_server=by_server(town),
        server=_server_refusal(town), letters=_letters(town, now),
        slots=heartbeat.troubles(root, now) if beat.exists() else None,
        free=shutil.disk_usage(root).free,
        needed=max((each.stat().st_size for each in files if each.is_file()), default=0),
        backup=datetime.fromtimestamp(backup.stat().st_mtime, now.tzinfo) if backup.exists() else None,
        folders=(town.root, town.inbox, *(town.inbox / feed.inbox for feed in town.feeds.values()), town.archive,
                 town.rejected, town.published, town.outbox),
        unfit=fits(distribution("ratusz")),
    )  # fmt: skip


def _register(town: Town, law: Law, now: datetime) -> tuple[Register | None, Refusal | None]:
    try:
        return read_register(town, law, now), None
    except Refusal as refusal:
        return None, refusal


def _server_refusal(town: Town) -> Refusal | None:
    try:
        server_of(town)
    except Refusal as refusal:
        return refusal
    return None


def _letters(town: Town, now: datetime) -> dict[str, Any]:
    with closing(copied_state(town)) as state:
        state.row_factory = sqlite3.Row
        [row] = state.execute(sql("doctor/letters.sql"), {"now": second(now)}).fetchall()
        return {**dict(row), "only_files": never_sent(state)}
