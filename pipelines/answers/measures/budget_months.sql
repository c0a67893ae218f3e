-- The year month by month, added up from January: the plan, the schedule and what was executed.
-- Reads budget_month_facts. What lies ahead of the day judged for is null, but for the schedule.
-- a row per month of $year, of the side $side and, where one is named, the unit $unit
with month as (
    select
        cast(months.month as integer) as month, coalesce(sum(plan), 0) as plan, sum(scheduled) as scheduled,
        coalesce(sum(committed), 0) as committed, coalesce(sum(executed), 0) as executed
    from (select unnest(range(1, 13)) as month) as months
    left join (
        from budget_month_facts where year = $year and side = $side and ($unit is null or unit = $unit)
    ) as given using (month)
    group by months.month
)
select
    month,
    make_date($year, month, 1) > getvariable('as_of') as ahead,
    if(ahead, null, sum(plan) over up_to) as plan, sum(scheduled) over up_to as scheduled,
    if(ahead, null, sum(committed) over up_to) as committed, if(ahead, null, sum(executed) over up_to) as executed
from month
window up_to as (order by month)
order by month
