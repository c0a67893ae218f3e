-- Announcements that a procurement still owes: of its result, then of the contract's performance.
-- a row per procurement with a notice not yet published, or published too late today
with step as (
    select
        tender, 'publish_result' as task, result_on as since, result_notice_on as done_on,
        if(procedure = 'eu', 'tender_notices.eu_result_days', 'tender_notices.result_days') as term
    from tenders
    where result_on <= getvariable('as_of') and procedure is distinct from 'framework_order'
    union all
    select
        tender, 'publish_performance', performed_on, performance_notice_on, 'tender_notices.performance_days'
    from tenders
    where performed_on <= getvariable('as_of') and coalesce(procedure not in ('defence', 'eu'), true)
),
due as (
    select step.*, since + cast(limit_of(term) as integer) as raw_due_on, calendar.rolled as due_on
    from step
    join law_calendar as calendar on calendar.day = since + cast(limit_of(term) as integer)
),
next as (
    select *
    from due
    where
        done_on is null or done_on > getvariable('as_of')
        or done_on = getvariable('as_of') and due_on < done_on
    qualify row_number() over (partition by tender order by due_on, task) = 1
)
select
    tender as subject, tenders.unit, tenders.owner, tenders.procedure as way, contract_id, task, since, done_on,
    raw_due_on, due_on, term, number.law as term_law, coalesce(discipline.law, number.law) as article,
    if(discipline.law is null, 'no', 'yes') as breach,
    due_on - getvariable('as_of') as days_left,
    cast(due_day.open_no - today.open_no as integer) as working_days_left,
    cast(limit_of('Z01.warn_working_days') as integer) as warn_days,
    day_number(due_on) as due_day,
    day_number(getvariable('as_of')) as today,
    -- whether a contract above the thresholds of the EU owes a notice of performance nobody could confirm
    if(tenders.procedure = 'eu' and performed_on <= getvariable('as_of') and performance_notice_on is null,
        'law.tender_notices', null) as missing
from tenders
left join next using (tender)
left join law_parameters as number
    on number.name = term and getvariable('as_of') between number.valid_from and number.valid_to
left join law_parameters as discipline
    on discipline.name = 'tender_notices.discipline'
    and list_contains(codes_of('tender_notices.discipline'), task)
    and getvariable('as_of') between discipline.valid_from and discipline.valid_to
left join law_calendar as due_day on due_day.day = due_on
left join law_calendar as today on today.day = getvariable('as_of')
where task is not null or missing is not null
