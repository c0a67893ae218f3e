"""A letter as its reader understands it: from the text of the mail back to what it says, about what, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from rules.wording import words
from tests.pipelines.alerts.post_office import Taken

LANGUAGES = ("pl", "en")
REASONS = {
    "New": "new", "Graver than before": "worse", "Unmoved for too long": "escalated",
    "Said again after a pause": "again", "Resolved ({n})": "resolved", "No longer in the data ({n})": "vanished",
    "Still open": "away, open", "Acknowledged": "away, acknowledged", "Settled": "away, settled",
    "No longer a signal": "away, gone",
}  # fmt: skip
SEVERITIES = {"Critical": "critical", "Urgent": "high", "Warning": "warn", "Information": "info"}
SAID = {words(lang)(text, n=0).split(" (")[0]: reason for text, reason in REASONS.items() for lang in LANGUAGES}
GRAVE = {words(lang)(text): severity for text, severity in SEVERITIES.items() for lang in LANGUAGES}
IN_PLACE = re.compile(r"(?:W zastępstwie: |In place of )([^,\n]+)")
TITLE = re.compile(r"(.+) \(\d+\)")
STANDS = re.compile(r"[◆▲●○] (\w+) \| (.+)")
RULE = re.compile(r" {2}([A-Z]\d\d)( · .*)?")
ENDED = re.compile(r"- (?:(?:było|it was): )?(.+)")

Said = dict[str, str | list[str]]


def understood(letter: Taken, day: date, names: Mapping[str, str]) -> Said:
    """What a letter of that day says: subject without town and day, then per reason word what it is said of.

    Something that stands is `C01 WB.1 warn`, something over `WB.1`; ` for anna` where it is read in her place.
    `unknown` lists the sources of which the letter says that it knows nothing new. names: name -> employee.
    """
    if is_weekly(letter):
        return {"weekly": str(letter.message["Subject"])}
    subject, _, stamp = str(letter.message["Subject"]).rpartition(" – Zabrzeg, ")
    assert stamp in {words(lang).day(day) for lang in LANGUAGES}, letter.message["Subject"]
    said: Said = {"subject": subject}
    body = letter.text.partition("\n-- ")[0]
    unknown = sorted(line[2:].partition(":")[0] for line in body.splitlines() if line.startswith("! "))
    for reason, what in _said(body, names):
        said.setdefault(reason, [])
        said[reason] = sorted([*said[reason], what])
    return said | ({"unknown": unknown} if unknown else {})


def is_weekly(letter: Taken) -> bool:
    """Whether it tells of a week."""
    return str(letter.message["Subject"]).startswith(("Tydzień od ", "The week of "))


def is_report(letter: Taken) -> bool:
    """Whether it tells a steward of letters that nobody can receive."""
    return str(letter.message["Subject"]) == "Ratusz, Zabrzeg: listy, których nikt nie może odebrać"


def _said(body: str, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    reason = desk = severity = ""
    subject = ""
    for line in body.splitlines():
        if place := IN_PLACE.match(line):
            desk = f" for {names[place[1]]}"
        elif (title := TITLE.fullmatch(line)) and title[1] in SAID:
            reason = SAID[title[1]]
        elif stands := STANDS.match(line):
            severity, subject = GRAVE[stands[1]], _subject(stands[2], names)
        elif subject and (rule := RULE.fullmatch(line)):
            yield reason, f"{rule[1]} {subject} {severity}{desk}"
            subject = ""
        elif ended := ENDED.match(line):
            yield reason, f"{_subject(ended[1], names)}{desk}"


def _subject(sentence: str, names: Mapping[str, str]) -> str:
    """What a sentence is about: the mark before its colon; of an absence the person."""
    about = sentence.partition(":")[0].removeprefix("Faktura ").removeprefix("Invoice ").partition(", ")[0]
    return names.get(about, about)
