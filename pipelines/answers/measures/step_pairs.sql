-- Which step follows which, how often and after how many days: the arrows of the map of the process. $unit, $service
-- and $kind choose cases, null all.
-- a row per step and the step that follows it
select step, next_step, count(*) as passed, quantile_cont(next_on - on_day, 0.5) as p50_days
from measure.trail
where next_step is not null
group by step, next_step
order by passed desc, step, next_step
