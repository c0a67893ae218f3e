"""The sentence a step is told in turns on one value of it: each of these steps is told in two ways."""

from datetime import date

from rules.law import read_law
from rules.law.calendar import Calendar
from rules.law.explain import SAYS, explain
from rules.law.payments import Bill, effective_due
from rules.law.steps import Step, step
from rules.law.stops import Stop as Stopped
from rules.law.stops import run_on

LAW = read_law("PL")
DAYS = Calendar(LAW)
MARCH = date(2026, 3, 2)


def told(bill: Bill) -> str:
    return explain(effective_due(LAW, bill, DAYS).steps, LAW, "en")[0]


def test_a_described_term_is_told_as_known_or_as_assumed() -> None:
    sure = told(Bill(received_on=MARCH, due_after_days=7, due_after_event="od otrzymania faktury"))
    unsure = told(Bill(received_on=MARCH, due_after_days=7, due_after_event="od pełni księżyca"))
    assert sure.startswith(SAYS["described"].split("{")[0])
    assert unsure.startswith(SAYS["described.assumed"].split("{")[0])
    assert sure.replace("otrzymania faktury", "") != unsure.replace("pełni księżyca", "")


def test_an_invoice_without_a_term_is_told_with_its_performance_or_without() -> None:
    performed, received = told(Bill(received_on=MARCH, performed_on=MARCH)), told(Bill(received_on=MARCH))
    assert performed != received


def test_days_of_work_are_called_days_of_work() -> None:
    for working, length in ((True, "5 working days"), (False, "7 days")):
        steps: list[Step] = []
        stop = Stopped("suspension", date(2026, 4, 10), date(2026, 4, 17))
        run_on(date(2026, 5, 4), date(2026, 4, 1), [stop], ("suspension",), DAYS, by_working_days=working, steps=steps)
        assert length in explain(steps, LAW, "en")[-1]


def test_where_a_number_was_read_is_said_in_the_readers_language() -> None:
    origin = {"law": "KPA art. 35", "source": "from memory", "status": "knowledge", "valid_from": MARCH}
    assert "Źródło: z pamięci (" in explain([Step("basis", origin)], LAW, "pl")[0]
    assert "Source: from memory (" in explain([Step("basis", origin)], LAW, "en")[0]


def test_a_source_says_how_far_it_can_be_trusted() -> None:
    origin = {
        "law": "KPA art. 35",
        "source": "Dz.U.",
        "valid_from": date(2020, 1, 1),
        "valid_to": None,
        "reviewed_on": MARCH,
    }
    for status, said in (("secondary", "secondary source"), ("knowledge", "from memory"), ("seen", "seen")):
        assert said in explain([step("basis", **origin, status=status)], LAW, "en")[0]
