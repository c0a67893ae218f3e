-- Invoices in the order in which they have to be paid.
-- a row per invoice with something left to pay
select
    invoice_id, number, seller_nip, seller_name, currency, payable, paid, remaining, agreed_due_on, effective_due_on,
    due_confidence, interest_so_far, compensation_eur, holder, step, unit, state, days_left, working_days_left
from invoice_facts
where state in ('open', 'disputed')
order by effective_due_on nulls last, remaining desc, invoice_id
