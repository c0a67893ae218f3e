-- Time away without a break: granted absences of one person with no working day between them are one.
-- a row per absence granted whose time away ended at most a fortnight ago, lasts, or is to come
with granted as (
    select absence, employee, first_day, last_day, rolled as return_on
    from absences
    join law_calendar on law_calendar.day = last_day + 1
    where state = 'approved'
),
opening as (
    select *, coalesce(first_day > max(return_on) over earlier, true) as opens
    from granted
    window earlier as (
        partition by employee order by first_day, absence rows between unbounded preceding and 1 preceding
    )
),
numbered as (
    select *, count(*) filter (opens) over (partition by employee order by first_day, absence) as nth from opening
)
select
    absence, employee, min(first_day) over together as away_from, max(last_day) over together as away_until,
    max(return_on) over together as back_on
from numbered
window together as (partition by employee, nth)
qualify away_until >= getvariable('as_of') - 14
