"""`ratusz letters`: what was written to whom, what would go now, and who was told of one subject."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from pipelines.answers.findings import materialize_run
from pipelines.cli.commands.author import author, place
from pipelines.cli.commands.first_day import published
from pipelines.cli.forms import Format
from pipelines.cli.output import write
from pipelines.reading import reading
from pipelines.settings import open_town
from pipelines.store.snapshot import open_snapshot
from pipelines.store.state import copied_state, open_state
from pipelines.town import Town
from rules.wording import Words, words

if TYPE_CHECKING:
    import duckdb

    from pipelines.alerts.preview import Shown

ITEM = pl.Struct(dict.fromkeys(("rule", "noun", "subject", "instead_of", "reason"), pl.String))
LETTER = {
    "letter_id": pl.String, "to": pl.String, "subject": pl.String, "items": pl.List(ITEM), "state": pl.String,
    "sent_at": pl.String, "not_before": pl.String, "why": pl.String, "kind": pl.String,
}  # fmt: skip
PREVIEW = {
    "recipient": pl.String, "to": pl.String, "goes": pl.Boolean, "state": pl.String, "not_before": pl.String,
    "kind": pl.String, "subject": pl.String, "items": pl.List(ITEM),
    "words": pl.List(pl.Struct({"word": pl.String, "n": pl.Int64})), "letter_id": pl.String,
}  # fmt: skip
SAID_TO = {
    "day": pl.Date, "reason": pl.String, "severity": pl.String, "rule": pl.String, "noun": pl.String,
    "subject": pl.String, "sentence": pl.String, "instead_of": pl.String, "letter_id": pl.String, "state": pl.String,
}  # fmt: skip
STORY = pl.Schema({
    "day": pl.Date, "at": pl.String, "reader": pl.String, "name": pl.String, "instead_of": pl.String,
    "word": pl.String, "why": pl.String, "author": pl.String, "until": pl.Date, "rule": pl.String,
    "rule_version": pl.String, "program": pl.String, "severity": pl.String, "noun": pl.String, "subject": pl.String,
    "to": pl.String, "letter": pl.String, "letter_state": pl.String, "sentence": pl.String, "letter_id": pl.String,
    "run_id": pl.String,
})  # fmt: skip
TOLD = ("day", "at", "name", "word", "why", "rule", "rule_version", "program", "letter", "letter_state")


def letters(root: Path, as_of: date | None, form: Format) -> None:
    """Print who was written to, up to a day; the table counts what each letter says."""
    from pipelines.alerts import letters as written

    town = open_town(root)
    with closing(open_state(town)) as state:
        found = [letter for letter in written(state) if as_of is None or letter["day"] <= as_of]
    frame = pl.DataFrame([{name: letter[name] for name in LETTER} for letter in found], schema=LETTER)
    if form is Format.table:
        frame = frame.select("to", "subject", pl.col("items").list.len(), "state", "sent_at", "why")
    write(frame, form, words(town.language))


def items(root: Path, reader: str, as_of: date | None, form: Format) -> None:
    """Print all that the letters of a day, the last one by default, said to somebody: what they showed and counted."""
    from pipelines.alerts.deliver.notification_log import said_to

    town = open_town(root)
    with closing(open_state(town)) as state:
        frame = pl.DataFrame(said_to(state, reader, as_of), schema=SAID_TO)
    write(frame, form, words(town.language), shown=("reason", "severity", "rule", "subject", "sentence"))


def preview(root: Path, as_of: date | None, form: Format, text: bool, folder: Path | None, weekly: bool) -> None:
    """Print what would go now, and nothing is sent, kept or published; with `folder` the letters as .html and .eml.

    A day other than the published one is judged afresh, at this hour of it; before the first run in a copy of the town.
    """
    town = open_town(root)
    now = datetime.now(UTC)
    today = town.as_of or now.astimezone(town.zone).date()
    with published(town, as_of or today) as there:
        shown = would_go(there, as_of, now + ((as_of or today) - today), weekly=weekly)
    if folder is not None:
        _lay_out(folder, shown)
    if text:
        print("\n\n".join(_as_text(each) for each in shown))  # noqa: T201
        return
    rows = [
        {
            **{name: each.about[name] for name in PREVIEW if name in each.about},
            "goes": each.goes,
            "words": [{"word": word, "n": n} for word, n in each.words.items()],
        }
        for each in shown
    ]
    frame = pl.DataFrame(rows, schema=PREVIEW)
    if form is Format.table:
        frame = frame.with_columns(
            pl.Series("items", [_reasons(each) for each in shown], dtype=pl.String),
            pl.Series("words", [_listed(each.words) for each in shown], dtype=pl.String),
        ).drop("letter_id", "recipient")
    say = words(town.language)
    n = sum(each.goes for each in shown)
    write(frame, form, say, below=say.count(n, "{n} letter would go now.", "{n} letters would go now."))


def would_go(town: Town, as_of: date | None, now: datetime, *, weekly: bool = False) -> list[Shown]:
    """The letters that wait once the day's run has been posted, or its weekly letters are written, on a copy."""
    from pipelines.alerts import decide
    from pipelines.alerts.preview import waiting
    from pipelines.alerts.weekly import compose

    with reading(town, as_of, None) as day, closing(copied_state(town)) as copy:
        run_id = day.run_id or materialize_run(day)
        if weekly:
            written, decisions = compose(town, day.con, copy, run_id, day.as_of, now), []
        else:
            written, decisions = decide(town, day.con, copy, run_id, lambda: now)
        return waiting(copy, written, decisions, now)


