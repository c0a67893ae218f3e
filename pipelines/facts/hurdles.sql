-- What may keep a substitute from standing in, and when: the counterpart of what an absence asks.
-- a row per substitute, thing failed and time
with recursive granted as (
    select absence, employee, substitute, from_day, to_day
    from leave_facts where state = 'approved' and substitute is not null
),
handed_on as (  -- to whom the work of a substitute goes in the end, while all of them are away at once
    select distinct substitute as person, substitute as reached, 0 as from_day, 1000000 as to_day,
        [substitute] as passed
    from granted
    union all
    select
        person, next.substitute, greatest(handed_on.from_day, next.from_day), least(handed_on.to_day, next.to_day),
        list_append(passed, next.substitute)
    from handed_on
    join granted as next on next.employee = reached
    where not list_contains(passed, next.substitute)
      and greatest(handed_on.from_day, next.from_day) <= least(handed_on.to_day, next.to_day)
)
select person, 'other than ' || reached as fails, from_day, to_day, 'circle ' || reached as item,
    'substitutes_in_a_circle' as word
from handed_on
union all
select employee, 'present', from_day, to_day, 'absence ' || absence, 'substitute_away_too'
from leave_facts
where state = 'approved' and employee in (select substitute from granted)
union all
select employee, 'present', day_number(active_to) + 1, 1000000, 'left ' || employee, 'substitute_no_longer_works_here'
from employees
where active_to is not null and employee in (select substitute from granted)
union all
select employee, 'authority', 0, 1000000, 'authority ' || employee, 'no_authority_to_sign'
from employees
where not authorised_to_decide and employee in (select substitute from granted)
union all
select distinct actor, 'check of ' || case_id, 0, 1000000, 'check ' || case_id, 'both_checks_of_one_invoice'
from case_events
where event = 'checked_substantive' and actor in (select substitute from granted)
