"""What one letter says, in the reader's words: plain values that the text and the HTML template both show."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.alerts.hold import freshness
from pipelines.alerts.hold.decision import STANDING, Decision
from pipelines.alerts.route.run_view import RunView
from pipelines.alerts.write.desk import Desk, desks, over
from pipelines.alerts.write.while_away import Away, away
from pipelines.town import Town
from rules.wording import Words, words


@dataclass(frozen=True)
class Digest:
    """One letter's content."""

    language: str
    subject: str
    heading: str
    answer: str
    warnings: tuple[str, ...]
    caution: str
    away: Away
    desks: tuple[Desk, ...]
    stamps_title: str
    stamps: tuple[str, ...]
    footer: tuple[str, ...]
    attached: bool  # the whole list goes along


def digest(town: Town, view: RunView, language: str, decisions: Sequence[Decision]) -> Digest:
    """The content of the letter that says `decisions`, all of one reader, gravest first."""
    say = words(language)
    unknown = freshness.unknown(say, view.feeds, town)
    counts, late = _counts(say, decisions), sum(map(_is_late, decisions))
    said = say("{counts}; past due: {late}", counts=counts, late=late) if late else counts
    told_instead, by_desk = away(say, town, view, decisions), tuple(desks(say, town, view, decisions))
    reader, cut = decisions[0].notice.to, _is_cut(told_instead, by_desk)
    attached = cut and view.wish(reader).attach == "xlsx"
    return Digest(
        language=language,
        subject=f"{said} – {town.name}, {say.day(view.day)}",
        heading=f"{town.name}, {say.day(view.day)}",
        answer=f"{said}.",
        warnings=unknown,
        caution=say("No signal does not mean that everything is on time.") if unknown else "",
        away=told_instead,
        desks=by_desk,
        stamps_title=say("State of the data"),
        stamps=freshness.stamps(say, view.feeds, town),
        footer=(
            *_whole_list(say, reader, cut=cut, attached=attached),
            say("A signal is not a reproach: it shows what the data say. Look into your system before you act."),
            say("Written by Ratusz, {town}. No reply is needed.", town=town.name),
        ),
        attached=attached,
    )


def _is_cut(told_instead: Away, by_desk: Sequence[Desk]) -> bool:
    """Whether a part of the letter leaves something out."""
    parts = (*told_instead.passed, *(part for desk in by_desk for part in (*desk.sections, *desk.endings)))
    return any(part.more for part in parts)


def _whole_list(say: Words, reader: str, *, cut: bool, attached: bool) -> Iterator[str]:
    if attached:
        yield say("The whole list goes along as a workbook.")
    elif cut and reader:
        command = f"ratusz prefer {shlex.quote(reader)} --attach xlsx"
        yield say("To get the whole list as a workbook too: {command}", command=command)


def _counts(say: Words, decisions: Sequence[Decision]) -> str:
    """'3 new signals, 1 graver, 2 resolved': the first count names what is counted."""
    counts = [sum(d.reason == reason for d in decisions) for reason in STANDING]
    counts += [len(over(decisions, "resolved")), len(over(decisions, "vanished"))]
    counts += [sum(d.reason == "away" for d in decisions)]
    new, worse, unmoved, again, resolved, vanished, told_instead = counts
    named = (
        say.count(new, "{n} new signal", "{n} new signals"),
        say.count(worse, "{n} graver signal", "{n} graver signals"),
        say.count(unmoved, "{n} unmoved signal", "{n} unmoved signals"),
        say.count(again, "{n} signal said again", "{n} signals said again"),
        say.count(resolved, "{n} resolved signal", "{n} resolved signals"),
        say.count(vanished, "{n} signal gone from the data", "{n} signals gone from the data"),
        say.count(told_instead, "{n} signal while you were away", "{n} signals while you were away"),
    )
    short = (
        say.count(new, "{n} new", "{n} new"),
        say.count(worse, "{n} graver", "{n} graver"),
        say.count(unmoved, "{n} unmoved", "{n} unmoved"),
        say.count(again, "{n} said again", "{n} said again"),
        say.count(resolved, "{n} resolved", "{n} resolved"),
        say.count(vanished, "{n} gone from the data", "{n} gone from the data"),
        say.count(told_instead, "{n} while you were away", "{n} while you were away"),
    )
    said = [place for place, n in enumerate(counts) if n]
    return ", ".join([named[said[0]], *(short[place] for place in said[1:])])


def _is_late(decision: Decision) -> bool:
    return decision.reason in STANDING and decision.notice.finding.is_late
