-- What a finding tells of an invoice and its payment, with its newest transfer to an account that has to be reported.
-- a row per invoice
select
    bill_facts.*, invoice_id as item, 'invoices' as noun, invoice_id as subject,
    faulty.account_answer, faulty.ordered_on, faulty.amount as ordered_amount, faulty.notify_by,
    coalesce(recipient_internal_id, recipient_nip) as recipient_named
from bill_facts
left join (
    select *
    from payment_facts
    where account_answer <> 'listed' and can_notify = 'yes' and account_readable = 'yes' and method <> 'split'
    qualify row_number() over (partition by invoice_id order by ordered_on desc, payment_id) = 1
) as faulty using (invoice_id)
