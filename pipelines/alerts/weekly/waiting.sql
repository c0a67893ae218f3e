-- What has waited longest: open, its term running, and no step for longer than anything else.
-- a row per case; the name of who holds it only where that is one of the manager's own people
select
    subject, case_facts.unit, coalesce(last_step_on, opened_on) as since,
    cast(getvariable('as_of') - coalesce(last_step_on, opened_on) as integer) as days, net_due_on as due_on,
    if(list_contains($own, employees.unit), employees.name, null) as holder_name
from case_facts
left join employees on employees.employee = case_facts.holder
where noun = 'cases' and settled_on is null and stopped_since is null and list_contains($units, case_facts.unit)
order by since, subject
limit 10
