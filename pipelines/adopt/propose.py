"""From a file, or several of one shape, to a proposal: what it is, what each column means, what has to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines import contracts
from pipelines.adopt.columns import Guess, matches
from pipelines.adopt.covers import coverage
from pipelines.adopt.derive import completed
from pipelines.adopt.guesses import as_told, guesses, measures_of
from pipelines.adopt.kinds import kinds_of
from pipelines.adopt.meaning import settled
from pipelines.adopt.missing import filled_in
from pipelines.adopt.months import of_one_month
from pipelines.adopt.proposal import MOST, Answers, Proposal, Question, refuse_other
from pipelines.adopt.read import Sheet
from pipelines.adopt.read_settings import read_settings
from pipelines.adopt.recognise import profile_of
from pipelines.adopt.rows import noun_of, repeats, something_told
from pipelines.adopt.shortened import shortened
from pipelines.adopt.standins import confirmed
from pipelines.adopt.translate import translation
from pipelines.formats import FORMATS
from pipelines.settings.profiles import profiles
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
    "tenders": "zamowienia",
    "resolutions": "uchwaly",
    "duties": "obowiazki",
    "breaches": "naruszenia",
    "balances": "salda",
    "income_forecast": "prognoza_dochodow",
    "reports": "terminy_sprawozdan",
    "indicators": "wskazniki",
}
BOOKS = {"xlsx": "*.xls[xm]", "csv": "*.*"}


def propose(sheets: Sequence[Sheet], town: Town, answers: Answers, say: Words) -> Proposal:
    """The proposal for files of one shape; they are read already.

    Raises:
        Refusal: an answer names what is not there.
    """
    first = sheets[0]
    name, open_, reasons = noun_of(sheets, answers, say)
    noun = contracts.noun(name)
    for key in answers.said:
        refuse_other(key, ("noun", "dates", "covers", "amounts", *noun.columns), "--answer", say)
    feed = answers.feed or _free_name(FEEDS.get(name, name), town)
    if not something_told(open_):
        return replace(_canonical(sheets, feed, name, town, say), questions=open_, read=first.read, columns={})
    if first.table.canonical:
        return _canonical(sheets, feed, name, town, say)
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
    found = guesses(matches(noun, first.looks, profile), first, say)
    found = as_told(found, answers, first, noun, say)
    sums = measures_of(noun, found, first, profile, answers, say)
    columns, asked = settled(noun, found, first, profile, answers, say)
    open_ += asked
    columns = completed(noun, columns, sheets, say)
    columns, asked = filled_in(noun, columns, sums, sheets, town, profile, answers, say)
    columns = {ours: columns[ours] for ours in noun.columns if ours in columns}
    open_ += asked
    columns, asked = confirmed(noun, columns, first, answers, say)
    open_ += asked
    read, asked = read_settings(noun, columns, sheets, answers, say)
    open_ += asked
    words = translation(noun, columns, sheets, profile, town, say)
    if words.drop:
        read["drop_rows"] = [*read.get("drop_rows", []), *words.drop]
    covers, part, asked = coverage(noun, columns, sheets, answers, say, cumulative=bool(sums))
    monthly, of_month = of_one_month(noun, columns, sums, sheets, answers, say)
    open_ += of_month
    kinds, notes = kinds_of(noun, columns, words.values, sheets, town, say)
    distinct = repeats(noun, columns, first)
    proposal = Proposal(
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
        monthly=monthly,
    )
    return shortened(proposal, town, say)


def _files(sheets: Sequence[Sheet]) -> str:
    """The pattern of the files' names: their ending, as it is."""
    return f"*{sheets[0].path.suffix or ''}"


def _canonical(sheets: Sequence[Sheet], feed: str, noun: str, town: Town, say: Words) -> Proposal:
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
            nouns=", ".join(map(say.phrases, FORMATS[first.format].nouns or (noun,))),
        )
    ]
    own = (each.name for each in profiles().values() if each.format == first.format and not each.headers)
    proposal = Proposal(
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
    return shortened(proposal, town, say)


def _free_name(wanted: str, town: Town) -> str:
    taken = town.feeds
    return next(name for n in range(1, 1000) if (name := wanted if n == 1 else f"{wanted}_{n}") not in taken)


def _at_most(questions: Sequence[Question]) -> list[Question]:
    """What cannot be saved without an answer goes first; beyond five the defaults hold."""
    return sorted(questions, key=lambda each: each.default is not None)[:MOST]
