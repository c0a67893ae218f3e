"""The proposal alone, on tables of others: which columns it finds; none is taken for another without asking."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.adopt import Answers, proposals
from pipelines.settings import open_town
from rules.wording import words

pytestmark = pytest.mark.real
SAY = words("pl")
TABLES = {  # file, noun told, and by hand: our column = theirs, of those the contract names
    ("boston311/requests_2015.csv", "cases"): {
        "case_id": "case_enquiry_id", "opened_on": "open_dt", "due_on": "sla_target_dt", "closed_on": "closed_dt",
        "title": "case_title", "kind": "type", "unit": "department",
    },
    ("boston311/requests_2018.csv", "cases"): {
        "case_id": "case_enquiry_id", "opened_on": "open_dt", "due_on": "sla_target_dt", "closed_on": "closed_dt",
        "title": "case_title", "kind": "type", "unit": "department",
    },
    ("ibm_receivables/receivables.csv", "receivables"): {
        "receivable": "invoiceNumber", "debtor": "customerID", "amount": "InvoiceAmount", "due_on": "DueDate",
        "paid_on": "SettledDate",
    },
    ("ibm_receivables/receivables.csv", "invoices"): {
        "number": "invoiceNumber", "issued_on": "InvoiceDate", "agreed_due_on": "DueDate", "gross": "InvoiceAmount",
        "disputed": "Disputed", "paid_on": "SettledDate",
    },
    ("receipt/receipt.csv", "cases"): {
        "case_id": "case:concept:name", "unit": "case:department", "handler": "case:responsible",
        "opened_on": "case:startdate", "due_on": "case:deadline", "planned_on": "case:enddate_planned",
        "closed_on": "case:enddate", "channel": "case:channel",
    },
    ("receipt/receipt.csv", "case_events"): {
        "case_id": "case:concept:name", "at": "time:timestamp", "event": "concept:name", "actor": "org:resource",
        "unit": "org:group", "event_id": "concept:instance",
    },
    ("czech_budgets/cz_entities_2025.csv", "budget"): {
        "unit": "ico", "plan": "expense_adjusted", "executed": "expense_actual",
    },
    ("classification/dzialy.csv", "units"): {"unit": "kod", "name": "nazwa"},
    ("classification/gminy_teryt.csv", "units"): {"unit": "kod", "name": "nazwa"},
    ("classification/rozdzialy.csv", "units"): {"unit": "kod", "name": "nazwa"},
}  # fmt: skip


def proposed(real: Path, town: Path, file: str, noun: str) -> tuple[dict[str, str], set[str]]:
    """Our columns and measures as the proposal takes them from columns of theirs, and what it asks about."""
    town.joinpath("town.toml").write_text('[town]\nname = "Próbne"\n', "utf-8")
    [found] = proposals([real / file], open_town(town), Answers(noun=noun), SAY)
    taken = {**found.columns, **found.measures}
    asked = {each.key for each in found.questions}
    return {ours: str(guess.theirs) for ours, guess in taken.items() if isinstance(guess.theirs, str)}, asked


def test_nine_of_ten_columns_are_found_and_none_is_wrong_without_a_question(real, tmp_path, capsys):
    told, right, wrong, all_ = [], 0, [], 0
    for (file, noun), truth in TABLES.items():
        found, asked = proposed(real, tmp_path, file, noun)
        good = {ours for ours, theirs in truth.items() if found.get(ours) == theirs}
        # a column of theirs that stands in for one of ours that is missing says so and has to be asked about
        bad = {
            (file, noun, ours, theirs)
            for ours, theirs in found.items()
            if truth.get(ours) != theirs and ours not in asked
        }
        right, all_ = right + len(good), all_ + len(truth)
        wrong += sorted(bad)
        told.append(f"{file:36} {noun:12} {len(good)}/{len(truth)}  {', '.join(sorted(truth.keys() - good)) or '–'}")
    with capsys.disabled():
        print("\n" + "\n".join(told))
    assert wrong == []
    assert right >= 0.9 * all_


@pytest.mark.parametrize(
    ("file", "noun"), [("boston311/requests_2015.csv", "cases"), ("ibm_receivables/receivables.csv", "receivables")]
)
def test_the_noun_is_known_unasked(real, tmp_path, file, noun):
    tmp_path.joinpath("town.toml").write_text('[town]\nname = "Próbne"\n', "utf-8")
    [found] = proposals([real / file], open_town(tmp_path), Answers(), SAY)
    assert found.noun == noun
