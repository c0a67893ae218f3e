"""Invoices that ask for the same money twice, and transfers above what was owed."""

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
)
