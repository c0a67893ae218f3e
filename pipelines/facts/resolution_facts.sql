-- Acts of the council and of the mayor that supervision has to see: to whom each still goes, and by which day.
-- a row per resolution or order adopted by as_of that is not wholly sent, or was sent too late today
with adopted as (
    select
        *, if(order_rules, 'supervision.order_days', 'supervision.days') as term,
        -- the wojewoda sees the council's resolutions and all order rules, the chamber what is financial
        case
            when kind = 'resolution' or order_rules then 'yes' when kind = 'mayor_order' then 'no'
        end as of_wojewoda,
        case financial when true then 'yes' when false then 'no' end as of_rio
    from resolutions
    where adopted_on <= getvariable('as_of')
),
due as (
    select *, adopted_on + cast(limit_of(term) as integer) as due_on
    from adopted
),
addressed as (
    select
        *,
        coalesce(of_wojewoda = 'yes' and sent_to_wojewoda_on <= getvariable('as_of'), false) as at_wojewoda,
        coalesce(of_rio = 'yes' and sent_to_rio_on <= getvariable('as_of'), false) as at_rio
    from due
),
open as (
    select
        *,
        coalesce(of_wojewoda = 'yes', false)
        and (not at_wojewoda or sent_to_wojewoda_on = getvariable('as_of') and due_on < sent_to_wojewoda_on)
            as wojewoda_waits,
        coalesce(of_rio = 'yes', false)
        and (not at_rio or sent_to_rio_on = getvariable('as_of') and due_on < sent_to_rio_on) as rio_waits
    from addressed
)
select
    resolution as subject, open.kind as act_kind, adopted_on, sent_to_wojewoda_on, sent_to_rio_on, financial,
    order_rules, term, number.law as term_law, due_on, due_on as raw_due_on,
    nullif(concat_ws('|', if(wojewoda_waits, 'to_wojewoda', null), if(rio_waits, 'to_rio', null)), '') as addressees,
    if(wojewoda_waits or rio_waits, 'yes', 'no') as waiting,
    due_on - getvariable('as_of') as days_left,
    cast(due_day.open_no - today.open_no as integer) as working_days_left,
    cast(
        if(order_rules, limit_of('U01.order_warn_working_days'), limit_of('U01.warn_working_days')) as integer
    ) as warn_days,
    day_number(due_on) as due_day,
    day_number(getvariable('as_of')) as today,
    case when of_wojewoda is null then 'kind' when of_rio is null then 'financial' end as missing
from open
left join law_parameters as number
    on number.name = term and getvariable('as_of') between number.valid_from and number.valid_to
left join law_calendar as due_day on due_day.day = due_on
left join law_calendar as today on today.day = getvariable('as_of')
where wojewoda_waits or rio_waits or of_wojewoda is null or of_rio is null
