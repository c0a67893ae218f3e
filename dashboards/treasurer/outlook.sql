-- The outlook: the year by months, income by source, and what the forecast is worth.

-- name: numbers
-- One row: the year's end by the pace so far and by the lowest and highest method, spending and income.
select
    sum(plan) filter (side = 'spending') as plan, sum(pace) filter (side = 'spending') as pace,
    sum(lowest) filter (side = 'spending') as lowest, sum(highest) filter (side = 'spending') as highest,
    sum(plan) filter (side = 'income') as income_plan, sum(pace) filter (side = 'income') as income_pace,
    coalesce(sum(greatest(plan - pace, 0)) filter (side = 'income'), 0) as shortfall,
    count(*) filter (side = 'income' and pace < plan) as short_lines,
    count(*) as lines, count(rhythm) as with_last_year, count(schedule) as with_schedule
from measure.forecast_range;

-- name: units
-- A row per unit with a budget this year.
select unit, coalesce(any_value(name), unit) as name
from budget_facts left join units using (unit)
where year = year(getvariable('as_of')) and level = 'unit'
group by unit order by name;

-- name: months
-- A row per month of the year: sums from January.
select * from measure.budget_months;

-- name: size
-- One row: how many sources of income there are.
select count(distinct paragraf) as rows_shown
from measure.forecast_range where side = 'income' and ($unit is null or unit = $unit);

-- name: income
-- A row per source of income (paragraf, all units together): the greatest shortfall by the pace of the year first.
select f.paragraf, sum(f.plan) as plan, sum(f.executed) as executed, sum(pace) as pace, sum(lowest) as lowest,
       sum(highest) as highest, greatest(sum(f.plan) - sum(pace), 0) as shortfall,
       case when sum(f.plan) > 0
            then (sum(f.executed) * 1000000)::hugeint // (sum(f.plan) * 100)::hugeint end as used_bp,
       null as severity, null as said, count(*) over () as "of"
from measure.forecast_range f
where side = 'income' and ($unit is null or unit = $unit)
group by paragraf
order by $order, shortfall desc, plan desc, paragraf
limit $limit offset $skip;

-- name: errors
-- A row per month: how far the forecast made at its end was off in past years.
select * from measure.forecast_error;
