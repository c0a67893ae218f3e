-- How long cases took month by month, and the limits that a median seldom leaves by chance alone (an XmR chart: the
-- mean of the months and 2.66 times the mean step from one to the next). $unit, $service and $kind choose cases, null
-- all.
-- a row per whole month, of the last 36, in which at least $few cases were settled
with monthly as (
    select
        cast(date_trunc('month', settled_on) as date) as month, count(*) as settled,
        count(*) filter (settled_on <= net_due_on) as in_time, count(*) filter (settled_on > net_due_on) as late,
        quantile_cont(duration_days, 0.5) as p50_days, quantile_cont(duration_days, 0.9) as p90_days,
        quantile_cont(duration_working_days, 0.5) as p50_working_days,
        quantile_cont(duration_working_days, 0.9) as p90_working_days
    from case_facts
    where noun = 'cases' and coalesce(unit = $unit, $unit is null) and coalesce(service = $service, $service is null)
      and coalesce(kind = $kind, $kind is null)
      and settled_on >= date_trunc('month', getvariable('as_of') + 1) - interval 36 months
      and settled_on < date_trunc('month', getvariable('as_of') + 1)
    group by month
    having count(*) >= $few
),
step as (
    select *, abs(p50_days - lag(p50_days) over (order by month)) as step, count(*) over () as months
    from monthly
),
measured as (
    select *, if(months >= 8, avg(p50_days) over (), null) as centre, 2.66 * avg(step) over () as reach
    from step
)
select
    month, settled, in_time, late, p50_days, p90_days, p50_working_days, p90_working_days, centre,
    greatest(centre - reach, 0) as lower_limit, centre + reach as upper_limit,
    abs(p50_days - centre) > reach as beyond
from measured
order by month
