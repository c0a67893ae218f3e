"""C10 public information, C11 complaints, motions and petitions, C12 what is to be passed on."""

from __future__ import annotations

from datetime import date, timedelta

from tests.independent.clock import SETTLING, Row, handed_over
from tests.independent.polish_days import months_later, rolled, term_end, working_days
from tests.independent.verdict import Said, Verdict

WARN = {"C10": 3, "C11": 5, "C12": 2}
FEE = timedelta(14)
COURT_CRITICAL = 7


def ended(case: Row, events: list[Row], words: set[str], day: date) -> date | None:
    """The first day by which the office had done it: decided, dispatched, closed, or an event that does it here."""
    days = [case.get(name) for name in ("decided_on", "dispatched_on", "closed_on")]
    days += [e["at"] for e in events if e["event"] in words]
    return min((d for d in days if d is not None and d <= day), default=None)


def owed(rule: str, due: date, day: date) -> Said | None:
    """Critical after the day, a warning in the last days before it: of work, for passing on of the calendar."""
    if day > due:
        return Said("critical", due)
    left = (due - day).days if rule == "C12" else working_days(day, due)
    return Said("warn", due) if left <= WARN[rule] else None


def judge(rule: str, case: Row, events: list[Row], term: tuple[int, str], day: date) -> Verdict:
    """A case of one of these kinds on a day."""
    done = ended(case, events, SETTLING, day)
    if day < case["opened_on"] or (done and done < day):
        return {rule: None}
    if rule != "C12" and handed_over(events, day):
        return {}
    known = [e for e in events if e["at"] <= day]
    if rule == "C12":
        due = rolled(term_end(case["opened_on"], *term))
        court = case["kind"].startswith("court_complaint")
        said = owed(rule, due, day)
        if court:
            said = Said("critical", due) if (due - day).days <= COURT_CRITICAL else None
    elif rule == "C10":
        due = information(case["opened_on"], known)
        said = owed(rule, due, day)
    else:
        due, open_question = answer(case, known, term)
        if open_question:
            return {}
        said = owed(rule, due, day)
    # done that very day it is said once more where it is late; else whether it is said is open
    return {} if done == day and day <= due else {rule: said}


def information(filed: date, known: list[Row]) -> date:
    """u.d.i.p. 13: 14 days; told of the delay within them, the day told, at most two months from filing; 15: a fee."""
    first = rolled(filed + timedelta(14))
    told = [e for e in known if e["event"] in {"notice_36", "extended"} and e.get("new_date") and e["at"] <= first]
    fees = [e["at"] for e in known if e["event"] == "fee_notice" and e["at"] <= first]
    due = max(first, min(told[-1]["new_date"], rolled(months_later(filed, 2)))) if told else first
    return max([due, *(rolled(fee + FEE) for fee in fees)])


def answer(case: Row, known: list[Row], term: tuple[int, str]) -> tuple[date, bool]:
    """The day of C11, and whether the papers leave it open."""
    calls = [e["at"] for e in known if e["event"] == "completion_call"]
    completed = [e["at"] for e in known if e["event"] == "completed"]
    start = max([case["opened_on"], *completed])  # ustawa o petycjach 7 ust. 2
    raw = term_end(start, *term)
    due = rolled(raw)
    told = [e for e in known if e["event"] == "notice_36" and e.get("new_date")]
    waiting = bool(calls) and not completed
    if case["kind"] == "petition" and told:
        latest = {months_later(raw, 3), rolled(months_later(raw, 3)), rolled(months_later(due, 3))}
        reached = {min(told[-1]["new_date"], day) for day in latest}
        late = told[-1]["at"] > due or told[-1]["new_date"] < due
        # the papers give the safe end and the one moved twice (2 June): judged is the last
        return max(reached), late or waiting or (len(reached) > 1 and told[-1]["new_date"] < max(latest))
    if told:  # KPA 237 § 4: articles 36 to 38 hold, whenever the notice was sent
        return max(told[-1]["new_date"], due), waiting
    # no rule of moving was found for the act on communes (LAW2 section 11)
    return due, waiting or (case["kind"] == "councillor_interpellation" and raw != due)
