-- How long matters take: in time or late, closed or open, percentiles of the settled, survival with the open ones.
-- a row per service, unit, kind or handler, as $by says; one row for all when $by is 'all'
with matter as (
    select
        case $by
            when 'service' then service when 'unit' then unit when 'kind' then kind when 'handler' then holder
            else 'all'
        end as grp,
        *,
        coalesce(settled_on, getvariable('as_of')) - opened_on as lasted
    from case_facts
    where noun = 'cases'
),
step as (  -- a row per group and length at which something was settled
    select grp, lasted, count(settled_on) as settled, sum(count(*)) over (
        partition by grp order by lasted desc rows between unbounded preceding and current row
    ) as at_risk
    from matter
    group by grp, lasted
),
curve as (  -- Kaplan and Meier: the share not yet settled after so many days, open matters counted while they lasted
    select grp, lasted, product(1 - settled / at_risk) over (partition by grp order by lasted) as unsettled
    from step
),
survival as (
    select
        grp,
        min(lasted) filter (unsettled <= 0.5 + 1e-9) as survival_p50_days,
        min(lasted) filter (unsettled <= 0.1 + 1e-9) as survival_p90_days,
        min(lasted) filter (unsettled <= 0.05 + 1e-9) as survival_p95_days
    from curve
    group by grp
)
select
    grp as "group",
    count(settled_on) as closed,
    count(*) filter (settled_on is null) as open,
    count(*) filter (settled_on <= net_due_on) as closed_in_time,
    count(*) filter (settled_on > net_due_on) as closed_late,
    count(*) filter (settled_on > planned_on) as closed_after_plan,
    count(*) filter (settled_on is null and coalesce(net_due_on >= getvariable('as_of'), stopped_since is not null))
        as open_in_time,
    count(*) filter (settled_on is null and net_due_on < getvariable('as_of')) as open_late,
    quantile_cont(duration_days, 0.5) as p50_days,
    quantile_cont(duration_days, 0.9) as p90_days,
    quantile_cont(duration_days, 0.95) as p95_days,
    quantile_cont(duration_working_days, 0.5) as p50_working_days,
    quantile_cont(duration_working_days, 0.9) as p90_working_days,
    any_value(survival_p50_days) as survival_p50_days,
    any_value(survival_p90_days) as survival_p90_days,
    any_value(survival_p95_days) as survival_p95_days
from matter
left join survival using (grp)
group by grp
order by closed + open desc, grp
