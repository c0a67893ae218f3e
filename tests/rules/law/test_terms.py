"""Terms obey laws of their own, whatever the dates: proved on thousands of made-up ones."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.law import read_law
from rules.law.calendar import Calendar
from rules.law.stops import Stop
from rules.law.terms import Deadline, deadline, end_of

LAW = read_law("PL")
DAYS = Calendar(LAW)
starts = st.dates(date(2018, 1, 1), date(2027, 12, 31))
KINDS = ["suspension", "completion", "opinion", "hybrid", "mediation", "party_delay", "independent_cause"]
kinds = st.sampled_from(["kpa_investigation", "kpa_complex", "building_permit", "certificate", "works_notification"])


def stop_after(start: date) -> st.SearchStrategy[Stop]:
    return st.builds(
        lambda kind, offset, length: Stop(kind, start + timedelta(offset), start + timedelta(offset + length)),
        st.sampled_from(KINDS),
        st.integers(-20, 90),
        st.integers(0, 40),
    )


def independent_month_end(start: date, months: int) -> date:
    """The same day of a later month, else its last day, found by trying days: no arithmetic shared with the code."""
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for day in range(start.day, 0, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")


@given(starts, st.integers(1, 30))
def test_months_end_on_the_same_day_or_the_last_of_the_month(start: date, n: int) -> None:
    assert end_of(n, "month", start, DAYS) == independent_month_end(start, n)


@given(starts, st.integers(0, 2))
def test_years_end_as_twelve_months_do(start: date, n: int) -> None:
    assert end_of(n, "year", start, DAYS) == independent_month_end(start, 12 * n)


@given(starts, st.integers(0, 400), st.sampled_from(["day", "working_day", "week", "month"]))
def test_a_longer_term_never_ends_earlier(start: date, n: int, unit: str) -> None:
    n = n if unit in ("day", "working_day") else n // 20
    assert end_of(n, unit, start, DAYS) <= end_of(n + 1, unit, start, DAYS)


@given(starts, st.integers(0, 120), st.sampled_from(["day", "week", "month"]))
def test_a_later_start_never_ends_earlier(start: date, n: int, unit: str) -> None:
    n = n if unit == "day" else n // 20
    assert end_of(n, unit, start, DAYS) <= end_of(n, unit, start + timedelta(1), DAYS)


@given(starts)
def test_a_rolled_day_is_worked_and_none_between_is(day: date) -> None:
    rolled = DAYS.roll(day)
    assert rolled >= day
    assert DAYS[rolled].working
    assert not any(DAYS[day + timedelta(n)].working for n in range((rolled - day).days))


@given(starts, st.integers(1, 60))
def test_the_nth_working_day_has_n_working_days_behind_it(start: date, n: int) -> None:
    end = DAYS.nth_working(start, n)
    assert DAYS[end].working
    assert sum(DAYS[start + timedelta(k)].working for k in range(1, (end - start).days + 1)) == n


@given(st.data(), starts, kinds)
def test_stops_count_as_their_union_in_any_order(data: st.DataObject, start: date, kind: str) -> None:
    stops = data.draw(st.lists(stop_after(start), max_size=5))
    shuffled = data.draw(st.permutations(stops))
    assert _ends(deadline(LAW, kind, start, DAYS, stops)) == _ends(deadline(LAW, kind, start, DAYS, shuffled))


@given(st.data(), starts, kinds)
def test_the_same_stop_twice_counts_once(data: st.DataObject, start: date, kind: str) -> None:
    stops = data.draw(st.lists(stop_after(start), max_size=4))
    assert _ends(deadline(LAW, kind, start, DAYS, stops)) == _ends(deadline(LAW, kind, start, DAYS, stops * 2))


@given(st.data(), starts, kinds)
def test_one_more_stop_never_shortens_a_term(data: st.DataObject, start: date, kind: str) -> None:
    stops, more = data.draw(st.lists(stop_after(start), max_size=4)), data.draw(stop_after(start))
    before, after = (deadline(LAW, kind, start, DAYS, chosen).raw_due_on for chosen in (stops, [*stops, more]))
    assert before is not None
    assert after is not None
    assert before <= after


@given(st.data(), starts)
def test_the_excluded_days_are_those_some_stop_covers(data: st.DataObject, start: date) -> None:
    """An oracle that knows only days: walk on, and every day inside a running stop postpones the end by one."""
    stops = data.draw(st.lists(stop_after(start), max_size=4))
    found = deadline(LAW, "kpa_investigation", start, DAYS, stops)
    end = independent_month_end(start, 1)
    reached: set[date] = set()
    for stop in sorted(stops, key=lambda s: s.begins):
        if stop.begins <= end:
            days = (
                {stop.begins + timedelta(n) for n in range(1, (stop.ends - stop.begins).days + 1)}
                if stop.ends
                else set()
            )
            fresh = {day for day in days if day > start} - reached
            reached |= fresh
            end += timedelta(len(fresh))
    assert (found.raw_due_on, found.stop_days) == (end, len(reached))


def _ends(found: Deadline) -> tuple[date | None, date | None, int]:
    return found.raw_due_on, found.due_on, found.stop_days
