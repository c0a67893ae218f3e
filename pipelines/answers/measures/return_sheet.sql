-- What the officers of a unit know and no system says, asked of their open cases.
-- a row per open case and event to ask for; no event: one of several would answer, the officer chooses
with recursive below as (
    select unit from units where unit = $unit
    union
    select units.unit from units join below on units.parent = below.unit
),
asked as (
    select
        subject, if(len(asks) = 1, asks[1], null) as event, asks,
        message, gravity(severity) as gravity
    from findings_now
    join rule_asks using (rule)
    where noun = 'cases' and status <> 'resolved'
),
once as (
    select subject, event, any_value(asks) as asks, arg_max(message, gravity) as message, max(gravity) as gravity
    from asked
    group by subject, event
)
select case_facts.subject, event, asks, message, kind, opened_on, due_on, coalesce(holder, handler) as person
from once
join case_facts using (subject)
where noun = 'cases' and state = 'open' and unit in (from below)
    and (event is not null or not exists (from once as named where named.subject = once.subject and named.event is not null))
order by due_on nulls last, case_facts.subject, event
