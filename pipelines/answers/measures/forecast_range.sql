-- The end of the year by each method that can be counted, and their lowest and highest: how sure the forecast is.
-- Reads budget_facts and budget_month_facts. pace: as the year so far, which is the forecast everywhere; recent: as the
-- last three whole months; rhythm: as last year from this day on; schedule: what the schedule still plans.
-- a row per line of the year judged for, spending and income
with today as (
    select
        cast(month(getvariable('as_of')) as integer) as month,
        day(getvariable('as_of')) / day(last_day(getvariable('as_of'))) as of_month,
        make_date(year(getvariable('as_of')), 12, 31) - getvariable('as_of') as days_left,
        date_diff('day',
            date_trunc('month', getvariable('as_of')) - to_months(3), date_trunc('month', getvariable('as_of'))
        ) as recent_days
),
counted as (
    select
        side, unit, dzial, rozdzial, paragraf, any_value(paid_once) as paid_once,
        sum(executed) filter (year = year(getvariable('as_of')) and budget_month_facts.month between today.month - 3
            and today.month - 1) as recent,
        sum(executed) filter (year = year(getvariable('as_of')) - 1) as last_year,
        sum(executed * case when budget_month_facts.month < today.month then 1
            when budget_month_facts.month = today.month then of_month else 0 end)
            filter (year = year(getvariable('as_of')) - 1) as last_year_by_now,
        sum(scheduled * case when budget_month_facts.month > today.month then 1
            when budget_month_facts.month = today.month then 1 - of_month else 0 end)
            filter (year = year(getvariable('as_of'))) as still_scheduled
    from budget_month_facts
    cross join today
    where year between year(getvariable('as_of')) - 1 and year(getvariable('as_of'))
    group by all
),
method as (
    select
        line, unit, side, dzial, rozdzial, paragraf, plan, executed, paid_once, forecast_year_end as pace,
        if(paid_once = 'yes' or month <= 3, null, executed + recent * days_left / recent_days) as recent,
        if(paid_once = 'yes' or coalesce(last_year_by_now, 0) <= 0, null, executed * last_year / last_year_by_now)
            as rhythm,
        if(paid_once = 'yes', null, executed + still_scheduled) as schedule
    from budget_facts
    join counted using (side, unit, dzial, rozdzial, paragraf)
    cross join today
    where level = 'paragraf' and year = year(getvariable('as_of'))
)
select
    line, unit, side, dzial, rozdzial, paragraf, plan, executed, paid_once, pace,
    try_cast(recent as decimal(18, 2)) as recent, try_cast(rhythm as decimal(18, 2)) as rhythm,
    try_cast(schedule as decimal(18, 2)) as schedule,
    try_cast(least(pace, recent, rhythm, schedule) as decimal(18, 2)) as lowest,
    try_cast(greatest(pace, recent, rhythm, schedule) as decimal(18, 2)) as highest
from method
order by line
