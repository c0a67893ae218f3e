-- How long cases lie at each step until the next, and how often they change hands there, in whole days. $unit,
-- $service and $kind choose cases, null all; $since compares the steps ended since that day with those of as many days
-- before it, a year at most, and null compares nothing.
-- a row per step
with span as (
    select
        cast($since as date) as since,
        cast(least(getvariable('as_of') - cast($since as date) + 1, 365) as integer) as days
),
waited as (
    select
        step, place, next_on - on_day as days, actor <> next_actor as handed_over,
        if(next_on is null and settled_on is null, getvariable('as_of') - on_day, null) as waits,
        next_on >= since - span.days and next_on < since as earlier,
        next_on >= since and next_on < since + span.days as later
    from measure.trail
    cross join span
)
select
    step, count(*) as reached, count(days) as passed, cast(sum(days) as bigint) as days,
    quantile_cont(days, 0.5) as p50_days, quantile_cont(days, 0.9) as p90_days,
    count(*) filter (handed_over) as handed_over,
    count(waits) as waiting, max(waits) as longest_days, avg(place) as place,
    count(*) filter (earlier) as before, avg(days) filter (earlier) as before_days,
    count(*) filter (later) as after, avg(days) filter (later) as after_days,
    -- these words say that the next move is somebody else's
    step in ('opinion_asked', 'completion_call', 'suspended', 'hybrid_sent', 'fee_notice') as outside
from waited
group by step
order by days desc nulls last, step
