-- How far the forecast of the year's end was off in past years, had it been made at the end of each month.
-- Reads budget_month_facts. mape_bp: the mean over the lines of |forecast - outcome| / outcome; total_bp: of all lines
-- together. Lines that are paid once are not forecast by their pace; those that ended at nothing have no share.
-- a row per month from January to November, none where no past year is known
with line_year as (
    select year, line, sum(executed) as outcome
    from budget_month_facts
    where side = 'spending' and year < year(getvariable('as_of')) and paid_once = 'no'
    group by year, line
    having sum(executed) > 0
),
so_far as (
    select ended.month, line_year.year, line_year.line, outcome, coalesce(sum(executed), 0) as executed
    from line_year
    cross join (select cast(unnest(range(1, 12)) as integer) as month) as ended
    left join budget_month_facts
        on budget_month_facts.line = line_year.line and budget_month_facts.month <= ended.month
    group by all
),
forecast as (
    select
        *, executed * dayofyear(make_date(year, 12, 31)) / dayofyear(last_day(make_date(year, month, 1))) as foretold
    from so_far
)
select
    month, count(*) as lines, count(distinct year) as years,
    cast(round(10000 * avg(abs(foretold - outcome) / outcome)) as integer) as mape_bp,
    cast(round(10000 * abs(sum(foretold) - sum(outcome)) / sum(outcome)) as integer) as total_bp
from forecast
group by month
order by month
