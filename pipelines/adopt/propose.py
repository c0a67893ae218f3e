"""From a file, or several of one shape, to a proposal: what it is, what each column means, what has to be asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipelines import contracts
from pipelines.adopt.columns import Guess, Match, matches, measured
from pipelines.adopt.covers import coverage
from pipelines.adopt.dates import patterns
from pipelines.adopt.derive import completed
from pipelines.adopt.kinds import kinds_of
from pipelines.adopt.meaning import settled
from pipelines.adopt.missing import filled_in
from pipelines.adopt.proposal import MOST, Answers, Proposal, Question, refuse_other
from pipelines.adopt.read import Sheet
from pipelines.adopt.recognise import candidates, doubtful, profile_of
from pipelines.adopt.standins import confirmed
from pipelines.adopt.translate import translation
from pipelines.contracts import NOUNS, Noun
from pipelines.formats import FORMATS
from pipelines.load.profiles import Profile, profiles
from pipelines.refusal import Refusal
from pipelines.town import Town
from rules.wording import Words

FEEDS = {  # what an office would call the feed of a noun
    "units": "komorki",
    "employees": "kadry",
    "substitutions": "zastepstwa",
    "aliases": "aliasy",
    "absences": "nieobecnosci",
    "cases": "sprawy",
    "case_events": "czynnosci",
    "documents": "pisma",
    "invoices": "faktury",
    "payments": "przelewy",
    "budget": "budzet",
    "report_lines": "sprawozdania",
    "contracts": "umowy",
    "receivables": "naleznosci",
    "works": "roboty",
    "allocations": "dekretacje",
    "contract_lines": "pozycje_umow",
    "deposits": "depozyty",
    "grants": "dotacje",
}
BOOKS = {"xlsx": "*.xls[xm]", "csv": "*.*"}


def propose(sheets: Sequence[Sheet], town: Town, answers: Answers, say: Words) -> Proposal:
    """The proposal for files of one shape; they are read already.

    Raises:
        Refusal: an answer names what is not there.
    """
    first = sheets[0]
    name, open_, reasons = _noun(sheets, answers, say)
    noun = contracts.noun(name)
    for key in answers.said:
        refuse_other(key, ("noun", "dates", "covers", *noun.columns), "--answer", say)
    feed = answers.feed or _free_name(FEEDS.get(name, name), town)
    if not _something_told(open_):
        return replace(_canonical(sheets, feed, name, say), questions=open_, read=first.read, columns={})
    if first.table.canonical:
        return _canonical(sheets, feed, name, say)
    known = profile_of(name, first.looks, first.format)
    profile = known[0] if known else None
    if known:
        reasons.append(
            say(
                "Profile “{title}”: it knows {n} of {all} columns.",
                title=known[0].title,
                n=known[1],
                all=len(first.looks),
            )
        )
    found = _guesses(matches(noun, first.looks, profile), first, say)
    found = _as_told(found, answers, first, noun, say)
    sums = _measures(noun, found, first, profile, answers, say)
    columns, asked = settled(noun, found, first, profile, answers, say)
    open_ += asked
    columns = completed(noun, columns, sheets, say)
    columns, asked = filled_in(noun, columns, sums, sheets, town, profile, answers, say)
    columns = {ours: columns[ours] for ours in noun.columns if ours in columns}
    open_ += asked
    columns, asked = confirmed(noun, columns, first, answers, say)
    open_ += asked
    read, asked = _reading(noun, columns, sheets, profile, answers, say)
    open_ += asked
    words = translation(noun, columns, sheets, profile, town, say)
    if words.drop:
        read["drop_rows"] = [*read.get("drop_rows", []), *words.drop]
    covers, part, asked = coverage(noun, columns, sheets, answers, say, cumulative=bool(sums))
    kinds, notes = kinds_of(noun, columns, words.values, sheets, town, say)
    distinct = _repeats(noun, columns, first)
    return Proposal(
        feed,
        name,
        profile.name if profile else None,
        first.format,
        _files(sheets),
        covers,
        part,
        read,
        columns,
        sums,
        words.values,
        kinds,
        _at_most([*open_, *asked]),
        [*words.notes, *notes],
        reasons,
        sheets,
        distinct,
    )


def _something_told(questions: Sequence[Question]) -> bool:
    """Whether anything speaks for a noun; without it there is only this one question."""
    return not any(each.key == "noun" and each.default is None for each in questions)


def _noun(sheets: Sequence[Sheet], answers: Answers, say: Words) -> tuple[str, list[Question], list[str]]:
    first = sheets[0]
    if answers.noun is not None:
        if answers.noun not in NOUNS:
            raise Refusal(
                say("There is no noun {noun}.", noun=answers.noun),
                say("Possible here: {known}.", known=", ".join(NOUNS)),
            )
        return answers.noun, [], []
    given = FORMATS[first.format].nouns
    if given:
        return given[0], [], [say("The format {format} gives {nouns}.", format=first.format, nouns=", ".join(given))]
    title = " ".join((first.path.stem, *first.table.above))
    found = candidates(first.looks, title)
    choices = doubtful(found)
    best = found[0].noun if found else "cases"
    said = answers.get("noun")
    if said is not None:
        return _noun(sheets, replace(answers, noun=said), say)
    reasons = (
        [say("{n} of {all} columns are those of {noun}.", n=found[0].columns, all=len(first.looks), noun=best)]
        if found
        else []
    )
    if not choices:
        return best, [], reasons
    text = say("What is this file: {choices}?", choices=", ".join(choices))
    return best, [Question("noun", text, tuple(choices), best if found else None)], reasons


def _guesses(pairs: Sequence[Match], sheet: Sheet, say: Words) -> dict[str, Guess]:
    """Each pair with its reason in words."""
    found = dict[str, Guess]()
    for pair in pairs:
        look = sheet.looks[pair.theirs]
        how = (
            say("the name of the column")
            if pair.named
            else say("the values: {examples}", examples=", ".join(look.examples[:2]))
        )
        found[pair.ours] = Guess(pair.theirs, pair.theirs, how, round(min(pair.score, 1.0), 2))
    return found


def _as_told(found: Mapping[str, Guess], answers: Answers, sheet: Sheet, noun: Noun, say: Words) -> dict[str, Guess]:
    """What `--set` said goes before every guess; a column of theirs that it names is nobody else's."""
    columns = dict(found)
    for ours, theirs in answers.columns.items():
        if ours not in noun.columns:
            raise Refusal(
                say("{noun} has no column {column}.", noun=noun.name, column=ours),
                say("Possible here: {known}.", known=", ".join(noun.columns)),
            )
        if theirs and theirs not in sheet.looks:
            raise Refusal(
                say("The file lacks the column: {columns}.", columns=theirs),
                say("Possible here: {known}.", known=", ".join(sheet.looks)),
            )
        columns = {name: guess for name, guess in columns.items() if name != ours and guess.theirs != theirs}
        if theirs:
            columns[ours] = Guess(theirs, theirs, say("you said so"), 1.0)
    return columns


