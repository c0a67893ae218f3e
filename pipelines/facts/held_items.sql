-- What those who are away hold open with a day to keep, and who stands in for it.
-- a row per open case, document or invoice of somebody who is away
with held as (
    select
        holder, item, noun, subject, kind, case_facts.unit,
        -- where the law warns of the raw end, the work must be done by then
        least(due_on, if(alert_on = 'raw' and new_date is null, raw_due_on, null)) as due_on
    from case_facts
    where state = 'open' and due_on is not null and holder in (select employee from stand_ins)
    union all
    select holder, 'invoice ' || invoice_id, 'invoices', invoice_id, null, unit, effective_due_on
    from invoice_facts
    where state = 'open' and seller = 'other' and effective_due_on is not null
      and holder in (select employee from stand_ins)
)
select
    held.*, stand_ins.absence, day_number(held.due_on) as due_day,
    held.due_on <= stand_ins.return_on as due_meanwhile, choice.substitute
from held
join stand_ins on stand_ins.employee = holder
left join stand_in_choices as choice
    on choice.employee = holder and choice.kind in ('', held.kind) and choice.unit in ('', held.unit)
qualify row_number() over (partition by item order by choice.kind = '', choice.unit = '') = 1
