-- How the hours of a breach of personal data were counted, each moment by the clock of the town.
-- a row per breach of the mark asked for that was found by as_of
with counted as (
    select
        *, hourless(found_at) as some_hour, local_day(found_at) as day_found,
        found_at + to_hours(cast(limit_of('breaches.hours') as integer)) as ends_at,
        begins_at(local_day(found_at) + 1) as next_day_at,
        datediff('hour', found_at, ends_at) - datediff('hour', local_time(found_at), local_time(ends_at)) as shift,
        if(local_day(reported_at) between day_found and getvariable('as_of'), reported_at, null) as told_at
    from breaches
    where breach = $subject and local_day(found_at) <= getvariable('as_of')
)
select
    if(some_hour, null, local_time(found_at)) as found,
    if(some_hour, day_found, null) as found_on,
    local_time(found_at) as earliest, local_time(next_day_at) as latest,
    if(shift > 0, shift, null) as earlier,
    if(shift < 0, -shift, null) as later,
    local_time(ends_at) as ends,
    if(some_hour, local_time(next_day_at + (ends_at - found_at)), null) as surely_ends,
    if(hourless(told_at), null, local_time(told_at)) as told,
    if(hourless(told_at), local_day(told_at), null) as told_on,
    if(not risk, 'no_risk_to_persons_is_likely', null) as reason
from counted
