"""Which register a file is, and which program's export: by how many of its columns each of them explains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipelines import contracts
from pipelines.adopt.columns import CARRIERS, matches, measured
from pipelines.adopt.values import Look
from pipelines.adopt.vocabulary import ignored, plain
from pipelines.contracts import NOUNS
from pipelines.settings.profiles import Profile, profiles

NEAR = 0.12  # two nouns that come so near to each other have to be asked about
LACKS = 0.13  # what a noun loses where a column it must have is not in the file, though it can be had otherwise
SURE = 0.4  # a noun below this has to be confirmed
FITS = 0.7  # of a file's columns that a profile must know
IN_PLACE = {  # what the office need not have in the file, since it is worked out or asked
    "cases": {"kind", "unit"},
    "invoices": {"invoice_id", "received_on"},
    "documents": set(),
    "absences": {"absence", "state"},
    "payments": {"payment_id"},
    "budget": {"year", "booked_on", "unit", "side", "measure", "amount"},
    "contracts": {"unit"},
    "report_lines": {"year", "unit", "side", "measure", "amount"},
    "employees": {"employee"},
    "receivables": {"kind"},
    "aliases": {"system"},
}


@dataclass(frozen=True)
class Candidate:
    """A noun that the file may be: its score (0 to 1) and how many columns were recognised."""

    noun: str
    score: float
    columns: int


def candidates(looks: Mapping[str, Look], title: str = "") -> list[Candidate]:
    """Every noun with a score, the likeliest first. `title`: the file's name and what stands above its table."""
    found = [_candidate(noun, looks, plain(title)) for noun in NOUNS]
    return sorted((each for each in found if each.score > 0), key=lambda each: (-each.score, NOUNS.index(each.noun)))


TITLES = {  # words of a file's name or title that speak for a noun
    "cases": ("spraw",),
    "documents": ("pism", "rpw", "koresp", "przesyl"),
    "invoices": ("faktur", "invoice"),
    "payments": ("przelew", "platno", "wyciag"),
    "budget": ("budzet", "plan", "wykonani", "wydatk", "dochod", "budget"),
    "units": ("komork", "jednost", "struktur"),
    "employees": ("kadr", "pracown", "etat"),
    "contracts": ("umow", "contract"),
    "absences": ("nieobecn", "urlop"),
    "receivables": ("nalezn", "receivable", "zaleglo"),
    "case_events": ("metryk", "czynnosc"),
    "works": ("robot", "pas drogowy"),
    "deposits": ("wadi", "depozyt", "zabezpiecz"),
    "grants": ("dotacj",),
    "report_lines": ("rb 27", "rb 28", "sprawozdani"),
    "aliases": ("alias",),
    "substitutions": ("zastepst",),
}


def _candidate(name: str, looks: Mapping[str, Look], title: str) -> Candidate:
    noun = contracts.noun(name)
    pairs = matches(noun, looks)
    ours = {pair.ours for pair in pairs} | {CARRIERS[pair.ours] for pair in pairs if pair.ours in CARRIERS}
    if "classification" in {pair.ours for pair in pairs}:
        ours |= {"dzial", "rozdzial"}
    sums = measured(looks, {pair.theirs for pair in pairs}) if "measure" in noun.columns else []
    needed = [column.name for column in noun.columns.values() if column.required and not column.made]
    needed = [each for each in needed if each not in IN_PLACE.get(name, ())] or needed[:1]
    there = sum(each in ours for each in needed) / len(needed)
    lacks = any(column.required and not column.made and column.name not in ours for column in noun.columns.values())
    if name in ("budget", "report_lines") and not sums and "amount" not in ours:
        there = 0.0
    weighed = [look for look in looks.values() if plain(look.header) not in ignored()] or list(looks.values())
    told = sum(pair.score for pair in pairs) + sum(pair.score for pair in sums)
    covered = min(1.0, told / max(len(weighed), 1))
    spoken = any(word in title for word in TITLES.get(name, ()))
    score = -LACKS * lacks + 0.5 * there * (0.5 + 0.5 * covered) + 0.4 * covered + 0.1 * spoken
    if "case_id" in ours and name in ("allocations", "contract_lines"):
        score *= 0.5
    return Candidate(name, score if pairs else 0.0, len(pairs) + len(sums))


def doubtful(found: list[Candidate]) -> list[str]:
    """The nouns to choose from, where the first of the candidates is not clear; empty where it is."""
    if not found:
        return [*NOUNS]
    first = found[0]
    near = [each.noun for each in found if first.score - each.score < NEAR]
    return near[:4] if len(near) > 1 or first.score < SURE else []


def profile_of(noun: str, looks: Mapping[str, Look], form: str) -> tuple[Profile, int] | None:
    """The profile that knows most of the file's columns, and how many; None where none knows enough of them."""
    names = {plain(header) for header in looks} - ignored()
    best: tuple[float, int, Profile] | None = None
    for profile in profiles().values():
        if profile.noun != noun:
            continue
        known = {plain(each) for each in _names(profile)}
        met = len(names & known)
        share = met / max(len(names), 1)
        own = len(names & _own(profile)) / max(len(names), 1)
        score = share + own / 2 - 0.05 * profile.guess + 0.01 * (profile.format == form)
        if share >= FITS and met >= 3 and (best is None or score > best[0]):
            best = (score, met, profile)
    return (best[2], best[1]) if best else None


def _names(profile: Profile) -> Iterator[str]:
    """All headers that a profile speaks of."""
    for told in (*profile.headers.values(), *profile.measures.values()):
        yield from told
    for tried in profile.transforms.values():
        for entry in tried:
            yield from entry.get("join", [entry.get("split")])


def _own(profile: Profile) -> set[str]:
    """The names that only this profile of its noun has."""
    others = [each for each in profiles().values() if each.noun == profile.noun and each is not profile]
    known = {plain(name) for each in others for told in each.headers.values() for name in told}
    return {plain(name) for told in profile.headers.values() for name in told} - known
