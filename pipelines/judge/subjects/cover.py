"""Invoices to be paid and the plans of the lines they are to be paid from: the preliminary check (UFP art. 54)."""

from pipelines.judge.subjects.subject import Subject
from pipelines.store.queries import sql

SUBJECTS = (
    Subject(
        docket="cover",
        kind="owed",
        facts="""
        select invoice_id as key, invoice_id as item, max(approved) as approved
        from allocation_facts
        group by invoice_id
        """,
        told=sql("judge/subjects/owed.sql"),
    ),
    Subject(
        docket="cover",
        kind="plan",
        facts="select invoice_id as key, line as item, line, free_gr from cover_facts",
    ),
    Subject(
        docket="cover",
        kind="part",
        facts="select invoice_id as key, item, line, has_line, needed_gr from allocation_facts",
    ),
)