def _measures(
    noun: Noun, found: dict[str, Guess], sheet: Sheet, profile: Profile | None, answers: Answers, say: Words
) -> dict[str, Guess]:
    """The sums of a wide table; `amount` goes out of the guesses where there are any."""
    if "measure" not in noun.columns or "measure" in found:
        return {}
    amount = found.get("amount")
    taken = {str(guess.theirs) for ours, guess in found.items() if ours != "amount"}
    sums = measured(sheet.looks, taken, profile)
    if not sums or (amount is not None and amount.confidence >= 0.9 and len(sums) < 2):
        return {}
    found.pop("amount", None)
    return {
        pair.ours: Guess(pair.theirs, pair.theirs, say("the name of the column"), round(pair.score, 2)) for pair in sums
    }


def _reading(
    noun: Noun,
    columns: Mapping[str, Guess],
    sheets: Sequence[Sheet],
    profile: Profile | None,
    answers: Answers,
    say: Words,
) -> tuple[dict[str, Any], list[Question]]:
    """`[feeds.x.read]`, with the patterns of the days that are used."""
    read = dict(sheets[0].read)
    skips = {sheet.read.get("skip", 0) for sheet in sheets}
    read["drop_rows"] = list(dict.fromkeys(each for sheet in sheets for each in sheet.read.get("drop_rows", [])))
    if len(skips) > 1:  # titles of another height in each file: left out by what they say
        read.pop("skip", None)
        titles = (
            line.split(read.get("delimiter", ";"))[0].strip('" ') for sheet in sheets for line in sheet.table.above
        )
        found = (re.match(r"[^\d]{3,30}", title) for title in titles if title)
        read["drop_rows"] += list(
            dict.fromkeys(f"^{re.escape(each[0].rstrip())}".replace(r"\ ", " ") for each in found if each)
        )
    if not read["drop_rows"]:
        del read["drop_rows"]
    dated = [
        ours
        for ours, guess in columns.items()
        if noun.columns[ours].kind in ("day", "moment") and isinstance(guess.entry, str) and not guess.constant
    ]
    looks = [
        sheet.looks[str(columns[ours].theirs)]
        for ours in dated
        for sheet in sheets
        if str(columns[ours].theirs) in sheet.looks
    ]
    order = answers.get("dates")
    if order is not None:
        refuse_other(order, ("day", "month"), "dates", say)
    days, moments, unsure = patterns(looks, order)
    for key, found_patterns in (("dates", days), ("timestamps", moments)):
        if found_patterns:
            read[key] = found_patterns if len(found_patterns) > 1 else found_patterns[0]
    if any(
        look.shares.get("money", 0) >= 0.6 and any("," in text for text in look.examples)
        for look in sheets[0].looks.values()
    ):
        read["decimal"] = ","
    if not unsure:
        return read, []
    text = say(
        "In {example}, what comes first: the day or the month?",
        example=next((each for look in looks for each in look.examples if "/" in each), "1/2"),
    )
    return read, [Question("dates", text, ("day", "month"))]


