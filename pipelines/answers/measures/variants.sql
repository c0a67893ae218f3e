-- The ways that settled cases went, a step that repeats at once said once. $unit, $service and $kind choose cases, null
-- all.
-- a row per way
with way as (
    select
        trail.subject, list(step order by place) filter (step is distinct from next_step) as steps,
        any_value(duration_days) as days, any_value(trail.settled_on > net_due_on) as late
    from measure.trail as trail
    join case_facts on noun = 'cases' and case_facts.subject = trail.subject
    where trail.settled_on is not null
    group by trail.subject
)
select
    steps, count(*) as cases, quantile_cont(days, 0.5) as p50_days, count(*) filter (late) as late,
    cast(sum(count(*)) over () as bigint) as "all", count(*) over () as ways
from way
group by steps
order by cases desc, steps
