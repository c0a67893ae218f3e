-- What a finding tells of an invoice that is owed or was paid off today.
-- a row per invoice
select
    invoice_facts.*, invoice_id as item, 'invoices' as noun, invoice_id as subject,
    employees.name as holder_name, contracts.owner
from invoice_facts
left join employees on employees.employee = holder
left join contracts using (contract_id)
where state not in ('paid', 'cancelled')