def _files(sheets: Sequence[Sheet]) -> str:
    """The pattern of the files' names: their ending, as it is."""
    return f"*{sheets[0].path.suffix or ''}"


def _repeats(noun: Noun, columns: Mapping[str, Guess], sheet: Sheet) -> bool:
    """The key comes on several rows that are the same in all that is mapped, as in a log that repeats its case."""
    key = columns.get(noun.key[0])
    if key is None or len(noun.key) > 1 or not isinstance(key.entry, str):
        return False
    headers = list(
        dict.fromkeys(
            str(guess.entry) for guess in columns.values() if isinstance(guess.entry, str) and not guess.constant
        )
    )
    rows = sheet.table.frame.select(headers).drop_nulls(key.entry)
    return rows[key.entry].n_unique() < rows.height and rows.n_unique() == rows[key.entry].n_unique()


def _canonical(sheets: Sequence[Sheet], feed: str, noun: str, say: Words) -> Proposal:
    """Of a format with a vocabulary of its own nothing is to be decided."""
    first = sheets[0]
    columns = {
        name: Guess(name, name, say("the format's own"), 1.0)
        for name in first.headers
        if name in contracts.noun(noun).columns
    }
    reasons = [
        say(
            "The format {format} gives {nouns}.",
            format=first.format,
            nouns=", ".join(FORMATS[first.format].nouns or (noun,)),
        )
    ]
    own = (each.name for each in profiles().values() if each.format == first.format and not each.headers)
    return Proposal(
        feed,
        noun,
        next(own, None),
        first.format,
        _files(sheets),
        None,
        None,
        {},
        columns,
        {},
        {},
        {},
        [],
        [],
        reasons,
        sheets,
    )


def _free_name(wanted: str, town: Town) -> str:
    taken = town.feeds
    return next(name for n in range(1, 1000) if (name := wanted if n == 1 else f"{wanted}_{n}") not in taken)


def _at_most(questions: Sequence[Question]) -> list[Question]:
    """What cannot be saved without an answer goes first; beyond five the defaults hold."""
    return sorted(questions, key=lambda each: each.default is not None)[:MOST]
