"""What is wrong with a law's record, in words for its author: run by the tests and by whoever adds a jurisdiction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, pairwise

from rules.law.addresses import acts_addressed
from rules.law.apart import conventions_apart
from rules.law.book import WEEK, Law
from rules.law.model import STATUSES, TERM_UNITS, TERM_WORDS, UNITS, Dated, LawError

# What the code knows how to carry out; a jurisdiction that counts otherwise needs code first.
ARITHMETIC = {
    "event_day": {"not_counted"},
    "month_end": {"same_day_else_last"},
    "year_end": {"same_day_else_day_before"},
    "end_on_day_off": {"next_working_day", "stays"},
    "stops": {"union_added_to_raw_end"},
}
STOPS = frozenset(["suspension", "mediation", "completion", "opinion", "hybrid", "party_delay", "independent_cause"])

AUDIENCES = frozenset(["parties", "applicant", "petitioner", "filer", "person"])  # whom a sentence can name


def lint(law: Law) -> list[str]:
    """Every mistake found; an empty list means none."""
    return sorted(
        set(chain(acts_addressed(law), _dated(law), conventions_apart(law), _versions(law), _terms(law), _margins(law),
                  _holidays(law), _counting(law), _words(law)))
    )  # fmt: skip


def numbered(law: Law) -> Iterator[tuple[str, Dated]]:
    """Every dated number of the record, under the name a mistake in it is reported by."""
    yield from ((f"terms.{term.id}", term) for term in law.terms)
    yield from ((parameter.name, parameter) for parameter in law.parameters)
    yield from ((f"rates.{rate.series}", rate) for rate in law.all_rates)
    yield from ((f"compensation from {band.amount_from}", band) for band in law.bands)
    yield from ((f"holiday {holiday.id}", holiday) for holiday in law.holiday_kinds.values())
    yield from (
        (f"reports.{report.report} {report.level} {report.period} {number}", report)
        for report in law.reports
        for number in report.numbers
    )
    yield from ((f"budget_days.{day.id}", day) for day in law.budget_days)


def _dated(law: Law) -> Iterator[str]:
    """A number without a source, of unknown standing, or older than the act it rests on."""
    for where, row in numbered(law):
        label = f"{where} from {row.valid_from}"
        if not row.source:
            yield f"{label}: no source"
        if row.status not in STATUSES:
            yield f"{label}: status {row.status!r} is none of {', '.join(STATUSES)}"
        if row.valid_to is not None and row.valid_to < row.valid_from:
            yield f"{label}: ends before it begins"
        if row.act is not None and row.valid_from < law.acts[row.act].in_force:
            yield f"{label}: older than its act, in force since {law.acts[row.act].in_force}"


def _versions(law: Law) -> Iterator[str]:
    """Two versions on one day, or a day between two versions that none covers."""
    for what, versions in _grouped(law).items():
        for before, after in pairwise(sorted(versions, key=lambda row: row.valid_from)):
            if before.valid_to is None or before.valid_to >= after.valid_from:
                yield f"{what}: two versions on {after.valid_from}"
            elif before.valid_to + timedelta(days=1) < after.valid_from:
                yield f"{what}: nothing between {before.valid_to} and {after.valid_from}"


def _grouped(law: Law) -> dict[Hashable, list[Dated]]:
    groups: dict[Hashable, list[Dated]] = defaultdict(list)
    for where, row in numbered(law):
        groups[where].append(row)
    return groups


def _terms(law: Law) -> Iterator[str]:
    of_parties = {term.id for term in law.terms if term.of == "party"}
    for term in law.terms:
        if term.unit not in TERM_UNITS:
            yield f"terms.{term.id}: unit {term.unit!r}"
        if term.n is not None and term.n < 1:
            yield f"terms.{term.id}: n is {term.n}"
        if term.procedure not in law.procedures:
            yield f"terms.{term.id}: procedure {term.procedure!r} is unknown"
        if term.standstill and (term.unit == "working_day" or term.standstill.last < term.standstill.first):
            yield f"terms.{term.id}: a standstill has its first day first, and no term of working days"
        if term.penalty_per_day and term.alert_on != "raw":
            yield f"terms.{term.id}: a term that is fined alerts on its raw end"
        for key, choices in TERM_WORDS.items():
            if getattr(term, key) not in choices:
                yield f"terms.{term.id}: {key} {getattr(term, key)!r}"
        if term.appeal and term.appeal not in of_parties:
            yield f"terms.{term.id}: appeal {term.appeal!r} is no term of a party"
    for procedure in law.procedures.values():
        served = (procedure.service.by_post, procedure.service.in_box) if procedure.service else ()
        for term_id in {procedure.appeal or "", *served} - {"", *of_parties}:
            yield f"procedures.{procedure.id}: {term_id!r} is no term of a party"
        if procedure.audience not in AUDIENCES:
            yield f"procedures.{procedure.id}: audience {procedure.audience!r} is unknown"
        for stop in {*procedure.stops, *procedure.notice_stops} - STOPS:
            yield f"procedures.{procedure.id}: stop {stop!r} is unknown"
        for article in procedure.instead.values():
            if article and not article.startswith(tuple(law.acts)):
                yield f"procedures.{procedure.id}: {article!r} is of no act in the record"


def _margins(law: Law) -> Iterator[str]:
    """A rate is what its reference and the margin of its first day make: a slip of the pen shows."""
    for rate in law.all_rates:
        view = law.on(rate.valid_from)
        for name, points in ((MARGINS[rate.series], rate.rate_bp), ("payments.margin_health", rate.health_bp)):
            if points is None:
                continue
            try:
                expected = rate.reference_bp + view.whole(name)
                if rate.series == "tax_arrears":
                    twice = rate.reference_bp * view.whole("tax_arrears.times") + view.whole(name)
                    expected = max(twice, view.whole("tax_arrears.least"))
            except LawError as error:
                yield f"rates.{rate.series} from {rate.valid_from}: {error}"
                continue
            if points != expected:
                yield f"rates.{rate.series} from {rate.valid_from}: {points} basis points, by {name} {expected}"


MARGINS = {
    "commercial": "payments.margin", "civil": "payments.margin_civil", "tax_arrears": "tax_arrears.margin",
}  # fmt: skip


def _holidays(law: Law) -> Iterator[str]:
    years = sorted(law.holidays)
    if not years:
        yield "holidays: no year is recorded, so no day can be counted"
    missing = set(range(years[0], years[-1])) - set(years) if years else ()
    yield from (f"holidays: {year} is missing" for year in missing)
    for year, days in law.holidays.items():
        for day, kind in days.items():
            if not _lies_in(year, day):
                yield f"holidays: {day} stands under {year}"
            elif kind not in law.holiday_kinds:
                yield f"holidays: {day}: {kind} is unknown"
            elif not law.holiday_kinds[kind].holds_on(day):
                yield f"holidays: {kind} was no day off on {day}"


def _lies_in(year: int, day: object) -> bool:
    return isinstance(day, date) and day.year == year  # a text may hold what is no day


def _counting(law: Law) -> Iterator[str]:
    for key, known in ARITHMETIC.items():
        if (rule := law.arithmetic.get(key)) is None:
            yield f"arithmetic: {key} is missing"
        elif rule.value not in known:
            yield f"arithmetic: {key} {rule.value!r} is none of {', '.join(sorted(known))}"
    yield from (f"jurisdiction: weekend day {day!r}" for day in law.weekend if day not in WEEK)


def _words(law: Law) -> Iterator[str]:
    """Names in the jurisdiction's language and in English, units from the closed list."""
    named: Sequence[tuple[str, Iterable[str]]] = [
        *((f"terms.{term.id}", term.name) for term in law.terms),
        *((parameter.name, parameter.display) for parameter in law.parameters),
        *((f"holiday {holiday.id}", holiday.name) for holiday in law.holiday_kinds.values()),
        *((f"procedures.{procedure.id}", procedure.name) for procedure in law.procedures.values()),
        *((f"budget_days.{day.id}", day.name) for day in law.budget_days),
    ]
    for where, names in named:
        for language in {law.language, "en"} - set(names):
            yield f"{where}: no name in {language}"
    yield from (f"{p.name}: unit {p.unit!r}" for p in law.parameters if p.unit not in UNITS)
