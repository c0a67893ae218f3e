-- What a person has to keep on which day: what they hold, what is said to them by name (reports, contracts, works),
-- and the same of those they stand in for.
-- a row per subject with a day
with held as (
    select
        noun, subject, subject as called, holder, kind, unit,
        least(due_on, if(alert_on = 'raw' and new_date is null, raw_due_on, null)) as due_on  -- the work is done by then
    from case_facts
    where state = 'open' and due_on is not null
    union all
    select 'invoices', invoice_id, coalesce(number, invoice_id), holder, null, unit, effective_due_on
    from invoice_facts
    where state = 'open' and seller = 'other' and effective_due_on is not null
    union all
    select distinct noun, subject, subject, unnest(recipients), null, unit, due_on
    from findings
    where run_id = $run_id and status <> 'resolved' and inhibited_by is null and due_on is not null
      and noun not in ('cases', 'documents', 'invoices', 'feeds', 'law')
),
read_by as (
    select held.*, coalesce(choice.substitute, if(choice.employee is null, holder, null)) as reader
    from held
    left join stand_in_choices as choice
        on choice.employee = holder and choice.kind in ('', held.kind) and choice.unit in ('', held.unit)
    qualify row_number() over (
        partition by noun, subject, holder order by choice.kind = '', choice.unit = ''
    ) = 1
),
said as (  -- the gravest sentence of each subject
    select noun, subject, arg_max(message, gravity(severity)) as message
    from findings
    where run_id = $run_id and status <> 'resolved' and inhibited_by is null
    group by noun, subject
)
select
    noun, subject, called, due_on, due_on < getvariable('as_of') as late, message,
    if(holder = $employee, null, coalesce(employees.name, holder)) as instead_of
from read_by
left join said using (noun, subject)
left join employees on employees.employee = holder
where $employee in (holder, reader)
qualify row_number() over (partition by noun, subject order by holder <> $employee) = 1
order by due_on, noun, subject
