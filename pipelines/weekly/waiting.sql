-- What has waited longest: open, its term running, and no step for longer than anything else.
-- a row per case
select
    subject, case_facts.unit, coalesce(last_step_on, opened_on) as since,
    cast(getvariable('as_of') - coalesce(last_step_on, opened_on) as integer) as days, net_due_on as due_on,
    holder_name
from case_facts
where noun = 'cases' and settled_on is null and stopped_since is null and list_contains($units, unit)
order by since, subject
limit 10