def begin(root: Path, how: str) -> None:
    """Begin the letters with all that stands, or with a baseline: what stands is known and no letter tells of it."""
    from pipelines.posting import begin as go

    town = open_town(root)
    say = words(town.language)
    begun = go(town, how, author(), place())
    if how == "baseline":
        lines = [
            say.count(
                begun.known,
                "{n} finding that stands today counts as known from now on. Letters tell what comes after.",
                "{n} findings that stand today count as known from now on. Letters tell what comes after.",
            )
        ]
        if begun.sheets:
            lines += [
                say("They lie on a sheet for each manager, hand them on:"),
                *(f"  {path}" for path in begun.sheets),
            ]
    else:
        left = {"sent": begun.posted.sent, "queued": begun.posted.queued}
        lines = [
            say("Letters: {sent:number} sent, {queued:number} waiting.", **left)
            if begun.posted.by_server
            else say("Letters: {sent:number} written to outbox, {queued:number} waiting.", **left)
        ]
        lines += [begun.posted.problem] if begun.posted.problem else []
    print("\n".join(lines))  # noqa: T201


def _lay_out(folder: Path, shown: list[Shown]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for each in shown:
        name = folder / f"{each.about['day']}-{each.about['recipient'] or 'nobody'}-{each.about['letter_id'][:12]}"
        name.with_suffix(".eml").write_bytes(each.message)
        name.with_suffix(".html").write_text(each.page, encoding="utf-8")


def _as_text(shown: Shown) -> str:
    head = f"{shown.about['to']} | {shown.about['state']}\n{shown.about['subject']}"
    return f"{head}\n{'=' * 76}\n{shown.text}"


def _reasons(shown: Shown) -> str:
    """Each thing said with its reason; what only rides along is in the words."""
    said = (item for item in shown.about["items"] if item["reason"] != "repeat")
    return "\n".join(f"{item['rule']} {item['subject']}: {item['reason']}" for item in said)


def _listed(counts: Any) -> str:
    return ", ".join(f"{word} {n}" for word, n in counts.items())


def ledger(root: Path, subject: str, form: Format) -> None:
    """Print who was told of a subject, when, why and by which rule, or why not, and what people did about it."""
    from pipelines.alerts.story import story

    town = open_town(root)
    say = words(town.language)
    con, _ = open_snapshot(town)
    with closing(con), closing(open_state(town)) as state:
        rows = story(state, [subject, *_ids(con, subject)])
        names = dict(con.execute(_NAMES).fetchall())
    frame = pl.DataFrame([_told(town, names, row) for row in rows], schema=STORY)
    write(frame, form, say, shown=TOLD, below=_summary(say, subject, rows, names))


def _told(town: Town, names: dict[str, str], row: dict[str, Any]) -> dict[str, Any]:
    moment = row["at"] or row["sent_at"]
    program, _, rule_version = row["version"].partition(" ")
    return {
        **{name: row[name] for name in STORY.names() if name in row},
        "day": date.fromisoformat(row["day"]),
        "at": moment and datetime.fromisoformat(moment).astimezone(town.zone).isoformat(timespec="seconds"),
        "reader": row["recipient"],
        "name": names.get(row["recipient"], row["recipient"]),
        "word": f"held: {row['held']}" if row["held"] else row["reason"],
        "why": " ".join(part for part in (row["why"], row["author"] and f"({row['author']})") if part),
        "until": date.fromisoformat(row["until"]) if row["until"] else None,
        "rule_version": rule_version,
        "program": program,
        "to": row["address"],
        "letter_state": " ".join(part for part in (row["letter_state"], row["letter_why"]) if part),
    }


def _summary(say: Words, subject: str, rows: list[dict[str, Any]], names: dict[str, str]) -> str:
    """Who has been told, in one sentence: those whom a letter left for, by mail or as a file."""
    told = dict.fromkeys(row["recipient"] for row in rows if row["letter_state"] in ("sent", "written"))
    if told:
        people = ", ".join(f"{names.get(person, person)}" for person in told)
        return say("Told of {subject}: {people}.", subject=subject, people=people)
    if rows:
        return say("Nobody has been told of {subject} yet; the words above say why.", subject=subject)
    return say("Nothing was ever decided about {subject}: no finding has named it.", subject=subject)


def _ids(con: duckdb.DuckDBPyConnection, subject: str) -> list[str]:
    """The invoices of this number: sellers count theirs alike, so there may be several."""
    return [invoice for (invoice,) in con.execute(_INVOICES, {"number": subject}).fetchall()]


_INVOICES = "select distinct invoice_id from invoice_facts where number = $number and invoice_id <> $number order by 1"
_NAMES = "select employee, any_value(name) from employees_history where known_to is null group by employee"
