"""Steps become sentences a clerk reads, in the office's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rules.law.book import Law
from rules.law.model import display
from rules.law.steps import Step
from rules.wording import Words, words

# English is the message id; Polish stands in rules/locale/pl.po.
SAYS: Mapping[str, str] = {
    "start": "Start: {on:day}; this day is not counted.",
    "term": "Term for {name}: {length}.",
    "restart": "Completed on {on:day}: the term begins anew.",
    "restart_too_late": "The call to complete of {asked_on:day} came after the end of the term ({end:day}); no effect.",
    "interrupted": "Since {asked_on:day} the party's answer is awaited: the term does not run.",
    "standstill": "From {first:day} to {last:day} the term does not run ({law}): afterwards it begins anew. The end is "
    "counted with the first day after that; without it, it would be {other:day}.",
    "standstill_unclear": "From {first:day} to {last:day} terms of this kind do not run ({law}); whether this also "
    "stops the fine of one that had passed before, no text says.",
    "raw_end": "End of the term: {on:day}.",
    "stop.counted": "{stop}, {begins:day} to {ends:day}: {length} not counted.",
    "stop.covered": "{stop}, {begins:day} to {ends:day}: already left out with another stop.",
    "stop.open": "{stop} since {begins:day}: the term does not run, its end cannot be named.",
    "stop.not_here": "{stop}, since {begins:day}: does not move this kind of term.",
    "stop.impossible": "{stop}, {begins:day} to {ends:day}: ends before it begins, left aside.",
    "stop.before_start": "{stop}, {begins:day} to {ends:day}: before the start, no effect.",
    "stop.after_end": "{stop}, since {begins:day}: the term had already ended, no effect.",
    "moved": "Left out in all: {length}; the end moves to {on:day}.",
    "skipped": "{on:day} is a day off: {reason}.",
    "due": "Last day: {on:day}.",
    "safe": "Safe day: {on:day}; do not count on the day off.",
    "basis": "Basis: {law}. Source: {source} ({standing}), in force since {valid_from:day}.",
    "stated": "Due day on the invoice: {on:day}.",
    "several_dates": "{count:number} due days on the invoice, the earliest is {on:day}; how the sum splits is unknown.",
    "described": "Term described on the invoice: {length} from {base:day} ({event}).",
    "described.assumed": "Term described on the invoice: {length}, here counted from {base:day} ({event}).",
    "no_term": "No term agreed: {length} from performance on {base:day} ({law}).",
    "no_term.assumed": "No term agreed and the day of performance unknown: {length} from receipt on {base:day}.",
    "no_day": "No day is known to count from.",
    "cap_from_receipt": "Longest term allowed: {length} from receipt on {base:day}, so {on:day} ({law}).",
    "cap_from_performance": "Longest term allowed: {length} from performance on {base:day}, so {on:day} ({law}).",
    "cap_from_test": "Longest term allowed: {length} from the end of the test on {base:day}, so {on:day} ({law}).",
    "interest": "{amount:money}, {first:day} to {last:day}: {length} × {rate:rate} / {year:number} = {sum:money}.",
    "no_rate": "No rate is known for {length}: the interest is incomplete.",
}
UNITS: Mapping[str, tuple[str, str]] = {
    "hour": ("{n} hour", "{n} hours"),
    "day": ("{n} day", "{n} days"),
    "working_day": ("{n} working day", "{n} working days"),
    "week": ("{n} week", "{n} weeks"),
    "month": ("{n} month", "{n} months"),
    "year": ("{n} year", "{n} years"),
}
STOPS: Mapping[str, str] = {
    "suspension": "Suspension",
    "mediation": "Mediation",
    "completion": "Waiting for the request to be completed",
    "opinion": "Waiting for another authority's position",
    "hybrid": "Hybrid delivery",
    "party_delay": "Delay through the party",
    "independent_cause": "Cause independent of the office",
}
WEEKDAYS: Mapping[str, str] = {
    "monday": "Monday",
    "tuesday": "Tuesday",
    "wednesday": "Wednesday",
    "thursday": "Thursday",
    "friday": "Friday",
    "saturday": "Saturday",
    "sunday": "Sunday",
}
STANDING: Mapping[str, str] = {
    "verified": "verified",
    "verified to 2024": "verified to 2024",
    "secondary": "secondary source",
    "knowledge": "from memory, check before use",
    "convention": "our convention",
    "town": "set by the office",
}


def explain(steps: Iterable[Step], law: Law, language: str) -> list[str]:
    """One sentence a step."""
    say = words(language, law.currency)
    return [_sentence(step, law, say) for step in steps]


def _sentence(step: Step, law: Law, say: Words) -> str:
    values = step.values
    return say(SAYS[_message(step)], **{**values, **_worded(step.what, values, law, say)})


def _message(step: Step) -> str:
    if step.what == "stop":
        return f"stop.{step.values['verdict']}"
    if step.what == "described" and not step.values["sure"]:
        return "described.assumed"
    if step.what == "no_term" and not step.values["performed"]:
        return "no_term.assumed"
    return step.what


def _worded(what: str, values: Mapping[str, Any], law: Law, say: Words) -> dict[str, str]:
    """The values that are words of the law rather than numbers: units, stops, holidays, standings."""
    worded: dict[str, str] = {}
    if what == "term":
        worded["name"] = display(values["name"], say.language)
        worded["length"] = say.count(values["n"], *UNITS[values["unit"]])
    elif values.get("days") is not None:
        worded["length"] = say.count(values["days"], *UNITS["working_day" if values.get("working") else "day"])
    if what == "stop":
        worded["stop"] = say(STOPS[values["kind"]])
    if what == "skipped":
        why = values["why"]
        kind = law.holiday_kinds.get(why)
        worded["reason"] = display(kind.name, say.language) if kind else say(WEEKDAYS[why])
    if "source" in values:
        worded["source"] = say(values["source"])
    if "status" in values:
        worded["standing"] = say(STANDING.get(values["status"], values["status"]))
    return worded
