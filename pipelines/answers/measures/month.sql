-- One month of cases: what came, what was settled and how fast, and what stood open at its end, the terms as they are
-- known today. $month is its first day; percentiles only of at least $few settled cases.
-- a row per service or unit, as $by says, and one named '' for all together
with span as (
    select cast($month as date) as first_day, last_day(cast($month as date)) as last_day
),
matter as (
    select
        unnest(list_distinct([coalesce(if($by = 'unit', unit, service), ''), ''])) as named,
        opened_on between first_day and last_day as came, settled_on between first_day and last_day as done,
        opened_on <= last_day and coalesce(settled_on > last_day, true) as stood, settled_on, net_due_on, last_day,
        duration_days, duration_working_days
    from case_facts
    cross join span
    where noun = 'cases' and opened_on <= last_day
)
select
    named as "group", count(*) filter (came) as opened, count(*) filter (done) as settled,
    count(*) filter (done and settled_on <= net_due_on) as in_time,
    count(*) filter (done and settled_on > net_due_on) as late,
    cast(round(10000 * count(*) filter (done and settled_on <= net_due_on)
        / nullif(count(*) filter (done and net_due_on is not null), 0)) as integer) as in_time_bp,
    if(count(*) filter (done) >= $few, quantile_cont(duration_days, 0.5) filter (done), null) as p50_days,
    if(count(*) filter (done) >= $few, quantile_cont(duration_days, 0.9) filter (done), null) as p90_days,
    if(count(*) filter (done) >= $few, quantile_cont(duration_working_days, 0.5) filter (done), null)
        as p50_working_days,
    count(*) filter (stood) as open_at_end, count(*) filter (stood and net_due_on <= last_day) as late_at_end
from matter
group by named
order by "group"
