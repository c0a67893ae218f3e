"""Invoices that are owed, or were paid off today."""

from pipelines.judge.subjects.subject import Subject
from pipelines.store.queries import sql

SUBJECTS = (
    Subject(
        docket="seller",
        kind="invoice",
        facts="""
        select seller_nip as key, invoice_id as item, * from invoice_facts
        where state not in ('paid', 'cancelled')
        """,
        told=sql("judge/subjects/invoice.sql"),
    ),
)
