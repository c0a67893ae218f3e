-- The days of the budget's calendar around as_of, and whether the register of reports says that they were kept.
-- a row per day of the law's calendar and period, from a year ago to three months ahead; none without a budget
with kept as (  -- a town that keeps the calendar in its register of reports calls the report by the day's name
    select report as id, period, max(sent_on) filter (sent_on <= getvariable('as_of')) as done_on
    from reports
    group by all
),
fixed as (select * from law_budget_days where due_on is not null),
followed as (  -- so many days after another of these days, or after what the register says was done
    select later.* replace (
        coalesce(fixed.period, kept.period) as period, coalesce(kept.done_on, fixed.due_on) + later.n as raw_due_on,
        coalesce(kept.done_on, fixed.due_on) + later.n as due_on
    )
    from law_budget_days as later
    left join fixed on fixed.id = later.after
    left join kept on kept.id = later.after and kept.period is not distinct from coalesce(fixed.period, kept.period)
    where later.due_on is null
),
day as (
    from fixed
    union all by name
    from followed
    where due_on is not null
)
select
    day.id || '/' || day.period as subject, day.id, day.name as what, day.period, day.raw_due_on, day.due_on,
    day.law as cited, day.source, day.status, day.valid_from, done_on,
    if(kept.id is null, 'no', 'yes') as registered,
    if(done_on is null, 'no', 'yes') as done,
    -- where nobody registers them, a day is only announced: what came of it nobody knows
    if(day.due_on >= getvariable('as_of') or kept.id is not null, 'yes', 'no') as said,
    day.due_on - getvariable('as_of') as days_left,
    cast(due_day.open_no - today.open_no as integer) as working_days_left,
    cast(limit_of('B15.info_working_days') as integer) as info_days,
    cast(limit_of('B15.warn_working_days') as integer) as warn_days,
    day_number(day.due_on) as due_day,
    day_number(getvariable('as_of')) as today
from day
left join kept on kept.id = day.id and kept.period = day.period
left join law_calendar as due_day on due_day.day = day.due_on
left join law_calendar as today on today.day = getvariable('as_of')
where day.due_on between getvariable('as_of') - 366 and getvariable('as_of') + 92
  -- an office that shows us no money here is not reminded of its calendar
  and (exists (from budget) or exists (from report_lines) or exists (from reports))
