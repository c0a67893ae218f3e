-- Every budget report whose period has ended: sent or not, and the last day where the law's calendar knows one; but not
-- of a unit that was closed before.
-- A series of reports goes on: the one that follows a report of the register is expected, even without a row there.
-- a row per report, period, level and unit
with calendar as (  -- the town's own part goes to the treasurer on a day of its own; `before`: the period it follows
    select *, lag(period) over (
        partition by report, level, length(period), period like '%Q%' order by raw_due_on
    ) as before
    from law_reports_due
),
termed as (select distinct report, level from law_reports_due),
registered as (
    select
        reports.report, period, level, reports.unit, sent_on, coalesce(units.name, reports.unit) as unit_name,
        coalesce(reports.kind, 'regular') as kind, units.valid_to as closed_on,
        case  -- the law's calendar knows days of their own for the office itself and for legal persons of the town
            when level = 'unit' and units.kind = 'city' and (report, 'own') in (from termed) then 'own'
            when level = 'unit' and (units.kind = 'legal_person' or units.health) and (report, 'body') in (from termed)
                then 'body'
            else level
        end as step
    from reports
    left join units using (unit)
),
expected as (
    from registered
    union all by name
    select followed.report, calendar.period, followed.level, followed.unit, followed.unit_name, followed.step,
        'regular' as kind, followed.closed_on
    from registered as followed
    join calendar
        on calendar.report = followed.report and calendar.level = followed.step and calendar.before = followed.period
    where not exists (
        from registered as own
        where own.report = followed.report and own.period = calendar.period and own.level = followed.level
            and own.unit is not distinct from followed.unit
    )
),
ended as (
    select
        *,
        case
            when period like '%-Q_' then last_day(make_date(
                cast(left(period, 4) as integer), 3 * cast(right(period, 1) as integer), 1
            ))
            when period like '____-__' then last_day(cast(period || '-01' as date))
            else make_date(cast(period as integer), 12, 31)
        end as period_end
    from expected
)
select
    concat_ws('/', ended.report, ended.period, ended.level, unit) as subject, ended.report, ended.period, ended.level,
    unit, unit_name, period_end, sent_on, calendar.raw_due_on, calendar.due_on, calendar.law as term_law,
    calendar.source as term_source, calendar.status as term_status, calendar.valid_from as term_since,
    case
        when sent_on is null or sent_on > getvariable('as_of') then 'yes'
        when sent_on = getvariable('as_of') and calendar.due_on < sent_on then 'yes'
        else 'no'
    end as waiting,
    calendar.due_on - getvariable('as_of') as days_left,
    cast(due_day.open_no - today.open_no as integer) as working_days_left,
    cast(limit_of('B09.warn_working_days') as integer) as warn_days,
    day_number(calendar.due_on) as due_day,
    day_number(getvariable('as_of')) as today
from ended
left join calendar
    on calendar.report = ended.report and calendar.level = ended.step and calendar.period = ended.period
left join law_calendar as due_day on due_day.day = calendar.due_on
left join law_calendar as today on today.day = getvariable('as_of')
where period_end <= getvariable('as_of')
  and ended.report not in (select id from law_budget_days)  -- these are no reports but days of the budget's calendar
  -- a unit that was closed owes the report of its closing, and none on a time it no longer was
  and (kind = 'closing' or coalesce(period_end <= closed_on, true))
