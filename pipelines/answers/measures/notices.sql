-- The notices of delay that are owed today, as the rule C03 finds them, with what the record offers to write into
-- them: the cause (another authority, the party, an earlier notice), and a new day by which nine in ten cases of the
-- kind that had lasted as long in working days were settled, nothing where fewer than ten had; never later than the
-- law lets the term be prolonged.
-- a row per case of the run `run_id` whose parties must be told
with owed as (
    select subject, arg_max(severity, gravity(severity)) as severity
    from findings
    where run_id = getvariable('run_id') and rule = 'C03' and noun = 'cases' and inhibited_by is null
      and status <> 'resolved'
    group by subject
),
waiting_for as (  -- whom an open stop waits for, the newest first
    select subject, arg_max(stop, begins) as stop
    from case_stops
    where ends is null or ends > getvariable('as_of')
    group by subject
),
told_before as (  -- the cause given in the newest notice so far
    select case_id as subject, arg_max(reason, "at") as reason
    from case_events
    where event in ('notice_36', 'extended') and reason is not null and "at" < begins_at(getvariable('as_of') + 1)
    group by case_id
),
clock as (
    select case_facts.*, owed.severity, cast(today.working_no - first_day.working_no as integer) as lasted
    from case_facts
    join owed using (subject)
    join law_calendar as first_day on first_day.day = opened_on
    join law_calendar as today on today.day = getvariable('as_of')
    where noun = 'cases'
),
longer as (  -- what came after, of settled cases of the kind that had lasted as long
    select clock.subject, quantile_disc(settled.duration_working_days - lasted, 0.9) as more_days
    from clock
    join case_facts as settled
        on settled.noun = 'cases' and settled.kind = clock.kind and settled.duration_working_days > lasted
    group by clock.subject
    having count(*) >= 10
),
proposed as (
    select subject, min(later.day) as day
    from longer
    join law_calendar as today on today.day = getvariable('as_of')
    join law_calendar as later on later.working and later.working_no = today.working_no + more_days
    group by subject
)
select
    clock.subject, clock.severity, service, task, clock.unit, units.name as unit_name, holder_name, opened_on,
    net_due_on, net_due_on < getvariable('as_of') as passed, notice as law, instruction, audience,
    stop as waits_for, told_before.reason as told_reason,
    nullif(greatest(net_due_on, least(
        proposed.day,
        cast(case extension_unit
            when 'month' then if(extension_since = 'filing', opened_on, net_due_on) + to_months(extension_n)
            when 'day' then if(extension_since = 'filing', opened_on, net_due_on) + to_days(extension_n)
        end as date)
    )), net_due_on) as new_date
from clock
left join units on units.unit = clock.unit
left join waiting_for on waiting_for.subject = clock.subject
left join told_before on told_before.subject = clock.subject
left join proposed on proposed.subject = clock.subject
order by gravity(clock.severity) desc, net_due_on, clock.subject
