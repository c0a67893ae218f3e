-- What recurs by the calendar: done or not, and the last day, given or by the law.
-- A series goes on: the period that follows one of the register is expected, even without a row there.
-- a row per duty, unit and ended period that is open, was done too late today, or has no day
with registered as (
    select
        duty, kind, unit, period, due_on as fixed_on, done_on, amount,
        if(length(period) = 4, make_date(cast(period as integer), 12, 31), last_day(cast(period || '-01' as date)))
            as period_end
    from duties
),
expected as (
    from registered
    union all by name
    select
        duty, kind, unit,
        if(length(period) = 4, cast(year(period_end) + 1 as varchar), strftime(period_end + 1, '%Y-%m')) as period,
        if(length(period) = 4, cast(period_end + interval 1 year as date), last_day(period_end + 1)) as period_end
    from registered
    where (duty, unit, period_end) in (select (duty, unit, max(period_end)) from registered group by duty, unit)
),
named as (
    select
        expected.*, coalesce(units.name, expected.unit) as unit_name,
        case expected.kind
            when 'zus' then case
                when units.kind in ('budget_unit', 'department', 'city') then 'duty_days.zus_budget_unit'
                when units.kind = 'legal_person' then 'duty_days.zus_legal_person'
                when units.kind = 'other' then 'duty_days.zus_other'
            end
            when 'pfron' then 'duty_days.pfron'
            when 'pit' then 'duty_days.pit'
            when 'jpk' then 'duty_days.jpk'
            when 'uzp_report' then 'duty_days.uzp_report'
            when 'state_of_commune' then 'duty_days.state_of_commune'
            when 'petitions_report' then 'duty_days.petitions_report'
            when 'asset_statements' then 'duty_days.asset_statements'
        end as term,
        case
            when expected.kind = 'uzp_report' then 'Z01'
            when expected.kind in ('state_of_commune', 'petitions_report', 'asset_statements') then 'R02'
            else 'F06'
        end as owned_by
    from expected
    left join units using (unit)
    where period_end <= getvariable('as_of')
),
counted as (
    select
        named.*, number.law as term_law,
        case
            when number.unit = 'month_day' and length(period) = 4
                then cast((year(period_end) + 1) || '-' || number.value as date)
            when number.unit = 'day' and length(period) = 7 then period_end + cast(number.whole as integer)
        end as counted_on
    from named
    left join law_parameters as number
        on number.name = term and getvariable('as_of') between number.valid_from and number.valid_to
),
due as (
    select
        counted.*, coalesce(fixed_on, counted_on) as raw_due_on,
        coalesce(fixed_on, if(
            list_contains(codes_of('duty_rules.moved_as_tax'), kind)
            or list_contains(codes_of('duty_rules.moved_as_civil'), kind), calendar.rolled, counted_on
        )) as due_on,
        list_contains(codes_of('duty_rules.discipline'), kind) as of_discipline,
        least(done_on, getvariable('as_of')) as unpaid_to,  -- the day of payment still bears interest
        due_on < unpaid_to and list_contains(codes_of('duty_rules.interest_as_tax'), kind) as bears
    from counted
    left join law_calendar as calendar on calendar.day = counted_on
),
costing as (
    select
        due.*, if(bears, cast(tax_interest(amount, due_on, unpaid_to) as decimal(18, 2)), null) as interest,
        if(bears, tax_interest_through(due_on, unpaid_to), null) as counted_through
    from due
)
select
    concat_ws('/', duty, period, due.unit) as subject, duty, due.kind as duty_kind, owned_by, due.unit, unit_name,
    period, period_end, raw_due_on, due_on, term, due.term_law,
    concat_ws('|', if(of_discipline, discipline.law, due.term_law), if(bears, as_tax.law, null)) as article,
    if(of_discipline, 'yes', 'no') as breach,
    if(done_on <= getvariable('as_of'), done_on, null) as done_on, amount as owed, interest,
    if(interest is not null and counted_through < unpaid_to, counted_through, null) as interest_through,
    coalesce(bears and amount is not null and coalesce(counted_through < unpaid_to, true), false)
        as interest_incomplete,
    case
        when not coalesce(bears, false) or interest is not null then null
        when amount is null then 'interest_may_be_due'
        else 'interest_is_due_at_a_rate_not_known'
    end as interest_word,
    if(done_on <= getvariable('as_of'), 'pay_the_interest_too', 'do_it_or_enter_the_day_it_was_done') as next_step,
    case
        when done_on is null or done_on > getvariable('as_of') then 'yes'
        when done_on = getvariable('as_of') and due_on < done_on then 'yes'
        else 'no'
    end as waiting,
    cast(due_on - getvariable('as_of') as integer) as days_left,
    cast(due_day.open_no - today.open_no as integer) as working_days_left,
    cast(
        if(owned_by = 'R02', limit_of('R02.warn_working_days'), if(
            owned_by = 'Z01', limit_of('Z01.warn_working_days'), limit_of('F06.warn_working_days')
        )) as integer
    ) as warn_days,
    day_number(due_on) as due_day,
    day_number(getvariable('as_of')) as today,
    case
        when due_on is not null then null
        when due.kind is null then 'kind'
        when due.kind = 'zus' and term is null then 'units.kind'
        when due.kind = 'other' then 'due_on'
        else 'period'
    end as missing
from costing as due
left join law_parameters as discipline
    on discipline.name = 'duty_rules.discipline'
    and getvariable('as_of') between discipline.valid_from and discipline.valid_to
left join law_parameters as as_tax
    on as_tax.name = 'duty_rules.interest_as_tax'
    and getvariable('as_of') between as_tax.valid_from and as_tax.valid_to
left join law_calendar as due_day on due_day.day = due_on
left join law_calendar as today on today.day = getvariable('as_of')
where waiting = 'yes'
