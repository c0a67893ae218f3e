-- Breaches of personal data: by which moment each has to be reported, what is left of it, how late it is (RODO 33).
-- The hours are real ones: days off count, a clock put forward or back neither takes nor gives one. Of a day without an
-- hour the earliest hour counts while there is time, the latest before anything is called late. They are counted at
-- the moment of looking, where that falls on the day judged for; of any other day, as everywhere, at its end.
-- a row per breach known by as_of that may have to be reported and was not, or was reported too late that day, and per
-- breach of which a missing hour leaves that open
with known as (
    select
        *, local_day(found_at) as found_on, hourless(found_at) as some_hour, local_day(reported_at) as told_on,
        hourless(reported_at) as told_some_hour,
        if(local_day(getvariable('known_on')) = getvariable('as_of'),
            getvariable('known_on'), begins_at(getvariable('as_of') + 1)) as looked_at,
        to_hours(cast(limit_of('breaches.hours') as integer)) as term
    from breaches
    where found_at < begins_at(getvariable('as_of') + 1) and risk is distinct from false
),
bounded as (  -- the earliest and the latest end, the earliest and the latest moment of the report; a report before the
    -- day it was found is some program's "no date"
    select
        *, found_at + term as ends_at, if(some_hour, begins_at(found_on + 1), found_at) + term as surely_ends_at,
        told_on between found_on and getvariable('as_of') as told,
        if(told, reported_at, null) as told_from_at,
        if(told, if(told_some_hour, begins_at(told_on + 1), reported_at), null) as told_by_at
    from known
),
judged as (
    select
        *, not coalesce(told, false) as waiting,
        coalesce(told_from_at, looked_at) > surely_ends_at as overdue,
        coalesce(told_by_at, looked_at) <= ends_at as in_time
    from bounded
)
select
    breach as subject, found_on, reported_at, 'breaches.hours' as term, number.law as term_law,
    local_day(ends_at) as due_on, due_on as raw_due_on,
    if(waiting or overdue and told_on = getvariable('as_of'), 'yes', 'no') as owed,
    if(overdue, 'yes', 'no') as overdue,
    datediff('minute', looked_at, ends_at) as minutes_left,
    limit_of('R01.warn_hours') * 60 as warn_minutes,
    limit_of('R01.high_hours') * 60 as high_minutes,
    local_time(ends_at) as report_by, local_time(surely_ends_at) as ended_at,
    if(waiting and in_time, datediff('minute', looked_at, ends_at) // 60, null) as hours_left,
    if(waiting and not in_time and not overdue, 'it_may_have_run_out', null) as perhaps_over,
    if(some_hour, found_on, null) as counted_from,
    if(waiting and overdue, datediff('minute', surely_ends_at, looked_at) // 60, null) as overdue_hours,
    if(waiting or told_some_hour, null, local_time(reported_at)) as told_at,
    if(not waiting and told_some_hour, told_on, null) as told_on,
    if(waiting, null, datediff('minute', surely_ends_at, told_from_at) // 60) as late_hours,
    due_on - getvariable('as_of') as days_left,
    cast(due_day.open_no - today.open_no as integer) as working_days_left,
    case
        when term is null then 'law.breaches' when overdue or in_time then null
        when some_hour then 'found_at' else 'reported_at'
    end as missing
from judged
left join law_parameters as number
    on number.name = 'breaches.hours' and getvariable('as_of') between number.valid_from and number.valid_to
left join law_calendar as due_day on due_day.day = local_day(ends_at)
left join law_calendar as today on today.day = getvariable('as_of')
where waiting or overdue and told_on = getvariable('as_of') or missing is not null
