"""A weekly letter as text, HTML and, for whoever wishes it, a workbook; the same bytes for the same run."""

from __future__ import annotations

import shlex
from email.utils import format_datetime

from pipelines.alerts.hold import freshness
from pipelines.alerts.weekly.content import Overview, Part
from pipelines.alerts.weekly.plain import plain
from pipelines.alerts.weekly.week import Week
from pipelines.alerts.write import INLINE, Letter, address_of, steward_of, templates
from pipelines.alerts.write.headers import sender, stamped
from pipelines.alerts.write.listed import XLSX
from pipelines.alerts.write.mime import Attachment, mime
from pipelines.formats.export import workbooks
from rules.wording import words


def letter(week: Week, letter_id: str, day: str, to: str, parts: tuple[Part, ...]) -> Letter:
    """The letter of one reader, queued or, without an address, undeliverable. letter_id: of the week and the reader."""
    person = week.view.people[to]
    address = address_of(person)
    said = overview(week, to, parts)
    head: dict[str, object] = {"From": sender(week.town)}
    if address:
        head["To"] = address
    head |= {"Subject": said.subject, "Date": format_datetime(week.view.at)}
    stamped(head, week.town, letter_id, "weekly", steward_of(week.view))
    head["Content-Language"] = said.language
    text, page = _TEXT.render(digest=said), INLINE.inline(_PAGE.render(digest=said))
    files = [_workbook(week, parts)] if week.view.wish(to).attach == "xlsx" else []
    return Letter(
        letter_id=letter_id,
        day=day,
        recipient=to,
        address=address.addr_spec if address else "",
        subject=said.subject,
        state="queued" if address else "undeliverable",
        why="" if address else "no address",
        message=mime(head, f"=_{letter_id}", text, page, files),
        items=(),
    )


def overview(week: Week, to: str, parts: tuple[Part, ...]) -> Overview:
    """The content of a letter."""
    town, view = week.town, week.view
    language = view.people[to].language
    say = words(language)
    unknown = freshness.unknown(say, view.feeds, town)
    return Overview(
        language=language,
        subject=say("Week from {day:day} – {town}: {said}", day=view.day, town=town.name, said=parts[0].short),
        heading=say("{town}, week from {day:day}", town=town.name, day=view.day),
        warnings=unknown,
        caution=say("No signal does not mean that everything is on time.") if unknown else "",
        parts=parts,
        stamps_title=say("State of the data"),
        stamps=freshness.stamps(say, view.feeds, town),
        footer=(
            say("The numbers are those of {day:day}, by what was known on {at:moment}.", day=view.day, at=view.at),
            say("To get them as a workbook too: {command}", command=f"ratusz prefer {shlex.quote(to)} --attach xlsx"),
            say("Written by Ratusz, {town}. No reply is needed.", town=town.name),
        ),
    )


def _workbook(week: Week, parts: tuple[Part, ...]) -> Attachment:
    sheets = {f"{number}. {name}": frame for number, (name, frame) in enumerate(
        ((name, frame) for part in parts for name, frame in part.sheets.items()), start=1)}  # fmt: skip
    return Attachment(f"ratusz-{week.view.day.isoformat()}.xlsx", XLSX, workbooks(sheets, week.view.at))


_TEMPLATES = templates("pipelines.alerts.weekly")
_TEMPLATES.filters["plain"] = plain
_TEXT, _PAGE = _TEMPLATES.get_template("weekly.txt"), _TEMPLATES.get_template("weekly.html")
