"""Invoices that ask for the same money twice, transfers above what was owed, and what a credit note made too much."""

from pipelines.judge.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="claim",
        kind="claim",
        facts="select cast(same as varchar) as key, * from claim_facts",
        told="""
        select *, 'invoices' as noun, invoice_id as subject
        from claim_facts
        where invoice_id is not null
        """,
    ),
    Subject(
        docket="surplus",
        kind="surplus",
        facts="select invoice_id as key, invoice_id as item, * from surplus_facts",
        told="select *, invoice_id as item, 'invoices' as noun, invoice_id as subject from surplus_facts",
    ),
)
