-- What wants paying within two weeks: late invoices first, then by the day they fall due. Disputed ones wait.
-- a row per invoice
select
    number, seller_name, unit, currency, remaining, effective_due_on, days_left, interest_so_far, health, seller_kind,
    invoice_id
from invoice_facts
where state = 'open' and effective_due_on < getvariable('as_of') + 14
order by effective_due_on, remaining desc, invoice_id
