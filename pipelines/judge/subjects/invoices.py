"""Invoices that are owed, or were paid off today."""

from pipelines.judge.subjects.subject import Subject

SUBJECTS = (
    Subject(
        docket="seller",
        kind="invoice",
        facts="""
        select seller_nip as key, invoice_id as item, * from invoice_facts
        where state not in ('paid', 'cancelled')
        """,
        told="""
        select
            invoice_facts.*, invoice_id as item, 'invoices' as noun, invoice_id as subject,
            employees.name as holder_name, contracts.owner
        from invoice_facts
        left join employees on employees.employee = holder
        left join contracts using (contract_id)
        where state not in ('paid', 'cancelled')
        """,
    ),
)
