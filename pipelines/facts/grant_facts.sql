-- Grants given: the next thing that is owed of each, the report, its approval or the refund, and by which day.
-- a row per grant with something owed, done too late today, or of which a day is unknown
with year_end as (  -- the day of the next year by which unused money is back
    select law, valid_from, valid_to, cast(value as varchar) as month_day
    from law_parameters
    where name = 'grants.unused_by'
),
given as (
    select
        grants.*, coalesce(task_end, make_date(year(coalesce(paid_on, signed_on)), 12, 31)) as used_until,
        coalesce(unused_amount > 0, false) as unused
    from grants
    where coalesce(signed_on <= getvariable('as_of'), true)
),
step as (
    select
        "grant", 'await_report' as task, report_on as done_on, 'no' as breach, cast(null as decimal(18, 2)) as owed,
        cast(null as date) as interest_from, false as after_due,
        if(report_due_on is null and kind = 'public_benefit', 'grants.report_days', null) as term, task_end as since,
        report_due_on as fixed_on
    from given
    where task_end <= getvariable('as_of')
    union all
    select "grant", 'approve_report', approved_on, 'yes', null, null, false, null, report_on, approve_by
    from given
    where report_on <= getvariable('as_of')
    union all
    select
        "grant", 'collect_refund', refunded_on, 'yes', found_amount, if(found_kind = 'misused', paid_on, null),
        found_kind <> 'misused',
        if(refund_due_on is null, 'grants.found_days', null), found_on, refund_due_on
    from given
    where found_on <= getvariable('as_of')
    union all
    select
        "grant", 'collect_unused', refunded_on, 'yes', unused_amount, null, true,
        if(used_until < make_date(year(used_until), 12, 31), 'grants.short_days', 'grants.unused_by'),
        used_until, refund_due_on
    from given
    where unused and found_on is null and used_until < getvariable('as_of')
),
due as (
    select
        step.*,
        coalesce(fixed_on, case
            when term = 'grants.unused_by' then cast((year(since) + 1) || '-' || month_day as date)
            else since + cast(limit_of(term) as integer)
        end) as due_on
    from step
    left join year_end on getvariable('as_of') between year_end.valid_from and year_end.valid_to
),
next as (  -- misused money bears interest from its payout, other money from the day after the last day
    select
        due.* replace (coalesce(interest_from, if(after_due, due_on + 1, null)) as interest_from),
        least(done_on, getvariable('as_of')) as unpaid_to
    from due
    where
        due_on is not null
        and (
            done_on is null or done_on > getvariable('as_of')
            or done_on = getvariable('as_of') and due_on < done_on
        )
    qualify row_number() over (partition by "grant" order by due_on, task) = 1
),
costing as (
    select
        next.*, if(interest_from <= unpaid_to, cast(tax_interest(owed, interest_from - 1, unpaid_to) as decimal(18, 2)),
            null) as interest,
        if(interest_from <= unpaid_to, tax_interest_through(interest_from - 1, unpaid_to), null) as counted_through
    from next
)
select
    given."grant" as subject, given.unit, given.owner, given.kind as grant_kind, given.amount as value, task, since,
    owed, breach, interest_from, interest,
    if(interest is not null and counted_through < unpaid_to, counted_through, null) as interest_through,
    coalesce(interest_from <= unpaid_to and owed is not null and coalesce(counted_through < unpaid_to, true), false)
        as interest_incomplete,
    if(interest_incomplete and interest is null, 'interest_is_due_at_a_rate_not_known', null) as interest_word,
    due_on, due_on as raw_due_on, term, number.law as term_law,
    if(next.done_on <= getvariable('as_of'), next.done_on, null) as done_on,
    cast(due_on - getvariable('as_of') as integer) as days_left,
    cast(due_day.open_no - today.open_no as integer) as working_days_left,
    cast(limit_of('F05.warn_days') as integer) as warn_days,
    day_number(due_on) as due_day,
    -- whether a day off moves the term is not settled: it is late for certain after the day it would move to
    day_number(due_day.rolled) as certain_day,
    day_number(getvariable('as_of')) as today,
    case
        when task_end is null and report_on is null then 'task_end'
        when kind is null and report_due_on is null and report_on is null and task_end <= getvariable('as_of')
            then 'kind'
        when kind = 'own' and report_due_on is null and report_on is null and task_end <= getvariable('as_of')
            then 'report_due_on'
        when report_on <= getvariable('as_of') and approve_by is null and approved_on is null then 'approve_by'
    end as missing
from given
left join costing as next using ("grant")
left join law_parameters as number
    on number.name = term and getvariable('as_of') between number.valid_from and number.valid_to
left join law_calendar as due_day on due_day.day = due_on
left join law_calendar as today on today.day = getvariable('as_of')
where task is not null or missing is not null
