"""Debts past due, late interest by unit, and the relations of articles 242 and 243."""

from pipelines.judge.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="debt",
        kind="past_due",
        facts="select unit as key, 'invoice ' || invoice_id as item, * from past_due_facts",
        told="select *, 'invoices' as noun, 'invoice ' || invoice_id as item from past_due_facts",
    ),
    Subject(
        docket="debt",
        kind="late_interest",
        facts="select unit as key, 'unit ' || unit as item, * from late_interest_facts",
        told="select *, 'units' as noun, 'unit ' || unit as item from late_interest_facts",
    ),
    Subject(
        docket="relation",
        kind="relation",
        facts="select article as key, subject as item, * from relation_facts",
        told="select *, 'budget' as noun, subject as item from relation_facts",
    ),
)
