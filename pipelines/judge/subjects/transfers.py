"""Invoices and their transfers: how and to which account they are paid, what the transfer names, who they are for."""

from pipelines.judge.subjects.subject import Subject
from pipelines.store.queries import sql

SUBJECTS = (
    Subject(
        docket="transfer",
        kind="bill",
        facts="select invoice_id as key, invoice_id as item, * from bill_facts",
        told=sql("judge/subjects/bill.sql"),
    ),
    Subject(
        docket="transfer",
        kind="transfer",
        facts="""
        select invoice_id as key, payment_id as item, invoice_id as invoice, *
        from payment_facts
        where of_this_week = 'yes' or of_this_month = 'yes' or can_notify = 'yes'
        """,
        told="select *, payment_id as item, 'payments' as noun, payment_id as subject from payment_facts",
    ),
)
