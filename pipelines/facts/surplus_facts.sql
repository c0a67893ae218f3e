-- Invoices that were paid before a credit note came: what was paid above is the office's money.
-- a row per invoice of which more was paid than is owed since the credit note of `credited_on`
with moved as (
    select
        invoice_id, max(settled_on) filter (by_what <> 'credit_note' and amount > 0) as last_paid_on
    from settlements
    group by invoice_id
),
credit as (  -- what came before the last payment was owed no more then: of that I08 speaks
    select invoice_id, sum(amount) as credited, max(settled_on) as credited_on
    from settlements
    join moved using (invoice_id)
    where by_what = 'credit_note' and settled_on >= last_paid_on
    group by invoice_id
)
select
    invoice_id, number, unit, holder, currency, contract_id, gross, credited_on, last_paid_on,
    least(credited, paid - to_pay) as surplus,
    getvariable('as_of') - credited_on as since_days,
    cast(limit_of('I12.warn_days') as integer) as warn_days,
    if(credited_on > getvariable('as_of') - cast(limit_of('I12.look_back_days') as integer), 'yes', 'no') as of_late
from invoice_facts
join moved using (invoice_id)
join credit using (invoice_id)
where paid > to_pay and state in ('paid', 'paid_today') and seller = 'other'
